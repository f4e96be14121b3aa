import type { Counts } from '../simulate/job.ts'
import type { Verdict } from './demands.ts'
import type { Forecast } from './forecast.ts'
import { type Slot, totalsOf } from './share-out.ts'
import type { Days, Trial, Trials } from './trials.ts'

/** Repairs in a row, each of which adds at least one agent; beyond them a target cannot be met. */
const REPAIRS = 60
/** An interval that fails again is given twice as many agents as the time before, up to this many. */
const LARGEST_STEP = 64
/** After this many single agents whom the day could not spare, cheapest first, the others are not tried. */
const DAY_FAILURES = 3

/** What a search needs to know. */
export interface Search {
  readonly trials: Trials
  readonly forecast: Forecast
  readonly days: Days
  /** Intervals until a change of agents is not felt any more. */
  readonly reach: number
}

/**
 * Adds agents where demands fail until they hold on these days, or until no more are looked for: then the trial
 * given has `failing` demands.
 */
export async function repair(search: Search, from: Counts): Promise<Trial> {
  let trial = await search.trials.run(from, search.days)
  const steps = new Map<number, number>()
  for (let round = 0; round < REPAIRS && trial.failing.length > 0; round++) {
    const added = raises(search.forecast, trial, steps)
    if (added.size === 0) break
    trial = await search.trials.run(await addTo(search, trial, added), search.days)
  }
  return trial
}

/** How many agents to add in which intervals, so that what fails holds; empty where no more are looked for. */
export function raises(forecast: Forecast, trial: Trial, steps: Map<number, number>): Map<number, number> {
  forecast.learn(trial)
  const { totals, failing } = trial
  const fewest = forecast.fewest()
  const raised = [...totals]
  for (const { demand } of failing) {
    if (demand.of !== 'interval') continue
    const { index } = demand
    const step = steps.get(index) ?? 1
    const quarter = Math.max(step, Math.ceil(totals[index]! / 4))
    const by = Math.min(Math.max(fewest[index]! - totals[index]!, step), quarter)
    raised[index] = Math.min(totals[index]! + by, Math.max(forecast.most[index]!, totals[index]!))
  }
  for (const [index, agents] of raised.entries())
    if (agents > totals[index]!) steps.set(index, Math.min(2 * (steps.get(index) ?? 1), LARGEST_STEP))
  const topped = forecast.toppedUp(raised)
  return new Map(
    topped.flatMap((agents, interval) =>
      agents > totals[interval]! ? [[interval, agents - totals[interval]!]] : [],
    ),
  )
}

/** Adds agents to the group that helps most in each interval: every group is tried, on the same days. */
export async function addTo(
  { trials, days, reach }: Search,
  { counts, failing }: Trial,
  added: ReadonlyMap<number, number>,
): Promise<Counts> {
  const groups = counts.map((_, group) => group)
  const lacking = groups.filter(group => canHelp(trials, group, failing))
  if (lacking.length === 1) return withMore(counts, added, () => lacking[0]!)
  const lacks: number[][] = []
  for (const group of lacking) {
    const { failing } = await trials.run(
      withMore(counts, added, () => group),
      days,
    )
    lacks.push(counts[0]!.map((_, interval) => lackAround(failing, interval, reach)))
  }
  return withMore(counts, added, interval => {
    const ofGroups = lacks.map(lack => lack[interval]!)
    return lacking[ofGroups.indexOf(Math.min(...ofGroups))]!
  })
}

/** A queue that fails is helped by those who serve it. */
function canHelp({ plan }: Trials, group: number, failing: readonly Verdict[]): boolean {
  const queues = failing.flatMap(({ demand }) => (demand.of === 'queue' ? [demand.index] : []))
  return queues.length === 0 || plan.groups[group]!.queues.some(queue => queues.includes(queue))
}

function withMore(
  counts: Counts,
  added: ReadonlyMap<number, number>,
  groupFor: (interval: number) => number,
): Counts {
  const copy = counts.map(group => [...group])
  for (const [interval, agents] of added) copy[groupFor(interval)]![interval]! += agents
  return copy
}

/** How much is lacking that agents in an interval could have helped. */
function lackAround(failing: readonly Verdict[], interval: number, reach: number): number {
  return failing.reduce((sum, { demand, slack }) => {
    const isNear = demand.of !== 'interval' || (demand.index >= interval && demand.index <= interval + reach)
    return isNear ? sum - Math.max(slack, -1) : sum
  }, 0)
}

/** Agents taken away from a slot. */
interface Cut {
  readonly slot: Slot
  readonly by: number
}

/**
 * Takes agents away, in several intervals at a time that are too far apart to feel each other, until not one can be
 * spared anywhere without a demand failing on these days. From each slot one at first, then twice as many each time
 * until too many go, and halves from there.
 */
