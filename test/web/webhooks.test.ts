import { expect, test, vi } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { expectTwiml, saidIn } from '../carrier/twiml.ts'
import { fallible } from '../runtime/fallible-store.ts'
import { LiveLine, PUBLIC_URL, ROSTER } from './live-line.ts'

const CALLER = '+12125550101'
const SID = `CA${'1'.repeat(32)}`

test('row 21: a retried arrival is one call, and hears the same', async () => {
  const line = await LiveLine.open()
  const fields = { CallSid: SID, From: CALLER }
  const token = { 'i-twilio-idempotency-token': 'c7a7b2c4-0001' }
  const both = await Promise.all([1, 2].map(() => line.hook('/voice/card-support', fields, token)))
  const later = await line.hook('/voice/card-support', fields, token)
  expect(new Set([...both, later].map(({ text }) => text)).size).toBe(1)
  expect(await line.facts()).toEqual(['arrived 1'])
})

test('row 21: a retried key counts once, with a token and without', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  const { action } = caller.verb('Gather').attributes
  const fields = { CallSid: caller.callSid, Digits: '1' }
  const token = { 'i-twilio-idempotency-token': 'c7a7b2c4-0002' }
  const first = await line.hook(action!, fields, token)
  expect(await line.hook(action!, fields, token)).toEqual(first)
  expect(saidIn(expectTwiml((await line.hook(action!, fields)).text, 'line'))).toEqual(
    saidIn(expectTwiml(first.text, 'line')),
  )
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 key.1'])
})

test('rows 13 and 14: a silent caller is asked again, and in the end stands in a queue', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.hearsOut()
  await caller.hearsOut()
  await caller.hearsOut()
  expect(await line.facts()).toEqual(['arrived 1', ...Array(3).fill('heard 1 silence')])
  expect(line.live.runtime.centre.centre.state.queues.waiting.reduce((sum, count) => sum + count, 0)).toBe(1)
})

test('row 15: # and * are keys like others', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.presses('1')
  expect(caller.verb('Gather').attributes.finishOnKey).toBe('')
  await caller.presses('#')
  await caller.presses('*')
  expect((await line.facts()).slice(-2)).toEqual(['heard 1 key.pound', 'heard 1 key.star'])
})

test('rows 1 to 4: every way out of the Twilio queue keeps the caller or ends the wait, and none turns in circles', async () => {
  const over: Record<string, boolean> = {
    bridged: false,
    'bridging-in-process': false,
    error: false,
    hangup: true,
    leave: false,
    redirected: false,
    'redirected-from-bridged': false,
    'queue-full': false,
    'system-error': false,
    'a-later-invention': false,
  }
  for (const [result, isOver] of Object.entries(over)) {
    const line = await LiveLine.open()
    const caller = await line.caller(CALLER).rings()
    const { action } = caller.verb('Gather').attributes
    const text = (await line.hook(action!, { CallSid: caller.callSid, Digits: '0' })).text
    const after = expectTwiml(text, 'line').children[0]!.attributes.action!
    const answer = await line.hook(after, {
      CallSid: caller.callSid,
      CallStatus: 'in-progress',
      QueueResult: result,
    })
    const [first] = expectTwiml(answer.text, 'line').children
    expect((await line.facts()).includes('hung-up 1'), result).toBe(isOver)
    const goesBack = ['bridged', 'bridging-in-process', 'leave', 'redirected', 'redirected-from-bridged']
    if (!isOver) expect(first!.name === 'Enqueue', result).toBe(goesBack.includes(result))
    await line.close()
  }
})

test('row 4: system-error of a caller who hung up while being enqueued is an abandoned call', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const fields = { CallSid: caller.callSid, CallStatus: 'completed', QueueResult: 'system-error' }
  await line.hook('/voice/card-support/left-queue', fields)
  expect((await line.facts()).at(-1)).toBe('hung-up 1')
})

test('row 7: a caller for whom the Twilio queue has no room waits without it, in the same place', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  await caller.isTaken('/voice/card-support/left-queue?t=1&a=3&m=0')
  await caller.asks('/voice/card-support/left-queue?t=1&a=3&m=0', { QueueResult: 'queue-full' })
  expect(caller.document.children.map(({ name }) => name)).toEqual(['Gather', 'Redirect'])
  await caller.hearsOut()
  expect(caller.verb('Redirect').text).toContain('o=1')
})

test('row 20: only the end of a leg counts, in whatever order and however often it is told', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  for (const status of ['in-progress', 'ringing', 'completed', 'ringing', 'initiated', 'completed'])
    expect((await caller.ends(status)).status).toBe(200)
  expect(await line.facts()).toEqual(['arrived 1', 'hung-up 1'])
})

test('a hang-up that overtakes its own arrival leaves no call behind', async () => {
  const line = await LiveLine.open()
  const caller = line.caller(CALLER)
  await caller.ends()
  await caller.rings()
  expect(await line.facts()).toEqual(['arrived 1', 'hung-up 1'])
})

test('row 32: a withheld number, a SIP address and no number at all are callers without a key', async () => {
  const line = await LiveLine.open()
  const withheld = ['anonymous', '+266696687', 'sip:ana@example.com', 'client:ana', '911', '']
  for (const [index, From] of withheld.entries())
    await line.hook('/voice/card-support', { CallSid: `CA${String(index).padStart(32, '0')}`, From })
  await line.hook('/voice/card-support', { CallSid: SID, From: CALLER })
  const { calls } = line.live.runtime.centre.centre.state
  expect([...calls.caller.slice(0, withheld.length + 1)]).toEqual([...withheld.map(() => 0), 1])
})

