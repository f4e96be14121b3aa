import { SECOND_MS } from '../../base/units.ts'
import type { Line } from '../../call/line.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { OpeningHours } from '../../line/hours.ts'
import type { Company } from '../../testkit/cast.ts'
import { nameOf } from '../../testkit/cast.ts'
import { rehearsed } from '../../testkit/rehearsed.ts'

/** Who else is there while the line is tried. */
export interface Cast {
  readonly agents: number
  /** When the first agent is free, counted from the start; absent where all are free at once. */
  readonly busyMs?: number
  /** Callers who wait already in each queue. */
  readonly ahead: number
}

const TALK_MS_MIN = 30_000

/** Agents who serve every queue; where they are busy, others talk to them and wait behind, in the queues to which keys lead then. */
export function companyOf(line: Line, startMs: number, { agents, busyMs, ahead }: Cast): Required<Company> {
  const { queues } = line.definition
  const { status } = new OpeningHours(line.definition).at(startMs)
  const joined = busyMs === undefined ? [] : [...rehearsed(line).ways[status].keys()]
  // They free themselves one after the other, as agents who began at different times do.
  const handleMs = mean(queues.map(queue => queue.handleSeconds * SECOND_MS))
  const gapMs = Math.round(handleMs / Math.max(1, agents))
  const talk = (index: number) =>
    busyMs === undefined || joined.length === 0
      ? { busy: false }
      : { busy: true, talksIn: joined[index % joined.length]!, busyMs: busyMs + index * gapMs }
  return {
    players: Array.from({ length: agents }, (_, index) => ({
      name: nameOf(index),
      queues: queues.map(queue => queue.name),
      ...talk(index),
    })),
    ahead: Array.from({ length: ahead }, () => joined.map(queue => ({ queue, callers: 1 }))).flat(),
    talkMs: talkMsOf(line.definition),
  }
}

/** How long a talk takes: the line's handle time without wrap-up, in the mean of its queues. */
function talkMsOf({ queues }: LineDefinition): number {
  const seconds = queues.map(({ handleSeconds, wrapUpSeconds }) => handleSeconds - wrapUpSeconds)
  return Math.max(TALK_MS_MIN, Math.round(mean(seconds) * SECOND_MS))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length
}
