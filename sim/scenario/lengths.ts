import type { Problem } from './explain.ts'
import type { Scenario } from './scenario.ts'

/**
 * Lists that do not fit the day: as many entries are expected as the duration has intervals, or, while the duration
 * is unknown (undefined: it depends on the line's hours), as many as there are intervals of calls.
 */
export function lengthProblems(scenario: Scenario, durationHours: number | undefined): Problem[] {
  const { intervalMinutes } = scenario.arrivals
  const repeating = repeatProblems(scenario)
  if (repeating.length > 0) return repeating
  const lists = [...callLists(scenario), ...channelLists(scenario), ...agentLists(scenario)]
  if (durationHours === undefined) {
    const calls = callLists(scenario)[0]?.length
    if (calls === undefined) return []
    return lists
      .filter(list => list.length !== calls)
      .map(list => wrongLength(list, calls, 'the intervals of calls'))
  }
  const intervals = (durationHours * 60) / intervalMinutes
  const day = `${durationHours} hours of ${intervalMinutes} minutes each interval`
  if (lists.length > 0 && Math.abs(intervals - Math.round(intervals)) > 1e-9) {
    const sentence = `got ${intervalMinutes}, expected minutes that divide the duration of ${durationHours} hours; change either.`
    return [{ path: ['arrivals', 'intervalMinutes'], sentence }]
  }
  const wanted = Math.round(intervals)
  return lists.filter(list => list.length !== wanted).map(list => wrongLength(list, wanted, day))
}

interface List {
  readonly path: Problem['path']
  readonly length: number
}

/** A list that repeats is as long as its day or week, however long the scenario is. */
function repeatProblems({ arrivals }: Scenario): Problem[] {
  if (!('callsPerInterval' in arrivals) || arrivals.repeats === undefined) return []
  const { callsPerInterval, intervalMinutes, repeats } = arrivals
  const perDay = 1_440 / intervalMinutes
  if (!Number.isInteger(perDay)) {
    const sentence = `got ${intervalMinutes}, expected minutes that divide a day, since callsPerInterval repeats; take 15, 30 or 60, for example.`
    return [{ path: ['arrivals', 'intervalMinutes'], sentence }]
  }
  const list = { path: ['arrivals', 'callsPerInterval'], length: callsPerInterval.length }
  const wanted = repeats === 'week' ? 7 * perDay : perDay
  const why = `a ${repeats} of ${intervalMinutes} minutes each interval`
  return list.length === wanted ? [] : [wrongLength(list, wanted, why)]
}

/** Those that must list every interval simulated. */
function callLists({ arrivals }: Scenario): List[] {
  if (!('callsPerInterval' in arrivals) || arrivals.repeats !== undefined) return []
  return [{ path: ['arrivals', 'callsPerInterval'], length: arrivals.callsPerInterval.length }]
}

function channelLists({ channels = {} }: Scenario): List[] {
  return Object.entries(channels).flatMap(([name, { itemsPerInterval }]) =>
    itemsPerInterval
      ? [{ path: ['channels', name, 'itemsPerInterval'], length: itemsPerInterval.length }]
      : [],
  )
}

function agentLists({ agents }: Scenario): List[] {
  if (typeof agents === 'number') return []
  if (Array.isArray(agents)) return [{ path: ['agents'], length: agents.length }]
  return agents.groups.flatMap(({ count }, i) =>
    Array.isArray(count) ? [{ path: ['agents', 'groups', i, 'count'], length: count.length }] : [],
  )
}

function wrongLength(list: List, wanted: number, why: string): Problem {
  const { path, length } = list
  const todo = length < wanted ? `add ${wanted - length}` : `take ${length - wanted} away`
  return {
    path,
    sentence: `got ${length} entries, expected ${wanted}, one for each interval (${why}); ${todo}, or change durationHours or arrivals.intervalMinutes.`,
  }
}
