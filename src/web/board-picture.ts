import { MINUTE_MS, NEVER_MS } from '../base/units.ts'
import { AWAY_REASONS, NOT_IN_ROSTER } from '../call/away.ts'
import { AGENT_STATES, AWAY, ON_CALL, WRAP_UP } from '../centre/agents.ts'
import {
  ABSENT,
  DIALLING,
  FILED,
  FREE,
  IN_FLOW,
  LEG_ENDED,
  OFFERED,
  RESTING,
  WAITING,
} from '../centre/calls.ts'
import type { State } from '../centre/state.ts'
import { estimateFor } from '../centre/telling.ts'
import type { Day } from './board-tallies.ts'
import { noWaits, satisfaction, sharesOf } from './board-tallies.ts'
import type {
  AgentsView,
  AgentView,
  CallerState,
  CallerView,
  LineView,
  MenusView,
  MinutesView,
  QueueView,
  ToldView,
  WaitingView,
} from './pages/board-view.ts'

/** Bounds of a view, so that it stays small on the worst of days. */
const CALLERS_MAX = 200
const AGENTS_MAX = 200
const PLACES_MAX = 24
const CALLS_OF_PLACE_MAX = 12

/** The live calls by where they are. Slots. */
export interface Whereabouts {
  readonly inFlow: number[]
  /** By queue: those for whom a phone rings, then those who wait in order, then callbacks between two attempts. */
  readonly queues: number[][]
}

/** Finds every live call: in one pass, since a wallboard looks at all of them. */
export function whereabouts(state: State): Whereabouts {
  const { calls, queues } = state
  const found: Whereabouts = { inFlow: [], queues: queues.settings.map(() => []) }
  for (let call = 0; call < calls.capacity; call++) {
    const phase = calls.phase[call]!
    if (phase === FREE) continue
    if (phase === IN_FLOW) {
      if ((calls.flags[call]! & LEG_ENDED) === 0) found.inFlow.push(call)
    } else if (phase === WAITING || phase === OFFERED || phase === DIALLING || phase === RESTING)
      found.queues[calls.queue[call]!]!.push(call)
  }
  const rank = (call: number) => (calls.phase[call] === WAITING ? 1 : calls.phase[call] === RESTING ? 2 : 0)
  const inOrder = (a: number, b: number) =>
    rank(a) - rank(b) || calls.orderMs[a]! - calls.orderMs[b]! || calls.number[a]! - calls.number[b]!
  for (const queue of found.queues) queue.sort(inOrder)
  return found
}

export function linesView(state: State, nowMs: number): LineView[] {
  return state.lines.map(({ table, hours }) => {
    const { status, untilMs } = hours.at(nowMs)
    const changesMs = status === 'open' ? untilMs : hours.nextOpening(nowMs)
    return {
      name: table.names.line,
      status,
      untilMs: changesMs === null || changesMs === NEVER_MS ? null : changesMs,
    }
  })
}

/** Name of a queue for people: with its line where there are several. */
export function queueName({ queues, lines }: State, queue: number): string {
  const { name, line } = queues.settings[queue]!
  return lines.length > 1 ? `${lines[line]!.table.names.line}/${name}` : name
}

export function waitingView(queues: readonly QueueView[]): WaitingView {
  const total = { count: 0, ringing: 0, longestSinceMs: null as number | null, callbacks: 0 }
  for (const { waiting, ringing, callbacks, longestSinceMs } of queues) {
    total.count += waiting
    total.ringing += ringing
    total.callbacks += callbacks
    if (longestSinceMs !== null)
      total.longestSinceMs = Math.min(total.longestSinceMs ?? longestSinceMs, longestSinceMs)
  }
  return total
}

/** The queues and who is in them; long ones are cut, so that all together show at most 200 callers. */
export function queuesView(
  state: State,
  where: Whereabouts,
  day: Day,
  told: ReadonlyMap<number, ToldView>,
  nowMs: number,
): QueueView[] {
  const { calls, queues, agents } = state
  const perQueue = Math.max(1, Math.floor(CALLERS_MAX / Math.max(1, queues.settings.length)))
  let left = CALLERS_MAX
  return queues.settings.map((_, queue) => {
    const all = where.queues[queue]!
    const states = all.map(call => callerState(state, call))
    const shown = Math.min(all.length, perQueue, left)
    left -= shown
    const count = (...of: CallerState[]) => states.filter(at => of.includes(at)).length
    const joinedMs = all.filter((_, i) => states[i] === 'waiting').map(call => calls.queuedMs[call]!)
    const first = states.findIndex((_, i) => calls.phase[all[i]!] === WAITING)
    return {
      name: queueName(state, queue),
      ...sharesOf(day.queues[queue] ?? noWaits()),
      satisfaction: satisfaction(day, queue),
      waiting: count('waiting'),
      ringing: count('ringing'),
      callbacks: count('callback', 'dialling', 'resting'),
      messages: count('message'),
      agents: queues.groups[queue]!.reduce((total, group) => total + agents.groupSignedIn[group]!, 0),
      longestSinceMs: joinedMs.reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
      callers: all.slice(0, shown).map((call, i) =>
        callerView(state, call, {
          position: calls.phase[call] === WAITING ? i - first + 1 : 0,
          told,
          nowMs,
        }),
      ),
      more: all.length - shown,
    }
  })
}

