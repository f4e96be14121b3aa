import { NEVER_MS } from '../base/units.ts'
import { AWAY_REASONS } from '../call/away.ts'
import { MANNERS } from '../call/facts.ts'
import { AGENT_STATES, AVAILABLE, AWAY, ON_CALL, RESERVED, RINGING, WRAP_UP } from '../centre/agents.ts'
import { ABSENT, HELD, HELPED, OFFERED, PAUSED, RECORDING, WAITING } from '../centre/calls.ts'
import { codesFor } from '../centre/desk.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { State } from '../centre/state.ts'
import { BROWSER } from './agent-gone.ts'
import type {
  ColleagueView,
  DeskCallView,
  DeskQueueView,
  DeskView,
  SupervisedView,
  SuperviseView,
  WrapUpView,
} from './pages/desk-view.ts'

/** Colleagues that an agent sees. */
const COLLEAGUES_MAX = 200
/** A talk is long from so many times the expected handle time of its queue on, wrap-up of its own length. */
const LONG = 3
/** Where a queue grants no wrap-up, one that lasts until a code is given is long from here on. */
const LONG_CODING_MS = 3 * 60_000
const LAST_DIGITS = 4

export type DeskCallOnHand = Pick<
  DeskCallView,
  | 'call'
  | 'phase'
  | 'sinceMs'
  | 'line'
  | 'queue'
  | 'tier'
  | 'isPreferred'
  | 'language'
  | 'waitedMs'
  | keyof TalkView
>

/** Why agents may go away, and why supervisors may put them away. */
export const CHOSEN_REASONS = ['break', 'lunch', 'training', 'meeting', 'end-of-work', 'other'] as const
export const SUPERVISORS_REASONS = ['put-away', ...CHOSEN_REASONS] as const

/** What the centre knows of an agent's desk; who the caller is comes from beside the journal. */
export function deskOf(
  centre: JournaledCentre,
  agent: number,
): Omit<DeskView, 'nowMs' | 'speed' | 'timeZone' | 'call'> & {
  readonly call: DeskCallOnHand | null
} {
  const { state } = centre.centre
  const { agents } = state
  const name = agents.names[agent]!
  return {
    agent: name,
    role: centre.roster.get(name)?.role ?? 'agent',
    phone: phoneOf(centre, name) ?? 'telephone',
    state: AGENT_STATES[agents.state[agent]!]!,
    sinceMs: agents.sinceMs[agent]!,
    reason: AWAY_REASONS[agents.reason[agent]!]!,
    leaving: agents.leaving[agent] === 1,
    call: callOnHand(state, agent),
    wrapUp: wrapUpOf(state, agent),
    queues: queuesFor(state, agent),
    colleagues: colleaguesOf(centre, agent),
    reasons: CHOSEN_REASONS,
  }
}

function callOnHand(state: State, agent: number): DeskCallOnHand | null {
  const { agents, calls, lines, queues } = state
  const slot = agents.call[agent]!
  const at = agents.state[agent]!
  if (slot < 0 || (at !== RINGING && at !== ON_CALL && at !== RESERVED)) return null
  const { names } = lines[calls.line[slot]!]!.table
  const untilMs = at === ON_CALL ? calls.answeredMs[slot]! : agents.sinceMs[agent]!
  return {
    call: calls.number[slot]!,
    phase: at === ON_CALL ? 'talking' : at === RINGING ? 'ringing' : 'dialling',
    sinceMs: agents.sinceMs[agent]!,
    line: names.line,
    queue: queues.settings[calls.queue[slot]!]!.name,
    tier: names.tiers[calls.tier[slot]!]!,
    // The last tier is everybody else's.
    isPreferred: calls.tier[slot]! < names.tiers.length - 1,
    language: names.languages[calls.language[slot]!]!,
    waitedMs: untilMs - calls.queuedMs[slot]!,
    ...talkOf(state, slot, agent),
  }
}

type TalkView = Pick<DeskCallView, 'isHeld' | 'helps' | 'helper' | 'recording'>

/** What a call is beyond an agent and a caller. */
function talkOf({ agents, calls }: State, slot: number, agent: number): TalkView {
  const marks = calls.marks[slot]!
  const isHelp = agents.helps[agent] !== 0
  const helper = calls.helper[slot]!
  const hasHelper = !isHelp && (marks & HELPED) !== 0
  return {
    isHeld: (marks & HELD) !== 0,
    helps: isHelp ? agents.names[calls.agent[slot]!]! : null,
    helper: hasHelper ? { name: agents.names[helper]!, isThere: agents.state[helper] === ON_CALL } : null,
    recording: (marks & RECORDING) === 0 ? 'off' : (marks & PAUSED) === 0 ? 'on' : 'paused',
  }
}

/** What rings for an agent; null for one who has no telephone, or is in the roster no more. */
function phoneOf(centre: JournaledCentre, name: string): DeskView['phone'] | null {
  const address = centre.roster.get(name)?.address
  if (address === undefined) return null
  return address.startsWith(BROWSER) ? 'browser' : 'telephone'
}

function wrapUpOf(state: State, agent: number): WrapUpView | null {
  const { agents, queues } = state
  const call = agents.talkCall[agent]!
  const queue = queues.settings[agents.queue[agent]!]
  if (call === 0 || !queue) return null
  const dueMs = agents.dueMs[agent]!
  const ends = agents.state[agent] === WRAP_UP && dueMs !== NEVER_MS
  return {
    call,
    queue: queue.name,
    codes: codesFor(state, agent),
    isCoded: agents.codedCall[agent] === call,
    isCodeWanted: queue.isCodeWanted,
    endsMs: ends ? dueMs : null,
  }
}

