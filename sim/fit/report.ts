import type { FittedArrivals } from './arrivals.ts'
import type { ChosenDays } from './days.ts'
import type { FittedHandle } from './handle.ts'
import type { FittedPatience } from './patience.ts'
import type { Presence } from './presence.ts'

/** Where every number of a fitted scenario comes from, and how good it is. */
export interface FitReport {
  readonly days: ChosenDays
  /** Whether the calls of the day come again as they came. */
  readonly isReplayed: boolean
  /** Calls of the whole log by outcome. */
  readonly calls: { readonly served: number; readonly abandoned: number; readonly contained: number }
  readonly arrivals: FittedArrivals
  /** By queue; one entry, named as the line, where all are alike. */
  readonly handle: Readonly<Record<string, FittedHandle>>
  readonly patience: FittedPatience
  /** Whether handle times and patience are of the chosen days, or of the whole log since those had too few calls. */
  readonly handleFrom: 'days' | 'log'
  readonly patienceFrom: 'days' | 'log'
  readonly presence: Presence | null
  readonly wrapUpShare: number
  /** See `afterCallSeconds`. */
  readonly afterCallSeconds: number
}

/** In a few words for each key of the scenario: where its value comes from, and how good it is. */
export function origins(report: FitReport): Readonly<Record<string, string>> {
  const { arrivals, days, presence } = report
  const from = days.dates.length === 1 ? days.kind : `${days.dates.length} days of kind ${days.kind}`
  return {
    startHour: `When agents were seen to take calls. Calls outside these hours, left out: ${arrivals.callsOutside}.`,
    arrivals: report.isReplayed
      ? `The calls for agents of ${days.kind}, as they came. ${report.calls.contained} calls of the log never asked for one.\nafterCallSeconds: mean gap between an agent’s calls while somebody waited, in the whole log.`
      : arrivalsOrigin(report, from),
    handleSeconds: handleOrigin(report),
    wrapUpShare: 'As the log says.',
    patienceSeconds: patienceOrigin(report),
    agents: presence
      ? `Agents seen at work, mean over the days; ${presence.names} different ones. One without a call for half an hour,\nor while callers waited for two minutes, counts as away.`
      : 'A guess, since the log names no agents: those that the load keeps 85 % busy. Run staff for better ones.',
    targets: 'Common ones; write your own.',
  }
}

function arrivalsOrigin(report: FitReport, from: string): string {
  const { arrivals, days } = report
  const out = days.leftOut.map(({ date, reason }) => `${date} (${reason})`)
  return [
    `Calls for agents: means of ${from}, ${figure(arrivals.callsPerDay)} calls a day.`,
    ...(out.length > 0 ? [`Left out: ${out.join(', ')}.`] : []),
    arrivals.variationDays === 0
      ? 'dayVariation is unknown: the log has too few days alike.'
      : `dayVariation: how totals of ${arrivals.variationDays} days differ, less what chance alone makes them.`,
    ...(arrivals.busyness
      ? ['intervalVariation, intervalCorrelation: how intervals differ beyond that, and neighbours alike.']
      : []),
    `${report.calls.contained} calls of the log never asked for an agent.`,
  ].join('\n')
}

function handleOrigin({ handle, handleFrom }: FitReport): string {
  const lines = Object.entries(handle).map(([name, fitted]) => {
    const { withoutShort } = fitted
    const clean = withoutShort
      ? ` ${percent(fitted.shortShare)} lasted under 10 s; without them mean ${figure(withoutShort.mean)}, cv ${withoutShort.cv.toFixed(2)}.`
      : ''
    return `${name}: ${fitted.calls} calls, distance of the fit ${fitted.distance.toFixed(3)}.${clean}`
  })
  const from = handleFrom === 'log' ? 'all days of the log' : 'those days'
  return [`Lognormal by moments, from ${from}: mean and variation are the log's.`, ...lines].join('\n')
}

function patienceOrigin({ patience, patienceFrom }: FitReport): string {
  const { exponentialMean, curveGain } = patience
  const from = `${patience.abandonments} abandonments in ${patience.waits} calls of ${patienceFrom === 'log' ? 'the whole log' : 'those days'}`
  if (exponentialMean === null) return `${from}: nobody gave up.`
  const taken =
    typeof patience.distribution === 'object' && patience.distribution.distribution === 'empirical'
      ? `Kaplan and Meier's curve up to ${patience.trustedSeconds} s, where ${percent(patience.trustedShare)} still wait, then exponential`
      : 'exponential, total waiting time ÷ abandonments'
  const compared =
    curveGain === null
      ? 'not compared with the other way: too few abandonments or days, or chosen by hand'
      : `it predicts days kept back better, by ${Math.abs(curveGain).toFixed(3)} nats an abandonment`
  return [
    `From ${from}; waits that an answer ended count as censored.`,
    `Taken: ${taken}; ${compared}.`,
    `The exponential has mean ${figure(exponentialMean)} and is off the curve by up to ${patience.departure.toFixed(3)}.`,
  ].join('\n')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function figure(value: number): string {
  return value.toFixed(1)
}
