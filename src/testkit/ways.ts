import { eventNumber, KEYS } from '../call/events.ts'
import type { FlowTable } from '../call/flow-table.ts'
import { ENQUEUE, IDENTIFY, operations } from '../call/program.ts'

/** What callers can do where the line waits for them. */
const ANSWERS = [
  ...KEYS.map(key => eventNumber(`key.${key}`)),
  eventNumber('silence'),
  eventNumber('entry.valid'),
  eventNumber('recording.empty'),
]
const CALLER_UNKNOWN = eventNumber('caller.unknown')

/** How a line stands when a call comes. */
export type Hours = 'open' | 'closed' | 'holiday'

/** For each queue that keys lead to, a shortest way there, as events of the flow. */
export type Ways = ReadonlyMap<string, readonly string[]>

/**
 * The ways that other callers go to the queues of a line. To some there may be none: those to which only agents hand
 * callers on. Asks every step of a table that is explored already.
 */
export function waysToQueues(table: FlowTable, hours: Hours): Ways {
  const ways = new Map<string, readonly string[]>()
  const seen = new Set<number>()
  const found: { state: number; way: readonly string[] }[] = []
  const step = (state: number, event: number, way: readonly string[]) => {
    const to = table.next(state, event)
    const does = operations(table.programs, table.programAfter(state, event))
    // Nobody knows of those callers, and the centre says so by itself.
    if (does.some(({ code }) => code === IDENTIFY)) return step(to, CALLER_UNKNOWN, way)
    const joined = does.find(({ code }) => code === ENQUEUE)
    const queue = joined && table.names.queues[joined.operands[0]!]!
    if (queue !== undefined && !ways.has(queue)) ways.set(queue, way)
    // Ways that leave one queue for another are none.
    if (queue !== undefined || seen.has(to)) return
    seen.add(to)
    found.push({ state: to, way })
  }
  step(table.initialState, eventNumber(`line.${hours}`), [])
  for (let next = 0; next < found.length; next++) {
    const { state, way } = found[next]!
    for (const event of ANSWERS) step(state, event, [...way, table.events[event]!])
  }
  return ways
}
