import type { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { MEASURED_MS, WIDTH } from '../world/tally/tally.ts'
import type { Series } from './series.ts'

/** What is reported of the messages that callers leave, besides how many leave one. Waits are those of messages that are heard. */
export const MESSAGE_MEASURES = ['heard', 'waitSeconds', 'backlog', 'backlogAtEnd'] as const
export type MessageMeasure = (typeof MESSAGE_MEASURES)[number]

/** The measures of a day’s messages, in the order of `MESSAGE_MEASURES`. */
export function messageSeries({ messages, tally }: Day, { intervals }: Plan): Series[] {
  if (!messages) return []
  const measured = Float64Array.from({ length: intervals }, (_, i) => tally.cells[i * WIDTH + MEASURED_MS]!)
  const series: Readonly<Record<MessageMeasure, Series>> = {
    heard: { above: messages.heard },
    waitSeconds: { above: messages.waitMs, below: messages.heard, times: 1e-3 },
    backlog: { above: messages.backlog.waitedMs, below: measured },
    backlogAtEnd: { above: messages.backlog.atEnd, isAtEnd: true },
  }
  return MESSAGE_MEASURES.map(measure => series[measure])
}