export async function lower(search: Search, held: Trial): Promise<Trial> {
  const { trials, forecast, days } = search
  const limits = new Limits(held.counts)
  let { counts } = held
  let dayFailures = 0
  forecast.learn(held)
  while (dayFailures < DAY_FAILURES) {
    const batch = spareable(search, counts, limits)
    if (batch.length === 0) break
    const tried = await trials.run(without(counts, batch), days)
    const isOfDay = tried.failing.some(({ demand }) => demand.of !== 'interval')
    const blamed = tried.failing.length > 0 ? blame(search, batch, tried) : []
    for (const cut of batch) {
      if (blamed.includes(cut)) limits.fails(cut, counts)
      else if (!isOfDay) limits.works(cut)
    }
    if (isOfDay && batch.length === 1) dayFailures++
    // With fewer agents taken away nothing gets worse, so what is left of the batch is tried with the next.
    if (!isOfDay)
      counts = without(
        counts,
        batch.filter(cut => !blamed.includes(cut)),
      )
    if (tried.failing.length === 0) forecast.learn(tried)
  }
  return repair(search, counts)
}

/** What is known of each slot: too few agents, and how many were last taken away without harm. */
class Limits {
  readonly #tooFew: number[][]
  readonly #lastCut: number[][]

  constructor(counts: Counts) {
    this.#tooFew = counts.map(group => group.map(() => -1))
    this.#lastCut = counts.map(group => group.map(() => 0))
  }

  fails({ slot: { group, interval }, by }: Cut, counts: Counts): void {
    this.#tooFew[group]![interval] = counts[group]![interval]! - by
  }

  works({ slot: { group, interval }, by }: Cut): void {
    this.#lastCut[group]![interval] = by
  }

  /** How many to take away next; 0 for none. */
  next({ group, interval }: Slot, counts: Counts): number {
    const agents = counts[group]![interval]!
    const tooFew = this.#tooFew[group]![interval]!
    const last = this.#lastCut[group]![interval]!
    const wanted = tooFew >= 0 ? (agents - tooFew) >> 1 : Math.max(1, 2 * last)
    return Math.max(0, Math.min(wanted, agents))
  }
}

function without(counts: Counts, cuts: readonly Cut[]): Counts {
  const copy = counts.map(group => [...group])
  for (const { slot, by } of cuts) copy[slot.group]![slot.interval]! -= by
  return copy
}

/** Agents to take away together: of each interval from its largest group, as far as the day can bear them. */
function spareable({ forecast, reach }: Search, counts: Counts, limits: Limits): Cut[] {
  const totals = totalsOf(counts)
  const open = totals.flatMap((total, interval) => {
    const others = total - forecast.floor(interval)
    return counts
      .map((group, i) => ({
        slot: { group: i, interval },
        agents: group[interval]!,
        by: Math.min(limits.next({ group: i, interval }, counts), others),
      }))
      .filter(({ by }) => by > 0)
      .sort((a, b) => b.agents - a.agents)
      .slice(0, 1)
  })
  const isOfDay = forecast.ofDay(totals) < Infinity
  const loss = ({ slot }: Cut): number => forecast.gain(slot.interval, totals[slot.interval]! - 1)
  if (isOfDay) open.sort((a, b) => loss(a) - loss(b) || a.slot.interval - b.slot.interval)
  const batch: Cut[] = []
  const fewer = [...totals]
  for (const { slot, by } of open) {
    if (batch.some(cut => Math.abs(cut.slot.interval - slot.interval) <= reach + 1)) continue
    const cut = { slot, by: isOfDay ? 1 : by }
    fewer[slot.interval]! -= cut.by
    if (batch.length > 0 && isOfDay && forecast.ofDay(fewer) < 0) break
    batch.push(cut)
  }
  return batch
}

/** Which of the agents taken away are missed: those of the failing interval, else of those near it. */
function blame({ reach, forecast }: Search, batch: readonly Cut[], tried: Trial): Cut[] {
  const blamed = new Set<Cut>()
  const intervals = tried.failing.flatMap(({ demand }) => (demand.of === 'interval' ? [demand.index] : []))
  for (const index of intervals) {
    const own = batch.filter(({ slot }) => slot.interval === index)
    const near = batch.filter(({ slot }) => slot.interval >= index - reach - 1 && slot.interval <= index + 1)
    for (const cut of own.length > 0 ? own : near.length > 0 ? near : batch) blamed.add(cut)
  }
  if (blamed.size > 0) return [...blamed]
  // Of those whom the day misses, the dearer half.
  const worth = ({ slot }: Cut): number => forecast.gain(slot.interval, tried.totals[slot.interval]!)
  return [...batch].sort((a, b) => worth(b) - worth(a)).slice(0, Math.ceil(batch.length / 2))
}
