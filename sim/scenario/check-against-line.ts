import { HOUR_MS } from '../../src/base/units.ts'
import { agentProblems } from './check-agents.ts'
import { channelProblems } from './check-channels.ts'
import type { Problem } from './explain.ts'
import { lengthProblems } from './lengths.ts'
import type { LineWords } from './line-words.ts'
import { unknownName } from './line-words.ts'
import { type KeyPath, placesOf } from './places.ts'
import { throwProblems } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'
import { sizeProblems } from './size.ts'

/** What a scenario says of its callers in words of the line. */
type Traits = Partial<Pick<Scenario, 'intents' | 'tiers' | 'languages' | 'matters' | 'resolved'>>

/**
 * The hours that a scenario simulates: its own, or those that its line is open on its day.
 *
 * @param openMs how long the line is open on the day; 24 hours for a line that never closes.
 */
export function durationHours(scenario: Scenario, { openMs }: { readonly openMs: number }): number {
  return scenario.durationHours ?? openMs / HOUR_MS
}

/** @throws WrongInput where the scenario's line is none of those known. */
export function checkLineIsKnown(scenario: Scenario, known: readonly string[]): void {
  if (known.includes(scenario.line)) return
  throwProblems(placesOf(scenario), [
    { path: ['line'], sentence: unknownName(scenario.line, 'lines', known) },
  ])
}

/**
 * Checks what cannot be known without the line: names of queues, intents, tiers and languages; that every group
 * can serve somebody and every queue that callers reach has a handle time and somebody to serve it; that lists fit the duration.
 *
 * @param hours how long the line is open on the scenario's day; 24 hours for a line that never closes.
 * @throws WrongInput with every problem found.
 */
export function checkAgainstLine(
  scenario: Scenario,
  line: LineWords,
  hours: { readonly openMs: number },
): void {
  throwProblems(placesOf(scenario), [
    ...traitProblems([], scenario, line),
    ...(scenario.callers ?? []).flatMap((kind, i) => traitProblems(['callers', i], kind, line)),
    ...handleProblems(scenario, line),
    ...agentProblems(scenario, line),
    ...channelProblems(scenario, line.queues),
    ...hoursProblems(scenario, line, hours),
  ])
}

function nameProblems(
  path: KeyPath,
  given: Readonly<Record<string, unknown>>,
  word: string,
  known: readonly string[],
  line: string,
): Problem[] {
  const strangers = Object.keys(given).filter(name => !known.includes(name))
  if (known.length === 0 && strangers.length > 0) {
    const sentence = `got ${strangers.join(', ')}, but line ${line} declares no ${word}; remove ${path.join('.')}.`
    return [{ path, sentence }]
  }
  return strangers.map(name => ({
    path: [...path, name],
    sentence: unknownName(name, `${word}s of line ${line}:`, known),
  }))
}

function traitProblems(path: KeyPath, traits: Traits, line: LineWords): Problem[] {
  const { intents = {}, tiers = {}, languages = {}, matters = {}, resolved = {} } = traits
  const byQueue = typeof resolved === 'number' ? {} : resolved
  return [
    ...nameProblems([...path, 'intents'], intents, 'intent', line.intents, line.name),
    ...nameProblems([...path, 'tiers'], tiers, 'tier', line.tiers, line.name),
    ...nameProblems([...path, 'languages'], languages, 'language', line.languages, line.name),
    ...nameProblems([...path, 'matters'], matters, 'matter', line.matters, line.name),
    ...nameProblems([...path, 'resolved'], byQueue, 'queue', line.queues, line.name),
  ]
}

function handleProblems({ handleSeconds }: Scenario, line: LineWords): Problem[] {
  if (isOneDistribution(handleSeconds)) return []
  const path = ['handleSeconds']
  const missing = line.reached.filter(queue => !(queue in handleSeconds))
  return [
    ...nameProblems(path, handleSeconds, 'queue', line.queues, line.name),
    ...missing.map(queue => ({
      path,
      sentence: `got no handle time for queue ${queue}, expected one for each queue that callers of line ${line.name} reach; add "${queue}: { distribution: lognormal, mean: 195, cv: 0.8 }".`,
    })),
  ]
}

/** Whether handle times are one distribution for all queues, rather than a map by queue. */
export function isOneDistribution(
  handle: Scenario['handleSeconds'],
): handle is Extract<Scenario['handleSeconds'], { distribution: string }> {
  return typeof handle.distribution === 'string'
}

function hoursProblems(scenario: Scenario, line: LineWords, { openMs }: { openMs: number }): Problem[] {
  if (scenario.durationHours === undefined && !(openMs > 0 && Number.isFinite(openMs))) {
    const day = scenario.day ? `on ${scenario.day}` : 'without a day'
    const sentence = `line ${line.name} has no opening hours ${day}, expected some to simulate; give another day, or durationHours.`
    return [{ path: [scenario.day ? 'day' : 'line'], sentence }]
  }
  const hours = durationHours(scenario, { openMs })
  const problems = [...lengthProblems(scenario, hours), ...sizeProblems(scenario, hours)]
  if (scenario.warmupHours >= hours) {
    const sentence = `got ${scenario.warmupHours}, expected less than the ${hours} hours simulated, which include it; lower it.`
    problems.push({ path: ['warmupHours'], sentence })
  }
  return problems
}
