import { Calendar } from '../../src/base/calendar.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import type { Directives } from '../../src/call/directives.ts'
import { eventNumber } from '../../src/call/events.ts'
import { AWAY } from '../../src/centre/agents.ts'
import { WAITING } from '../../src/centre/calls.ts'
import { AtWork } from './agents/at-work.ts'
import { Shifts } from './agents/shifts.ts'
import { Arrivals } from './arrivals/arrivals.ts'
import { Arriving } from './callers/arriving.ts'
import { HANG_UP } from './callers/behaviour.ts'
import { CallerColumns } from './callers/callers.ts'
import { ComingBack } from './callers/coming-back.ts'
import { Listening, TAKES_CALLBACK, TAKES_VOICEMAIL } from './callers/listening.ts'
import { GONE, HAS_CASE, LEFT_MESSAGE, QUEUED, TALKED } from './callers/marks.ts'
import { isJudged } from './callers/resolution.ts'
import { Waiting } from './callers/waiting.ts'
import { Channels } from './channels/channels.ts'
import * as kind from './kinds.ts'
import type { Plan } from './plan.ts'
import type { CallView, Started, WorldFacts } from './port.ts'
import type { CostTally } from './tally/cost-tally.ts'

/** What a person does who is called back: no event of a flow. */
const PICKS_UP = -3
const PICK_UP_MS = 8_000

const KEY_1 = eventNumber('key.1')
const KEY_2 = eventNumber('key.2')
const RECORDING_KEPT = eventNumber('recording.kept')

/**
 * The world around a centre: callers who arrive, listen, press keys, lose patience and talk, and agents who pick up,
 * wrap up and keep shifts. It carries out what the centre directs as a carrier would, in virtual time, and tells it
 * what happened. Times in a replication depend on seed, replication and the caller alone, so that two staffings meet
 * the same callers.
 */
export class World implements Directives {
  readonly plan: Plan
  readonly calendar = new Calendar()
  /** Events taken from the calendar. */
  events = 0
  readonly #facts: WorldFacts
  readonly #calls: CallView
  readonly #started: Started
  readonly callers = new CallerColumns()
  readonly #arrivals: Arrivals
  readonly #listening: Listening
  readonly #shifts: Shifts
  readonly #arriving: Arriving
  readonly #waiting: Waiting
  readonly #atWork: AtWork
  readonly #channels: Channels | undefined
  readonly #costs: CostTally | undefined
  readonly #comingBack: ComingBack | undefined
  #lineDue = -1
  #agentsDue = -1
  #alertsDue = -1

  constructor(plan: Plan, facts: WorldFacts, calls: CallView, started: Started) {
    this.plan = plan
    this.#started = started
    this.#costs = started.costs
    this.#facts = facts
    this.#calls = calls
    this.#arrivals = new Arrivals(plan)
    this.#listening = new Listening(plan, calls, this.callers, this.calendar)
    const isAway = (agent: number) => this.#shifts.isAway(agent, this.nowMs)
    if (plan.channels.length > 0)
      this.#channels = new Channels(plan, facts, this.calendar, { tally: started.channels, isAway })
    this.#shifts = new Shifts(plan, this.#channels ?? facts, this.calendar)
    const { agents } = this.#shifts
    this.#arriving = new Arriving(plan, agents)
    this.#waiting = new Waiting(plan, calls, this.callers, this.calendar)
    if (isJudged(plan)) this.#comingBack = new ComingBack(plan, this.callers, this.calendar, started)
    this.#atWork = new AtWork(plan, facts, calls, this.callers, this.calendar, agents)
  }

  get nowMs(): number {
    return this.calendar.timeMs
  }

  set nowMs(atMs: number) {
    this.calendar.timeMs = atMs
  }

  /** Begins a replication with nobody there yet, at the plan's start or later in its day. */
  begin(seed: number, replication: number, fromMs: number = this.plan.startMs): void {
    this.nowMs = fromMs
    this.#arrivals.begin(seed, replication, fromMs)
    this.#arriving.begin(seed, replication)
    this.#listening.begin(seed, replication)
    this.#comingBack?.begin(seed, replication)
    this.#atWork.begin(seed, replication)
    this.#shifts.begin(seed, replication, fromMs)
    this.#waiting.begin(seed, replication)
    this.#channels?.begin(seed, replication, fromMs)
    this.#setArrival()
  }

