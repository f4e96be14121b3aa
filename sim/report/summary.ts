import type { Report, Results } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'
import { moneyText, numberText, percentText, shareText, spreadText, timeText } from './words.ts'

const DAY_MINUTES = 1_440

/** What a report comes to, in sentences for whoever reads nothing else: a paragraph each. */
export function summaryOf(report: Report): string[] {
  return [
    calls(report),
    serviceLevel(report),
    waits(report),
    occupancy(report),
    others(report),
    cost(report),
  ].filter(paragraph => paragraph !== '')
}

function calls({ results, ...report }: Report): string {
  const { calls, answered, abandoned, abandonment } = results
  if (!calls || calls.mean === 0) return 'Nobody rings.'
  const rate = abandonment ? `, ${shareText(abandonment)} of those who queue` : ''
  return (
    `${when(report)} ${peopleText(calls.mean)} calls come in. Agents answer ${peopleText(answered?.mean ?? 0)}, ` +
    `and ${peopleText(abandoned?.mean ?? 0)} callers give up waiting${rate}.`
  )
}

function when({ intervals, replications }: Pick<Report, 'intervals' | 'replications'>): string {
  const days = intervals.reduce((sum, { minutes }) => sum + minutes, 0) / DAY_MINUTES
  if (days <= 1) return replications === 1 ? 'On the one day simulated' : 'On an average day'
  const period = `period of ${numberText(days)} days`
  return replications === 1 ? `In the one ${period} simulated` : `In an average ${period}`
}

function serviceLevel(report: Report): string {
  const { results, scenario } = report
  const target = scenario.targets.serviceLevel
  if (!results.serviceLevel) return ''
  const within = target?.withinSeconds ?? 20
  const found = `${shareText(results.serviceLevel)} of those who queue are answered within ${within} s`
  if (!target) return `${found}. The scenario sets no target for it.`
  const goal = { measure: 'serviceLevel', limit: target.share, isLeast: true } as const
  return `${found}. ${verdicts(report, goal, target.per, `at least ${percentText(target.share)}`)}`
}

function waits({ results, intervals }: Report): string {
  const { waitSeconds, waitP90Seconds, waitP99Seconds } = results
  if (!waitSeconds) return ''
  if (timeText(waitSeconds.mean) === timeText(0))
    return waitSeconds.mean === 0 ? 'Nobody waits.' : 'Hardly anybody waits.'
  const tail =
    waitP90Seconds && waitP99Seconds
      ? `; nine in ten wait no longer than ${timeText(waitP90Seconds.mean)}, and one in a hundred longer than ${timeText(waitP99Seconds.mean)}`
      : ''
  const worst = extreme(intervals, 'waitSeconds')
  const where =
    worst && intervals.length > 1
      ? ` They wait longest when they ring in the ${lengthWords(worst.minutes)} from ${worst.start.slice(11)}: ${timeText(worst.waitSeconds!.mean)} on average${queueWords(worst)}.`
      : ''
  return `They wait ${spreadText(waitSeconds, timeText)} on average${tail}.${where}`
}

function queueWords({ queueLength }: Results): string {
  return queueLength ? `, with ${numberText(queueLength.mean)} of them on the line at a time` : ''
}

function occupancy(report: Report): string {
  const { results, scenario, intervals } = report
  if (!results.occupancy) return 'No agent is there.'
  const busiest = extreme(intervals, 'occupancy')
  const most =
    busiest && percentText(busiest.occupancy!.mean) !== percentText(results.occupancy.mean)
      ? `, most of all from ${busiest.start.slice(11)} with ${percentText(busiest.occupancy!.mean)}`
      : ''
  const found = `Agents are busy ${shareText(results.occupancy)} of their time${most}.`
  const target = scenario.targets.occupancy
  if (!target) return found
  const goal = { measure: 'occupancy', limit: target.share, isLeast: false } as const
  return `${found} ${verdicts(report, goal, target.per, `at most ${percentText(target.share)}`)}`
}

