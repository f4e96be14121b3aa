import type { Scenario } from '../scenario/scenario.ts'
import type { LogSummary } from './read-log.ts'
import type { FitReport } from './report.ts'

/** What a planner should know of a log and of what was fitted to it, in a few lines. */
export function fitFindings(
  scenario: Scenario,
  report: FitReport,
  summary: LogSummary,
  out: string | undefined,
): string {
  const { calls, arrivals, days, patience, presence } = report
  const asked = calls.served + calls.abandoned
  const from = days.dates.length === 1 ? days.dates[0] : `${days.dates.length} days (${days.kind})`
  const handles = Object.entries(report.handle)
  const { busyness } = arrivals
  const busy = busyness
    ? `, intervals by ${(busyness.intervalVariation * 100).toFixed(0)} % more, neighbours correlated by ${busyness.intervalCorrelation}`
    : ''
  return [
    `${summary.where}: ${count(summary.rows)} rows; ${count(asked)} calls for agents, ${share(calls.abandoned, asked)} abandoned; ${count(calls.contained)} calls never asked for one.`,
    ...rowsLeft(summary),
    `Taken from ${from}: ${arrivals.callsPerDay.toFixed(0)} calls a day from ${clock(arrivals.startHour)} to ${clock(arrivals.endHour)}; ${count(arrivals.callsOutside)} calls outside these hours are left out.`,
    ...days.leftOut.map(({ date, reason }) => `${date} is left out: ${reason}.`),
    ...(arrivals.variationDays > 0
      ? [
          `Days differ by ${(arrivals.dayVariation * 100).toFixed(0)} % beyond chance (${arrivals.variationDays} days)${busy}.`,
        ]
      : ['How much days differ is unknown: the log has too few alike.']),
    ...handles.map(
      ([name, { distribution, calls }]) =>
        `Handle time${handles.length > 1 ? ` of ${name}` : ''}: mean ${distribution.mean.toFixed(0)} s, cv ${distribution.cv.toFixed(2)} (${count(calls)} calls${report.handleFrom === 'log' ? ' of the whole log' : ''}).`,
    ),
    patience.exponentialMean === null
      ? 'Patience: nobody gave up.'
      : `Patience: mean ${patience.exponentialMean.toFixed(0)} s if exponential (${count(patience.abandonments)} abandonments${report.patienceFrom === 'log' ? ' of the whole log' : ''}); taken: ${typeof patience.distribution === 'string' ? patience.distribution : patience.distribution.distribution}.`,
    presence
      ? `Agents seen at work: ${range(scenario.agents)} at a time, ${presence.names} different ones.`
      : `Agents: the log names none; ${range(scenario.agents)} at a time is a guess from the load.`,
    out
      ? `Written to ${out}; its targets are common ones, write your own. Next: holdline staff ${out}`
      : 'The targets are common ones, write your own. Next: holdline staff on the scenario.',
  ].join('\n')
}

function rowsLeft({ where, broken, brokenRows, rows, ignored, leftOut, clocksDiffer }: LogSummary): string[] {
  const listed = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${count(number)}`)
      .join(', ')
  return [
    ...(Object.keys(ignored).length > 0 ? [`Ignored by outcome: ${listed(ignored)}.`] : []),
    ...(Object.keys(leftOut).length > 0
      ? [`Left out by type: ${listed(leftOut)}; --types includes them.`]
      : []),
    ...(broken > 0 ? [`Broken: ${count(broken)} rows (${share(broken, rows)}), such as:`] : []),
    ...brokenRows.map(({ line, reason }) => `- ${where}:${line} ${reason}`),
    ...(clocksDiffer > 0
      ? [`In ${count(clocksDiffer)} calls the wait in seconds and the clock times differ; the seconds count.`]
      : []),
  ]
}

function range(agents: Scenario['agents']): string {
  if (!Array.isArray(agents)) return 'several'
  const [least, most] = [Math.min(...agents), Math.max(...agents)]
  return least === most ? `${most}` : `${least} to ${most}`
}

function clock(hour: number): string {
  const minutes = Math.round(hour * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
