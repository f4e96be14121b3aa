import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { parseScenario } from '../../../sim/scenario/read-scenario.ts'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { defineLine } from '../../../src/call/define-line.ts'
import { numberOf } from '../../../src/cli/demo/known-callers.ts'
import { agreementOf } from '../../../src/cli/rung/agreement.ts'
import { ringByPhone } from '../../../src/cli/rung/load.ts'
import { isFine, loadJson, loadText } from '../../../src/cli/rung/load-text.ts'
import type { CallOutcome } from '../../../src/cli/rung/outcomes.ts'
import { clinic } from '../../sim/clinic.ts'

/** Too few agents for the callers, so that many wait, are told how long, and some give up, or are called back. */
const SCENARIO = `
line: card-support
day: 2026-12-14
durationHours: 0.5
arrivals: { callsPerHour: 150 }
intents: { billing: 0.45, account: 0.25, rewards: 0.2, statements: 0.1 }
tiers: { loyal: 0.2 }
languages: { es-US: 0.15 }
handleSeconds: { distribution: lognormal, mean: 195, cv: 0.8 }
wrapUpShare: 0.15
patienceSeconds: { distribution: exponential, mean: 300 }
callbackAcceptance: 0.5
readingErrors: 0.05
silence: 0.03
zeroPressers: 0.1
menuHangUps: 0.02
selfService: 0.5
redials: { afterAbandoning: { share: 0.8, delaySeconds: { distribution: exponential, mean: 60 } } }
agents: 5
seed: 5
`
const CALLS = 50

test('the same callers on the same day: over HTTP each call goes as it does in the simulator', async () => {
  const told: number[] = []
  const load = await ringByPhone({
    scenario: parseScenario(SCENARIO, 'the test'),
    line: cardSupport,
    calls: CALLS,
    programVersion: 'test',
    onProgress: over => void told.push(over),
  })
  expect([load.agree, load.lost, load.first, load.faults]).toEqual([CALLS, 0, undefined, []])
  expect(told.at(-1)).toBe(CALLS)
  // What the test is about has happened.
  const outcomes = new Set(load.outcomes.map(({ outcome }) => outcome))
  expect([...outcomes]).toEqual(expect.arrayContaining(['answered', 'abandoned', 'contained']))
  const waits = load.outcomes.map(({ arrivedMs, answeredMs }) => answeredMs - arrivedMs)
  expect(waits.filter(ms => ms > MINUTE_MS).length).toBeGreaterThan(5)
  expect(load.outcomes.filter(({ isCallback }) => isCallback).length).toBeGreaterThan(2)
  expect(isFine(load)).toBe(true)

  // Whoever reads of a day that went otherwise is shown where.
  const simulated = load.outcomes.find(({ outcome }) => outcome === 'answered')!
  const rung = { ...simulated, outcome: 'abandoned', agent: '', answeredMs: Number.NaN } as const
  const other = { ...load, agree: CALLS - 1, first: { simulated, rung }, faults: ['a bad document'] }
  expect(isFine(other)).toBe(false)
  expect(loadText(other)).toMatch(
    /49 of 50 calls agree with the simulator\.\nThe first that does not is call (\d+):\n {2}simulated {2}came at \d\d:\d\d:\d\d, queue \w+: answered by \w+ at \d\d:\d\d:\d\d\n {2}by phone {3}came at .*: abandoned\n\nComplained of:\n {2}a bad document$/,
  )
  expect(loadJson(other, 'x.yaml', null)).toMatchObject({ difference: { rung: { answeredMs: null } } })
})

const CLINIC = `
line: clinic
day: 2026-12-14
durationHours: 2
arrivals: { callsPerHour: 100 }
openCases: 0.4
matters: { payment-due: 0.3, card-sent: 0.2 }
callbackAcceptance: 0.6
voicemailAcceptance: 0.3
silence: 0.05
patienceSeconds: { distribution: exponential, mean: 300 }
handleSeconds: { distribution: lognormal, mean: 180, cv: 0.8 }
agents: 3
seed: 4
`

test('callers who are known, enter numbers, leave messages, and say how it was do so over HTTP as in the simulator', async () => {
  const { definition, flow } = clinic()
  const load = await ringByPhone({
    scenario: parseScenario(CLINIC, 'the test'),
    line: defineLine(definition, flow),
    calls: 40,
    programVersion: 'test',
  })
  expect([load.agree, load.lost, load.first, load.faults]).toEqual([40, 0, undefined, []])
  expect(load.outcomes.filter(({ outcome }) => outcome === 'voicemail').length).toBeGreaterThan(0)
  expect(load.outcomes.filter(({ isCallback }) => isCallback).length).toBeGreaterThan(5)
})

const CALL: CallOutcome = {
  ...{
    call: 1,
    arrivedMs: 60_000,
    outcome: 'answered',
    queue: 'billing',
    agent: 'Ada',
    isCallback: false,
    answeredMs: 90_000,
  },
}
const LEFT: CallOutcome = { ...CALL, call: 2, outcome: 'left', queue: '', agent: '', answeredMs: Number.NaN }

test('two days agree where each call ends alike, with the same agent, answered within one piece of music', () => {
  expect(agreementOf([CALL, LEFT], [CALL, LEFT])).toEqual({ agree: 2, lost: 0 })
  expect(agreementOf([CALL], [{ ...CALL, answeredMs: 105_000 }])).toEqual({ agree: 1, lost: 0 })
  const others: Partial<CallOutcome>[] = [
    { answeredMs: 105_001 },
    { answeredMs: Number.NaN },
    { arrivedMs: 60_001 },
    { agent: 'Amir' },
    { queue: 'account' },
    { outcome: 'abandoned' },
    { isCallback: true },
  ]
  for (const other of others) {
    const rung = { ...CALL, ...other }
    expect(agreementOf([CALL, LEFT], [rung, LEFT])).toEqual({
      agree: 1,
      lost: 0,
      first: { simulated: CALL, rung },
    })
  }
})

test('a call that never came, or is on the line for ever, is lost; unless it is on the line in both days', () => {
  const held: CallOutcome = { ...LEFT, outcome: 'on the line' }
  expect(agreementOf([CALL, LEFT], [CALL])).toEqual({ agree: 1, lost: 1, first: { simulated: LEFT } })
  expect(agreementOf([CALL, LEFT], [CALL, held])).toMatchObject({ agree: 1, lost: 1 })
  expect(agreementOf([CALL, held], [CALL, held])).toEqual({ agree: 2, lost: 0 })
})

test("simulated callers ring from numbers of their own, none of which is a line's", () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => numberOf(index + 1))
  expect(new Set(numbers).size).toBe(numbers.length)
  // A line calls nobody back at its own number.
  expect(numbers.filter(number => !/^\+1(?!202)\d{3}55501\d\d$/.test(number))).toEqual([])
})
