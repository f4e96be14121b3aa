import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { MEASURES, measuresOf } from '../../sim/simulate/measures.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import type { Line } from '../../src/call/line.ts'
import { clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'

// Golden: the same seed gives the same results to the last bit on every machine and under every later version. Who
// means to change what the simulator does writes the new digest here and says why; anything else that changes it is
// a mistake.

/** Measures that have been reported from the beginning: new ones beside them do not change the digest. */
const FIRST = [
  ...[
    'calls',
    'answered',
    'abandoned',
    'contained',
    'callbacks',
    'voicemails',
    'abandonment',
    'serviceLevel',
  ],
  ...['waitSeconds', 'answerSeconds', 'occupancy', 'callsPerAgentDay'],
]

const HOURS = {
  durationHours: 3,
  handleSeconds: { distribution: 'lognormal', mean: 195, cv: 0.8 },
  patienceSeconds: { distribution: 'exponential', mean: 180 },
}

test.each<[string, Line, object, string]>([
  ['direct', direct, { arrivals: { callsPerHour: 600 }, agents: 31 }, '70eab2e5453c03ab'],
  [
    'direct with days that differ, full queues and wrap-up',
    direct,
    {
      arrivals: { callsPerInterval: [100, 300, 500, 200, 0, 100], dayVariation: 0.3 },
      agents: [10, 14, 20, 20, 5, 8],
      queueLimit: 20,
      wrapUpShare: 0.2,
      patienceSeconds: { distribution: 'gamma', mean: 120, cv: 1.4 },
    },
    'e1b9d30e6018468d',
  ],
  [
    'card support with callbacks and messages',
    cardSupport,
    {
      day: '2026-12-14',
      arrivals: { callsPerHour: 400 },
      agents: 20,
      tiers: { loyal: 0.2 },
      languages: { 'es-US': 0.15 },
      callbackAcceptance: 0.3,
      voicemailAcceptance: 0.1,
    },
    '74656acacf431669',
  ],
  [
    'a clinic with open cases and matters',
    clinic(),
    {
      arrivals: { callsPerHour: 200 },
      agents: 9,
      openCases: 0.3,
      matters: { 'payment-due': 0.2 },
      callbackAcceptance: 0.5,
      voicemailAcceptance: 0.2,
    },
    'aae5f17712c4cd47',
  ],
])('%s: the same digest of all results', (_, line, keys, digest) => {
  const plan = planOf(scenarioOf({ line: line.definition.name, ...HOURS, ...keys }), line)
  const day = new Day(plan)
  const hash = createHash('sha256')
  for (let replication = 0; replication < 3; replication++) {
    day.run(7, replication)
    const values = measuresOf(day.tally, plan)
    const kept = values.filter((_value, i) => FIRST.includes(MEASURES[i % MEASURES.length]!))
    const bytes = new DataView(new ArrayBuffer(8 * kept.length))
    // Bytes in one order on all processors, and one NaN of the many that there are.
    kept.forEach((value, i) => {
      bytes.setFloat64(8 * i, Number.isNaN(value) ? -1 : value, true)
    })
    hash.update(bytes)
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(digest)
})
