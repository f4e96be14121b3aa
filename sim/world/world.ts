import { Calendar } from '../../src/base/calendar.ts'
import { RandomStream } from '../../src/base/random.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import type { Directives } from '../../src/call/directives.ts'
import { eventNumber } from '../../src/call/events.ts'
import { WAITING } from '../../src/centre/calls.ts'
import { promptMs } from '../../src/line/speech.ts'
import { Arrivals } from './arrivals.ts'
import { Behaviour, HANG_UP, NOTHING } from './behaviour.ts'
import { CallerColumns } from './callers.ts'
import type { Plan } from './plan.ts'
import { intervalAt, pick, staffingChanges } from './plan.ts'
import type { CallView, Started, WorldFacts } from './port.ts'

/** Kinds of events of the simulated world. */
const ARRIVAL = 0
const HANG_UP_CALL = 1
const TALK_ENDS = 2
const READY = 3
const ACTS = 4
const DUE = 5
const LINE_DUE = 6
const AGENTS_DUE = 7
const SHIFT = 8
const PICKS_UP = 9

/** Ranks within a millisecond: hang-ups first, then what frees agents, then what arrives. */
const RANK_HANG_UP = 0
const RANK_FREE = 1
const RANK_ARRIVE = 2

const SILENCE = eventNumber('silence')
const KEY_1 = eventNumber('key.1')

/** Streams of random numbers, one a purpose. */
const STREAM_ARRIVALS = 1
const STREAM_CALLERS = 2
const STREAM_ACTS = 3
const STREAMS = 4