  /** Takes all events that are due by then. */
  runUntil(untilMs: number): void {
    this.calendar.limitMs = untilMs
    while (this.#step());
  }

  /** Takes the next event, if it is due by `untilMs`. */
  step(untilMs: number): boolean {
    this.calendar.limitMs = untilMs
    return this.#step()
  }

  #step(): boolean {
    const { calendar } = this
    if (!calendar.take()) return false
    this.events++
    this.#handle(calendar.kind, calendar.subject)
    this.#atWork.pickUp()
    if (this.#channels) this.settle()
    return true
  }

  #handle(event: number, subject: number): void {
    const { nowMs } = this
    const facts = this.#facts
    const callers = this.callers
    switch (event) {
      case kind.ARRIVAL:
        this.#arriving.next(this.#arrivals)
        this.#setArrival()
        this.#ring()
        return
      case kind.RINGS_AGAIN:
        this.#comingBack!.ring(subject, this.#arriving)
        this.#ring()
        return
      case kind.TALK_ENDS:
      case kind.MESSAGE_HEARD:
        this.#endTalk(subject, event)
        return
      case kind.HANG_UP_CALL:
        if (!this.#waiting.hangsUp(subject)) return
        this.#listening.stop(subject)
        this.#hangUp(subject)
        return
      case kind.ACTS:
        callers.act[subject] = -1
        this.#act(subject, callers.event[subject]!)
        return
      case kind.DUE:
        callers.due[subject] = -1
        facts.isDue(subject, nowMs)
        return
      case kind.READY:
        this.#channels?.beforeFree(subject)
        this.#atWork.wrapUp(subject)
        return
      case kind.SHIFT:
        this.#shifts.change(subject, nowMs)
        return
      case kind.SHIFT_POINT:
        this.#shifts.come(subject, nowMs)
        return
      case kind.REST_OVER:
        this.#shifts.comesBack(subject, nowMs)
        return
      case kind.LINE_DUE:
        this.#lineDue = -1
        facts.lineIsDue(subject, nowMs)
        return
      case kind.AGENTS_DUE:
        this.#agentsDue = -1
        facts.agentsAreDue(nowMs)
        return
      case kind.ALERTS_DUE:
        this.#alertsDue = -1
        facts.alertsAreDue(nowMs)
        return
      default:
        this.#channels?.happens(event, subject)
    }
  }

  /** Other work finds its agents: part of every event, and to be called where the centre is told of one only after it. */
  settle(): void {
    this.#channels?.settle()
    this.#atWork.pickUp()
  }

  answer(call: number): void {
    const callers = this.callers
    const { nowMs } = this
    if (call >= callers.capacity) callers.grow(this.#calls.capacity)
    callers.begin(call, this.#arriving, nowMs)
    this.#comingBack?.arrives(call, this.#arriving)
    this.#atWork.arrives(call)
    this.#waiting.rings(call)
    this.#started.arrived(call, this.#arriving.redials > 0)
  }

  say(call: number, prompt: number, position: number, _lowMinutes: number, highMinutes: number): void {
    this.#listening.hear(call, prompt, this.nowMs)
    const isAboutWait = position > 0 || highMinutes > 0
    if (isAboutWait && this.#waiting.told(call, highMinutes)) this.#listening.hangUpBehind(call)
  }

  ask(call: number, prompt: number, _keys: number, _least: number, timeoutMs: number): void {
    this.#listening.beAsked(call, prompt, timeoutMs, this.nowMs)
  }

  record(call: number, prompt: number, lengthMs: number): void {
    this.#listening.beRecorded(call, prompt, lengthMs, this.nowMs)
    this.#started.recorded?.(call)
  }

  speak(): void {}

  playMusic(call: number): void {
    this.callers.onMusic[call] = 1
  }

  wakeCall(call: number, dueMs: number): void {
    const callers = this.callers
    const before = callers.due[call]!
    if (before >= 0) this.calendar.cancel(before)
    if (dueMs === NEVER_MS) {
      callers.due[call] = -1
      return
    }
    const atMs = this.#listening.pieceEndMs(call, dueMs, this.nowMs)
    callers.due[call] = this.calendar.set(atMs, kind.RANK_ARRIVE, kind.DUE, call)
  }

  wakeLine(line: number, dueMs: number): void {
    if (this.#lineDue >= 0) this.calendar.cancel(this.#lineDue)
    this.#lineDue = this.calendar.set(dueMs, kind.RANK_ARRIVE, kind.LINE_DUE, line)
  }

  wakeAgents(dueMs: number): void {
    if (this.#agentsDue >= 0) this.calendar.cancel(this.#agentsDue)
    this.#agentsDue = this.calendar.set(dueMs, kind.RANK_FREE, kind.AGENTS_DUE, 0)
  }

  wakeAlerts(dueMs: number): void {
    if (this.#alertsDue >= 0) this.calendar.cancel(this.#alertsDue)
    this.#alertsDue = this.calendar.set(dueMs, kind.RANK_ARRIVE, kind.ALERTS_DUE, 0)
  }

  alert(_line: number, rule: number, _queue: number, change: number): void {
    this.#started.alerted?.(rule, change, this.nowMs)
  }

  ring(agent: number, call: number): void {
    if (this.#atWork.picksUp(agent, call)) this.#atWork.ring(agent)
    else this.#started.ringsOut?.(call, this.callers.queue[call]!)
  }

  stopRinging(): void {}

  connect(agent: number, call: number): void {
    this.#waiting.isOver(call)
    this.#listening.stop(call)
    this.#atWork.occupy(agent, call, kind.TALK_ENDS)
  }

  /** An agent works a message off in the handle time of its queue. */
  playMessage(agent: number, call: number): void {
    this.#atWork.occupy(agent, call, kind.MESSAGE_HEARD)
  }

  dial(call: number): void {
    this.callers.asksBack[call] = 0
    this.callers.marks[call]! &= ~GONE
    this.#listening.actAt(call, PICKS_UP, this.nowMs + PICK_UP_MS)
  }

  openCase(call: number): void {
    this.callers.marks[call]! |= HAS_CASE
  }

  hangUp(call: number): void {
    this.#costs?.legEnds(call, this.nowMs)
    this.#comingBack?.leaves(call)
    this.#listening.stop(call)
    this.#waiting.isOver(call)
  }

  // Simulated callers read no texts, agents talk to them without asking anybody, and supervisors do not listen.
  text(): void {}
  textCaller(): void {}
  hold(): void {}
  unhold(): void {}
  join(): void {}
  part(): void {}
  monitor(): void {}
  stopMonitoring(): void {}
  recordTalk(): void {}

  /** What the caller is going to do, as the number of an event; -1 for nothing. */
  intends(call: number): number {
    return this.callers.act[call]! >= 0 ? this.callers.event[call]! : -1
  }

  /** What the caller was going to do has happened by itself, as a silence does on a telephone. */
  hasActed(call: number): void {
    this.#listening.doNothing(call)
  }

  /** The caller stands in a queue; called by whoever watches the centre. */
  queued(call: number, queue: number): void {
    const callers = this.callers
    callers.queue[call] = queue
    callers.marks[call] = (callers.marks[call]! & ~TALKED) | QUEUED
    this.#waiting.queued(call)
    if (this.#channels && this.#calls.phase[call] === WAITING) this.#channels.callerWaits(queue)
  }

  /** True where it matters what agents do, and `agentChanged` is to be called. */
  get watchesAgents(): boolean {
    return this.#channels !== undefined || this.#shifts.watchesAgents
  }

  /** The agent is in another state, one of `AGENT_STATES`; called by whoever watches the centre. */
  agentChanged(agent: number, from: number, to: number): void {
    if (this.#channels?.agentChanged(agent, to)) return
    if (to === AWAY && from !== AWAY) this.#shifts.isAway(agent, this.nowMs)
  }

  /** The day is over: what there is of other work counts up to here. */
  close(atMs: number): void {
    this.#channels?.close(atMs)
  }

  /** The message of a caller who has hung up waits in a queue; called by whoever watches the centre. */
  filed(call: number, queue: number): void {
    this.callers.queue[call] = queue
  }

  /** Whether the agent whose phone rings for a call is going to pick up: for whoever carries that out instead of `ring`. */
  picksUp(agent: number, call: number): boolean {
    return this.#atWork.picksUp(agent, call)
  }

  #ring(): void {
    const { number, tier, known } = this.#arriving
    // Each caller rings from a number of their own, which can be called back.
    this.#facts.arrives(0, number, tier, this.nowMs, known)
  }

  #setArrival(): void {
    const atMs = this.#arrivals.next()
    if (atMs !== NEVER_MS) this.calendar.setSingle(atMs, kind.RANK_ARRIVE, kind.ARRIVAL, 0)
  }

  /** @param event whether it was a talk that ends, or a message */
  #endTalk(call: number, event: number): void {
    const callers = this.callers
    callers.fate[call] = -1
    const agent = callers.agent[call]!
    this.#atWork.ends(call)
    const queue = callers.queue[call]!
    if (this.#channels && !this.#atWork.wrapsUp(agent)) this.#channels.beforeFree(agent)
    if (event === kind.MESSAGE_HEARD) this.#facts.leaves(agent, this.nowMs)
    else if (this.#atWork.handsOn(call)) this.#started.handedOn?.(call, queue)
    else this.#hangUp(call)
    this.#atWork.beginWrapUp(agent)
  }

  #act(call: number, event: number): void {
    if (event === PICKS_UP) {
      this.#costs?.legBegins(call, this.nowMs)
      this.#facts.answersCallback(call, this.nowMs)
    } else if (event === TAKES_CALLBACK || event === TAKES_VOICEMAIL) this.#takeOffer(call, event)
    else if (event === HANG_UP) {
      this.#listening.stop(call)
      this.#waiting.isOver(call)
      this.#hangUp(call)
    } else {
      if (event === RECORDING_KEPT) this.callers.marks[call]! |= LEFT_MESSAGE
      this.#listening.interrupt(call, this.nowMs)
      this.#facts.hears(call, event, this.nowMs)
    }
  }

  #hangUp(call: number): void {
    this.#comingBack?.leaves(call)
    this.#costs?.legEnds(call, this.nowMs)
    this.#facts.hangsUp(call, this.nowMs)
  }

  /** The keys by which the building blocks of a line take up what they offer. */
  #takeOffer(call: number, offer: number): void {
    this.#listening.interrupt(call, this.nowMs)
    if (offer === TAKES_CALLBACK) this.callers.asksBack[call] = 1
    this.#facts.hears(call, offer === TAKES_CALLBACK ? KEY_1 : KEY_2, this.nowMs)
  }
}
