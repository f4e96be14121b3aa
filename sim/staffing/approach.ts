import type { Counts } from '../simulate/job.ts'
import type { Forecast } from './forecast.ts'
import { shareOut } from './share-out.ts'
import type { Days, Trial, Trials } from './trials.ts'

/** Trials on a few days; they end earlier where they agree. */
const ROUNDS = 10

/** What the trials so far say of an interval: too few agents, and enough. */
interface Bracket {
  fails: number
  works: number
}

/**
 * Comes near the fewest agents by trials on a few days: each interval goes where the forecast, put right by the last
 * trial, says, but never outside what trials have shown, and halves that where the forecast does not tell. It is the
 * iteration of Feldman, Mandelbaum, Massey and Whitt 2008 with brackets.
 */
export async function approach(
  trials: Trials,
  forecast: Forecast,
  shares: readonly (readonly number[])[],
  days: Days,
): Promise<Counts> {
  const brackets: Bracket[] = forecast.most.map(() => ({ fails: -1, works: Infinity }))
  let totals = forecast.fewest()
  for (let round = 0; round < ROUNDS; round++) {
    const trial = await trials.run(shareOut(totals, shares), days)
    forecast.learn(trial)
    narrow(brackets, trial)
    const before = totals
    const wanted = forecast.fewest().map((agents, i) => within(brackets[i]!, agents, before[i]!, i, forecast))
    totals = forecast.toppedUp(wanted)
    if (totals.every((agents, i) => agents === before[i])) break
  }
  return shareOut(totals, shares)
}

function narrow(brackets: Bracket[], { totals, failing }: Trial): void {
  const short = new Set(failing.flatMap(({ demand }) => (demand.of === 'interval' ? [demand.index] : [])))
  for (const [interval, bracket] of brackets.entries()) {
    const agents = totals[interval]!
    if (short.has(interval)) bracket.fails = Math.max(bracket.fails, agents)
    else bracket.works = Math.min(bracket.works, agents)
    // What the neighbours had may have made one of two trials lucky; the later one counts.
    if (bracket.fails >= bracket.works) {
      if (short.has(interval)) bracket.works = Infinity
      else bracket.fails = -1
    }
  }
}

function within(
  { fails, works }: Bracket,
  wanted: number,
  before: number,
  interval: number,
  forecast: Forecast,
): number {
  const most = forecast.most[interval]!
  if (wanted >= works) {
    const isOpen = works - fails > 1 && fails >= 0 && !forecast.isTelling(interval, works)
    return isOpen ? (fails + works) >> 1 : works
  }
  if (wanted <= fails) {
    const more = works < Infinity ? Math.ceil((works - fails) / 2) : Math.max(1, Math.ceil(fails / 4))
    return Math.min(fails + more, most)
  }
  // A forecast that is far off is not trusted further than a quarter.
  return Math.min(wanted, Math.max(before + 2, Math.ceil(before * 1.25)), most)
}
