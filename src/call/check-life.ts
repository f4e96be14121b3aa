import type { Walk } from './check-walk.ts'
import { BROKEN } from './check-walk.ts'
import { KEYS } from './events.ts'
import * as op from './program.ts'

/**
 * Where a call stands with the centre, as far as it decides which events can come next. A flow is checked together
 * with this, since most pairs of a state and an event never meet: `agent.answered` comes only to one who waits.
 */
export type Phase =
  /** One of `line.*` comes at once. */
  | 'arriving'
  | 'in-flow'
  /** Asked for a queue; the answer comes at once. */
  | 'joining'
  | 'waiting'
  /** Asked what is known of the caller; `caller.*` comes at once. */
  | 'identifying'
  /** Was told place and estimate; `wait.*` comes at once. */
  | 'telling'
  /** Asked for a callback from a queue; the answer comes at once. */
  | 'keeping'
  /** Asked for a callback without waiting in a queue, as one may who was told of closing; the answer comes at once. */
  | 'keeping-later'
  /** The place is kept for a callback, and the caller is still on the line. */
  | 'kept'
  /** Has hung up, and will be called back. */
  | 'absent'
  /** Was called back, and has picked up. */
  | 'picked-up'
  /** A fault of ours took a call that was to be called back out of the queue. */
  | 'owed'
  /** As `joining`, for one who is `owed`. */
  | 'rejoining'
  | 'talking'
  /** The caller is gone and has left a message, which waits for an agent. */
  | 'filed'
  /** An agent hears the message. */
  | 'heard'
  /** The caller's leg has ended, and nobody is to be called back. */
  | 'nobody'
  | 'ended'

/** A state of the flow in a phase of the centre. */
export interface Moment {
  readonly number: number
  readonly state: number
  readonly phase: Phase
  /** The way from the start; empty at the start. */
  readonly path: readonly string[]
  readonly steps: Step[]
}

export interface Step {
  readonly event: string
  /** False for an event that the state ignores; then it leads nowhere. */
  readonly heard: boolean
  /** Undefined where the step cannot be taken. */
  readonly to: Moment | undefined
}

/** What can be said about the line's hours: whether callers ever find it open, closed, or closed on a holiday. */
export interface Openings {
  readonly open: boolean
  readonly closed: boolean
  readonly holiday: boolean
}

/** Every moment that a call can come to, breadth first. */
export function livesOf(walk: Walk, openings: Openings): Moment[] {
  const { table } = walk
  const moments: Moment[] = []
  const known = new Map<string, Moment>()
  const momentOf = (state: number, phase: Phase, path: () => readonly string[]): Moment => {
    const key = `${state} ${phase}`
    const found = known.get(key)
    if (found) return found
    const fresh = { number: moments.length, state, phase, path: path(), steps: [] }
    known.set(key, fresh)
    moments.push(fresh)
    return fresh
  }
  const first = table.isFinal(table.initialState) ? 'ended' : 'arriving'
  momentOf(table.initialState, after(first, op.operations(table.programs, table.initialProgram)), () => [])
  for (const moment of moments) {
    for (const event of eventsIn(moment.phase, openings, table.events)) {
      const number = table.eventNumber(event)
      const heard = walk.isHeard(moment.state, number)
      const to = walk.to(moment.state, number)
      if (to === BROKEN || (!heard && !GOES_ON.has(event))) {
        moment.steps.push({ event, heard, to: undefined })
        continue
      }
      const program = op.operations(table.programs, walk.program(moment.state, number))
      const phase = table.isFinal(to) ? 'ended' : after(afterEvent(moment.phase, event), program)
      moment.steps.push({ event, heard, to: momentOf(to, phase, () => [...moment.path, event]) })
    }
  }
  return moments
}

/** Events that a flow may ignore, since the centre goes on without it. */
const GOES_ON: ReadonlySet<string> = new Set(['wait.short', 'wait.long', 'wait.very-long'])

const WAITS = [...GOES_ON]
const ENDS_TALK = /^agent\.(left|lost|transfers\.)/
const FROM_CALLER = [
  ...KEYS.map(key => `key.${key}`),
  'silence',
  'entry.valid',
  'entry.invalid',
  'recording.kept',
  'recording.empty',
  'number.known',
  'number.withheld',
]

/** How a call begins that is owed a callback. */
const OWED = 'callback.owed.'

