import type { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import * as counted from '../world/tally/channel-tally.ts'
import { MEASURED_MS, STAFFED_MS, WIDTH } from '../world/tally/tally.ts'
import type { Series } from './series.ts'

/**
 * What is reported of a channel. Its waits are those of all who wrote, until an agent turned to them or they left; its
 * occupancy is the share of all agents' time that it takes; `inHand` is how many items an agent at work on it has.
 */
export const CHANNEL_MEASURES = [
  'arrived',
  'handled',
  'abandoned',
  'withinTarget',
  'waitSeconds',
  'answerSeconds',
  'backlog',
  'backlogAtEnd',
  'occupancy',
  'inHand',
] as const
export type ChannelMeasure = (typeof CHANNEL_MEASURES)[number]

/** The measures of every channel of a day, channel by channel in the order of `CHANNEL_MEASURES`. */
export function channelSeries({ channels, tally }: Day, plan: Plan): Series[] {
  if (!channels) return []
  const { intervals } = plan
  const { cells, backlogs } = channels
  const phone = (column: number) =>
    Float64Array.from({ length: intervals }, (_, i) => tally.cells[i * WIDTH + column]!)
  const staffed = phone(STAFFED_MS)
  const measured = phone(MEASURED_MS)
  return plan.channels.flatMap((_, channel) => {
    const column = (which: number) =>
      Float64Array.from(
        { length: intervals },
        (_, i) => cells[(channel * intervals + i) * counted.CHANNEL_WIDTH + which]!,
      )
    const series: Readonly<Record<ChannelMeasure, Series>> = {
      arrived: { above: column(counted.ARRIVED) },
      handled: { above: column(counted.HANDLED) },
      abandoned: { above: column(counted.LEFT) },
      withinTarget: { above: column(counted.IN_TIME), below: column(counted.JUDGED) },
      waitSeconds: { above: column(counted.WAIT_MS), below: column(counted.WAITS), times: 1e-3 },
      answerSeconds: { above: column(counted.ANSWER_MS), below: column(counted.ANSWERED), times: 1e-3 },
      backlog: { above: backlogs[channel]!.waitedMs, below: measured },
      backlogAtEnd: { above: backlogs[channel]!.atEnd, isAtEnd: true },
      occupancy: { above: column(counted.WORK_MS), below: staffed },
      inHand: { above: column(counted.IN_HAND_MS), below: column(counted.WORK_MS) },
    }
    return CHANNEL_MEASURES.map(measure => series[measure])
  })
}
