import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { AlertAgentState, AlertRule } from '../line/alert-rule.ts'
import { LEAST_CALLS } from '../line/alert-rule.ts'
import { AGENT_STATES, AWAY, ON_CALL, WRAP_UP } from './agents.ts'
import type { Measured } from './alert-judgement.ts'
import type { CallWindow } from './alert-window.ts'
import { shareOf } from './alert-window.ts'
import { ABSENT, FILED, FREE, LEG_ENDED, OFFERED, RESTING, WAITING } from './calls.ts'
import { chooseAgent } from './routing.ts'
import type { State } from './state.ts'
import { estimateOfNext } from './telling.ts'

/** What is measured of a queue at one moment, besides what its columns tell. */
interface QueueMoment {
  /** On the line, and not yet talked to. */
  waiting: number
  waitMs: number
  overdueMs: number
  talkMs: number
  wrapUpMs: number
}

/** What rules are measured by, at one moment. */
export interface Moment {
  readonly atMs: number
  /** By queue. */
  readonly queues: readonly QueueMoment[]
  /** Callers on each line; not those who are only owed something. */
  readonly live: readonly number[]
}

/** Looks at all calls and agents once, for all rules. */
export function momentOf(state: State): Moment {
  const { calls, agents } = state
  const queues = state.queues.settings.map(() => {
    return { waiting: 0, waitMs: 0, overdueMs: 0, talkMs: 0, wrapUpMs: 0 }
  })
  const live = state.lines.map(() => 0)
  for (let call = 0; call < calls.capacity; call++) {
    // Whoever left a message is gone: nobody is to be woken for it.
    if (calls.phase[call] === FREE || (calls.flags[call]! & FILED) !== 0) continue
    if ((calls.flags[call]! & LEG_ENDED) === 0) live[calls.line[call]!]!++
    const queue = queues[calls.queue[call]!]
    if (queue) measureCall(state, call, queue)
  }
  for (let agent = 0; agent < agents.count; agent++) {
    const queue = queues[agents.queue[agent]!]
    if (!queue) continue
    if (agents.state[agent] === ON_CALL)
      queue.talkMs = Math.max(queue.talkMs, state.nowMs - agents.talkMs[agent]!)
    if (agents.state[agent] === WRAP_UP)
      queue.wrapUpMs = Math.max(queue.wrapUpMs, state.nowMs - agents.sinceMs[agent]!)
  }
  return { atMs: state.nowMs, queues, live }
}

function measureCall(state: State, call: number, queue: QueueMoment): void {
  const { calls } = state
  const phase = calls.phase[call]!
  const flags = calls.flags[call]!
  const waits = phase === WAITING || phase === OFFERED
  if (waits && (flags & (ABSENT | LEG_ENDED)) === 0) {
    queue.waiting++
    queue.waitMs = Math.max(queue.waitMs, state.nowMs - calls.queuedMs[call]!)
  }
  // One who was dialled, and missed it, was not forgotten.
  if ((waits || phase === RESTING) && (flags & ABSENT) !== 0 && calls.attempts[call] === 0)
    queue.overdueMs = Math.max(queue.overdueMs, state.nowMs - expectedMs(state, call))
}

/**
 * When a caller who asked to be called back counts on it: at the promised moment, else when the caller's turn would
 * have come by what was told, else after what the line calls a very long wait.
 */
function expectedMs({ calls, lines }: State, call: number): number {
  const { callbackExpiresMs, veryLongWaitMs } = lines[calls.line[call]!]!
  const promisedMs = calls.promisedMs[call]!
  if (promisedMs > 0 && promisedMs !== NEVER_MS) return promisedMs
  const toldByMs = calls.toldByMs[call]!
  const expectedMs = toldByMs > 0 ? toldByMs : calls.queuedMs[call]! + veryLongWaitMs
  // It cannot be expected before it may be made.
  return Math.max(expectedMs, calls.expiresMs[call]! - callbackExpiresMs)
}

/** Measures a rule over these queues, of which there is at least one. */
export function measure(
  state: State,
  rule: AlertRule,
  queues: readonly number[],
  window: CallWindow | undefined,
  moment: Moment,
): Measured {
  const { atMs } = moment
  const own = queues.length === 1 ? queues[0]! : -1
  switch (rule.measure) {
    case 'estimate':
      return worst(queues, queue => estimateSeconds(state, queue, rule.queue !== undefined, moment))
    case 'longest-wait':
      return worst(queues, queue => moment.queues[queue]!.waitMs / SECOND_MS)
    case 'callbacks-overdue':
      return worst(queues, queue => moment.queues[queue]!.overdueMs / SECOND_MS)
    case 'talk':
      return worst(queues, queue => moment.queues[queue]!.talkMs / SECOND_MS)
    case 'wrap-up':
      return worst(queues, queue => moment.queues[queue]!.wrapUpMs / SECOND_MS)
    case 'waiting':
      return { value: queues.reduce((sum, queue) => sum + moment.queues[queue]!.waiting, 0), queue: own }
    case 'agents':
      return { value: agentsIn(state, rule.state!, queues), queue: own }
    case 'service-level':
    case 'abandonment':
      return { value: shareOf(window!, rule.leastCalls ?? LEAST_CALLS, atMs), queue: own }
  }
}

/** The greatest value, and the queue that has it; the first of several. */
function worst(queues: readonly number[], secondsOf: (queue: number) => number): Measured {
  let best = { value: secondsOf(queues[0]!), queue: queues[0]! }
  for (const queue of queues) {
    const value = secondsOf(queue)
    if (value > best.value) best = { value, queue }
  }
  return best
}

/**
 * What whoever joins now has to expect. Of a whole line, a queue for which nobody is signed in counts only while
 * somebody waits there: nobody is to be woken because a side door is not staffed.
 */
function estimateSeconds(state: State, queue: number, isNamed: boolean, { queues, atMs }: Moment): number {
  if (chooseAgent(state, queue) >= 0) return 0
  const { known, highMs } = estimateOfNext(state, queue, atMs)
  if (known) return highMs / SECOND_MS
  return isNamed || queues[queue]!.waiting > 0 ? Number.POSITIVE_INFINITY : 0
}

/** Agents in a state who can serve one of these queues. */
function agentsIn({ agents }: State, wanted: AlertAgentState, queues: readonly number[]): number {
  const serves = agents.groupQueues.map(served => served.some(queue => queues.includes(queue)))
  const state = wanted === 'signed-in' ? -1 : AGENT_STATES.indexOf(wanted)
  let count = 0
  for (let agent = 0; agent < agents.count; agent++) {
    const at = agents.state[agent]!
    if (serves[agents.group[agent]!] && (state < 0 ? at !== AWAY : at === state)) count++
  }
  return count
}
