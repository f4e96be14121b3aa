import { MINUTE_MS } from '../base/units.ts'
import type { Outcome } from '../call/directives.ts'
import { OUTCOMES } from '../call/directives.ts'
import { AVAILABLE, ON_CALL, WRAP_UP } from '../centre/agents.ts'
import type { State } from '../centre/state.ts'
import type { Day } from './board-tallies.ts'
import { sharesOf, sum } from './board-tallies.ts'
import type { TodayView } from './pages/board-view.ts'

/** The day so far, over all queues. */
export function todayView(state: State, day: Day, nowMs: number): TodayView {
  const waits = sum(day.queues)
  const ended = (name: Outcome) => day.outcomes[OUTCOMES.indexOf(name)]!
  return {
    sinceMs: day.fromMs,
    ...sharesOf(waits),
    calls: day.calls,
    queued: waits.queued,
    answered: waits.answered,
    abandoned: waits.abandoned,
    contained: ended('contained'),
    turnedAway: ended('turned-away'),
    closed: ended('closed'),
    callbacksKept: day.callbacksKept,
    callbacksFailed: ended('callback-failed'),
    meanWaitMs: waits.decided === 0 ? null : Math.round(waits.waitedMs / waits.decided),
    longestWaitMs: waits.longestMs,
    occupancy: occupancy(state, day, nowMs),
  }
}

function occupancy({ agents }: State, day: Day, nowMs: number): number | null {
  const spentMs = [...day.agentMs]
  for (let agent = 0; agent < agents.count; agent++) {
    const sinceMs = Math.max(agents.sinceMs[agent]!, day.fromMs)
    spentMs[agents.state[agent]!]! += Math.max(0, nowMs - sinceMs)
  }
  const staffedMs = spentMs.slice(AVAILABLE).reduce((total, ms) => total + ms, 0)
  // Below a minute the share is noise, and would change with every look.
  if (staffedMs < MINUTE_MS) return null
  return Math.round(((spentMs[ON_CALL]! + spentMs[WRAP_UP]!) / staffedMs) * 100) / 100
}