function callerState({ calls }: State, call: number): CallerState {
  const phase = calls.phase[call]!
  if ((calls.flags[call]! & FILED) !== 0) return 'message'
  if (phase === DIALLING) return 'dialling'
  if (phase === RESTING) return 'resting'
  if (phase === OFFERED) return 'ringing'
  return (calls.flags[call]! & ABSENT) === 0 ? 'waiting' : 'callback'
}

function callerView(
  state: State,
  call: number,
  { position, told, nowMs }: { position: number; told: ReadonlyMap<number, ToldView>; nowMs: number },
): CallerView {
  const { calls, agents, lines } = state
  const number = calls.number[call]!
  const { tiers } = lines[calls.line[call]!]!.table.names
  const tier = calls.tier[call]!
  const agent = calls.agent[call]!
  return {
    call: number,
    state: callerState(state, call),
    position,
    tier: tiers[tier]!,
    preferred: tier < tiers.length - 1,
    sinceMs: calls.queuedMs[call]!,
    estimate: calls.phase[call] === WAITING ? minutes(state, call, nowMs) : null,
    told: told.get(number) ?? null,
    agent: agent < 0 ? null : agents.names[agent]!,
  }
}

/** The estimate in the words of an announcement, made as `tell` makes them. */
function minutes(state: State, call: number, nowMs: number): MinutesView | null {
  const { known, lowMs, highMs } = estimateFor(state, call, state.calls.queue[call]!, nowMs)
  if (!known) return null
  const high = Math.max(1, Math.ceil(highMs / MINUTE_MS))
  return { low: high === 1 ? 0 : Math.min(Math.max(1, Math.round(lowMs / MINUTE_MS)), high - 1), high }
}

/** Who hears what outside of queues: callers by the outermost state of their flow, the fullest place first. */
export function menusView(state: State, where: Whereabouts, hears: ReadonlyMap<number, string>): MenusView {
  const { calls, lines } = state
  const places = new Map<string, { line: string; state: string; calls: number[] }>()
  for (const call of where.inFlow) {
    const { table } = lines[calls.line[call]!]!
    const at = table.stateName(calls.state[call]!).split('.', 1)[0]!
    const key = `${calls.line[call]} ${at}`
    const place = places.get(key) ?? { line: table.names.line, state: at, calls: [] }
    places.set(key, place)
    place.calls.push(call)
  }
  const fullest = [...places.values()].sort(
    (a, b) => b.calls.length - a.calls.length || (a.state < b.state ? -1 : 1),
  )
  return {
    count: where.inFlow.length,
    places: fullest.slice(0, PLACES_MAX).map(place => ({
      line: place.line,
      state: place.state,
      text: textOf(state, place.calls.at(-1)!, hears),
      count: place.calls.length,
      calls: place.calls
        .sort((a, b) => calls.number[a]! - calls.number[b]!)
        .slice(0, CALLS_OF_PLACE_MAX)
        .map(call => ({
          call: calls.number[call]!,
          sinceMs: calls.arrivedMs[call]!,
          language: lines[calls.line[call]!]!.table.names.languages[calls.language[call]!]!,
        })),
    })),
  }
}

/** The prompt that the call heard last, in the line's first language; values that it speaks are left open. */
function textOf({ calls, lines }: State, call: number, hears: ReadonlyMap<number, string>): string {
  const prompt = hears.get(calls.number[call]!)
  const { definition } = lines[calls.line[call]!]!.table.line
  const text = prompt === undefined ? undefined : definition.prompts[prompt]?.text[definition.languages[0]]
  return (text ?? '').replaceAll(/\{\w+\}/g, '…')
}

/** The agents: those at work first, each group in the order of the roster, at most 200. */
export function agentsView(state: State): AgentsView {
  const { agents } = state
  const counts = Object.fromEntries(AGENT_STATES.map(name => [name, 0])) as Record<AgentView['state'], number>
  const atWork: number[] = []
  const away: number[] = []
  let gone = 0
  for (let agent = 0; agent < agents.count; agent++) {
    if (agents.state[agent] === AWAY && agents.reason[agent] === NOT_IN_ROSTER) {
      gone++
      continue
    }
    counts[AGENT_STATES[agents.state[agent]!]!]++
    const group = agents.state[agent] === AWAY ? away : atWork
    if (group.length < AGENTS_MAX) group.push(agent)
  }
  const shown = [...atWork, ...away].slice(0, AGENTS_MAX).map(agent => agentView(state, agent))
  return { counts, shown, more: agents.count - gone - shown.length }
}

function agentView(state: State, agent: number): AgentView {
  const { agents, calls } = state
  const at = agents.state[agent]!
  const call = agents.call[agent]!
  const queue = at === ON_CALL || at === WRAP_UP ? agents.queue[agent]! : call >= 0 ? calls.queue[call]! : -1
  return {
    name: agents.names[agent]!,
    state: AGENT_STATES[at]!,
    sinceMs: agents.sinceMs[agent]!,
    call: call < 0 ? null : calls.number[call]!,
    queue: queue < 0 ? null : queueName(state, queue),
    skills: Array.from(agents.groupQueues[agents.group[agent]!]!, skill => queueName(state, skill)),
    leaving: agents.leaving[agent] === 1,
    reason: AWAY_REASONS[agents.reason[agent]!]!,
  }
}
