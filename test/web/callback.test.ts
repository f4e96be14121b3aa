import { expect, test } from 'vitest'
import { LEASE_MS } from '../../src/runtime/outbox.ts'
import { saidIn } from '../carrier/twiml.ts'
import { LINE_NUMBER, LiveLine, PUBLIC_URL } from './live-line.ts'

const CALLER = '+12125550101'
const ROSTER = JSON.stringify([{ name: 'ana', skills: ['card-support/account'], address: '+12025550123' }])

/** A caller who has asked to be called back, and an agent who is reserved for it. */
async function promised() {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  expect(saidIn(caller.document).join(' ')).toContain('press 1')
  await caller.presses('1')
  expect(saidIn(caller.document).join(' ')).toContain('the number ending in zero, one, zero, one')
  await caller.presses('1')
  expect(saidIn(caller.document).join(' ')).toContain('If another time suits you better')
  await caller.hearsOut()
  expect(saidIn(caller.document).join(' ')).toMatch(/we will call you/i)
  expect(caller.document.children.at(-1)!.name).toBe('Hangup')
  await caller.ends()
  await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
  return { line, caller }
}

test('a caller who asked for it is called back at the own number once the phone is free, and reaches the agent by 1', async () => {
  const { line } = await promised()
  expect(line.rest.unasked).toEqual([])
  await line.clock.passes(14_000)
  const dial = await line.rest.next()
  expect([dial.form.get('To'), dial.form.get('From')]).toEqual([CALLER, LINE_NUMBER])
  const callee = await line.leg(line.rest.legs[0]!.sid, dial.form.get('Url')!).rings()
  expect(saidIn(callee.document).join(' ')).toContain('the call you asked us for')
  await callee.presses('1')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs[1]!.sid, ring.form.get('Url')!).rings()
  expect(saidIn(agent.document)[0]).toMatch(/^Callback for account/)
  await agent.presses('1')
  const redirect = await line.rest.next()
  expect(redirect.path).toBe(`/Calls/${callee.callSid}.json`)
  await callee.isTaken(redirect.form.get('Url')!)
  expect(callee.verb('Dial').children[0]!.text).toBe(agent.verb('Dial').children[0]!.text)
})

test('a callback that nobody picks up frees the agent; the end of the first leg says nothing about the second', async () => {
  const { line, caller } = await promised()
  await line.clock.passes(14_000)
  const dial = await line.rest.next()
  const status = dial.form.get('StatusCallback')!
  const callee = line.leg(line.rest.legs[0]!.sid, dial.form.get('Url')!)
  await callee.ends('no-answer', status.slice(PUBLIC_URL.length))
  await callee.ends('no-answer', status.slice(PUBLIC_URL.length))
  await caller.ends()
  expect((await line.facts()).slice(-1)).toEqual(['callback-missed 1'])
})

test('row 33: whoever picks up and presses nothing is a machine: the leg ends, and the promise stands', async () => {
  const { line } = await promised()
  await line.clock.passes(14_000)
  const dial = await line.rest.next()
  const callee = await line.leg(line.rest.legs[0]!.sid, dial.form.get('Url')!).rings()
  await callee.hearsOut()
  expect(callee.document.children.at(-1)!.name).toBe('Hangup')
  expect((await line.facts()).slice(-2)).toEqual(['callback-answered 1', 'heard 1 silence'])
  await callee.ends('completed', dial.form.get('StatusCallback')!.slice(PUBLIC_URL.length))
  expect((await line.facts()).at(-1)).toBe('heard 1 silence')
})

test('a callback of which Twilio never tells the end is looked after, and does not keep the agent', async () => {
  const { line } = await promised()
  await line.clock.passes(14_000)
  await line.rest.next()
  line.rest.legs[0]!.status = 'no-answer'
  await line.clock.passes(62_000)
  const look = await line.rest.next()
  expect([look.method, look.query.get('To')]).toEqual(['GET', CALLER])
  await expect.poll(() => line.facts()).toContain('callback-missed 1')
})

test('a number that cannot be dialled is a missed callback, not tried again at once', async () => {
  const { line } = await promised()
  line.rest.answers = ({ method }) =>
    method === 'POST' ? { status: 400, body: { code: 21211, message: 'Invalid To', status: 400 } } : undefined
  await line.clock.passes(14_000)
  await line.rest.next()
  await expect.poll(() => line.facts()).toContain('callback-missed 1')
})

const THREE = JSON.stringify(
  ['ana', 'ben', 'cid'].map(name => ({ name, skills: ['card-support/account'], address: `client:${name}` })),
)

/** Three who are to be called back now. */
async function threePromised(): Promise<LiveLine> {
  const line = await LiveLine.open({ roster: THREE })
  for (const last of ['1', '2', '3']) {
    const caller = await line.caller(`+1212555010${last}`).rings()
    await caller.presses('0')
    await caller.presses('1')
    await caller.presses('1')
    await caller.hearsOut()
    await caller.ends()
  }
  await line.live.runtime.submit({
    reports: () => ['ana', 'ben', 'cid'].map(agent => ({ kind: 'signed-in', data: { agent } })),
  })
  await line.clock.passes(14_000)
  return line
}

test('row 31: callbacks that are due together are dialled one a second', async () => {
  const line = await threePromised()
  for (let dial = 0; dial < 3; dial++) {
    await line.rest.next()
    await line.clock.passes(999)
    expect(line.rest.unasked).toEqual([])
    await line.clock.passes(1)
  }
})

test('callbacks that wait for their turn when the line is stopped are dialled after the next start, without a fault', async () => {
  const first = await threePromised()
  await first.rest.next()
  const atMs = first.clock.nowMs()
  const { store, rest } = await first.stop()
  expect(rest.unasked).toEqual([])
  expect(first.logged.filter(text => text.includes('"level":"error"'))).toEqual([])
  const second = await LiveLine.open({ store, rest, roster: THREE, atMs })
  await second.clock.passes(LEASE_MS + 2_000)
  const numbers: (string | null)[] = []
  while (numbers.length < 2) {
    const { method, form } = await rest.next()
    if (method === 'POST') numbers.push(form.get('To'))
    await second.clock.passes(1_000)
  }
  expect(numbers.toSorted()).toEqual(['+12125550102', '+12125550103'])
})
