import { MINUTE_MS } from '../../src/base/units.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { lineText } from '../../src/call/define-line.ts'
import type { Line } from '../../src/call/line.ts'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { replicate } from '../simulate/replicate.ts'
import { intervalsOf } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'
import { ratios } from '../statistics/ratio.ts'
import type { Plan } from '../world/plan.ts'
import { planOf } from '../world/plan.ts'
import { columnsOfRule, INTERVALS_COLUMN, LASTED_MS_COLUMN, RAISED_COLUMN } from './alert-tally.ts'

/** What `alerts --json` prints: intervals are means with their 95 % confidence. */
export interface RulesReport {
  readonly scenario: Scenario
  readonly seed: number
  /** Days simulated. */
  readonly replications: number
  /** Such days in the month that `perMonth` is about. */
  readonly days: number
  readonly elapsedSeconds: number
  readonly rules: readonly RuleReport[]
}

export interface RuleReport {
  readonly rule: AlertRule
  /** How often it is raised in so many days like the simulated one; never below 0. */
  readonly perMonth: Interval
  /** Share of days on which it is raised at all. */
  readonly daysWith: number
  /** How long it lasts, by day on which it is raised; null where it never is. */
  readonly lastsMinutes: Interval | null
  /** When it is raised, of all times; share of each interval of the day. */
  readonly intervals: readonly { readonly start: string; readonly minutes: number; readonly share: number }[]
}

export interface TryOptions {
  readonly workers?: number
  readonly onProgress?: (done: number) => void
  /** Days of a month. */
  readonly days: number
}

/**
 * Tries the rules of a line before anybody is woken by them: simulates days and counts how often each would have been
 * raised. The centre that looks at them is the one that runs.
 * @throws WrongInput for a line without rules, or where scenario and line do not fit
 */
export async function tryRules(scenario: Scenario, line: Line, options: TryOptions): Promise<RulesReport> {
  const { alerts = [], name } = line.definition
  if (alerts.length === 0)
    throw new WrongInput(
      `line "${name}" has no rules for alerts; give it \`alerts\`, or try some of a file with --rules rules.yaml.`,
    )
  const plan = planOf(scenario, line)
  const { replications } = scenario
  const columns = Array.from(
    { length: alerts.length * columnsOfRule(plan) },
    () => new Float64Array(replications),
  )
  const startedMs = performance.now()
  await replicate(
    { scenario, line: lineText(line), counts: 'alerts' },
    {
      ...options,
      each(measures, replication) {
        for (let i = 0; i < columns.length; i++) columns[i]![replication] = measures[i]!
      },
    },
  )
  const width = columnsOfRule(plan)
  return {
    scenario,
    seed: scenario.seed,
    replications,
    days: options.days,
    elapsedSeconds: (performance.now() - startedMs) / 1_000,
    rules: alerts.map((rule, i) =>
      reportOf(rule, columns.slice(i * width, (i + 1) * width), plan, options.days),
    ),
  }
}

function reportOf(rule: AlertRule, columns: readonly Float64Array[], plan: Plan, days: number): RuleReport {
  const raised = columns[RAISED_COLUMN]!
  const lasted = columns[LASTED_MS_COLUMN]!
  const perDay = meanInterval(raised)!
  const total = sum(raised)
  const lasts = meanInterval(ratios(lasted, raised))
  return {
    rule,
    perMonth: times({ ...perDay, low: Math.max(0, perDay.low) }, days),
    daysWith: raised.filter(count => count > 0).length / raised.length,
    lastsMinutes: lasts && times({ ...lasts, low: Math.max(0, lasts.low) }, 1 / MINUTE_MS),
    intervals: intervalsOf(plan).map(({ start, minutes }, i) => {
      const here = sum(columns[INTERVALS_COLUMN + i]!)
      return { start, minutes, share: total === 0 ? 0 : here / total }
    }),
  }
}

function times({ mean, low, high }: Interval, factor: number): Interval {
  return { mean: mean * factor, low: low * factor, high: high * factor }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
