import { expect, test } from 'vitest'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { CALLER, PUBLIC_URL, Site, words } from './site.ts'

const LEAVING = '<Enqueue action="/left" waitUrl="/wait">hold</Enqueue><Say>behind the queue</Say>'
const WAIT = '<Play>/tune.wav</Play>'

const quiet = { fetchesMedia: false }

async function queued(
  pages: Parameters<typeof Site.open>[0] = {},
  options: Parameters<typeof Site.open>[1] = {},
) {
  return Site.open(
    { '/': LEAVING, '/wait': WAIT, '/left': '<Say>out</Say>', '/taken': '<Say>taken</Say>', ...pages },
    { ...quiet, ...options },
  )
}

function leftWith(site: Site): Record<string, string | undefined>[] {
  return site
    .of('/left')
    .map(({ fields }) => ({ result: fields.QueueResult, time: fields.QueueTime, status: fields.CallStatus }))
}

async function queueOf(site: Site) {
  const [queue] = await site.client.queues.list()
  return queue!
}

test('a waitUrl is told place, time and size of the queue', async () => {
  const site = await queued()
  await site.calls(7)
  site.call('+14155550102')
  await site.passes(3)
  const last = site.of('/wait').at(-1)!
  expect(last.fields).toMatchObject({
    QueuePosition: '1',
    QueueTime: '10',
    AvgQueueTime: '6',
    CurrentQueueSize: '2',
    MaxQueueSize: '1000',
    QueueSid: expect.stringMatching(/^QU[0-9a-f]{32}$/),
    CallStatus: 'in-progress',
  })
  expect(site.of('/wait').find(({ fields }) => fields.From === '+14155550102')!.fields.QueuePosition).toBe(
    '2',
  )
})

test('row 1: leave – the document of the queue lets the caller go, and control moves to the action', async () => {
  const site = await queued({ '/wait': ({ fields }) => (Number(fields.QueueTime) >= 10 ? '<Leave/>' : WAIT) })
  const phone = await site.calls(10)
  expect(leftWith(site)).toEqual([{ result: 'leave', time: '10', status: 'in-progress' }])
  expect(phone.said).toEqual(['out'])
})

test('row 3: without an action Leave goes on with the verb behind Enqueue', async () => {
  const site = await queued({
    '/': '<Enqueue waitUrl="/wait">hold</Enqueue><Say>behind the queue</Say>',
    '/wait': '<Leave/>',
  })
  const phone = await site.calls()
  expect(phone.said).toEqual(['behind the queue'])
})

test('row 1: hangup – the line is told, and what it answers is heard by nobody', async () => {
  const site = await queued()
  const phone = await site.calls(12)
  phone.hangUp()
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'hangup', time: '12', status: 'completed' }])
  expect(phone.said).toEqual([])
  expect((await queueOf(site)).currentSize).toBe(0)
})

test('row 1: hangup – also by the document that is heard in the queue', async () => {
  const site = await queued({ '/wait': '<Play>/tune.wav</Play><Hangup/>' })
  const phone = await site.calls(5)
  expect(leftWith(site)).toEqual([{ result: 'hangup', time: '5', status: 'completed' }])
  expect([phone.said, phone.status]).toEqual([[], 'completed'])
})

test('row 1: queue-full – and there is neither QueueSid nor QueueTime for who was never enqueued', async () => {
  const site = await queued({
    '/': '<Enqueue action="/left" waitUrl="/wait" maxQueueSize="1">hold</Enqueue>',
  })
  await site.calls(1)
  site.call('+14155550102')
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'queue-full', time: undefined, status: 'in-progress' }])
  expect(site.of('/left')[0]!.fields).not.toHaveProperty('QueueSid')
})

