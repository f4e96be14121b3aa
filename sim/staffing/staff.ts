import { WrongInput } from '../../src/base/wrong-input.ts'
import { lineText } from '../../src/call/define-line.ts'
import type { Line } from '../../src/call/line.ts'
import { placesOf } from '../scenario/places.ts'
import { throwProblems } from '../scenario/read-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { openPool } from '../simulate/pool.ts'
import type { Plan } from '../world/plan.ts'
import { planOf } from '../world/plan.ts'
import { approach } from './approach.ts'
import { demandsOf } from './demands.ts'
import { Forecast } from './forecast.ts'
import type { OneFewer, StaffReport } from './report.ts'
import { staffReport } from './report.ts'
import type { Search } from './search.ts'
import { addTo, lower, raises, repair } from './search.ts'
import { changed, groupShares } from './share-out.ts'
import type { Days, Trial } from './trials.ts'
import { Trials } from './trials.ts'

export interface StaffOptions {
  /** Threads; the result is the same whatever their number. Default: one a core. */
  readonly workers?: number
  /** Told which part of the work is done, from 0 to 1: a guess, since nobody knows how long a search takes. */
  readonly onProgress?: (part: number) => void
}

/** Days of the trials by which the search comes near. */
const FEW_DAYS = 32
/** Checks on days never seen before; each that fails adds agents. */
const CHECKS = 20
/** Trials on all days that a staffing takes, roughly: for showing progress. */
const USUAL_TRIALS = 16
/** A call is felt for about so many handle times. */
const HANDLE_TIMES_FELT = 3
/** Staffings with one agent fewer that are tried to show where the answer is tight. */
const SHOWN_TRIALS = 2

/**
 * The fewest agents for each interval with which every target of the scenario holds, found by simulating the line
 * itself on the same callers again and again, then checked on days that the search has never seen.
 *
 * The search comes near with few days (`approach`), adds agents where a demand fails on all of them, and takes away
 * agents until none can be spared on those days. Luck has its part in that, so the result is checked on fresh days,
 * and where it fails gets agents and is checked on yet others. Sources: Atlason, Epelman and Henderson 2004 (staffing
 * on common random numbers); Feldman, Mandelbaum, Massey and Whitt 2008 (iterating over simulations).
 *
 * @throws WrongInput where scenario and line do not fit, or nothing is asked for
 */
export async function staff(
  scenario: Scenario,
  line: Line,
  options: StaffOptions = {},
): Promise<StaffReport> {
  checkCounts(scenario)
  const plan = planOf(scenario, line)
  const demands = demandsOf(plan)
  const { replications, seed } = scenario
  if (replications < 2)
    throw new WrongInput(
      `replications is ${replications}, expected at least 2: one day says nothing about how days differ; 100 are usual.`,
    )
  const startedMs = performance.now()
  const pool = openPool({ scenario, line: lineText(line) }, options.workers)
  try {
    const usual = 6 * FEW_DAYS + USUAL_TRIALS * replications
    const trials = new Trials(plan, demands, pool, days => options.onProgress?.(Math.min(days / usual, 0.99)))
    const few = { seed, replications: Math.min(replications, FEW_DAYS) }
    const { outlook, queueShares } = await trials.offeredLoad(few)
    const forecast = new Forecast(outlook, demands)
    const search = {
      trials,
      forecast,
      days: { seed, replications },
      reach: reachOf(plan),
    }
    const near = await approach(trials, forecast, groupShares(plan, queueShares), few)
    const held = await repair(search, near)
    const found = held.failing.length === 0 ? await lower(search, held) : held
    const { trial, days } = await checked(search, found)
    const oneFewer = trial.failing.length === 0 ? await shownTight({ ...search, days }, trial) : null
    const elapsedSeconds = (performance.now() - startedMs) / 1_000
    return staffReport(plan, { trial, days, oneFewer, most: forecast.most, elapsedSeconds, trials })
  } finally {
    pool.close()
  }
}

/** @throws WrongInput for agents by shift: a search that gives each interval what it needs has no use for them */
function checkCounts(scenario: Scenario): void {
  const { agents } = scenario
  if (typeof agents === 'number' || Array.isArray(agents)) return
  throwProblems(
    placesOf(scenario),
    agents.groups.flatMap(({ shifts }, i) =>
      shifts
        ? [
            {
              path: ['agents', 'groups', i, 'shifts'],
              sentence:
                'got shifts, expected count: this finds the agents that each interval needs, whatever their shifts; write count: 20 instead.',
            },
          ]
        : [],
    ),
  )
}

function reachOf({ handle, intervalMs }: Plan): number {
  const longestMs = Math.max(...handle.map(({ mean }) => mean)) * 1_000
  return Math.max(1, Math.ceil((HANDLE_TIMES_FELT * longestMs) / intervalMs))
}

/** Checks a staffing on fresh days, adding where it fails; the last trial fails only where nothing more is tried. */
async function checked(search: Search, found: Trial): Promise<{ trial: Trial; days: Days }> {
  const { seed, replications } = search.trials.plan.scenario
  let { counts } = found
  for (let check = 1; ; check++) {
    const days = { seed: seed + check, replications }
    const trial = await search.trials.run(counts, days)
    if (trial.failing.length === 0 || check === CHECKS) return { trial, days }
    const added = raises(search.forecast, trial, new Map())
    if (added.size === 0) return { trial, days }
    counts = await addTo({ ...search, days }, trial, added)
  }
}

/** An agent who cannot be spared on the days of the check; null where the likeliest ones could. */
async function shownTight({ trials, forecast, days }: Search, trial: Trial): Promise<OneFewer | null> {
  const { counts, totals } = trial
  forecast.learn(trial)
  const likeliest = totals
    .flatMap((agents, interval) =>
      agents > 0 ? [{ interval, slack: forecast.withoutOne(totals, interval) }] : [],
    )
    .sort((a, b) => a.slack - b.slack || a.interval - b.interval)
  for (const { interval } of likeliest.slice(0, SHOWN_TRIALS)) {
    const ofGroups = counts.map(group => group[interval]!)
    const slot = { group: ofGroups.indexOf(Math.max(...ofGroups)), interval }
    const { failing } = await trials.run(changed(counts, [slot], -1), days)
    const worst = failing.toSorted((a, b) => a.slack - b.slack)[0]
    if (worst) return { slot, verdict: worst }
  }
  return null
}
