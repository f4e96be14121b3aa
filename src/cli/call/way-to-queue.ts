import { eventNumber, KEYS } from '../../call/events.ts'
import type { Line } from '../../call/line.ts'
import { ENQUEUE, operations } from '../../call/program.ts'
import { exploredTable } from '../../centre/journaled-centre.ts'

/** What callers can do in a menu. */
const ANSWERS = [...KEYS.map(key => eventNumber(`key.${key}`)), eventNumber('silence')]

/**
 * For each queue of a line that keys lead to, a shortest way there in its opening hours, as events of its flow.
 * It is how the other callers of a rehearsal come to wait where they do.
 */
export function waysToQueues(line: Line): Map<string, readonly string[]> {
  const table = exploredTable(line)
  const ways = new Map<string, readonly string[]>()
  const seen = new Set<number>()
  const found: { state: number; way: readonly string[] }[] = []
  const step = (state: number, event: number, way: readonly string[]) => {
    const to = table.next(state, event)
    const asked = operations(table.programs, table.programAfter(state, event)).find(
      ({ code }) => code === ENQUEUE,
    )
    const queue = asked && table.names.queues[asked.operands[0]!]!
    if (queue !== undefined && !ways.has(queue)) ways.set(queue, way)
    // Who waits in a queue has arrived: ways that leave it again for another are none.
    if (queue !== undefined || seen.has(to)) return
    seen.add(to)
    found.push({ state: to, way })
  }
  step(table.initialState, eventNumber('line.open'), [])
  for (let next = 0; next < found.length; next++) {
    const { state, way } = found[next]!
    for (const event of ANSWERS) step(state, event, [...way, table.events[event]!])
  }
  return ways
}