/** The agent's queues and the others of the same lines. */
function queuesFor(state: State, agent: number): DeskQueueView[] {
  const { agents, queues } = state
  const mine = [...agents.groupQueues[agents.group[agent]!]!]
  const lines = new Set(mine.map(queue => queues.settings[queue]!.line))
  const others = queues.settings.flatMap(({ line }, queue) =>
    lines.has(line) && !mine.includes(queue) ? [queue] : [],
  )
  const waiting = waitingIn(state)
  return [...mine, ...others].map((queue, place) => ({
    ...queueView(state, queue, waiting),
    isMine: place < mine.length,
  }))
}

function queueView(state: State, queue: number, waiting: readonly Waiting[]): Omit<DeskQueueView, 'isMine'> {
  const { name, line } = state.queues.settings[queue]!
  return { line: state.lines[line]!.table.names.line, queue: name, ...waiting[queue]! }
}

interface Waiting {
  waiting: number
  longestSinceMs: number | null
}

/** By queue, the callers on the line who wait for an agent. */
function waitingIn({ calls, queues }: State): Waiting[] {
  const found: Waiting[] = queues.settings.map(() => ({ waiting: 0, longestSinceMs: null }))
  for (let call = 0; call < calls.capacity; call++) {
    const phase = calls.phase[call]
    if ((phase !== WAITING && phase !== OFFERED) || (calls.flags[call]! & ABSENT) !== 0) continue
    const queue = found[calls.queue[call]!]!
    queue.waiting++
    queue.longestSinceMs = Math.min(queue.longestSinceMs ?? Number.POSITIVE_INFINITY, calls.queuedMs[call]!)
  }
  return found
}

const RANKS: readonly number[] = [AVAILABLE, WRAP_UP, ON_CALL, RINGING, RESERVED, AWAY]

function colleaguesOf(centre: JournaledCentre, agent: number): ColleagueView[] {
  const { agents } = centre.centre.state
  const others = [...centre.roster.keys()].map(name => centre.agentOf(name)).filter(other => other !== agent)
  const rank = (other: number) => RANKS.indexOf(agents.state[other]!)
  others.sort((a, b) => rank(a) - rank(b) || a - b)
  return others.slice(0, COLLEAGUES_MAX).map(other => colleagueView(centre, other))
}

function colleagueView(centre: JournaledCentre, agent: number): ColleagueView {
  const { agents, lines, queues } = centre.centre.state
  const name = agents.names[agent]!
  return {
    name,
    state: AGENT_STATES[agents.state[agent]!]!,
    reason: AWAY_REASONS[agents.reason[agent]!]!,
    role: centre.roster.get(name)?.role ?? 'agent',
    skills: Array.from(agents.groupQueues[agents.group[agent]!]!, queue => {
      const { name, line } = queues.settings[queue]!
      return `${lines[line]!.table.names.line}/${name}`
    }),
  }
}

/** What a supervisor sees: all agents of the roster, whose talks and wrap-ups are long, and the queues. */
export function superviseView(
  centre: JournaledCentre,
  nowMs: number,
  supervisor: string | undefined,
): Omit<SuperviseView, 'speed' | 'timeZone'> {
  const { state } = centre.centre
  const waiting = waitingIn(state)
  return {
    nowMs,
    phone: supervisor === undefined ? null : phoneOf(centre, supervisor),
    watching: supervisor === undefined ? null : watchingOf(centre, supervisor),
    agents: [...centre.roster.keys()].map(name => supervisedView(centre, centre.agentOf(name), nowMs)),
    queues: state.queues.settings.map((_, queue) => queueView(state, queue, waiting)),
    reasons: SUPERVISORS_REASONS,
  }
}

function watchingOf(centre: JournaledCentre, supervisor: string): SuperviseView['watching'] {
  const { agents } = centre.centre.state
  const agent = centre.agentOf(supervisor)
  const whom = agent < 0 ? -1 : agents.watches[agent]!
  return whom < 0 ? null : { agent: agents.names[whom]!, how: MANNERS[agents.manner[agent]!]! }
}

function supervisedView(centre: JournaledCentre, agent: number, nowMs: number): SupervisedView {
  const { state } = centre.centre
  const { agents, calls, lines, queues } = state
  const slot = agents.call[agent]!
  const at = agents.state[agent]!
  const isHandling = at === ON_CALL || at === WRAP_UP
  const queue = isHandling ? agents.queue[agent]! : slot < 0 ? -1 : calls.queue[slot]!
  const longFromMs = isHandling ? longFrom(state, agent) : null
  return {
    ...colleagueView(centre, agent),
    sinceMs: agents.sinceMs[agent]!,
    leaving: agents.leaving[agent] === 1,
    call: slot >= 0 ? calls.number[slot]! : at === WRAP_UP ? agents.talkCall[agent]! : null,
    line: queue < 0 ? null : lines[queues.settings[queue]!.line]!.table.names.line,
    queue: queue < 0 ? null : queues.settings[queue]!.name,
    talkSinceMs: isHandling ? agents.talkMs[agent]! : null,
    longFromMs,
    isLong: longFromMs !== null && nowMs >= longFromMs,
  }
}

/** When the talk or wrap-up of an agent becomes long. */
function longFrom({ agents, queues }: State, agent: number): number {
  const { handleMs, wrapUpMs } = queues.settings[agents.queue[agent]!]!
  const isTalk = agents.state[agent] === ON_CALL
  const longMs = LONG * (isTalk ? handleMs : wrapUpMs)
  return agents.sinceMs[agent]! + (longMs === 0 ? LONG_CODING_MS : longMs)
}

/** A number of which no more is seen than by what its caller is known from others. */
export function lastDigits(number: string): string {
  return `…${number.slice(-LAST_DIGITS)}`
}
