import { setImmediate as nextTurn } from 'node:timers/promises'
import { DAY_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { LineDefinition } from '../line/definition.ts'
import { addDays, dayStartMs, daysBetween, isRealDate, wallClock } from '../line/zone.ts'
import type { Paper } from '../store/papers.ts'
import type { Store } from '../store/port.ts'
import type { Results, ResultsSpan } from './results.ts'
import { RETURN_MS, ResultsTally } from './results.ts'

/** Days `YYYY-MM-DD`, both of them included. */
export interface ResultsDays {
  readonly from: string
  readonly to: string
}

export interface ResultsAsked {
  readonly from?: string | undefined
  /** Today unless told, and then four weeks in all. */
  readonly to?: string | undefined
}

/** What came of the contacts of some days, with the question. */
export interface ResultsReport extends ResultsDays, Results {
  /** Names of the lines that are in it. */
  readonly lines: readonly string[]
}

const DAYS_USUAL = 28
const DAYS_MAX = 400
/** No call lasts longer, one that rests until the callback that was promised included. */
const LASTS_MS = 7 * DAY_MS
/** Read and added up in less than ten milliseconds, between which calls are answered. */
const PAGE = 250

type ZonedLine = Pick<LineDefinition, 'name' | 'timeZone'>

/**
 * The results of some lines, each by the days of its own zone, from the contacts in a store.
 * @throws WrongInput for days that are none, or too many
 */
export async function readResults(
  { store, centre }: { store: Store; centre: string },
  lines: readonly [ZonedLine, ...ZonedLine[]],
  asked: ResultsAsked,
  nowMs: number,
): Promise<ResultsReport> {
  const days = resultsDays(asked, wallClock(lines[0].timeZone, nowMs).date)
  const spans = new Map(lines.map(({ name, timeZone }) => [name, spanOf(days, timeZone)]))
  const tally = new ResultsTally({ lines: spans, nowMs })
  const sinceMs = Math.min(...spans.values().map(({ fromMs }) => fromMs))
  const untilMs = Math.max(...spans.values().map(({ untilMs }) => untilMs))
  // A contact counts by its arrival, and callers come again after its end.
  for await (const page of pages(store, centre, { sinceMs, untilMs: untilMs + LASTS_MS + RETURN_MS }))
    for (const contact of page) tally.add(contact)
  return { ...days, lines: lines.map(({ name }) => name), ...tally.results() }
}

function resultsDays({ from, to }: ResultsAsked, today: string): ResultsDays {
  for (const [name, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (day !== undefined && !isRealDate(day))
      throw new WrongInput(`${name} got "${day}", expected a day of the calendar such as 2026-12-14`)
  }
  const last = to ?? (from !== undefined && from > today ? from : today)
  const first = from ?? addDays(last, 1 - DAYS_USUAL)
  const count = daysBetween(first, last) + 1
  if (count < 1)
    throw new WrongInput(`from got "${first}", which is after "${last}"; expected a day before it`)
  if (count > DAYS_MAX)
    throw new WrongInput(`from "${first}" to "${last}" are ${count} days; expected at most ${DAYS_MAX}`)
  return { from: first, to: last }
}

function spanOf({ from, to }: ResultsDays, timeZone: string): ResultsSpan {
  return { fromMs: dayStartMs(timeZone, from), untilMs: dayStartMs(timeZone, addDays(to, 1)) }
}

/** The contacts of a time in the order of their arrival, page by page. */
async function* pages(
  store: Store,
  centre: string,
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
): AsyncGenerator<Paper<'contact'>[]> {
  let fromMs = sinceMs
  let seen: ReadonlySet<string> = new Set()
  for (;;) {
    const limit = PAGE + seen.size
    const page = await store.papers(centre, { kind: 'contact', sinceMs: fromMs, untilMs, limit })
    yield page.filter(({ id }) => !seen.has(id))
    if (page.length < limit) return
    // The next page begins with the contacts of the last moment of this one, which are known.
    fromMs = page.at(-1)!.atMs
    seen = new Set(page.filter(({ atMs }) => atMs === fromMs).map(({ id }) => id))
    await nextTurn()
  }
}