/** The events that can come in a phase. */
function eventsIn(phase: Phase, { open, closed, holiday }: Openings, alphabet: readonly string[]): string[] {
  const timers = alphabet.filter(event => event.startsWith('xstate.'))
  const said = alphabet.filter(event => event.startsWith('said.'))
  const closing = closed || holiday ? ['queue.closing'] : []
  const live = [...FROM_CALLER, ...said, ...timers, 'hangup', 'recover']
  switch (phase) {
    case 'arriving':
      return [
        ...[open && 'line.open', closed && 'line.closed', holiday && 'line.holiday'].filter(
          event => event !== false,
        ),
        ...alphabet.filter(event => event.startsWith(OWED)),
      ]
    case 'in-flow':
    case 'picked-up':
      return live
    case 'joining':
    case 'rejoining':
      return [...WAITS, 'queue.full', ...closing]
    case 'waiting':
      return [...live, 'agent.answered', ...closing]
    case 'identifying':
      return ['caller.unknown', 'caller.known', 'caller.returning', 'caller.expected']
    case 'telling':
      return WAITS
    case 'keeping':
    case 'keeping-later':
      return ['callback.kept', 'callback.refused']
    case 'kept':
      return [...live, 'agent.answered']
    case 'absent':
      return [...timers, 'callback.answered', 'callback.given-up', 'recover']
    case 'owed':
      return timers
    case 'talking':
      return [...live, ...alphabet.filter(event => ENDS_TALK.test(event))]
    case 'filed':
      return [...timers, 'agent.answered', 'queue.full']
    case 'heard':
      return [...timers, 'agent.left']
    case 'nobody':
    case 'ended':
      return []
  }
}

/** What an event itself changes, before the flow directs anything. */
function afterEvent(phase: Phase, event: string): Phase {
  switch (event) {
    case 'hangup':
      return phase === 'picked-up' || phase === 'kept' ? 'absent' : 'nobody'
    case 'recover':
      return phase === 'absent' || phase === 'picked-up' ? 'owed' : 'in-flow'
    case 'agent.answered':
      return phase === 'filed' ? 'heard' : 'talking'
    case 'callback.answered':
      return 'picked-up'
    case 'callback.given-up':
      return 'nobody'
    case 'callback.kept':
      return 'kept'
    case 'callback.refused':
      return phase === 'keeping' ? 'waiting' : 'in-flow'
    case 'queue.full':
    case 'queue.closing':
      if (phase === 'rejoining') return 'nobody'
      return phase === 'waiting' ? 'waiting' : 'in-flow'
    case 'agent.left':
      return phase === 'heard' ? 'nobody' : 'in-flow'
    case 'agent.lost':
    case 'line.open':
    case 'line.closed':
    case 'line.holiday':
      return 'in-flow'
    default:
      if (event.startsWith(OWED)) return 'absent'
      if (event.startsWith('agent.transfers.') || event.startsWith('caller.')) return 'in-flow'
      if (!GOES_ON.has(event)) return phase
      return phase === 'rejoining' ? 'absent' : 'waiting'
  }
}

/** The phase after what a flow directs. */
function after(phase: Phase, program: readonly op.Operation[]): Phase {
  let at = phase
  for (const { code } of program) {
    // What the flow directs of a message changes nothing until an agent has heard it.
    if (at === 'filed' || at === 'heard') continue
    if (code === op.FILE_MESSAGE) at = 'filed'
    else if (code === op.ENQUEUE) at = at === 'owed' || at === 'picked-up' ? 'rejoining' : 'joining'
    else if (code === op.IDENTIFY && at === 'in-flow') at = 'identifying'
    else if (code === op.ANNOUNCE && at === 'waiting') at = 'telling'
    else if (code === op.LEAVE_QUEUE && (at === 'waiting' || at === 'telling')) at = 'in-flow'
    else if (code === op.KEEP_PLACE) at = at === 'waiting' || at === 'kept' ? 'keeping' : 'keeping-later'
    else if (code === op.JOIN_AGENT && at === 'picked-up') at = 'waiting'
    else if (code === op.HANG_UP) at = afterHangUp(at)
  }
  return at
}

function afterHangUp(phase: Phase): Phase {
  if (phase === 'picked-up' || phase === 'absent' || phase === 'kept') return 'absent'
  return phase === 'owed' ? 'owed' : 'nobody'
}
