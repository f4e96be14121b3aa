import { once } from 'node:events'
import { connect } from 'node:net'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { answers, doesNotAnswer, isEngaged } from '../../../src/carrier/local/people.ts'
import { ACCOUNT, CALLER, NUMBER, PUBLIC_URL, Site, TOKEN } from './site.ts'

const OUT = { to: CALLER, from: NUMBER, url: `${PUBLIC_URL}/out`, statusCallback: `${PUBLIC_URL}/told` }
const PAGES = {
  '/out': '<Pause length="60"/>',
  '/told': '',
  '/else': '<Say>elsewhere</Say><Pause length="60"/>',
}

test('a call that is made by REST rings, is picked up, hears its document, and is over', async () => {
  const site = await Site.open(PAGES)
  site.carrier.plug(CALLER, answers({ clock: site.clock, afterMs: 4_000 }))
  const call = await site.client.calls.create(OUT)
  expect(call).toMatchObject({
    status: 'queued',
    to: CALLER,
    from: NUMBER,
    direction: 'outbound-api',
    accountSid: ACCOUNT,
  })
  await site.passes(3)
  const { calls } = site.client
  expect((await calls(call.sid).fetch()).status).toBe('ringing')
  await site.passes(1)
  expect(await calls(call.sid).fetch()).toMatchObject({ status: 'in-progress' })
  expect(site.of('/out')[0]!.fields).toMatchObject({
    CallSid: call.sid,
    Direction: 'outbound-api',
    CallStatus: 'in-progress',
  })
  await calls(call.sid).update({ url: `${PUBLIC_URL}/else` })
  await site.passes(5)
  expect(await calls(call.sid).update({ status: 'completed' })).toMatchObject({
    status: 'completed',
    duration: '5',
  })
  await site.clock.quiet()
  expect(site.of('/told').map(({ fields }) => [fields.CallStatus, fields.CallDuration])).toEqual([
    ['completed', '5'],
  ])
})

test('row 20: how a call that nobody took ended is told: busy, no-answer, failed, canceled', async () => {
  for (const [person, status] of [
    [isEngaged, 'busy'],
    [doesNotAnswer, 'no-answer'],
    [phone => phone.refuse('failed'), 'failed'],
  ] as [Parameters<Site['carrier']['plug']>[1], string][]) {
    const site = await Site.open(PAGES)
    site.carrier.plug(CALLER, person)
    await site.client.calls.create({ ...OUT, timeout: 20 })
    await site.passes(25)
    expect(site.of('/told').map(({ fields }) => fields.CallStatus)).toEqual([status])
  }
  const site = await Site.open(PAGES)
  const call = await site.client.calls.create(OUT)
  await site.passes(1)
  await site.client.calls(call.sid).update({ status: 'canceled' })
  await site.clock.quiet()
  expect(site.of('/told').map(({ fields }) => fields.CallStatus)).toEqual(['canceled'])
})

test('row 31: one outgoing call begins in a second, more wait their turn; row 20: one cancelled before its turn is told nobody', async () => {
  const site = await Site.open(PAGES)
  const rang: number[] = []
  site.carrier.plug(CALLER, () => rang.push(site.seconds))
  const calls = []
  for (let i = 0; i < 4; i++) calls.push(await site.client.calls.create(OUT))
  await site.passes(0.5)
  expect((await site.client.calls(calls[3]!.sid).fetch()).status).toBe('queued')
  await site.client.calls(calls[3]!.sid).update({ status: 'canceled' })
  await site.passes(9.5)
  expect(rang).toEqual([0, 1, 2])
  expect(site.of('/told')).toEqual([])
  expect((await site.client.calls(calls[3]!.sid).fetch()).status).toBe('canceled')
})

test('row 31: callers who ring in and people who are dialled by a document do not wait for a turn', async () => {
  const site = await Site.open({ ...PAGES, '/': `<Dial>${CALLER}</Dial>` })
  const rang: number[] = []
  site.carrier.plug(CALLER, () => rang.push(site.seconds))
  for (let i = 0; i < 3; i++) site.call()
  await site.passes(1)
  expect(rang).toEqual([0, 0, 0])
})