test('row 1: redirected – taken elsewhere by REST while waiting; the action is told at once and performs nothing', async () => {
  const site = await queued()
  const phone = await site.calls(6)
  await site.client.calls(phone.callSid).update({ url: `${PUBLIC_URL}/taken` })
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'redirected', time: '6', status: 'in-progress' }])
  expect(phone.said).toEqual(['taken'])
})

test('row 1: what Twilio leaves open of a redirect can be had the other way round, or without the action', async () => {
  for (const [enqueueActionOnRedirect, paths] of [
    ['after', ['/taken', '/left']],
    ['never', ['/taken']],
  ] as const) {
    const site = await queued({}, { undocumented: { enqueueActionOnRedirect } })
    const phone = await site.calls(6)
    const before = site.paths.length
    await site.client.calls(phone.callSid).update({ url: `${PUBLIC_URL}/taken` })
    await site.passes(2)
    expect(site.paths.slice(before)).toEqual(paths)
    expect(phone.said).toEqual(['taken'])
  }
})

test('row 1: error – a document of the queue that fails takes the caller out of it', async () => {
  for (const page of ['<Dial>+12025550199</Dial>', { text: '<Response>' }, { status: 500 }]) {
    const site = await queued({ '/wait': page })
    const phone = await site.calls()
    expect(leftWith(site)).toEqual([{ result: 'error', time: '0', status: 'in-progress' }])
    expect(phone.alerts).toHaveLength(1)
  }
})

test('row 4: system-error – a caller who hangs up before being fully enqueued', async () => {
  const site = await queued({}, { undocumented: { enqueueMs: 300 } })
  const phone = await site.calls(0.2)
  phone.hangUp()
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'system-error', time: undefined, status: 'completed' }])
})

test('row 5: a document heard in a queue may hold only what Twilio lists; Dial, Record and Enqueue end the wait', async () => {
  for (const verb of ['<Dial>+12025550199</Dial>', '<Record/>', '<Enqueue>other</Enqueue>', '<Reject/>']) {
    const site = await queued({ '/wait': verb })
    const phone = await site.calls()
    expect(phone.alerts[0]).toMatch(
      /^Twilio error 12200: <\w+> is out of place here; what is heard in a queue \(waitUrl\) may hold only Say, Play, Pause, Hangup, Redirect, Leave, Gather\. \(https:\/\/line\.example\.com\/wait, line 1\)$/,
    )
  }
  const allowed =
    '<Say>a</Say><Pause/><Gather numDigits="1" action="/wait"><Say>b</Say></Gather><Redirect>/wait2</Redirect>'
  const site = await queued({ '/wait': allowed, '/wait2': '<Play>/tune.wav</Play><Hangup/>' })
  const phone = await site.calls(30)
  expect(phone.alerts).toEqual([])
  expect([phone.said, phone.status]).toEqual([['a', 'b'], 'completed'])
})

test('row 6: a waitUrl is asked again whenever its verbs run out, for ever; an empty document does not spin', async () => {
  const site = await queued()
  await site.calls(60)
  expect(site.of('/wait')).toHaveLength(13)
  const empty = await queued({ '/wait': '' })
  const phone = await empty.calls(60)
  expect(empty.of('/wait').length).toBeLessThanOrEqual(61)
  expect(phone.status).toBe('in-progress')
})

test('row 6: documents that lead to each other without a sound end the wait with an error that says so', async () => {
  const site = await queued({ '/wait': '<Redirect>/wait</Redirect>' })
  const phone = await site.calls()
  expect(phone.alerts[0]).toContain('They turn in a circle.')
  expect(leftWith(site)).toMatchObject([{ result: 'error' }])
})

test('row 7: MaxQueueSize is 1000 unless set, 5000 at most', async () => {
  const site = await queued()
  const { client } = site
  const queue = await client.queues.create({ friendlyName: 'hold' })
  expect(queue.maxSize).toBe(1000)
  const context = client.queues(queue.sid)
  await expect(context.update({ maxSize: 5001 })).rejects.toMatchObject({ status: 400 })
  expect((await context.update({ maxSize: 5000 })).maxSize).toBe(5000)
  await site.calls(1)
  expect(site.of('/wait')[0]!.fields.MaxQueueSize).toBe('5000')
})

