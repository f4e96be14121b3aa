import { NEVER_MS } from '../base/units.ts'
import { CUT_OFF } from '../call/away.ts'
import { eventNumber } from '../call/events.ts'
import type { Facts, Known, Owed } from '../call/facts.ts'
import type { FlowTable } from '../call/flow-table.ts'
import { ON_CALL, RINGING, WRAP_UP } from './agents.ts'
import { dropRules, lookAtRules, takeRules, watchArrival } from './alerts.ts'
import { endLeg, goOn, isHere } from './callbacks.ts'
import { LINE_ZONE, RETRY, wake } from './calling.ts'
import * as phase from './calls.ts'
import { addLine, replaceLine } from './define.ts'
import { InTalk } from './in-talk.ts'
import { abandon, endCall, keepForReturn, waitingAtClosing } from './leaving.ts'
import { fileAgain, waitsToBeHeard } from './messages.ts'
import { missOffer } from './missing.ts'
import { LOOK, look, lookAgain } from './near.ts'
import { knowHours, wakeAtClosing } from './opening.ts'
import { owe } from './owing.ts'
import { endHandling, endTalk, takeFromQueue } from './routing.ts'
import { run, step } from './run.ts'
import { take } from './taking.ts'
import { beginHelp, disband, isMain, leaveOthers } from './talks.ts'

const LINE_OPEN = eventNumber('line.open')
const AGENT_ANSWERED = eventNumber('agent.answered')
const AGENT_LEFT = eventNumber('agent.left')
const AGENT_LOST = eventNumber('agent.lost')
const CALLBACK_ANSWERED = eventNumber('callback.answered')
const QUEUE_CLOSING = eventNumber('queue.closing')
const ENTRY_VALID = eventNumber('entry.valid')
const RECORDING_KEPT = eventNumber('recording.kept')
const HANGUP = eventNumber('hangup')
const RECOVER = eventNumber('recover')

/**
 * One or more lines and the agents that they share, as a deterministic reducer: facts in, in order of time,
 * directives out. It reads no clock, draws no random number and touches no network, so the same facts give the same
 * directives wherever it runs: behind Twilio, in the simulator, in a test, in `replay`.
 */
export class Centre extends InTalk implements Facts {
  /** Adds a line, and gives its number. */
  addLine(table: FlowTable, atMs: number): number {
    this.at(atMs)
    const line = addLine(this.state, table)
    takeRules(this.state, line)
    wakeAtClosing(this.state, line)
    return line
  }

  /**
   * Gives a line a new definition or flow. Its calls go on where they are; one whose state the new flow does not
   * have goes to its `recover`.
   */
  replaceLine(line: number, table: FlowTable, atMs: number): void {
    this.at(atMs)
    dropRules(this.state, line, table.line.definition.alerts ?? [])
    for (const call of replaceLine(this.state, line, table)) this.recovers(call, atMs)
    takeRules(this.state, line)
    wakeAtClosing(this.state, line)
  }

  arrives(line: number, caller: number, tier: number, atMs: number, known?: Known, zone = LINE_ZONE): number {
    this.at(atMs)
    const { state } = this
    const at = state.lines[line]!
    knowHours(at, state)
    const { table } = at
    const call = state.calls.take(line, caller, tier, table.initialState, atMs)
    state.calls.zone[call] = zone
    if (known) this.#knows(call, known)
    if (at.arrivalEvent !== LINE_OPEN) state.calls.flags[call]! |= phase.CLOSED
    if (state.alerts.length > 0) watchArrival(state, line)
    state.out.answer(call)
    if (table.initialProgram !== 0) run(state, call, table.initialProgram)
    this.#step(call, at.arrivalEvent)
    return call
  }

  rescues(line: number, caller: number, tier: number, atMs: number, known?: Known, zone = LINE_ZONE): number {
    this.at(atMs)
    const { state } = this
    const { table } = state.lines[line]!
    const call = state.calls.take(line, caller, tier, table.initialState, atMs)
    state.calls.zone[call] = zone
    if (known) this.#knows(call, known)
    if (state.alerts.length > 0) watchArrival(state, line)
    state.out.answer(call)
    this.recovers(call, atMs)
    return call
  }

  owes(line: number, queue: number, caller: number, owed: Owed, atMs: number): number {
    this.at(atMs)
    const call = owe(this.state, line, queue, caller, owed)
    if (call >= 0) wake(this.state, call)
    return call
  }