test('row 11: what is over cannot be taken elsewhere or ended: 21220; what never was: 20404', async () => {
  const site = await Site.open({ '/': '<Pause length="60"/>' })
  const phone = await site.calls(1)
  const { calls } = site.client
  // A call that has not been picked up is not in progress either.
  await expect(calls(phone.callSid).update({ url: `${PUBLIC_URL}/` })).rejects.toMatchObject({
    status: 400,
    code: 21220,
  })
  phone.hangUp()
  await expect(calls(phone.callSid).update({ status: 'completed' })).rejects.toMatchObject({
    status: 400,
    code: 21220,
  })
  await expect(calls(`CA${'9'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
})

test('numbers that cannot be rung, or not from there, are refused', async () => {
  const site = await Site.open(PAGES)
  const create = (more: object) => site.client.calls.create({ ...OUT, ...more })
  for (const to of ['12', 'anonymous', '+266696687', 'bea'])
    await expect(create({ to })).rejects.toMatchObject({ status: 400, code: 21211 })
  await expect(create({ from: 'me' })).rejects.toMatchObject({ code: 21212 })
  await expect(create({ from: '+12025550199' })).rejects.toMatchObject({ code: 21210 })
  await expect(create({ url: 'nowhere' })).rejects.toMatchObject({ code: 21205 })
})

test('row 16: inline TwiML is 4,000 characters at most, and its actions must be absolute URLs', async () => {
  const site = await Site.open({ ...PAGES, '/key': '<Say>got it</Say>' })
  const ring = { to: CALLER, from: NUMBER }
  const long = `<Response><Say>${'a'.repeat(4_000)}</Say></Response>`
  await expect(site.client.calls.create({ ...ring, twiml: long })).rejects.toMatchObject({ code: 32018 })
  site.carrier.plug(CALLER, answers({ clock: site.clock, presses: '1' }))
  const relative = await site.client.calls.create({
    ...ring,
    twiml: '<Response><Gather numDigits="1" action="/key"/></Response>',
  })
  await site.passes(10)
  const alerts = site.carrier.phoneOf(site.carrier.legs.get(relative.sid)!).alerts
  expect(alerts[0]).toContain('which is no URL')
  const absolute = `<Response><Gather numDigits="1" action="${PUBLIC_URL}/key"/></Response>`
  await site.client.calls.create({ ...ring, twiml: absolute })
  await site.passes(5)
  expect(site.of('/key')).toHaveLength(1)
})

test('row 33: while it listens for a machine nothing is performed, and whoever is silent is unknown after 30 s', async () => {
  const site = await Site.open(PAGES)
  for (const [who, seconds, by] of [
    ['human', 2, 'human'],
    ['machine_start', 4, 'machine_start'],
    ['unknown', 30, 'unknown'],
  ] as const) {
    site.carrier.plug(CALLER, phone => phone.answer(), who)
    const call = await site.client.calls.create({ ...OUT, machineDetection: 'Enable' })
    await site.passes(seconds - 0.1)
    expect(site.of('/out').filter(({ fields }) => fields.CallSid === call.sid)).toEqual([])
    await site.passes(0.1)
    expect(site.of('/out').at(-1)!.fields).toMatchObject({ CallSid: call.sid, AnsweredBy: by })
  }
})

test('row 33: asynchronous detection blocks nothing, and tells later who picked up', async () => {
  const site = await Site.open({ ...PAGES, '/who': '' })
  site.carrier.plug(CALLER, phone => phone.answer(), 'machine_start')
  const asyncAmdStatusCallback = `${PUBLIC_URL}/who`
  await site.client.calls.create({
    ...OUT,
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback,
  })
  await site.passes(0.1)
  expect(site.of('/out')).toHaveLength(1)
  await site.passes(4)
  expect(site.of('/who')[0]!.fields).toMatchObject({
    AnsweredBy: 'machine_start',
    MachineDetectionDuration: '4000',
  })
})

test('lists are filtered, latest first, and come in pages', async () => {
  const site = await Site.open({ '/': '<Pause length="600"/>' })
  const sids = []
  for (let i = 0; i < 5; i++) sids.push(site.call(i % 2 === 0 ? CALLER : '+14155550199').callSid)
  await site.passes(1)
  const { calls } = site.client
  expect((await calls.list({ from: CALLER })).map(({ sid }) => sid)).toEqual([sids[4], sids[2], sids[0]])
  expect((await calls.list({ limit: 2 })).map(({ sid }) => sid)).toEqual([sids[4], sids[3]])
  const paged = await calls.list({ pageSize: 2 })
  expect(paged.map(({ sid }) => sid)).toEqual(sids.toReversed())
  expect(await calls.list({ status: 'completed' })).toEqual([])
})

test('whoever is not the account is sent away, and who asks too much at once has to wait', async () => {
  const site = await Site.open(PAGES)
  const url = `${site.rest.base}/2010-04-01/Accounts/${ACCOUNT}/Calls.json`
  for (const headers of [{}, { authorization: `Basic ${btoa(`${ACCOUNT}:wrong`)}` }]) {
    const answer = await fetch(url, { headers: headers as Record<string, string> })
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 20003 })])
  }
  const { RestServer } = await import('../../../src/carrier/local/rest/server.ts')
  const narrow = await RestServer.open({ carrier: site.carrier, atOnceMax: 0 })
  const answer = await fetch(url.replace(site.rest.base, narrow.base), {
    headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
  })
  expect([answer.status, await answer.json()]).toEqual([429, expect.objectContaining({ code: 20429 })])
  await narrow.close()
})

test('who goes away in the middle of a request, or asks for nothing that there is, does the carrier no harm', async () => {
  const site = await Site.open(PAGES)
  const { hostname, port } = new URL(site.rest.base)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write('POST /2010-04-01/Accounts/x/Calls.json HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nTo=')
  socket.destroy()
  await once(socket, 'close')
  const authorization = `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`
  for (const path of [
    '/2010-04-01/Accounts/AC1/Calls.json',
    `/2010-04-01/Accounts/${ACCOUNT}/Conferences/x/Participants/%E0.json`,
  ])
    expect((await fetch(`${site.rest.base}${path}`, { headers: { authorization } })).status).toBe(404)
})

test('REST fails on request: with an error, before anything is done, or after', async () => {
  const site = await Site.open(PAGES)
  site.carrier.plug(CALLER, answers({ clock: site.clock }))
  const { faults } = site.carrier
  faults.rest = () => ({ does: 'refuse', status: 503, code: 20503, message: 'Service unavailable' })
  await expect(site.client.calls.create(OUT)).rejects.toMatchObject({ status: 503, code: 20503 })
  faults.rest = () => ({ does: 'lose-request' })
  await expect(site.client.calls.create(OUT)).rejects.toThrow()
  expect(site.carrier.legs.size).toBe(0)
  faults.rest = () => ({ does: 'lose-answer' })
  await expect(site.client.calls.create(OUT)).rejects.toThrow()
  expect(site.carrier.legs.size).toBe(1)
})

test('text messages are sent from a number of the account, and their fate is told', async () => {
  const site = await Site.open(PAGES)
  const text = {
    to: CALLER,
    from: NUMBER,
    body: 'We will call you back.',
    statusCallback: `${PUBLIC_URL}/told`,
  }
  const message = await site.client.messages.create(text)
  expect(message).toMatchObject({ status: 'queued', body: text.body, numSegments: '1' })
  await site.passes(3)
  expect(site.of('/told').map(({ fields }) => fields.MessageStatus)).toEqual(['sent', 'delivered'])
  expect((await site.client.messages(message.sid).fetch()).status).toBe('delivered')
  expect(await site.client.messages.list()).toHaveLength(1)
  const create = (more: object) => site.client.messages.create({ ...text, ...more })
  await expect(create({ to: 'anonymous' })).rejects.toMatchObject({ code: 21211 })
  await expect(create({ from: CALLER })).rejects.toMatchObject({ code: 21606 })
  await expect(create({ body: 'a'.repeat(1_601) })).rejects.toMatchObject({ code: 21617 })
})

test("errors are those of Twilio's client library", async () => {
  const site = await Site.open(PAGES)
  const error: unknown = await site.client
    .calls(`CA${'9'.repeat(32)}`)
    .fetch()
    .catch(caught => caught)
  expect(error).toBeInstanceOf(twilio.RestException)
  expect(error).toMatchObject({ moreInfo: 'https://www.twilio.com/docs/errors/20404' })
})

test('row 18: Timeout is 60 s unless told, 5 to 600, and always 5 s more', async () => {
  const site = await Site.open(PAGES)
  for (const [timeout, seconds] of [
    [undefined, 65],
    [1, 10],
    [9_999, 605],
  ] as const) {
    await site.client.calls.create({ ...OUT, ...(timeout && { timeout }) })
    await site.passes(1)
    const before = site.of('/told').length
    await site.passes(seconds - 1.1)
    expect(site.of('/told')).toHaveLength(before)
    await site.passes(0.1)
    expect(site.of('/told')).toHaveLength(before + 1)
  }
})

test('what is left open of ending a call that still rings can be had both ways', async () => {
  for (const completedWhileRinging of ['canceled', 'completed'] as const) {
    const site = await Site.open(PAGES, { undocumented: { completedWhileRinging } })
    const call = await site.client.calls.create(OUT)
    await site.passes(2)
    expect((await site.client.calls(call.sid).update({ status: 'completed' })).status).toBe(
      completedWhileRinging,
    )
  }
})