test('row 10: REST knows queues by their sid, not by their name', async () => {
  const site = await queued()
  await site.calls(1)
  await expect(site.client.queues('hold').fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  const { sid } = await queueOf(site)
  expect((await site.client.queues(sid).fetch()).friendlyName).toBe('hold')
})

test('row 2: the action comes at once after a dequeue by REST, and only after the talk with who dialled the queue', async () => {
  const site = await queued({ '/agent': '<Dial><Queue>hold</Queue></Dial>' })
  const taken = await site.calls(8)
  const { sid } = await queueOf(site)
  await site.client
    .queues(sid)
    .members(taken.callSid)
    .update({ url: `${PUBLIC_URL}/taken` })
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'redirected', time: '8', status: 'in-progress' }])
  expect(taken.said).toEqual(['taken'])

  const caller = site.call()
  await site.passes(5)
  const agent = agentOf(site)
  await site.passes(30)
  expect(leftWith(site)).toHaveLength(1)
  agent.hangUp()
  await site.clock.quiet()
  expect(leftWith(site)[1]).toEqual({ result: 'bridged', time: '5', status: 'in-progress' })
  expect(caller.said).toEqual(['out'])
})

/** Somebody rings another number, whose document dials the queue. */
function agentOf(site: Site, path = '/agent'): Phone {
  site.carrier.setNumber('+12025550111', { voiceUrl: `${PUBLIC_URL}${path}` })
  return site.call('+12025550123', '+12025550111')
}

test('row 1: redirected-from-bridged – taken elsewhere while talking to who dialled the queue', async () => {
  const site = await queued({ '/agent': '<Dial action="/done"><Queue>hold</Queue></Dial>', '/done': '' })
  const caller = await site.calls(5)
  agentOf(site)
  await site.passes(5)
  await site.client.calls(caller.callSid).update({ url: `${PUBLIC_URL}/taken` })
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'redirected-from-bridged', time: '5', status: 'in-progress' }])
  expect(site.of('/done')[0]!.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialCallSid: caller.callSid,
  })
})

test('row 8: Dial Queue waits at an empty queue until its timeout; a queue that is not there is an error', async () => {
  const site = await queued({
    '/agent': '<Dial action="/done" timeout="20"><Queue>hold</Queue></Dial>',
    '/done': '',
  })
  agentOf(site)
  await site.clock.quiet()
  expect(site.of('/done')[0]!.fields.DialCallStatus).toBe('failed')
  await site.client.queues.create({ friendlyName: 'hold' })
  agentOf(site)
  await site.passes(19)
  expect(site.of('/done')).toHaveLength(1)
  await site.passes(1)
  expect(site.of('/done')[1]!.fields.DialCallStatus).toBe('no-answer')
  agentOf(site)
  await site.passes(10)
  const caller = site.call()
  await site.passes(0.1)
  expect(caller.diary.some(({ kind }) => kind === 'talks')).toBe(true)
})

test('row 9: the url of a Queue runs on the leg of the caller, and DequeingCallSid is the agent (their spelling)', async () => {
  const site = await queued({
    '/agent': '<Dial action="/done"><Queue url="/before">hold</Queue></Dial>',
    '/before': `<Say>${words(5)}</Say>`,
    '/done': '',
  })
  const caller = await site.calls(5)
  const agent = agentOf(site)
  await site.passes(1)
  expect(site.of('/before')[0]!.fields).toMatchObject({
    CallSid: caller.callSid,
    From: CALLER,
    DequeingCallSid: agent.callSid,
    QueueTime: '5',
    QueueSid: expect.stringMatching(/^QU/),
  })
  expect(caller.said).toEqual([words(5)])
  expect(agent.diary.some(({ kind }) => kind === 'talks')).toBe(false)
  await site.passes(1)
  agent.speak('hello')
  expect(caller.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'hello' })
})

