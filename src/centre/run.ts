import { Bug } from '../base/assert.ts'
import { eventNumber } from '../call/events.ts'
import * as op from '../call/program.ts'
import { endLeg, joinAgent, keepPlace } from './callbacks.ts'
import { canBeCalled, promise } from './calling.ts'
import {
  FILED,
  LEG_ENDED,
  MAY_RECORD,
  NUMBER_GIVEN,
  OFFERED,
  RETURNING_CALLER,
  SERVED_BY_FLOW,
  TALKING,
  TOLD_QUIETER,
  UNKNOWN_CALLER,
  WAITING,
} from './calls.ts'
import { openCase } from './cases.ts'
import { join } from './joining.ts'
import { fileMessage } from './messages.ts'
import { wantTexts } from './near.ts'
import { prefer, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'
import { QUIETER } from './state.ts'
import { tell, tellPlace, waitEvent } from './telling.ts'
import { momentFor, text } from './texting.ts'

const QUEUE_FULL = eventNumber('queue.full')
const WAIT_SHORT = eventNumber('wait.short')
const NUMBER_KNOWN = eventNumber('number.known')
const NUMBER_WITHHELD = eventNumber('number.withheld')
const CALLER_UNKNOWN = eventNumber('caller.unknown')
const CALLER_KNOWN = eventNumber('caller.known')
const CALLER_RETURNING = eventNumber('caller.returning')
const CALLER_EXPECTED = eventNumber('caller.expected')
const NONE = -1

/** Steps that one event may lead to within a fact, e.g. joining a queue that turns out to be full. */
const STEPS_MAX = 64

/**
 * Steps the flow of a call with an event and carries out what it asks for, and so on with the event that this leads
 * to. Gives true when the flow has ended.
 */
export function step(state: State, call: number, event: number): boolean {
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
      event = run(state, call, program)
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
export function run(state: State, call: number, start: number): number {
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
        say(state, call, code[at + 1]!)
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
        calls.setTimer(call, code[at + 1]!, state.nowMs + code[at + 2]!)
        at += 3
        break
      case op.CLEAR_TIMER:
        calls.clearTimer(call, code[at + 1]!)
        at += 2
        break
      case op.ENQUEUE:
        event = join(state, call, line.queues[code[at + 1]!]!)
        at += 2
        break
      case op.ANNOUNCE:
        event = announce(state, call, at + 1)
        at += 7
        break
      case op.SAY_NEXT:
        sayNext(state, call, at + 1)
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
        event = runRare(state, call, at, event)
        at += 1 + op.OPERANDS[code[at]!]!
    }
  }
}

