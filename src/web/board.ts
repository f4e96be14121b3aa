import { assert } from '../base/assert.ts'
import { SECOND_MS } from '../base/units.ts'
import { OUTCOMES } from '../call/directives.ts'
import type { Entry } from '../call/journal.ts'
import { AWAY } from '../centre/agents.ts'
import { ABSENT, FILED, WAITING } from '../centre/calls.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import { addDays } from '../line/zone.ts'
import type { LiveWatch } from '../runtime/live-watch.ts'
import type { Acknowledgement, RememberedAlert } from './board-alerts.ts'
import { alertsView, noteAlerts } from './board-alerts.ts'
import { forget, freshMemory, hear, isMemory, show } from './board-memory.ts'
import {
  agentsView,
  linesView,
  menusView,
  queueName,
  queuesView,
  waitingView,
  whereabouts,
} from './board-picture.ts'
import { decide, freshDay, historyOf, rate, recentShares, sliceAt, waitsOf } from './board-tallies.ts'
import { todayView } from './board-today.ts'
import type { AlertsView, BoardHappening, BoardView, ServiceTarget } from './pages/board-view.ts'

export interface BoardOptions {
  /** The service level that the line strives for; 80 % in 20 s unless told otherwise. */
  readonly target?: ServiceTarget
  /** How fast the centre's time runs, in a rehearsal. */
  readonly speed?: number
}

const TARGET: ServiceTarget = { share: 0.8, withinSeconds: 20 }

/**
 * What a supervisor sees of a live centre: who waits and what they were told, what agents do, and how the day has
 * gone so far. It only watches. Its counts go with the snapshots of the centre, and the facts since are told to it
 * once more after a restart, so that it shows the same as before. A day is the calendar day of the first line.
 */
export class Board implements LiveWatch {
  readonly #target: ServiceTarget
  readonly #speed: number
  #centre: JournaledCentre | undefined
  #memory = freshMemory()
  /** Who has taken note of which alert: kept beside the journal, and so told anew after a restart. */
  readonly #noted = new Map<string, Acknowledgement>()
  /** Of the fact that is being stepped: its arrival, which is noted last, stands first. */
  #happened: { atMs: number; happening: BoardHappening }[] = []

  constructor({ target = TARGET, speed = 1 }: BoardOptions = {}) {
    this.#target = target
    this.#speed = speed
  }

  follows(centre: JournaledCentre, saved: unknown): void {
    this.#centre = centre
    this.#happened = []
    this.#memory = isMemory(saved) ? saved : freshMemory()
  }

  snapshot(): unknown {
    return this.#memory
  }