test('row 1: bridging-in-process – a hang-up on the way from the queue to the agent', async () => {
  const site = await queued({
    '/agent': '<Dial action="/done"><Queue url="/before">hold</Queue></Dial>',
    '/before': `<Say>${words(5)}</Say>`,
    '/done': '',
  })
  const caller = await site.calls(5)
  agentOf(site)
  await site.passes(1)
  caller.hangUp()
  await site.clock.quiet()
  expect(leftWith(site)).toEqual([{ result: 'bridging-in-process', time: '5', status: 'completed' }])
  expect(site.of('/done')[0]!.fields).toMatchObject({ DialCallStatus: 'canceled', DialBridged: 'false' })
})

test('row 11: a dequeue of somebody who is gone answers 404, a redirect 21220, also when the hang-up comes meanwhile', async () => {
  const site = await queued()
  const early = await site.calls(3)
  const { sid } = await queueOf(site)
  early.hangUp()
  const members = site.client.queues(sid).members
  await expect(members(early.callSid).update({ url: `${PUBLIC_URL}/taken` })).rejects.toMatchObject({
    status: 404,
    code: 20404,
  })
  await expect(site.client.calls(early.callSid).update({ url: `${PUBLIC_URL}/taken` })).rejects.toMatchObject(
    { status: 400, code: 21220 },
  )
  const late = site.call()
  await site.passes(3)
  late.hangUpWhen(({ kind }) => kind === 'request')
  await expect(members(late.callSid).update({ url: `${PUBLIC_URL}/taken` })).rejects.toMatchObject({
    status: 404,
  })
  expect(site.of('/taken')).toEqual([])
})

test('row 35: who dials a queue does not wait for a caller who hangs up before all words are heard', async () => {
  const site = await queued(
    {
      '/wait': `<Say>${words(10)}</Say>`,
      '/agent': '<Dial action="/done"><Queue>hold</Queue></Dial>',
      '/done': '',
    },
    { undocumented: { dequeueCutsWords: false } },
  )
  const caller = await site.calls(2)
  agentOf(site)
  await site.passes(1)
  expect(site.of('/done')).toEqual([])
  caller.hangUp()
  await site.clock.quiet()
  expect(site.of('/done')[0]!.fields.DialCallStatus).toBe('canceled')
  expect(leftWith(site)).toMatchObject([{ result: 'hangup' }])
})

test('row 12: members("Front") takes whoever is first by now; by CallSid it is the one that is meant', async () => {
  const site = await queued()
  const [first, second, third] = [
    site.call('+14155550101'),
    site.call('+14155550102'),
    site.call('+14155550103'),
  ]
  await site.passes(1)
  const { sid } = await queueOf(site)
  const members = site.client.queues(sid).members
  first.hangUp()
  await members('Front').update({ url: `${PUBLIC_URL}/taken` })
  await site.clock.quiet()
  expect(second.said).toEqual(['taken'])
  await members(third.callSid).update({ url: `${PUBLIC_URL}/taken` })
  await site.clock.quiet()
  expect(third.said).toEqual(['taken'])
})

test('row 35: whether a dequeue cuts words midway is undocumented, and can be had both ways', async () => {
  for (const [dequeueCutsWords, atSeconds] of [
    [true, 2],
    [false, 4],
  ] as const) {
    const site = await queued({ '/wait': `<Say>${words(10)}</Say>` }, { undocumented: { dequeueCutsWords } })
    const phone = await site.calls(2)
    await site.client.calls(phone.callSid).update({ url: `${PUBLIC_URL}/taken` })
    await site.passes(10)
    expect((site.of('/taken')[0]!.atMs - site.asked[0]!.atMs) / 1_000).toBe(atSeconds)
  }
})
