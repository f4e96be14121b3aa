import { expect, test } from 'vitest'
import { saidIn } from '../carrier/twiml.ts'
import { recordOf } from './care-line.ts'
import { type Browser, DeskLine } from './desk-line.ts'
import type { Phone } from './live-line.ts'

const CALLER = '+12125550101'

interface Talk {
  readonly caller: Phone
  readonly agent: Phone
}

/** Ana signs in at her desk and takes the call that comes. */
async function talks({ line }: DeskLine, ana: Browser, key = '0'): Promise<Talk> {
  await ana.posts('/api/agent/available', {})
  const caller = await line.caller(CALLER).rings()
  for (const one of key) await caller.presses(one)
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs.at(-1)!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  await caller.isTaken((await line.rest.next()).form.get('Url')!)
  return { caller, agent }
}

test('an agent signs in at the desk, is rung, talks, says how it ended, and is ready', async () => {
  const desk = await DeskLine.open()
  await recordOf(desk.line, CALLER, { openCase: '4711', caseOpenedMs: 0, matters: ['payment-due'] })
  const ana = await desk.person('Ana')
  expect((await ana.gets('/api/agent')).body).toMatchObject({
    agent: 'Ana',
    state: 'away',
    call: null,
    wrapUp: null,
  })
  expect((await ana.posts('/api/agent/available', {})).body).toMatchObject({
    state: 'available',
    leaving: false,
  })

  const caller = await desk.line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await desk.line.rest.next()
  const ringing = (await ana.gets('/api/agent')).body
  expect(ringing).toMatchObject({
    state: 'ringing',
    call: { call: 1, phase: 'ringing', queue: 'account', number: '…0101' },
  })
  expect(ringing.call).toMatchObject({
    name: null,
    openCase: { number: '4711' },
    matters: ['payment-due'],
    entered: [],
  })
  const agent = await desk.line.leg(desk.line.rest.legs.at(-1)!.sid, ring.form.get('Url')!).rings()
  expect(saidIn(agent.document).join(' ')).toContain('Waited less than a minute. Open case 4 7 1 1. Press 1')
  await agent.presses('1')
  await desk.line.rest.next()
  const talking = (await ana.gets('/api/agent')).body
  expect(talking.call).toMatchObject({
    phase: 'talking',
    number: CALLER,
    line: 'card-support',
    language: 'en-US',
  })

  await caller.ends()
  const over = (await ana.gets('/api/agent')).body
  expect(over).toMatchObject({
    state: 'wrap-up',
    call: null,
    wrapUp: { call: 1, codes: ['resolved', 'follow-up'], isCodeWanted: true, isCoded: false, endsMs: null },
  })
  const early = await ana.posts('/api/agent/ready', { call: 1 })
  expect(early).toEqual({
    status: 409,
    body: { error: 'Say first how the call ended: resolved, follow-up.' },
  })
  const coded = await ana.posts('/api/agent/wrap-up', {
    call: 1,
    code: 'resolved',
    note: ' sent a new card ',
    resolved: true,
  })
  expect(coded.body).toMatchObject({ state: 'wrap-up', wrapUp: { isCoded: true } })
  expect((await ana.posts('/api/agent/ready', { call: 1 })).body).toMatchObject({ state: 'available' })
  const notes = await desk.line.store.papers('main', { kind: 'note' })
  expect(notes).toMatchObject([
    { call: 1, caller: 1, body: { agent: 'Ana', text: 'sent a new card', resolved: true } },
  ])
  expect((await desk.line.facts()).slice(-2)).toEqual(['coded 1 Ana', 'ready Ana'])
})

test('what was noted and entered before is there when the caller rings again, and while the agent talks to this caller alone', async () => {
  const desk = await DeskLine.open()
  await recordOf(desk.line, CALLER, {})
  const ana = await desk.person('Ana')
  const { caller } = await talks(desk, ana)
  await caller.ends()
  await ana.posts('/api/agent/wrap-up', {
    call: 1,
    code: 'resolved',
    note: 'lost in the post',
    resolved: true,
  })
  expect(await desk.line.store.papers('main', { kind: 'case' })).toMatchObject([{ state: 'closed' }])
  await ana.posts('/api/agent/wrap-up', { call: 1, note: 'lost in the post', resolved: false })
  await ana.posts('/api/agent/ready', { call: 1 })
  const { call } = (await ana.gets('/api/agent')).body
  expect(call).toBeNull()
  await desk.line.rest.next()
  // About the case that the first talk opened.
  await talks(desk, ana, '1')
  const again = (await ana.gets('/api/agent')).body
  expect(again.call!.contacts).toMatchObject([
    { call: 1, queue: 'account', agent: 'Ana', outcome: 'answered', code: 'resolved', score: null },
  ])
  expect(again.call!.notes).toMatchObject([{ call: 1, agent: 'Ana', text: 'lost in the post' }])
  expect(again.call!.openCase).toMatchObject({ number: '100014' })
})

