import type { Line } from '../../src/call/line.ts'
import type { QueueDefinition } from '../../src/line/definition.ts'

/** A line with each of its queues changed. */
export function withQueues(line: Line, change: (queue: QueueDefinition) => QueueDefinition): Line {
  const [first, ...others] = line.definition.queues
  return { ...line, definition: { ...line.definition, queues: [change(first), ...others.map(change)] } }
}
