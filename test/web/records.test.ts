import { expect, test } from 'vitest'
import type { Arrival } from '../../src/call/journal.ts'
import type { CallerRecord } from '../../src/store/rows.ts'
import { saidIn } from '../carrier/twiml.ts'
import { CARE_ROSTER, care, recordOf } from './care-line.ts'
import { LiveLine, OPEN_MS } from './live-line.ts'

const CALLER = '+12125550101'
const OPEN_CASE = { tier: 'valued', openCase: '4711', lastAgent: 'ben', matters: ['payment-due', 'of-old'] }

async function arrivalOf(line: LiveLine): Promise<Arrival> {
  for await (const { kind, data } of line.store.factsSince('main', 0))
    if (kind === 'arrived') return JSON.parse(data)
  throw new Error('nobody arrived')
}

async function ringing(record?: CallerRecord) {
  const line = await LiveLine.open({ lines: [care], roster: CARE_ROSTER })
  if (record) await recordOf(line, CALLER, record)
  return { line, caller: await line.caller(CALLER, 'care').rings() }
}

/** The agent takes the call that rings, and is joined to the caller. */
async function answered(line: LiveLine) {
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs.at(-1)!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  return agent
}

test('a caller of whom there is a record is known by it, without a number in the journal', async () => {
  const { line, caller } = await ringing(OPEN_CASE)
  expect(await arrivalOf(line)).toEqual({
    ...{ call: 1, caller: 1, line: 'care', tier: 'valued', zone: 'America/New_York' },
    known: { openCase: true, agent: 'ben', matters: ['payment-due', 'of-old'] },
  })
  expect(saidIn(caller.document)).toEqual([
    'Your case is four, seven, one, one.',
    'A payment is due.',
    'How can we help?',
  ])
})

test('a record without a case is a known caller; who only rang before is not', async () => {
  const { line } = await ringing({})
  expect(await arrivalOf(line)).toMatchObject({ tier: 'ordinary', known: {} })
  const { line: other, caller } = await ringing()
  expect(await arrivalOf(other)).not.toHaveProperty('known')
  expect(saidIn(caller.document)).toEqual(['How can we help?'])
})

test('a case that was opened long ago is not asked about any more, and its caller is known all the same', async () => {
  const days = (count: number) => OPEN_MS - count * 24 * 3_600_000
  for (const [caseOpenedMs, known] of [
    [days(13), { openCase: true, agent: 'ben' }],
    [days(15), { agent: 'ben' }],
  ] as const) {
    const { line } = await ringing({ openCase: '4711', caseOpenedMs, lastAgent: 'ben' })
    expect((await arrivalOf(line)).known).toEqual(known)
  }
})

test('the agent who takes a caller with an open case is the one who had it last; of others nothing is noted', async () => {
  for (const [record, lastAgent] of [
    [OPEN_CASE, 'ana'],
    [{ tier: 'valued' }, undefined],
  ] as const) {
    const { line, caller } = await ringing(record)
    await caller.presses('5')
    await answered(line)
    expect((await line.facts()).at(-1)).toBe('accepted ana')
    expect((await line.store.callerByNumber(CALLER))?.lastAgent).toBe(lastAgent)
    await line.close()
  }
})

test('a caller who is handed on goes to the other queue, and the agent’s leg ends', async () => {
  const { line, caller } = await ringing()
  await caller.presses('5')
  const agent = await answered(line)
  const redirect = await line.rest.next()
  await caller.isTaken(redirect.form.get('Url')!)
  const { action } = caller.verb('Dial').attributes
  await line.live.runtime.submit({
    reports: () => [{ kind: 'transferred', data: { agent: 'ana', queue: 'other' } }],
  })
  const end = await line.rest.next()
  expect([end.path, end.form.get('Status')]).toEqual([`/Calls/${agent.callSid}.json`, 'completed'])
  await caller.asks(action!, { DialCallStatus: 'completed' })
  expect((await line.facts()).at(-1)).toBe('transferred ana')
  expect(line.live.runtime.centre.centre.state.queues.waiting.reduce((sum, count) => sum + count, 0)).toBe(1)
  await agent.asks(agent.verb('Dial').attributes.action!, {
    DialCallStatus: 'completed',
    CallStatus: 'completed',
  })
  expect((await line.facts()).at(-1)).toBe('transferred ana')
})

test('a caller for whom the line has no way on keeps talking to the agent', async () => {
  const { line, caller } = await ringing()
  await caller.says('close my account')
  await answered(line)
  await caller.isTaken((await line.rest.next()).form.get('Url')!)
  await line.live.runtime.submit({
    reports: () => [{ kind: 'transferred', data: { agent: 'ana', queue: 'billing' } }],
  })
  await line.clock.passes(6_000)
  expect(line.rest.unasked).toEqual([])
  await caller.asks('/voice/care/next?t=1&a=1&m=0')
  expect(caller.verb('Dial').children[0]!.name).toBe('Conference')
})
