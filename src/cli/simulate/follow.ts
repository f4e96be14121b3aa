import { SPANS_MS } from '../../../sim/report/giving-up.ts'
import type { FollowedDays } from '../../../sim/report/report-page.ts'
import type { Report } from '../../../sim/simulate/simulate.ts'
import { ABANDONED, ANSWERED, WIDTH } from '../../../sim/world/tally/tally.ts'
import type { WaitSpan } from '../../../sim/world/tally/waits.ts'
import { graphOf } from '../../call/draw-graph.ts'
import type { Line } from '../../call/line.ts'
import { Traffic } from '../../call/traffic.ts'
import { trafficOf } from '../../runtime/traffic.ts'
import type { SimulatedDay } from '../simulated-day.ts'
import { countedDay } from './counted-day.ts'

/** So many calls show where callers go. */
const CALLS_ENOUGH = 10_000
const DAYS_MAX = 5
/** Some thousand calls a second can be followed: of a longer day, the beginning is. */
const CALLS_MAX = 20_000
/** A roster is a text; that of a larger centre takes longer to write than its calls to follow. */
const AGENTS_MAX = 5_000
/** Callers whom a carrier lets wait: a longer queue cannot be followed, see `SimulatedDay`. */
const WAITING_MAX = 2_000

/**
 * Simulates the first of a report's days once more, in words, to see where every call goes; undefined where that
 * would take too long, where the queue grows longer than a live one can, and where nobody rings.
 */
export async function followedDays(report: Report, line: Line): Promise<FollowedDays | undefined> {
  const calls = report.results.calls?.mean ?? 0
  const agents = Math.max(...report.intervals.map(interval => interval.agents))
  const waiting = Math.max(...report.intervals.map(({ queueLength }) => queueLength?.mean ?? 0))
  if (calls < 1 || agents > AGENTS_MAX || waiting > WAITING_MAX) return undefined
  const isCut = calls > CALLS_MAX
  const days = isCut ? 1 : Math.min(DAYS_MAX, report.replications, Math.ceil(CALLS_ENOUGH / calls))
  const traffic = new Traffic()
  let spans: readonly WaitSpan[] = []
  for (let replication = 0; replication < days; replication++) {
    const { day } = countedDay(report.scenario, line, replication, isCut ? CALLS_MAX : undefined)
    traffic.add(await trafficOf(day, line.definition.name))
    spans = together(spans, spansOf(day))
  }
  return { days, isCut, graph: graphOf(line), traffic, spans }
}

function spansOf({ day: { tally } }: SimulatedDay): WaitSpan[] {
  const { cells, intervals, waits } = tally
  const ended = { answered: 0, abandoned: 0 }
  for (let interval = 0; interval < intervals; interval++) {
    ended.answered += cells[interval * WIDTH + ANSWERED]!
    ended.abandoned += cells[interval * WIDTH + ABANDONED]!
  }
  return waits.spans(ended, SPANS_MS)
}

function together(before: readonly WaitSpan[], more: readonly WaitSpan[]): WaitSpan[] {
  return more.map(({ fromMs, reached, gaveUp }, i) => ({
    fromMs,
    reached: reached + (before[i]?.reached ?? 0),
    gaveUp: gaveUp + (before[i]?.gaveUp ?? 0),
  }))
}
