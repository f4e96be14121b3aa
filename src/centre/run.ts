import { Bug } from '../base/assert.ts'
import { NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import * as op from '../call/program.ts'
import { canBeCalled, endLeg, joinAgent, keepPlace, promise, RETRY, standAgain } from './callbacks.ts'
import {
  ABSENT,
  ANSWERED,
  CLOSED,
  FILED,
  GONE,
  IN_FLOW,
  LEG_ENDED,
  MAY_RECORD,
  NUMBER_GIVEN,
  OFFERED,
  RESTING,
  RETURNING_CALLER,
  SERVED_BY_FLOW,
  TALKING,
  TURNED_AWAY,
  UNKNOWN_CALLER,
  WAITING,
} from './calls.ts'
import { openCase } from './cases.ts'
import { fileMessage } from './messages.ts'
import { knowHours } from './opening.ts'
import { chooseAgent, chooseAgentFor, endTalk, offer, prefer, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'
import { disband } from './talks.ts'
import { estimateFor, mostMs, tell, tellPlace, waitEvent } from './telling.ts'
import { momentFor, text } from './texting.ts'

const QUEUE_FULL = eventNumber('queue.full')
const QUEUE_CLOSING = eventNumber('queue.closing')
const WAIT_SHORT = eventNumber('wait.short')
const NUMBER_KNOWN = eventNumber('number.known')
const NUMBER_WITHHELD = eventNumber('number.withheld')
const CALLER_UNKNOWN = eventNumber('caller.unknown')
const CALLER_KNOWN = eventNumber('caller.known')
const CALLER_RETURNING = eventNumber('caller.returning')
const NONE = -1

/** Steps that one event may lead to within a fact, e.g. joining a queue that turns out to be full. */
const STEPS_MAX = 64

/**
 * Steps the flow of a call with an event and carries out what it asks for, and so on with the event that this leads
 * to. Gives true when the flow has ended.
 */
export function step(state: State, call: number, event: number, atMs: number): boolean {
  const { calls } = state
  const { table } = state.lines[calls.line[call]!]!
  let ended = false
  for (let steps = 0; event !== NONE; steps++) {
    if (steps === STEPS_MAX) throw new Bug(`the flow of line "${table.names.line}" goes round in circles`)
    const before = calls.state[call]!
    calls.state[call] = table.next(before, event)
    const program = table.programAfter(before, event)
    event = NONE
    if (program !== 0) {
      event = run(state, call, program, atMs)
      if (event === ENDED) {
        ended = true
        event = NONE
      }
    }
  }
  return ended
}

/** What `run` gives when the flow is over. */
const ENDED = -2

/** Carries out a program; gives the event that it leads to, if any. */
export function run(state: State, call: number, start: number, atMs: number): number {
  const { calls, out } = state
  const line = state.lines[calls.line[call]!]!
  const code = line.table.programs
  let event = NONE
  for (let at = start; ; ) {
    switch (code[at]) {
      case op.STOP:
        return event
      case op.END:
        return ENDED
      case op.SAY:
        say(state, call, code[at + 1]!, atMs)
        at += 2
        break
      case op.ASK:
        out.ask(call, code[at + 1]!, code[at + 2]!, code[at + 3]!, code[at + 4]!, code[at + 5]!)
        at += 6
        break
      case op.SPEAK:
        calls.language[call] = code[at + 1]!
        out.speak(call, code[at + 1]!)
        at += 2
        break
      case op.SET_TIMER:
        calls.setTimer(call, code[at + 1]!, atMs + code[at + 2]!)
        at += 3
        break
      case op.CLEAR_TIMER:
        calls.clearTimer(call, code[at + 1]!)
        at += 2
        break
      case op.ENQUEUE:
        event = join(state, call, line.queues[code[at + 1]!]!, atMs)
        at += 2
        break
      case op.ANNOUNCE:
        event = announce(state, call, at + 1, atMs)
        at += 7
        break
      case op.SAY_NEXT:
        sayNext(state, call, at + 1, atMs)
        at += 2 + code[at + 1]!
        break
      case op.PLAY_MUSIC:
        out.playMusic(call)
        at += 1
        break
      case op.RECORD:
        out.record(call, code[at + 1]!, code[at + 2]!)
        at += 3
        break
      default:
        event = runRare(state, call, at, event, atMs)
        at += 1 + op.OPERANDS[code[at]!]!
    }
  }
}

/** Carries out an operation that most calls never come to; gives the event that the program leads to by now. */
function runRare(state: State, call: number, at: number, event: number, atMs: number): number {
  const { calls } = state
  const code = state.lines[calls.line[call]!]!.table.programs
  switch (code[at]) {
    case op.PROMISE:
      promise(state, call, code[at + 1]!, atMs)
      return event
    case op.RATE:
      state.watch.rated(call, code[at + 1]!, atMs)
      return event
    case op.LEAVE_QUEUE:
      leaveQueue(state, call, atMs)
      return event
    case op.KEEP_PLACE:
      return keepPlace(state, call, atMs)
    case op.JOIN_AGENT:
      joinAgent(state, call, atMs)
      return event
    case op.SERVED:
      calls.flags[call]! |= SERVED_BY_FLOW
      return event
    case op.CONSENT:
      consent(calls, call, code[at + 1]!)
      return event
    case op.HANG_UP:
      return hangUp(state, call, atMs)
    case op.USE_NUMBER:
      calls.flags[call]! |= NUMBER_GIVEN
      return event
    case op.CHECK_NUMBER:
      return canBeCalled(calls, call) ? NUMBER_KNOWN : NUMBER_WITHHELD
    case op.IDENTIFY:
      return identify(calls.known[call]!)
    case op.FILE_MESSAGE:
      return fileMessage(state, call, queueIn(state, call, at), atMs) ? event : QUEUE_FULL
    case op.SAY_NOTICES:
      sayNotices(state, call, atMs)
      return event
    case op.SAY_MATTERS:
      sayMatters(state, call, atMs)
      return event
    case op.PREFER_LAST_AGENT:
      if (calls.known[call] !== UNKNOWN_CALLER) prefer(state, call, calls.lastAgent[call]!)
      return event
    case op.TEXT:
      text(state, call, code[at + 1]!, code[at + 2]!, atMs)
      return event
    case op.OPEN_CASE:
      openCase(state, call)
      return event
    default:
      throw new Bug(`operation ${code[at]} in a program`)
  }
}

/** The centre's number of the queue that an operation names. */
function queueIn({ calls, lines }: State, call: number, at: number): number {
  const { queues, table } = lines[calls.line[call]!]!
  return queues[table.programs[at + 1]!]!
}

/** The caller agreed to talks being recorded, or did not: by the last that was said. */
function consent({ flags }: State['calls'], call: number, given: number): void {
  if (given === 1) flags[call]! |= MAY_RECORD
  else flags[call]! &= ~MAY_RECORD
}

/** A caller who waited and goes elsewhere: the wait counts as one that was borne. */
function leaveQueue(state: State, call: number, atMs: number): void {
  const { calls } = state
  const phase = calls.phase[call]!
  if (phase === TALKING || (calls.flags[call]! & FILED) !== 0) return
  if (phase === WAITING || phase === OFFERED)
    state.experience[calls.queue[call]!]!.waitedMs += atMs - calls.queuedMs[call]!
  takeFromQueue(state, call, atMs)
}

function say(state: State, call: number, prompt: number, atMs: number): void {
  state.out.say(call, prompt, 0, 0, 0, momentFor(state, call, prompt, atMs))
}

function identify(known: number): number {
  if (known === UNKNOWN_CALLER) return CALLER_UNKNOWN
  return known === RETURNING_CALLER ? CALLER_RETURNING : CALLER_KNOWN
}

function sayNotices(state: State, call: number, atMs: number): void {
  for (const { prompt, fromMs, untilMs } of state.lines[state.calls.line[call]!]!.notices)
    if (atMs >= fromMs && atMs < untilMs) say(state, call, prompt, atMs)
}

function sayMatters(state: State, call: number, atMs: number): void {
  const { calls, lines } = state
  if (calls.known[call] === UNKNOWN_CALLER) return
  lines[calls.line[call]!]!.matters.forEach((prompt, matter) => {
    if ((calls.matters[call]! & (1 << matter)) !== 0) say(state, call, prompt, atMs)
  })
}

function sayNext(state: State, call: number, at: number, atMs: number): void {
  const { calls } = state
  const code = state.lines[calls.line[call]!]!.table.programs
  const count = code[at]!
  const next = calls.nextMessage[call]! % count
  calls.nextMessage[call] = next + 1
  if (calls.phase[call] !== OFFERED) say(state, call, code[at + 1 + next]!, atMs)
}

/**
 * Puts a call in a queue, unless it stands there already. Gives the event by which the flow hears what came of it.
 * One who is turned away never stood in the queue: nobody there counts as overtaken.
 */
function join(state: State, call: number, queue: number, atMs: number): number {
  const { calls, queues } = state
  const flags = calls.flags[call]!
  if (calls.phase[call] !== IN_FLOW) {
    const event = leaveFor(state, call, queue, atMs)
    if (event !== NONE) return event
  }
  const line = state.lines[calls.line[call]!]!
  const settings = queues.settings[queue]!
  calls.queue[call] = queue
  calls.queuedMs[call] = atMs
  const orderMs = atMs - settings.headStartMs[calls.tier[call]!]!
  // One who was handed on after a talk, or was owed a callback, has waited already: not at the end again.
  calls.orderMs[call] = (flags & HAS_WAITED) === 0 ? orderMs : Math.min(calls.orderMs[call]!, orderMs)
  calls.toldPosition[call] = 0
  calls.toldByMs[call] = 0
  calls.toldSetbacks[call] = 0
  calls.overtaken[call] = 0
  if ((flags & GONE) === GONE) return keepWaiting(state, call, queue, atMs)
  if ((flags & ABSENT) !== 0 || calls.promisedMs[call] !== 0) staysOnTheLine(state, call)
  const agent = calls.wanted[call]! < 0 ? chooseAgent(state, queue) : chooseAgentFor(state, call, queue)
  if (agent < 0 && queues.waiting[queue]! >= settings.limit) {
    calls.flags[call]! |= TURNED_AWAY
    return QUEUE_FULL
  }
  if (calls.caller[call] !== 0) restorePlace(state, call, atMs)
  if (agent >= 0) {
    offer(state, agent, call, atMs)
    state.watch.queued(call, queue, atMs)
    return WAIT_SHORT
  }
  knowHours(line, atMs)
  const servesUntilMs = settings.isAlwaysServed ? NEVER_MS : line.servesUntilMs
  // An estimate is dear, and mostly changes nothing: flows announce it themselves, and closing time is far.
  const servedInTime = servesUntilMs === NEVER_MS || atMs + mostMs(state, queue, atMs) < servesUntilMs
  let event = WAIT_SHORT
  if (!servedInTime || !line.table.hearsWaitsAlike(calls.state[call]!)) {
    const estimate = estimateFor(state, call, queue, atMs)
    if (atMs + (estimate.known ? estimate.meanMs : 0) >= servesUntilMs) {
      calls.flags[call]! |= CLOSED
      return QUEUE_CLOSING
    }
    event = waitEvent(state, calls.line[call]!, estimate)
  }
  calls.phase[call] = WAITING
  calls.agent[call] = -1
  queues.insert(calls, queue, call)
  state.watch.queued(call, queue, atMs)
  return event
}

/** Flags of a caller whose wait did not begin just now. */
const HAS_WAITED = ANSWERED | ABSENT

/** Takes a call from where it is for a queue; gives the event for one that stands in that very queue already. */
function leaveFor(state: State, call: number, queue: number, atMs: number): number {
  const { calls } = state
  const phase = calls.phase[call]!
  if ((calls.flags[call]! & FILED) !== 0) return WAIT_SHORT
  if (calls.queue[call] === queue && phase !== TALKING && phase !== RESTING) {
    if ((calls.flags[call]! & GONE) !== GONE) staysOnTheLine(state, call)
    return waitEvent(state, calls.line[call]!, estimateFor(state, call, queue, atMs))
  }
  if (phase === TALKING && calls.marks[call] !== 0) disband(state, call, atMs, true)
  takeFromQueue(state, call, atMs)
  if (phase === TALKING) endTalk(state, calls.agent[call]!, atMs)
  if (phase === RESTING) calls.clearTimer(call, RETRY)
  return NONE
}

/** Whoever waits on the line after all is called back at no other time. */
function staysOnTheLine({ calls }: State, call: number): void {
  calls.flags[call]! &= ~ABSENT
  calls.promisedMs[call] = 0
}

/** One who is owed a callback, and was taken out of the queue by a fault of ours, keeps the place and the time. */
function keepWaiting(state: State, call: number, queue: number, atMs: number): number {
  restorePlace(state, call, atMs)
  standAgain(state, call, atMs)
  state.watch.queued(call, queue, atMs)
  return WAIT_SHORT
}

/** Gives a caller who was cut off, and is about to join the same queue, the old place back. */
function restorePlace(state: State, call: number, atMs: number): void {
  const { calls } = state
  const place = state.places.take(calls.caller[call]!, calls.queue[call]!, atMs)
  if (place && place.orderMs < calls.orderMs[call]!) calls.orderMs[call] = place.orderMs
}

/** Tells place and estimate, or the place alone, to a caller who waits; one whom an agent is being rung for hears nothing. */
function announce(state: State, call: number, at: number, atMs: number): number {
  const { calls } = state
  if (calls.phase[call] !== WAITING) return WAIT_SHORT
  const { programs } = state.lines[calls.line[call]!]!.table
  const tellsWait = programs[at] !== op.NO_PROMPT
  const { which, position, lowMinutes, highMinutes } = tellsWait
    ? tell(state, call, atMs)
    : tellPlace(state, call, atMs)
  const prompt = programs[at + which]!
  state.out.say(call, prompt, position, lowMinutes, highMinutes, 0)
  return waitEvent(state, calls.line[call]!, state.estimate)
}

/** Ends the caller's leg. For a callback that was picked up this was a failed attempt; gives what it leads to. */
function hangUp(state: State, call: number, atMs: number): number {
  if ((state.calls.flags[call]! & LEG_ENDED) !== 0) return NONE
  state.out.hangUp(call)
  return endLeg(state, call, atMs)
}