function others({ results, scenario }: Report): string {
  const { contained, callbacks, voicemails, redials, returnedWithinSevenDays, callsPerAgentDay } = results
  const some = (interval: Interval | null, words: string) =>
    interval && interval.mean > 0 ? `${peopleText(interval.mean)} ${words}` : ''
  return [
    some(contained, 'calls get what they are for without an agent.'),
    some(callbacks, 'callers ask to be called back.'),
    some(voicemails, 'callers leave a message.'),
    some(redials, 'of the calls come from callers who had rung before.'),
    returnedWithinSevenDays && returnedWithinSevenDays.mean > 0
      ? `${shareText(returnedWithinSevenDays)} of callers ring again within seven days.`
      : '',
    callsPerAgentDay
      ? `An agent handles ${numberText(callsPerAgentDay.mean)} calls on a day of ${scenario.targets.shiftHours} hours.`
      : '',
  ]
    .filter(sentence => sentence !== '')
    .join(' ')
}

function cost({ cost }: Report): string {
  if (!cost?.total) return ''
  const each = cost.perCall ? `, ${moneyText(cost.perCall.mean)} for each call answered` : ''
  return `All of it costs ${cost.currency} ${spreadText(cost.total, moneyText)}${each}.`
}

/** Tenths of a caller say something only where there are few. */
function peopleText(mean: number): string {
  return numberText(mean < 10 ? mean : Math.round(mean))
}

interface Goal {
  readonly measure: 'serviceLevel' | 'occupancy'
  readonly limit: number
  /** The target is a least, not a most. */
  readonly isLeast: boolean
}

/** What the intervals of confidence allow to say. */
type Verdict = 'met' | 'missed' | 'open'

function verdictOf(interval: Interval, { limit, isLeast }: Goal): Verdict {
  const { mean, low, high } = interval
  if (!Number.isFinite(high - low)) return (isLeast ? mean >= limit : mean <= limit) ? 'met' : 'missed'
  if (isLeast ? low >= limit : high <= limit) return 'met'
  return (isLeast ? high < limit : low > limit) ? 'missed' : 'open'
}

/** A target as it stands: over the day, or interval by interval. */
function verdicts(report: Report, goal: Goal, per: 'day' | 'interval', words: string): string {
  if (per === 'day') {
    const verdict = verdictOf(report.results[goal.measure]!, goal)
    return `The target of ${words} over the day is ${VERDICTS[verdict]}${verdict === 'open' ? ': more days would tell' : ''}.`
  }
  const judged = report.intervals.flatMap(interval => {
    const found = interval[goal.measure]
    return found ? [{ start: interval.start, verdict: verdictOf(found, goal) }] : []
  })
  const of = (wanted: Verdict) => judged.filter(({ verdict }) => verdict === wanted)
  const each = `The target of ${words} in every ${lengthWords(report.intervals[0]!.minutes)}`
  for (const verdict of ['met', 'missed', 'open'] as const)
    if (of(verdict).length === judged.length)
      return `${each} is ${VERDICTS[verdict]}${judged.length > 1 ? ` in all ${numberText(judged.length)}` : ''}${verdict === 'open' ? ': more days would tell' : ''}.`
  const parts = [
    `is met in ${numberText(of('met').length)} of ${numberText(judged.length)}`,
    ...(of('missed').length > 0 ? [`is missed ${places(of('missed'))}`] : []),
    ...(of('open').length > 0 ? [`is ${VERDICTS.open} ${places(of('open'))}: more days would tell`] : []),
  ]
  return `${each} ${parts.join('; ')}.`
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  met: 'met',
  missed: 'missed',
  open: 'too close to call',
}

const PLACES_MAX = 4

function places(judged: readonly { readonly start: string }[]): string {
  if (judged.length > PLACES_MAX) return `in ${numberText(judged.length)}`
  const times = judged.map(({ start }) => start.slice(11))
  return `at ${times.length < 2 ? times.join('') : `${times.slice(0, -1).join(', ')} and ${times.at(-1)}`}`
}

function extreme(
  intervals: Report['intervals'],
  measure: keyof Results,
): Report['intervals'][number] | undefined {
  return intervals
    .filter(interval => interval[measure])
    .reduce<Report['intervals'][number] | undefined>(
      (most, one) => (most && most[measure]!.mean >= one[measure]!.mean ? most : one),
      undefined,
    )
}

function lengthWords(minutes: number): string {
  if (minutes === 30) return 'half-hour'
  if (minutes === 15) return 'quarter-hour'
  if (minutes === 60) return 'hour'
  return `${Number(minutes.toFixed(2))} minutes`
}