  queued(call: number, queue: number): void {
    const atMs = this.#state.nowMs
    this.#comeTo(atMs)
    const { calls, lines } = this.#state
    const number = calls.number[call]!
    this.#leaveQueue(number, atMs)
    this.#memory.joined.set(number, { queue, atMs })
    waitsOf(this.#memory.day, queue).queued++
    const tier = lines[calls.line[call]!]!.table.names.tiers[calls.tier[call]!]!
    this.#happen(atMs, { kind: 'queued', call: number, queue: queueName(this.#state, queue), tier })
  }

  answered(call: number, queue: number, agent: number, waitMs: number): void {
    const atMs = this.#state.nowMs
    const number = this.#state.calls.number[call]!
    this.#decide(number, queue, 'answered', waitMs, atMs)
    this.#memory.kept.delete(number)
    const name = this.#state.agents.names[agent]!
    this.#happen(atMs, { kind: 'answered', call: number, agent: name, waitMs })
  }

  abandoned(call: number, queue: number, waitMs: number): void {
    const atMs = this.#state.nowMs
    const number = this.#state.calls.number[call]!
    this.#decide(number, queue, 'abandoned', waitMs, atMs)
    this.#happen(atMs, { kind: 'abandoned', call: number, queue: queueName(this.#state, queue), waitMs })
  }

  keptPlace(call: number, queue: number): void {
    const atMs = this.#state.nowMs
    this.#comeTo(atMs)
    const number = this.#state.calls.number[call]!
    this.#memory.day.callbacksKept++
    this.#memory.kept.add(number)
    this.#happen(atMs, { kind: 'callback-kept', call: number, queue: queueName(this.#state, queue) })
  }

  /** For its caller the call is over. */
  filed(call: number, _queue: number, outcome: number): void {
    const atMs = this.#state.nowMs
    this.#ends(call, outcome, atMs)
    this.#memory.kept.add(this.#state.calls.number[call]!)
  }

  heardMessage(): void {}

  ended(call: number, outcome: number): void {
    const atMs = this.#state.nowMs
    const { calls } = this.#state
    if ((calls.flags[call]! & FILED) === 0) this.#ends(call, outcome, atMs)
    else forget(this.#memory, calls.number[call]!)
  }

  rated(call: number, score: number): void {
    const atMs = this.#state.nowMs
    this.#comeTo(atMs)
    const queue = this.#state.calls.queue[call]!
    if (queue >= 0) rate(this.#memory.day, queue, score)
  }

  #ends(call: number, outcome: number, atMs: number): void {
    this.#comeTo(atMs)
    const { day } = this.#memory
    const number = this.#state.calls.number[call]!
    this.#leaveQueue(number, atMs)
    day.outcomes[outcome]!++
    forget(this.#memory, number)
    const name = OUTCOMES[outcome]!
    if (name !== 'answered' && name !== 'abandoned')
      this.#happen(atMs, { kind: 'ended', call: number, outcome: name })
  }

  agentChanged(agent: number, from: number, to: number): void {
    const { agents, nowMs: atMs } = this.#state
    const sinceMs = agents.sinceMs[agent]!
    this.#comeTo(atMs)
    const { day } = this.#memory
    day.agentMs[from]! += atMs - Math.max(sinceMs, day.fromMs)
    if (from !== AWAY && to !== AWAY) return
    const name = this.#state.agents.names[agent]!
    if (from !== to) this.#happen(atMs, { kind: to === AWAY ? 'went-away' : 'signed-in', agent: name })
  }

  noted(entry: Entry): void {
    const { fact, atMs, directives = [] } = entry
    this.#comeTo(atMs)
    const memory = this.#memory
    noteAlerts(memory.alerts, entry)
    const arrives = directives.some(({ do: what }) => what === 'answer')
    if (arrives && (fact.kind === 'arrived' || fact.kind === 'rescued')) {
      memory.day.calls++
      show(memory, atMs, { kind: 'arrived', call: fact.data.call, line: fact.data.line })
    }
    for (const { atMs: happenedMs, happening } of this.#happened) show(memory, happenedMs, happening)
    this.#happened = []
    for (const directive of directives) {
      // A call that ended with this fact is forgotten already, though it may have heard a goodbye.
      if ('call' in directive && this.#centre!.slotOf(directive.call) >= 0) hear(memory, directive, atMs)
    }
    const slice = sliceAt(memory.slices, atMs)
    slice.waiting = this.#waiting()
    slice.waitingMax = Math.max(slice.waitingMax, slice.waiting)
  }

  /** What the wallboard shows at this moment; small however large the centre is. */
  view(nowMs: number): BoardView {
    const state = this.#state
    this.#comeTo(nowMs)
    const { day, slices, told, hears, events } = this.#memory
    sliceAt(slices, nowMs)
    const where = whereabouts(state)
    const queues = queuesView(state, where, day, told, nowMs)
    return {
      nowMs,
      speed: this.#speed,
      timeZone: state.lines[0]?.table.line.definition.timeZone ?? 'UTC',
      target: this.#target,
      lines: linesView(state, nowMs),
      waiting: waitingView(queues),
      today: todayView(state, day, nowMs),
      recent: recentShares(slices),
      queues,
      menus: menusView(state, where, hears),
      agents: agentsView(state),
      history: historyOf(slices),
      events: [...events],
      alerts: this.alerts(nowMs),
    }
  }

  /** What supervisors are alerted to, and what they were today. */
  alerts(nowMs: number): AlertsView {
    this.#comeTo(nowMs)
    return alertsView(this.#state, this.#memory.alerts, this.#noted, this.#memory.day.fromMs)
  }

  /** An alert that was raised today or lasts, by its name. */
  alert(id: string): RememberedAlert | undefined {
    return this.#memory.alerts.all.find(alert => alert.id === id)
  }

  /** Somebody has taken note of an alert. */
  acknowledged(id: string, by: Acknowledgement): void {
    this.#noted.set(id, by)
  }

  get #state() {
    assert(this.#centre, 'the board follows no centre')
    return this.#centre.centre.state
  }

  /** Begins a new day where the line's calendar does. */
  #comeTo(atMs: number): void {
    if (atMs < this.#memory.day.untilMs) return
    const line = this.#state.lines[0]
    if (!line) return
    const date = line.hours.date(atMs)
    this.#memory.day = freshDay(line.hours.dayStart(date), line.hours.dayStart(addDays(date, 1)))
  }

  #decide(
    call: number,
    queue: number,
    how: 'answered' | 'abandoned' | 'elsewhere',
    waitMs: number,
    atMs: number,
  ) {
    this.#comeTo(atMs)
    const end = { how, waitMs, withinMs: this.#target.withinSeconds * SECOND_MS }
    const { day, slices, joined } = this.#memory
    decide(waitsOf(day, queue), end)
    decide(sliceAt(slices, atMs).waits, end)
    joined.delete(call)
  }

  /** A wait that ended neither with an agent nor by hanging up. */
  #leaveQueue(call: number, atMs: number): void {
    const join = this.#memory.joined.get(call)
    if (join) this.#decide(call, join.queue, 'elsewhere', atMs - join.atMs, atMs)
  }

  #happen(atMs: number, happening: BoardHappening): void {
    this.#happened.push({ atMs, happening })
  }

  /** Callers who wait on the line: those in the queues, less the callbacks and messages among them. */
  #waiting(): number {
    const { calls, queues } = this.#state
    let count = 0
    for (const waiting of queues.waiting) count += waiting
    for (const number of this.#memory.kept) {
      const call = this.#centre!.slotOf(number)
      if (call >= 0 && calls.phase[call] === WAITING && (calls.flags[call]! & (ABSENT | FILED)) !== 0) count--
    }
    return count
  }
}