/** From the end of a prompt, or the part of it that says enough, to the key. */
const REACTION_MS = 1_000
const PICK_UP_MS = 8_000

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
  nowMs = 0
  readonly #facts: WorldFacts
  readonly #calls: CallView
  readonly #started: Started
  readonly #callers = new CallerColumns()
  readonly #arrivals: Arrivals
  readonly #behaviour: Behaviour
  readonly #kinds = new RandomStream(0)
  readonly #acts = new RandomStream(0)
  readonly #promptMs: Float64Array
  readonly #prompts: number
  readonly #pieceMs: number
  readonly #offersCallback: number
  #replication = 0
  #arrived = 0
  /** First agent of each group, and the agents that it can have at most. */
  readonly #firstAgent: number[] = []
  /** Wrap-up that follows the talk that each agent is in. */
  #wrapUpMs = new Float64Array(16)
  /** Agents who pick up as soon as the fact that rang them is done. */
  #picksUp = new Int32Array(16)
  #picksUpCount = 0
  #lineDue = -1
  #agentsDue = -1

  constructor(plan: Plan, facts: WorldFacts, calls: CallView, started: Started) {
    this.plan = plan
    this.#started = started
    this.#facts = facts
    this.#calls = calls
    this.#arrivals = new Arrivals(plan)
    this.#behaviour = new Behaviour(plan.table)
    const { definition } = plan.line
    const { prompts, languages } = plan.table.names
    this.#prompts = prompts.length
    this.#promptMs = Float64Array.from(
      languages.flatMap(language => prompts.map(name => promptMs(definition, name, language))),
    )
    this.#pieceMs = definition.music[0].seconds * 1_000
    this.#offersCallback = prompts.indexOf('offer-callback')
    let agents = 0
    for (const { counts } of plan.groups) {
      this.#firstAgent.push(agents)
      agents += Math.max(...counts)
    }
    this.#wrapUpMs = new Float64Array(agents)
  }

  /** Begins a replication with nobody there yet, at the plan's start or later in its day. */
  begin(seed: number, replication: number, fromMs: number = this.plan.startMs): void {
    const { plan } = this
    this.#replication = replication
    this.#arrived = 0
    this.nowMs = fromMs
    this.#arrivals.begin(seed, replication * STREAMS + STREAM_ARRIVALS, fromMs)
    this.#kinds.reseed(seed, replication * STREAMS + STREAM_CALLERS, 0)
    this.#seed = seed
    this.#firstShift = intervalAt(plan, fromMs)
    for (let interval = this.#firstShift; interval < plan.intervals; interval++) {
      const atMs = Math.max(fromMs, Math.round(plan.startMs + interval * plan.intervalMs))
      const changes = interval === this.#firstShift || staffingChanges(plan, interval)
      if (changes) this.calendar.set(atMs, RANK_FREE, SHIFT, interval)
    }
    this.#setArrival()
  }
  #seed = 0
  /** The interval in which the first agents sign in. */
  #firstShift = 0

  /** Takes the next event, if it is due by `untilMs`. */
  step(untilMs: number): boolean {
    const { calendar } = this
    if (calendar.nextMs() > untilMs || !calendar.take()) return false
    this.nowMs = calendar.timeMs
    this.events++
    this.#handle(calendar.kind, calendar.subject)
    while (this.#picksUpCount > 0) this.#pickUpAll()
    return true
  }

  #handle(kind: number, subject: number): void {
    const { nowMs } = this
    const facts = this.#facts
    const callers = this.#callers
    switch (kind) {
      case ARRIVAL:
        this.#arrive()
        return
      case TALK_ENDS: {
        callers.fate[subject] = -1
        const agent = callers.agent[subject]!
        facts.hangsUp(subject, nowMs)
        const wrapUpMs = this.#wrapUpMs[agent]!
        if (wrapUpMs > 0) this.calendar.set(nowMs + wrapUpMs, RANK_FREE, READY, agent)
        return
      }
      case HANG_UP_CALL:
        callers.fate[subject] = -1
        this.#forget(subject)
        facts.hangsUp(subject, nowMs)
        return
      case ACTS:
        callers.act[subject] = -1
        this.#act(subject, callers.event[subject]!)
        return
      case DUE:
        callers.due[subject] = -1
        facts.isDue(subject, nowMs)
        return
      case READY:
        facts.isReady(subject, nowMs)
        return
      case SHIFT:
        this.#shift(subject)
        return
      case PICKS_UP:
        facts.answersCallback(subject, nowMs)
        return
      case LINE_DUE:
        this.#lineDue = -1
        facts.lineIsDue(subject, nowMs)
        return
      case AGENTS_DUE:
        this.#agentsDue = -1
        facts.agentsAreDue(nowMs)
    }
  }

  answer(call: number): void {
    const callers = this.#callers
    if (call >= callers.capacity) callers.grow(this.#calls.capacity)
    callers.begin(
      call,
      this.#arrived,
      this.nowMs,
      this.#intent,
      this.#wanted,
      this.#handleBits,
      this.#patienceBits,
    )
    this.#started.arrived(call, this.nowMs)
  }
  #intent = 0
  #wanted = 0
  #handleBits = 0
  #patienceBits = 0

  say(call: number, prompt: number): void {
    const callers = this.#callers
    const fromMs = Math.max(this.nowMs, callers.heardMs[call]!)
    callers.heardMs[call] = fromMs + this.#lengthMs(call, prompt)
    if (prompt === this.#offersCallback && this.#draw(call) < this.plan.scenario.callbackAcceptance) {
      this.#setAct(call, KEY_1, callers.heardMs[call]! + REACTION_MS)
    }
  }

  ask(call: number, prompt: number, _keys: number, timeoutMs: number): void {
    const callers = this.#callers
    const fromMs = Math.max(this.nowMs, callers.heardMs[call]!)
    const lengthMs = this.#lengthMs(call, prompt)
    callers.heardMs[call] = fromMs + lengthMs
    const { silence, readingErrors } = this.plan.scenario
    const choice = this.#draw(call)
    if (choice < silence) {
      this.#setAct(call, SILENCE, fromMs + lengthMs + timeoutMs)
      return
    }
    const slip = choice < silence + readingErrors ? (choice - silence) / readingErrors : -1
    const speaking = this.#calls.language[call]!
    const state = this.#calls.state[call]!
    const event = this.#behaviour.answer(state, callers.intent[call]!, callers.wanted[call]!, speaking, slip)
    if (event === NOTHING) return
    // Callers press a key somewhere between hearing their choice and the end of the prompt.
    const atMs = event === HANG_UP ? fromMs + lengthMs : fromMs + lengthMs * (0.4 + 0.6 * this.#draw(call))
    this.#setAct(call, event, atMs + REACTION_MS)
  }

  speak(): void {}

  playMusic(call: number): void {
    this.#callers.onMusic[call] = 1
  }

  wakeCall(call: number, dueMs: number): void {
    const callers = this.#callers
    const before = callers.due[call]!
    if (before >= 0) this.calendar.cancel(before)
    if (dueMs === NEVER_MS) {
      callers.due[call] = -1
      return
    }
    callers.due[call] = this.calendar.set(this.#boundary(call, dueMs), RANK_ARRIVE, DUE, call)
  }

  wakeLine(line: number, dueMs: number): void {
    if (this.#lineDue >= 0) this.calendar.cancel(this.#lineDue)
    this.#lineDue = this.calendar.set(dueMs, RANK_ARRIVE, LINE_DUE, line)
  }

  wakeAgents(dueMs: number): void {
    if (this.#agentsDue >= 0) this.calendar.cancel(this.#agentsDue)
    this.#agentsDue = this.calendar.set(dueMs, RANK_FREE, AGENTS_DUE, 0)
  }

  ring(agent: number): void {
    if (this.#picksUpCount === this.#picksUp.length) {
      const larger = new Int32Array(this.#picksUpCount * 2)
      larger.set(this.#picksUp)
      this.#picksUp = larger
    }
    this.#picksUp[this.#picksUpCount++] = agent
  }

  stopRinging(): void {}

  connect(agent: number, call: number): void {
    const { calendar, plan, nowMs } = this
    const callers = this.#callers
    const patience = callers.fate[call]!
    if (patience >= 0) calendar.cancel(patience)
    const act = callers.act[call]!
    if (act >= 0) {
      calendar.cancel(act)
      callers.act[call] = -1
    }
    callers.agent[call] = agent
    callers.onMusic[call] = 0
    const queue = callers.queue[call]!
    const handleMs = plan.handle[queue]!.at(callers.handleBits[call]!) * 1_000
    const talkMs = Math.round(handleMs * (1 - plan.wrapUpShare))
    this.#wrapUpMs[agent] = Math.round(handleMs) - talkMs
    callers.fate[call] = calendar.set(nowMs + talkMs, RANK_FREE, TALK_ENDS, call)
  }

  dial(call: number): void {
    this.calendar.set(this.nowMs + PICK_UP_MS, RANK_ARRIVE, PICKS_UP, call)
  }

  hangUp(call: number): void {
    this.#forget(call)
    const fate = this.#callers.fate[call]!
    if (fate >= 0) this.calendar.cancel(fate)
    this.#callers.fate[call] = -1
  }

  /** The caller stands in a queue; called by whoever watches the centre. */
  queued(call: number, queue: number): void {
    const callers = this.#callers
    callers.queue[call] = queue
    if (this.#calls.phase[call] !== WAITING || callers.fate[call]! >= 0) return
    const patienceMs = this.plan.patience.at(callers.patienceBits[call]!) * 1_000
    if (patienceMs === Infinity) return
    callers.fate[call] = this.calendar.set(
      this.nowMs + Math.round(patienceMs),
      RANK_HANG_UP,
      HANG_UP_CALL,
      call,
    )
  }

  #arrive(): void {
    const kinds = this.#kinds
    const { intents, tiers, languages } = this.plan
    this.#arrived++
    this.#handleBits = kinds.nextBits()
    this.#patienceBits = kinds.nextBits()
    this.#intent = intents.length < 2 ? 0 : pick(intents, kinds.next())
    const tier = tiers.length < 2 ? 0 : pick(tiers, kinds.next())
    this.#wanted = languages.length < 2 ? 0 : pick(languages, kinds.next())
    this.#setArrival()
    this.#facts.arrives(0, 0, tier, this.nowMs)
  }

  #setArrival(): void {
    const atMs = this.#arrivals.next()
    if (atMs !== NEVER_MS) this.calendar.set(atMs, RANK_ARRIVE, ARRIVAL, 0)
  }

  #act(call: number, event: number): void {
    if (event === HANG_UP) {
      this.#forget(call)
      this.#facts.hangsUp(call, this.nowMs)
    } else this.#facts.hears(call, event, this.nowMs)
  }

  #setAct(call: number, event: number, atMs: number): void {
    const callers = this.#callers
    const before = callers.act[call]!
    if (before >= 0) this.calendar.cancel(before)
    callers.event[call] = event
    callers.act[call] = this.calendar.set(Math.round(atMs), RANK_ARRIVE, ACTS, call)
  }

  /** The caller is gone: what was to come of this leg does not. */
  #forget(call: number): void {
    const callers = this.#callers
    if (callers.act[call]! >= 0) this.calendar.cancel(callers.act[call]!)
    callers.act[call] = -1
    callers.onMusic[call] = 0
  }

  #draw(call: number): number {
    const callers = this.#callers
    const act = callers.acts[call]!++
    this.#acts.reseed(
      this.#seed,
      this.#replication * STREAMS + STREAM_ACTS,
      callers.number[call]! * 64 + (act & 63),
    )
    return this.#acts.next()
  }

  #lengthMs(call: number, prompt: number): number {
    return this.#promptMs[this.#calls.language[call]! * this.#prompts + prompt]!
  }

  /** The end of the piece of music in which a time falls; the time itself for a caller who hears none. */
  #boundary(call: number, dueMs: number): number {
    const callers = this.#callers
    if (callers.onMusic[call] === 0) return dueMs
    const fromMs = Math.max(this.nowMs, callers.heardMs[call]!)
    if (dueMs <= fromMs) return Math.ceil(fromMs)
    return Math.ceil(fromMs + Math.ceil((dueMs - fromMs) / this.#pieceMs) * this.#pieceMs)
  }

  #pickUpAll(): void {
    const count = this.#picksUpCount
    for (let i = 0; i < count; i++) this.#facts.accepts(this.#picksUp[i]!, this.nowMs)
    this.#picksUp.copyWithin(0, count, this.#picksUpCount)
    this.#picksUpCount -= count
  }

  /** Agents come and go with the interval; one who leaves finishes the call first. */
  #shift(interval: number): void {
    this.plan.groups.forEach(({ counts }, group) => {
      const wanted = counts[interval]!
      const before = interval === this.#firstShift ? 0 : counts[interval - 1]!
      const first = this.#firstAgent[group]!
      for (let agent = before; agent < wanted; agent++) this.#facts.signsIn(first + agent, this.nowMs)
      for (let agent = before - 1; agent >= wanted; agent--) this.#facts.goesAway(first + agent, this.nowMs)
    })
  }
}