test('what is about another call than is meant is refused with a sentence, and changes nothing', async () => {
  const desk = await DeskLine.open()
  const ana = await desk.person('Ana')
  await talks(desk, ana)
  const facts = await desk.line.facts()
  for (const act of ['hang-up', 'transfer', 'wrap-up', 'ready']) {
    const { status, body } = await ana.posts(`/api/agent/${act}`, {
      call: 7,
      queue: 'billing',
      code: 'resolved',
    })
    expect([status, body.error], act).toEqual([409, expect.stringContaining('Call 7 is not')])
  }
  expect(await desk.line.facts()).toEqual(facts)
  const handed = await ana.posts('/api/agent/transfer', { call: 1, queue: 'billing' })
  expect(handed.body).toMatchObject({ state: 'wrap-up' })
  expect((await ana.posts('/api/agent/hang-up', { call: 1 })).status).toBe(409)
})

test('an agent hangs up from the desk: the leg is ended, the caller goes on', async () => {
  const desk = await DeskLine.open()
  const ana = await desk.person('Ana')
  const { agent } = await talks(desk, ana)
  expect((await ana.posts('/api/agent/hang-up', { call: 1 })).body).toMatchObject({ state: 'wrap-up' })
  const end = await desk.line.rest.next()
  expect([end.path, end.form.get('Status')]).toEqual([`/Calls/${agent.callSid}.json`, 'completed'])
  expect((await desk.line.facts()).at(-1)).toBe('left Ana')
})

test('going away has a reason, which desk, wallboard and supervisor show; agents choose, supervisors put away', async () => {
  const desk = await DeskLine.open()
  const [ana, sam] = [await desk.person('Ana'), await desk.person('Sam')]
  await ana.posts('/api/agent/available', {})
  expect((await ana.posts('/api/agent/away', { reason: 'lunch' })).body).toMatchObject({
    state: 'away',
    reason: 'lunch',
  })
  const board = (await sam.gets('/api/board')).body
  expect(board.agents.shown.find(({ name }: { name: string }) => name === 'Ana')).toMatchObject({
    reason: 'lunch',
  })
  await ana.posts('/api/agent/available', {})
  const put = await sam.posts('/api/supervise/put-away', { agent: 'Ana' })
  expect(put.body.agents[0]).toMatchObject({ name: 'Ana', state: 'away', reason: 'put-away' })
  expect((await sam.posts('/api/supervise/put-away', { agent: 'Nobody' })).status).toBe(404)
  expect((await sam.posts('/api/supervise/put-away', {})).status).toBe(400)
})

test('long talks and long wrap-ups are marked for supervisors', async () => {
  const desk = await DeskLine.open()
  const [ana, sam] = [await desk.person('Ana'), await desk.person('Sam')]
  const { caller } = await talks(desk, ana)
  const view = async () => (await sam.gets('/api/supervise')).body.agents[0]!
  const talk = await view()
  expect(talk).toMatchObject({ state: 'talking', call: 1, queue: 'account', isLong: false })
  await desk.line.clock.passes(talk.longFromMs! - talk.sinceMs)
  expect(await view()).toMatchObject({ state: 'talking', isLong: true })
  await caller.ends()
  const wrapUp = await view()
  expect(wrapUp).toMatchObject({ state: 'wrap-up', call: 1, isLong: false, talkSinceMs: talk.talkSinceMs })
  await desk.line.clock.passes(wrapUp.longFromMs! - wrapUp.sinceMs)
  expect(await view()).toMatchObject({ state: 'wrap-up', isLong: true })
})

test.each([
  ['away', { reason: 'tired' }, 400, '"reason" must be one of: break, lunch'],
  ['hang-up', {}, 400, '"call" must be the number of the call that is meant'],
  ['hang-up', { call: '1' }, 400, '"call" must be'],
  ['transfer', { call: 1, queue: 'biling' }, 400, '"queue" must be a queue of line card-support'],
  ['wrap-up', { call: 1, code: 'solved' }, 400, '"code" must be one of: resolved, follow-up'],
  ['wrap-up', { call: 1, note: 7 }, 400, '"note" must be a text'],
  ['wrap-up', { call: 1, note: 'n'.repeat(5_001) }, 400, 'at most 5,000 signs'],
  ['wrap-up', { call: 1, resolved: 'yes' }, 400, '"resolved" must be true or false'],
  ['wrap-up', { call: 1 }, 400, 'There is nothing to keep'],
])('wrong input: %s %j', async (act, body, status, sentence) => {
  const desk = await DeskLine.open()
  const ana = await desk.person('Ana')
  await talks(desk, ana)
  const refused = await ana.posts(`/api/agent/${act}`, body)
  expect(refused.status).toBe(status)
  expect(refused.body.error).toContain(sentence)
})

test('a form, as another site could send it with the cookie, is refused', async () => {
  const desk = await DeskLine.open()
  const ana = await desk.person('Ana')
  for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
    expect((await ana.posts('/api/agent/available', {}, type)).status).toBe(415)
  }
  expect((await ana.gets('/api/agent')).body.state).toBe('away')
  expect((await ana.posts('/api/agent/available', 'no object')).status).toBe(400)
})

test('a desk is told of what happens at it as events, until its session ends', async () => {
  const desk = await DeskLine.open()
  const ana = await desk.person('Ana')
  const response = await fetch(`${desk.line.url}/agent/events`, { headers: { cookie: ana.cookie } })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (words: string) => {
    while (!text.includes(words)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`ended without ${words}: ${text}`)
      text += value
    }
  }
  await until('"state":"away"')
  await ana.posts('/api/agent/available', {})
  await until('"state":"available"')
  await reader.cancel()
})