/** Carries out an operation that most calls never come to; gives the event that the program leads to by now. */
function runRare(state: State, call: number, at: number, event: number): number {
  const { calls } = state
  const code = state.lines[calls.line[call]!]!.table.programs
  switch (code[at]) {
    case op.PROMISE:
      promise(state, call, code[at + 1]!)
      return event
    case op.RATE:
      state.watch.rated(call, code[at + 1]!)
      return event
    case op.LEAVE_QUEUE:
      leaveQueue(state, call)
      return event
    case op.KEEP_PLACE:
      return keepPlace(state, call)
    case op.JOIN_AGENT:
      joinAgent(state, call)
      return event
    case op.SERVED:
      calls.flags[call]! |= SERVED_BY_FLOW
      return event
    case op.CONSENT:
      consent(calls, call, code[at + 1]!)
      return event
    case op.HANG_UP:
      return hangUp(state, call)
    case op.USE_NUMBER:
      calls.flags[call]! |= NUMBER_GIVEN
      calls.zone[call] = calls.givenZone[call]!
      return event
    case op.CHECK_NUMBER:
      return canBeCalled(calls, call) ? NUMBER_KNOWN : NUMBER_WITHHELD
    case op.IDENTIFY:
      return identify(state, call)
    case op.FILE_MESSAGE:
      return fileMessage(state, call, queueIn(state, call, at)) ? event : QUEUE_FULL
    case op.SAY_NOTICES:
      sayNotices(state, call)
      return event
    case op.SAY_MATTERS:
      sayMatters(state, call)
      return event
    case op.PREFER_LAST_AGENT:
      if (calls.known[call] !== UNKNOWN_CALLER) prefer(state, call, calls.lastAgent[call]!)
      return event
    case op.TEXT:
      text(state, call, code[at + 1]!, code[at + 2]!)
      return event
    case op.TEXT_WHEN_NEAR:
      wantTexts(state, call, code[at + 1]!, code[at + 2]!)
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
function leaveQueue(state: State, call: number): void {
  const { calls } = state
  const phase = calls.phase[call]!
  if (phase === TALKING || (calls.flags[call]! & FILED) !== 0) return
  if (phase === WAITING || phase === OFFERED)
    state.experience[calls.queue[call]!]!.waitedMs += state.nowMs - calls.queuedMs[call]!
  takeFromQueue(state, call)
}

function say(state: State, call: number, prompt: number): void {
  const { calls, lines, out } = state
  const momentMs = momentFor(state, call, prompt)
  if (lines[calls.line[call]!]!.moments[prompt] === QUIETER) {
    // Once in a call, and never a guess.
    if (momentMs === 0 || (calls.flags[call]! & TOLD_QUIETER) !== 0) return
    calls.flags[call]! |= TOLD_QUIETER
  }
  out.say(call, prompt, 0, 0, 0, momentMs)
}

/** Who waits for a callback and rings before it comes is told so, where the flow knows how. */
function identify(state: State, call: number): number {
  const { callbacks, calls, lines } = state
  const { table } = lines[calls.line[call]!]!
  if (callbacks.ofCallerIn(calls, call) >= 0 && table.hears(calls.state[call]!, CALLER_EXPECTED))
    return CALLER_EXPECTED
  const known = calls.known[call]!
  if (known === UNKNOWN_CALLER) return CALLER_UNKNOWN
  return known === RETURNING_CALLER ? CALLER_RETURNING : CALLER_KNOWN
}

function sayNotices(state: State, call: number): void {
  for (const { prompt, fromMs, untilMs } of state.lines[state.calls.line[call]!]!.notices)
    if (state.nowMs >= fromMs && state.nowMs < untilMs) say(state, call, prompt)
}

function sayMatters(state: State, call: number): void {
  const { calls, lines } = state
  if (calls.known[call] === UNKNOWN_CALLER) return
  lines[calls.line[call]!]!.matters.forEach((prompt, matter) => {
    if ((calls.matters[call]! & (1 << matter)) !== 0) say(state, call, prompt)
  })
}

function sayNext(state: State, call: number, at: number): void {
  const { calls } = state
  const code = state.lines[calls.line[call]!]!.table.programs
  const count = code[at]!
  const next = calls.nextMessage[call]! % count
  calls.nextMessage[call] = next + 1
  if (calls.phase[call] !== OFFERED) say(state, call, code[at + 1 + next]!)
}

/** Tells place and estimate, or the place alone, to a caller who waits; one whom an agent is being rung for hears nothing. */
function announce(state: State, call: number, at: number): number {
  const { calls } = state
  if (calls.phase[call] !== WAITING) return WAIT_SHORT
  const { programs } = state.lines[calls.line[call]!]!.table
  const tellsWait = programs[at] !== op.NO_PROMPT
  const { which, position, lowMinutes, highMinutes } = tellsWait ? tell(state, call) : tellPlace(state, call)
  const prompt = programs[at + which]!
  state.out.say(call, prompt, position, lowMinutes, highMinutes, 0)
  return waitEvent(state, calls.line[call]!, state.estimate)
}

/** Ends the caller's leg. For a callback that was picked up this was a failed attempt; gives what it leads to. */
function hangUp(state: State, call: number): number {
  if ((state.calls.flags[call]! & LEG_ENDED) !== 0) return NONE
  state.out.hangUp(call)
  return endLeg(state, call)
}
