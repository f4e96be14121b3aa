import { SECOND_MS } from '../../../src/base/units.ts'
import type { LineDefinition } from '../../../src/line/definition.ts'
import { nearest } from '../../../src/line/nearest.ts'
import { Distribution } from '../../distribution.ts'
import type { Problem } from '../../scenario/explain.ts'
import type { LoggedColumns } from '../../scenario/logged-calls.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Period } from '../period.ts'
import { intervalAt } from '../period.ts'

/** The callers of a log, as numbers, in order of their arrival. */
export interface PlannedLog {
  /** Whole milliseconds since 1970. */
  readonly atMs: Float64Array
  /** What each wants, by the line's number; -1 where that is left to luck. */
  readonly intent: Int16Array
  /** The luck by which a caller's handle time comes out as logged; counts only where `isTimed` is 1. */
  readonly handleBits: Int32Array
  readonly isTimed: Uint8Array
  /** How long each waited, and 1 for who was then served; undefined where patience is left to luck. */
  readonly waits: { readonly seconds: Float64Array; readonly served: Uint8Array } | undefined
  /** Handle times by the line's queues, as logged; undefined for a queue of which the log has none. */
  readonly handle: readonly (Distribution | undefined)[]
}

type Log = Extract<Scenario['arrivals'], { log: object }>['log']

/** What keeps a log from being replayed on a line. */
export function logProblems({ arrivals }: Scenario, line: LineDefinition, { durationMs }: Period): Problem[] {
  if (!('log' in arrivals)) return []
  const { calls, use } = arrivals.log
  const path = ['arrivals', 'log']
  if (!calls) {
    const sentence =
      'got a log that has not been read, expected its calls; a program reads them by loggedScenario of sim/fit.'
    return [{ path, sentence }]
  }
  const last = calls.atSeconds.at(-1) ?? 0
  if (last * SECOND_MS >= durationMs) {
    const sentence = `got a call at ${last} s, expected times below the ${durationMs / SECOND_MS} s that are simulated; leave out later ones.`
    return [{ path: [...path, 'calls', 'atSeconds'], sentence }]
  }
  const isNamed = use.includes('queues') || use.includes('handle-times')
  if (line.queues.length === 1 || !isNamed) return []
  const names = line.queues.map(({ name }) => name)
  const known = names.filter(name => line.intents.includes(name))
  return calls.queues
    .filter(
      (queue, i) => calls.queue.includes(i) && !(use.includes('queues') ? known : names).includes(queue),
    )
    .map(queue => ({ path, sentence: strangeQueue(queue, line, use.includes('queues') ? known : names) }))
}

function strangeQueue(queue: string, { name }: LineDefinition, known: readonly string[]): string {
  const guess = nearest(queue, known)
  return `got calls of queue "${queue}", expected those that callers of line ${name} can ask for: ${known.join(', ')};${guess ? ` is it ${guess}?` : ''} say so by queue.names in the mapping, or leave both out of use.`
}

/** A log whose calls were read, for a line that they fit. */
export function plannedLog(
  { calls, use, afterCallSeconds = 0 }: Log,
  line: LineDefinition,
  { startMs }: Period,
): PlannedLog {
  const { atSeconds, queues, queue } = calls!
  const named = line.queues.length > 1
  // On a line with one queue all calls are for it, whatever the log calls them.
  const queueOf = queues.map(name => (named ? line.queues.findIndex(one => one.name === name) : 0))
  const intentOf = queues.map(name => (use.includes('queues') ? line.intents.indexOf(name) : -1))
  const count = atSeconds.length
  const handleBits = new Int32Array(count)
  const isTimed = new Uint8Array(count)
  const handle = line.queues.map((_, one) => {
    if (!use.includes('handle-times')) return undefined
    const members = queue.flatMap((place, call) =>
      queueOf[place] === one && calls!.handleSeconds[call] !== null ? [call] : [],
    )
    return rankedHandle(members, calls!, afterCallSeconds, { handleBits, isTimed })
  })
  return {
    atMs: Float64Array.from(atSeconds, at => Math.round(startMs + at * SECOND_MS)),
    intent: Int16Array.from(queue, place => intentOf[place]!),
    handleBits,
    isTimed,
    handle,
    waits: use.includes('patience')
      ? { seconds: Float64Array.from(calls!.waitSeconds), served: Uint8Array.from(calls!.served) }
      : undefined,
  }
}

/**
 * The handle times of some calls as one distribution, and for each of them the bits that draw its own time from it:
 * the middle of its rank. Callers of whom the log has none, since they hung up, draw one of the same times.
 */
function rankedHandle(
  members: readonly number[],
  { handleSeconds }: LoggedColumns,
  afterCallSeconds: number,
  { handleBits, isTimed }: Pick<PlannedLog, 'handleBits' | 'isTimed'>,
): Distribution | undefined {
  if (members.length === 0) return undefined
  const ranked = members.toSorted((a, b) => handleSeconds[a]! - handleSeconds[b]!)
  for (const [rank, call] of ranked.entries()) {
    handleBits[call] = Math.floor(((rank + 0.5) / ranked.length) * 2 ** 32) | 0
    isTimed[call] = 1
  }
  const values = ranked.map(call => handleSeconds[call]! + afterCallSeconds)
  return new Distribution({ distribution: 'empirical', values }, 'arrivals.log')
}

/** Calls that came in each interval, per millisecond. */
export function loggedRates(
  { atMs }: PlannedLog,
  { startMs, durationMs, intervalMs, intervals }: Period,
): number[] {
  const counts = new Array<number>(intervals).fill(0)
  for (const at of atMs) counts[intervalAt({ startMs, intervalMs }, at)]!++
  return counts.map((calls, i) => calls / Math.min(intervalMs, durationMs - i * intervalMs))
}
