import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { besideTable } from '../../sim/simulate/beside-table.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { CLINIC_HOURS, clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const LINE = clinic()

function callersOf(keys: Readonly<Record<string, unknown>>): SeenCaller[] {
  return new SpiedDay(scenarioOf({ ...CLINIC_HOURS, ...keys }), LINE).run().callers
}

const heard = (callers: readonly SeenCaller[], prompt: string) =>
  callers.filter(caller => caller.heard.includes(prompt))

test('callers who take a callback answer what it asks, keep their place and are called back in turn', () => {
  const callers = callersOf({ callbackAcceptance: 0.7 })
  const asked = heard(callers, 'callback-number')
  const kept = callers.filter(({ keptPlace }) => keptPlace)
  expect(kept.length).toBeGreaterThan(50)
  expect(kept.filter(caller => !asked.includes(caller))).toEqual([])
  for (const { outcome, answeredMs } of kept) expect([outcome, answeredMs > 0]).toEqual(['answered', true])
  // Nobody runs out of patience over the questions, nor asks for another time than was offered.
  expect(asked.filter(({ outcome }) => outcome !== 'answered')).toEqual([])
  expect(heard(callers, 'callback-kept')).toEqual([])
  expect(heard(kept, 'callback-here').length).toBeGreaterThan(kept.length * 0.9)
})

test('callers who slip at the confirmation enter another number, and are called back all the same', () => {
  const callers = callersOf({ callbackAcceptance: 0.7, readingErrors: 0.3 })
  expect(heard(callers, 'other-number').length).toBeGreaterThan(10)
  for (const { outcome } of callers.filter(({ keptPlace }) => keptPlace))
    expect(['answered', 'callback-failed']).toContain(outcome)
})

test('callers who would rather leave a message leave the queue and end as ones who did', () => {
  const callers = callersOf({ voicemailAcceptance: 1 })
  const left = callers.filter(({ outcome }) => outcome === 'voicemail')
  expect(left.length).toBeGreaterThan(50)
  expect(heard(callers, 'message')).toEqual(left)
  for (const { heard } of left) expect(heard.at(-1)).toBe('thanks')
  expect(heard(callersOf({ voicemailAcceptance: 0 }), 'message')).toEqual([])
})

test('one who says nothing after the tone leaves no message', () => {
  const callers = callersOf({ voicemailAcceptance: 1, silence: 0.5 })
  const asked = heard(callers, 'message')
  const empty = asked.filter(({ outcome }) => outcome !== 'voicemail')
  expect(empty.length).toBeGreaterThan(asked.length * 0.3)
  expect(empty.length).toBeLessThan(asked.length * 0.7)
})

test('callers have records as the scenario says: an open case, and what is pending', () => {
  const shares = { openCases: 0.3, matters: { 'payment-due': 0.5 } }
  const callers = callersOf(shares)
  const share = (prompt: string) => heard(callers, prompt).length / callers.length
  expect(share('your-case')).toBeCloseTo(0.3, 1)
  expect(share('payment-due')).toBeCloseTo(0.5, 1)
  expect(share('card-sent')).toBe(0)
})

test('where nobody has a record the callers of a seed are the same to the millisecond', () => {
  const [without, none] = [callersOf({}), callersOf({ openCases: 0, matters: {} })]
  expect(none).toEqual(without)
})

test('messages left are a measure of the day and its intervals beside callbacks, and stand in the table', async () => {
  const scenario = scenarioOf({
    ...CLINIC_HOURS,
    voicemailAcceptance: 0.5,
    callbackAcceptance: 0.3,
    replications: 2,
  })
  const report = await simulate(scenario, LINE, { workers: 1 })
  const { voicemails, callbacks } = report.results
  expect(voicemails!.mean).toBeGreaterThan(10)
  expect(callbacks!.mean).toBeGreaterThan(1)
  const total = report.intervals.reduce((sum, { voicemails }) => sum + voicemails!.mean, 0)
  expect(total).toBeCloseTo(voicemails!.mean, 6)
  expect(report.queues[0]!.voicemails).toBeNull()
  expect(reportTable(report)).toMatch(/\d+ callers left a message\./)
})

test('a matter that the line has not is named, with those that it has', () => {
  const scenario = scenarioOf({ ...CLINIC_HOURS, matters: { 'payment-du': 0.1 } })
  expect(() => new SpiedDay(scenario, LINE)).toThrow(
    'got "payment-du", expected one of the matters of line clinic: payment-due, card-sent; did you mean payment-due?',
  )
})

test('messages wait for quiet times, are heard in them, and their backlog is said', async () => {
  const keys = {
    line: 'card-support',
    day: '2026-12-14',
    durationHours: 6,
    arrivals: { callsPerInterval: [90, 90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    voicemailAcceptance: 1,
    agents: 4,
    replications: 1,
  }
  const report = await simulate(scenarioOf({ ...CLINIC_HOURS, ...keys }), cardSupport, { workers: 1 })
  const { messages, results } = report
  const left = results.voicemails!.mean
  expect(left).toBeGreaterThan(20)
  expect(messages!.heard!.mean + messages!.backlogAtEnd!.mean).toBeCloseTo(left, 9)
  expect(messages!.backlogAtEnd!.mean).toBe(0)
  expect(besideTable(report).join('\n')).toMatch(
    /^Agents heard \d+ messages after .+ on average; 0 wait at the end\.$/m,
  )
  // Hardly any while callers wait, all of them once nobody rings any more.
  const [first, ...later] = messages!.intervals.map(({ heard }) => heard!.mean)
  expect(first).toBeLessThan(later[1]!)
  expect(messages!.intervals[1]!.backlogAtEnd!.mean).toBeGreaterThan(3)
  // Little's law, since all have been heard.
  const hours = 6 * 3_600
  expect(messages!.backlog!.mean * hours).toBeCloseTo(messages!.waitSeconds!.mean * left, 3)
})
