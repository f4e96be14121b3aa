import type { Scenario } from '../scenario/scenario.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Report, Results } from './simulate.ts'

/** A report for a planner to read: the day by interval, the queues, and the day as a whole. */
export function reportTable(report: Report): string {
  const { scenario, replications, elapsedSeconds, results, intervals, queues, warnings } = report
  const { withinSeconds } = scenario.targets.serviceLevel ?? { withinSeconds: 20 }
  const days = replications === 1 ? '1 day' : `${whole(replications)} days`
  const head = [scenario.line, scenario.day, `${days} simulated in ${elapsedSeconds.toFixed(1)} s`]
  const level = `answered in ${withinSeconds} s`
  const columns = ['', 'calls', 'agents', level, 'abandoned', 'mean wait', 'occupancy']
  const rows = intervals.map(interval => row(interval.start.slice(11), interval, String(interval.agents)))
  const agentIntervals = intervals.reduce((sum, { agents }) => sum + agents, 0)
  const day = row('day', results, whole(agentIntervals))
  const perQueue =
    queues.length > 1
      ? ['', ...lines([['queue', ...columns.slice(1)], ...queues.map(queue => row(queue.name, queue, ''))])]
      : []
  return [
    head.filter(Boolean).join(' · '),
    '',
    ...lines([columns, ...(intervals.length > 48 ? [] : rows), day]),
    ...perQueue,
    '',
    ...remarks(results, report.scenario),
    ...(warnings.length > 0 ? ['', ...warnings.map(warning => `Warning: ${warning}`)] : []),
  ].join('\n')
}

function remarks(results: Results, { targets, shrinkage }: Scenario): string[] {
  const { contained, callbacks, voicemails, callsPerAgentDay, transfers, missedOffers } = results
  const { redials, returnedWithinSevenDays, firstCallResolution, turnedAway } = results
  return [
    'Shares are of those who queued; ± is the half-width of the 95 % confidence interval.',
    callsPerAgentDay &&
      `${callsPerAgentDay.mean.toFixed(1)} calls handled by an agent on a day of ${targets.shiftHours} hours, ` +
        `${(targets.shiftHours * (1 - shrinkage)).toFixed(1)} of them on the phones.`,
    contained &&
      contained.mean > 0 &&
      `${contained.mean.toFixed(0)} calls got what they were for without an agent.`,
    callbacks && callbacks.mean > 0 && `${callbacks.mean.toFixed(0)} callers asked to be called back.`,
    voicemails && voicemails.mean > 0 && `${voicemails.mean.toFixed(0)} callers left a message.`,
    transfers && transfers.mean > 0 && `${transfers.mean.toFixed(0)} calls were handed on to another queue.`,
    missedOffers &&
      missedOffers.mean > 0 &&
      `${missedOffers.mean.toFixed(0)} times the phone of an agent rang out.`,
    redials &&
      redials.mean > 0 &&
      `${redials.mean.toFixed(0)} of the calls came from callers who had rung before.`,
    returnedWithinSevenDays &&
      returnedWithinSevenDays.mean > 0 &&
      `${percent(returnedWithinSevenDays)} of callers ring again within seven days.`,
    firstCallResolution && `${percent(firstCallResolution)} of callers who are served need no other call.`,
    turnedAway &&
      turnedAway.mean > 0 &&
      `${turnedAway.mean.toFixed(0)} callers found the queue full; they did not queue.`,
  ].filter(line => typeof line === 'string')
}

function row(name: string, results: Results, agents: string): string[] {
  const { calls, serviceLevel, abandonment, waitSeconds, occupancy } = results
  return [
    name,
    calls ? whole(calls.mean) : '–',
    agents,
    percent(serviceLevel),
    percent(abandonment),
    waitSeconds ? clock(waitSeconds.mean) : '–',
    percent(occupancy),
  ]
}

/** A share with the half-width of its interval. */
export function percent(interval: Interval | null): string {
  if (!interval) return '–'
  const half = (interval.high - interval.low) / 2
  const spread = Number.isFinite(half) ? ` ±${(half * 100).toFixed(1)}` : ''
  return `${(interval.mean * 100).toFixed(1)} %${spread}`
}

/** Minutes and seconds. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** A count, rounded. */
export function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

/** Rows of equal width: the first column to the left, the others to the right. */
export function lines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(cells => (cells[column] ?? '').length)))
  return rows.map(cells =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('   ')
      .trimEnd(),
  )
}
