import { lines } from '../simulate/table.ts'
import type { Interval } from '../statistics/interval.ts'
import type { RuleReport, RulesReport } from './try-rules.ts'

/** Half-hours named of a rule. */
const OFTEN_SHOWN = 3

/** How often each rule would be raised, for whoever is going to be woken by it. */
export function rulesTable(report: RulesReport): string {
  const { scenario, replications, days, elapsedSeconds, rules } = report
  const simulated = `${replications.toLocaleString('en-US')} days simulated in ${elapsedSeconds.toFixed(1)} s`
  const columns = ['rule', 'a month', 'days with it', 'lasts', 'mostly']
  return [
    [scenario.line, scenario.day, simulated].filter(Boolean).join(' · '),
    '',
    ...lines([columns, ...rules.map(row)]),
    '',
    `A month is ${days} days like this one; ± is the half-width of the 95 % confidence interval.`,
    ...(replications === 1 ? ['One day says nothing about the spread: try --replications 100.'] : []),
  ].join('\n')
}

function row({ rule, perMonth, daysWith, lastsMinutes, intervals }: RuleReport): string[] {
  return [
    rule.name,
    spread(perMonth, 1),
    `${Math.round(daysWith * 100)} %`,
    lastsMinutes ? `${spread(lastsMinutes, 1)} min` : '–',
    often(intervals),
  ]
}

function spread({ mean, high }: Interval, digits: number): string {
  const half = high - mean
  return Number.isFinite(half) ? `${mean.toFixed(digits)} ±${half.toFixed(digits)}` : mean.toFixed(digits)
}

/** The times of the day at which it is raised most often. */
function often(intervals: RuleReport['intervals']): string {
  const most = intervals
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, OFTEN_SHOWN)
  if (most.length === 0) return 'never'
  return most.map(({ start, share }) => `${start.slice(11)} ${Math.round(share * 100)} %`).join(', ')
}