test('a webhook without its fields is answered 400 and records nothing', async () => {
  const line = await LiveLine.open()
  const asked = ['', '/next', '/wait', '/key', '/silence', '/left-queue', '/after-talk', '/status']
  const paths = [...asked, '/recorded', '/recording']
  for (const path of paths) {
    const { status, type } = await line.hook(`/voice/card-support${path}`, { From: CALLER })
    expect([status, type], path).toEqual([400, 'text/xml; charset=utf-8'])
  }
  expect((await line.hook('/voice/card-support/key', { CallSid: SID })).status).toBe(400)
  expect((await line.hook('/voice/card-support/status', { CallSid: SID })).status).toBe(400)
  const file = { CallSid: SID, RecordingSid: `RE${'1'.repeat(32)}` }
  expect((await line.hook('/voice/card-support/recording', file)).status).toBe(400)
  expect(await line.facts()).toEqual([])
})

test('a line that is not ours is 404, with words for whoever hears it', async () => {
  const line = await LiveLine.open()
  const { status, text } = await line.hook('/voice/no-such-line', { CallSid: SID, From: CALLER })
  expect(status).toBe(404)
  expect(saidIn(expectTwiml(text, 'line'))).toHaveLength(1)
})

test('a call that we do not know goes to the start of the line; out of a queue by way of its end', async () => {
  const line = await LiveLine.open()
  for (const path of ['next', 'silence', 'left-queue', 'after-talk']) {
    const { text } = await line.hook(`/voice/card-support/${path}?t=1&a=2&m=3`, { CallSid: SID })
    expect(expectTwiml(text, 'line').children).toMatchObject([
      { name: 'Redirect', text: `${PUBLIC_URL}/voice/card-support` },
    ])
  }
  const inQueue = await line.hook('/voice/card-support/wait?t=1&a=2&m=3', { CallSid: SID })
  expect(expectTwiml(inQueue.text, 'queue').children).toMatchObject([{ name: 'Leave' }])
  expect(await line.facts()).toEqual([])
})

test('a call that is over is told goodbye, whatever it still asks', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.ends()
  for (const path of ['next', 'key', 'silence', 'left-queue', 'after-talk']) {
    await caller.asks(`/voice/card-support/${path}?t=0&a=0&m=0`, { Digits: '1' })
    expect(caller.document.children.at(-1)!.name).toBe('Hangup')
    expect(saidIn(caller.document).length).toBeGreaterThan(0)
  }
  expect(await line.facts()).toEqual(['arrived 1', 'hung-up 1'])
})

test('row 30: when we fail to answer, the caller hears an apology in both languages, goes back once, then hears goodbye', async () => {
  const store = fallible(await openSqliteStore({ memory: true }))
  const line = await LiveLine.open({ store })
  const caller = await line.caller(CALLER).rings()
  store.isFull = true
  await caller.presses('1')
  expect(saidIn(caller.document)).toHaveLength(2)
  expect(saidIn(caller.document).join(' ')).not.toMatch(/disk|error|exception/i)
  // The call is found where it was.
  await caller.hearsOut()
  expect(caller.verb('Gather').attributes.action).toContain('again=1')
  await caller.presses('1')
  expect(caller.document.children.at(-1)!.name).toBe('Hangup')
  store.isFull = false
  expect(line.logged.some(text => text.includes('the disk is full'))).toBe(true)
})

test('row 30: the fallback needs neither signature nor centre, by GET or POST', async () => {
  const line = await LiveLine.open()
  await line.live.runtime.stop()
  const path = '/voice/card-support/fallback'
  const first = await line.post(
    path,
    { ErrorCode: '11200', ErrorUrl: `${PUBLIC_URL}/voice/card-support` },
    {},
  )
  expect(expectTwiml(first.text, 'line').children.map(({ name }) => name)).toEqual(['Say', 'Say', 'Redirect'])
  const again = `${PUBLIC_URL}/voice/card-support?again=1`
  const second = await line.post(path, { ErrorCode: '11200', ErrorUrl: again }, {})
  expect(expectTwiml(second.text, 'line').children.at(-1)!.name).toBe('Hangup')
  const got = await (await fetch(`${line.url}${path}?ErrorUrl=${encodeURIComponent(again)}`)).text()
  expect(got).toBe(second.text)
  expectTwiml((await line.post('/voice/no-such-line/fallback', {}, {})).text, 'line')
})

test('no number, key or name stands in the log, and one request is found from webhook to REST', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  await line.rest.next()
  await vi.waitFor(() => expect(line.logged.join('')).toContain('done by REST'))
  const log = line.logged.join('')
  for (const secret of [CALLER, '2125550101', '+12025550123', '"ana"', 'Digits'])
    expect(log).not.toContain(secret)
  const lines = line.logged.map(text => JSON.parse(text) as { msg: string; request?: string; route?: string })
  const key = lines.find(({ route, msg }) => route === 'key' && msg === 'webhook')
  expect(lines.find(({ msg }) => msg === 'done by REST')?.request).toBe(key?.request)
})
