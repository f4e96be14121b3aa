import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import { MEASURES } from '../../src/line/alert-rule.ts'
import { histories, live } from '../laws/histories.ts'
import { care } from './care.ts'
import { direct, support } from './lines.ts'
import type { World } from './world.ts'

const RUNS = Number(process.env.LAWS_RUNS ?? 20)
const SEED = Number(process.env.LAWS_SEED ?? 4)

const seconds = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined })

/** Rules that are passed easily, so that short histories raise and end alerts. */
const rules: fc.Arbitrary<AlertRule> = fc
  .record({
    measure: fc.constantFrom(...(Object.keys(MEASURES) as AlertRule['measure'][])),
    above: fc.nat(3),
    share: fc.constantFrom(0.3, 0.5),
    forSeconds: seconds(60),
    recoverSeconds: seconds(60),
    againSeconds: seconds(600),
    repeatSeconds: fc.option(fc.integer({ min: 60, max: 300 }), { nil: undefined }),
    always: fc.boolean(),
  })
  .map(({ measure, above, share, always, ...times }) => ({
    name: measure,
    measure,
    above: MEASURES[measure] === 'share' ? share : MEASURES[measure] === 'count' ? above : above * 20,
    ...(measure === 'agents' && { state: 'signed-in' as const }),
    ...(MEASURES[measure] === 'share' && { leastCalls: 1 }),
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
    ...(always && { always }),
  }))

const watched = fc.record({
  history: histories,
  rules: fc.array(rules, { minLength: 1, maxLength: 6 }).map(named),
})

/** Names must differ; several rules may look at the same thing. */
function named(rules: readonly AlertRule[]): AlertRule[] {
  return rules.map((rule, i) => ({ ...rule, name: `${rule.name}-${i}` }))
}

interface Told {
  readonly rule: string
  readonly change: string
  readonly atMs: number
}

/** The history at three lines, the first of which has the rules. */
function lived(history: Parameters<typeof live>[0], rules: readonly AlertRule[]): World {
  const { startMs, agents } = history
  const lines = [support({ alerts: rules }), direct({}, { limit: 3 }), care()]
  return live(history, { startMs, agents, lines })
}

function toldIn({ moments }: World): Told[] {
  return moments.flatMap(({ atMs, directed }) =>
    directed.flatMap(act => (act.does === 'alert' ? [{ rule: act.rule, change: act.change, atMs }] : [])),
  )
}

test('no alert is raised twice without being over, or within its hold-off, and none is over that was not raised', () => {
  const holds = fc.property(watched, ({ history, rules }) => {
    const told = toldIn(lived(history, rules))
    for (const { name, againSeconds = 0, repeatSeconds } of rules) {
      let raisedMs = Number.NEGATIVE_INFINITY
      let toldMs = Number.NEGATIVE_INFINITY
      let isRaised = false
      for (const { change, atMs } of told.filter(({ rule }) => rule === name)) {
        expect(change === 'raised').toBe(!isRaised)
        if (change === 'raised') expect(atMs - raisedMs).toBeGreaterThanOrEqual(againSeconds * 1_000)
        if (change === 'told-again') expect(atMs - toldMs).toBeGreaterThanOrEqual(repeatSeconds! * 1_000)
        if (change === 'raised') raisedMs = atMs
        isRaised = change === 'raised' || change === 'told-again'
        toldMs = atMs
      }
    }
  })
  fc.assert(holds, { numRuns: RUNS, seed: SEED })
})

test('rules change nothing for callers and agents: what is directed is the same but for alerts', () => {
  const isOurs = (does: string) => does === 'alert' || does === 'wakeAlerts'
  const actsOf = ({ moments }: World) =>
    moments.flatMap(({ atMs, directed }) =>
      directed.flatMap(act => (isOurs(act.does) ? [] : [JSON.stringify({ atMs, ...act })])),
    )
  const holds = fc.property(watched, ({ history, rules }) => {
    expect(actsOf(lived(history, rules))).toEqual(actsOf(lived(history, [])))
  })
  fc.assert(holds, { numRuns: RUNS, seed: SEED })
})

test('the histories hold every change of an alert, and most measures', () => {
  const told = fc
    .sample(watched, { numRuns: 160, seed: SEED })
    .flatMap(({ history, rules }) => toldIn(lived(history, rules)))
  const changes = Map.groupBy(told, ({ change }) => change)
  for (const change of ['raised', 'told-again', 'recovered', 'closed'])
    expect(changes.get(change)?.length, change).toBeGreaterThan(1)
  const measures = new Set(told.map(({ rule }) => rule.replace(/-\d+$/, '')))
  expect(measures.size).toBeGreaterThan(5)
})