  hears(call: number, event: number, atMs: number, zone = LINE_ZONE): boolean {
    this.at(atMs)
    if (!this.#isOnTheLine(call)) return false
    if (event === RECORDING_KEPT) this.state.calls.flags[call]! |= phase.RECORDED
    else if (event === ENTRY_VALID) this.state.calls.givenZone[call] = zone
    this.#step(call, event)
    return true
  }

  isDue(call: number, atMs: number): boolean {
    this.at(atMs)
    const { calls } = this.state
    if (calls.phase[call] === phase.FREE || calls.wakeMs[call]! > atMs) return false
    calls.wakeMs[call] = NEVER_MS
    const { number } = calls
    const same = number[call]!
    for (let event = calls.takeDue(call, atMs); event >= 0; event = calls.takeDue(call, atMs)) {
      const next = event === RETRY ? goOn(this.state, call) : event === LOOK ? look(this.state, call) : event
      if (next >= 0) this.#step(call, next)
      if (number[call] !== same) return true
    }
    wake(this.state, call)
    return true
  }

  hangsUp(call: number, atMs: number): boolean {
    this.at(atMs)
    const { state } = this
    const { calls } = state
    if (!this.#isOnTheLine(call)) return false
    const was = calls.phase[call]!
    const agent = was === phase.TALKING ? calls.agent[call]! : -1
    const waits = was === phase.WAITING || was === phase.OFFERED
    if (agent >= 0) {
      if (calls.marks[call] !== 0) disband(state, call, false)
      calls.phase[call] = phase.IN_FLOW
    } else if (waits && (calls.flags[call]! & phase.ABSENT) === 0) abandon(state, call)
    this.#loseLeg(call)
    if (agent >= 0) endTalk(state, agent)
    return true
  }

  answersCallback(call: number, atMs: number): boolean {
    this.at(atMs)
    const { calls } = this.state
    if (calls.phase[call] !== phase.DIALLING || (calls.flags[call]! & phase.LEG_ENDED) === 0) return false
    calls.flags[call]! &= ~phase.LEG_ENDED
    this.#step(call, CALLBACK_ANSWERED)
    return true
  }

  missesCallback(call: number, atMs: number): boolean {
    this.at(atMs)
    const { calls, out } = this.state
    if (calls.phase[call] !== phase.DIALLING) return false
    if ((calls.flags[call]! & phase.LEG_ENDED) === 0) {
      // A machine picked up, as turned out only now.
      out.hangUp(call)
      this.#loseLeg(call)
      return true
    }
    const next = endLeg(this.state, call)
    if (next >= 0) this.#step(call, next)
    else wake(this.state, call)
    return true
  }

  accepts(agent: number, atMs: number): boolean {
    this.at(atMs)
    const { agents } = this.state
    if (agents.state[agent] !== RINGING) return false
    if (agents.helps[agent] !== 0) {
      beginHelp(this.state, agent)
      return true
    }
    take(this.state, agent)
    this.#step(agents.call[agent]!, AGENT_ANSWERED)
    return true
  }

  leaves(agent: number, atMs: number): boolean {
    this.at(atMs)
    if (this.state.agents.state[agent] !== ON_CALL) return false
    if (!leaveOthers(this.state, agent)) this.#letGo(agent, AGENT_LEFT)
    return true
  }

  loses(agent: number, atMs: number): boolean {
    this.at(atMs)
    const { agents } = this.state
    if (agents.state[agent] !== ON_CALL) return false
    // The next caller would ring a phone that is not there.
    if (agents.leaving[agent] === 0) agents.reason[agent] = CUT_OFF
    agents.leaving[agent] = 1
    if (leaveOthers(this.state, agent)) return true
    const call = agents.call[agent]!
    if (fileAgain(this.state, call)) return true
    const isHeard = this.#wouldHear(call, AGENT_LOST)
    this.#letGo(agent, isHeard ? AGENT_LOST : AGENT_LEFT)
    return true
  }

  transfers(agent: number, queue: number, atMs: number): boolean {
    this.at(atMs)
    const { agents, calls, lines } = this.state
    if (!isMain(this.state, agent)) return false
    const call = agents.call[agent]!
    const { table } = lines[calls.line[call]!]!
    const event = table.firstTransfer + queue
    if ((calls.flags[call]! & phase.FILED) !== 0 || !this.#wouldHear(call, event)) return false
    this.#letGo(agent, event)
    return true
  }

  texts(line: number, caller: number, prompt: number, atMs: number): boolean {
    this.at(atMs)
    if (caller === 0) return false
    this.state.out.textCaller(line, caller, prompt)
    return true
  }

  lineIsDue(line: number, atMs: number): boolean {
    this.at(atMs)
    const { calls, lines } = this.state
    if (atMs < lines[line]!.wakeMs) return false
    wakeAtClosing(this.state, line)
    // A line that opened again meanwhile serves whoever waits.
    if (lines[line]!.hours.at(atMs).status === 'open') return true
    for (const call of waitingAtClosing(this.state, line)) {
      calls.flags[call]! |= phase.CLOSED
      this.#step(call, QUEUE_CLOSING)
    }
    return true
  }

  agentsAreDue(atMs: number): boolean {
    this.at(atMs)
    const { state } = this
    const { agents } = state
    state.agentsWakeMs = NEVER_MS
    let earliestMs = NEVER_MS
    for (let agent = 0; agent < agents.count; agent++) {
      const at = agents.state[agent]
      if (at !== RINGING && at !== WRAP_UP) continue
      if (agents.dueMs[agent]! > atMs) earliestMs = Math.min(earliestMs, agents.dueMs[agent]!)
      else if (at === WRAP_UP) endHandling(state, agent)
      else missOffer(state, agent, true)
    }
    if (earliestMs < state.agentsWakeMs) {
      state.agentsWakeMs = earliestMs
      state.out.wakeAgents(earliestMs)
    }
    return true
  }

  alertsAreDue(atMs: number): boolean {
    this.at(atMs)
    return lookAtRules(this.state)
  }

  recovers(call: number, atMs: number): boolean {
    this.at(atMs)
    const { state } = this
    const { calls } = state
    if (calls.phase[call] === phase.FREE) return false
    if (fileAgain(state, call)) return true
    const agent = calls.phase[call] === phase.TALKING ? calls.agent[call]! : -1
    if (calls.phase[call] !== phase.IN_FLOW && agent < 0) keepForReturn(state, call)
    if (agent >= 0 && calls.marks[call] !== 0) disband(state, call, true)
    // Whoever is still on the line goes on as a caller, not as one who is called back.
    if (calls.phase[call] !== phase.DIALLING && this.#isOnTheLine(call)) isHere(state, call)
    takeFromQueue(state, call)
    calls.timers[call] = 0
    lookAgain(state, call)
    if (this.#wouldHear(call, RECOVER)) this.#step(call, RECOVER)
    else endCall(this.state, call)
    if (agent >= 0) endTalk(state, agent)
    return true
  }

  drops(call: number, atMs: number): boolean {
    this.at(atMs)
    if (this.state.calls.phase[call] === phase.FREE) return false
    endCall(this.state, call)
    return true
  }

  #knows(call: number, { hasCase, agent, matters }: Known): void {
    const { calls } = this.state
    calls.known[call] = hasCase ? phase.RETURNING_CALLER : phase.KNOWN_CALLER
    calls.lastAgent[call] = agent
    calls.matters[call] = matters
  }

  /** Whether an event would be more than ignored by the flow of a call. */
  #wouldHear(call: number, event: number): boolean {
    const { calls, lines } = this.state
    return lines[calls.line[call]!]!.table.hears(calls.state[call]!, event)
  }

  /** The agent's part in a call is over; the caller goes on by this event. */
  #letGo(agent: number, event: number): void {
    const { state } = this
    const call = state.agents.call[agent]!
    if (state.calls.marks[call] !== 0) disband(state, call, true)
    state.calls.phase[call] = phase.IN_FLOW
    state.calls.agent[call] = -1
    const { number } = state.calls
    const same = number[call]!
    this.#step(call, event)
    // Nobody is there to whom its flow could still say something.
    if ((state.calls.flags[call]! & phase.FILED) !== 0 && number[call] === same) endCall(state, call)
    endTalk(state, agent)
  }

  #isOnTheLine(call: number): boolean {
    const { calls } = this.state
    return calls.phase[call] !== phase.FREE && (calls.flags[call]! & phase.LEG_ENDED) === 0
  }

  #step(call: number, event: number): void {
    const isOver = step(this.state, call, event)
    if (isOver && !waitsToBeHeard(this.state, call)) endCall(this.state, call)
    else wake(this.state, call)
  }

  /** The leg of a call is over; its flow hears of it, and of what it leads to. */
  #loseLeg(call: number): void {
    const { number } = this.state.calls
    const same = number[call]!
    const next = endLeg(this.state, call)
    this.#step(call, HANGUP)
    if (next >= 0 && number[call] === same) this.#step(call, next)
  }
}
