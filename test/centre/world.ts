import { Calendar } from '../../src/base/calendar.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import type { Directives, Watch } from '../../src/call/directives.ts'
import { ALERT_CHANGES, OUTCOMES, RECORD_STATES } from '../../src/call/directives.ts'
import type { Facts, Known, Owed } from '../../src/call/facts.ts'
import { MANNERS } from '../../src/call/facts.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import { AGENT_STATES } from '../../src/centre/agents.ts'
import { FREE } from '../../src/centre/calls.ts'
import { Centre } from '../../src/centre/centre.ts'
import type { Directed, Seen } from './happened.ts'
import type { Picture } from './picture.ts'
import { pictureOf } from './picture.ts'
import { unsound } from './soundness.ts'

export type FactName = keyof Facts

/** A fact and all that came of it. */
export interface Moment {
  readonly atMs: number
  readonly fact: FactName
  /** As the centre was given them: slots, not numbers. */
  readonly args: readonly number[]
  /** What was known of a caller who arrived. */
  readonly known?: Known
  /** A callback that is owed. */
  readonly owed?: Owed
  /** Where the number is of a caller who arrived, by the centre's number for it. */
  readonly zone?: number
  /** Number of the call that the fact is about; 0 where it is about none. */
  readonly call: number
  /** False when the fact was a slip of the world. */
  readonly changed: boolean
  readonly directed: readonly Directed[]
  readonly seen: readonly Seen[]
  readonly after: Picture
  readonly unsound: readonly string[]
}

/** Facts whose first argument is a call. */
const ABOUT_CALLS: readonly FactName[] = [
  'hears',
  'isDue',
  'hangsUp',
  'answersCallback',
  'missesCallback',
  'recovers',
  'drops',
]

/** A flow's table is a saving alone, so worlds of one line share it. */
const tables = new WeakMap<Line, FlowTable>()

function tableOf(line: Line): FlowTable {
  const table = tables.get(line) ?? new FlowTable(line)
  tables.set(line, table)
  return table
}

/** What a fact is, and is about, as the centre takes it. */
export function argumentsOf({
  fact,
  args,
  atMs,
  more,
  zone,
}: Pick<Moment, 'fact' | 'args' | 'atMs'> & { more?: Known | Owed | undefined; zone?: number | undefined }) {
  if (fact === 'owes') return [...args, more, atMs]
  if (fact === 'arrives') return [...args, atMs, more, zone]
  return [...args, atMs]
}

const MUSIC_PIECE_MS = 5_000
const CALL = 0
const LINE = 1
const AGENTS = 2
const ALERTS = 3

export interface WorldOptions {
  readonly lines: readonly Line[]
  /** For each agent the numbers of the queues that the agent can serve, best skill first. */
  readonly agents: readonly (readonly number[])[]
  readonly startMs: number
}

/**
 * A centre with a carrier that keeps every promise, in virtual time: it wakes whatever is to be woken, at once or at
 * the end of the piece of music that plays, and records each fact with what came of it.
 */
export class World implements Directives, Watch {
  readonly centre: Centre
  readonly options: WorldOptions
  readonly moments: Moment[] = []
  /** Before the first fact. */
  readonly start: Picture
  nowMs: number
  #directed: Directed[] = []
  #seen: Seen[] = []
  readonly #calendar = new Calendar()
  readonly #wakes = new Map<string, number>()
  /** When the music that a call hears began, by slot. */
  readonly #musicMs = new Map<number, number>()

  constructor(options: WorldOptions) {
    this.options = options
    this.nowMs = options.startMs
    this.centre = new Centre(this, this)
    for (const line of options.lines) this.centre.addLine(tableOf(line), this.nowMs)
    options.agents.forEach((queues, agent) => {
      this.centre.addAgent(`agent-${agent}`, queues, this.nowMs)
    })
    this.start = pictureOf(this.centre.state)
  }

  get picture(): Picture {
    return this.moments.at(-1)?.after ?? this.start
  }

  /** Lets a fact happen now. Gives what came of it. */
  happens(fact: FactName, ...args: number[]): Moment {
    return this.#happen(fact, args)
  }

  /** As `happens`, for a caller of whom there is a record. */
  arrives(line: number, caller: number, tier: number, known?: Known, zone?: number): Moment {
    return this.#happen('arrives', [line, caller, tier], known, zone)
  }

  /** Somebody owes a caller a callback. */
  owes(line: number, queue: number, caller: number, owed: Owed): Moment {
    return this.#happen('owes', [line, queue, caller], owed)
  }

  #happen(fact: FactName, args: readonly number[], more?: Known | Owed, zone?: number): Moment {
    const { calls } = this.centre.state
    this.#directed = []
    this.#seen = []
    const call = ABOUT_CALLS.includes(fact) ? calls.number[args[0]!]! : 0
    const method = this.centre[fact] as (...args: unknown[]) => number | boolean
    const result = Reflect.apply(
      method,
      this.centre,
      argumentsOf({ fact, args, atMs: this.nowMs, more, zone }),
    )
    const moment: Moment = {
      atMs: this.nowMs,
      fact,
      args,
      ...(more && ('matters' in more ? { known: more } : { owed: more })),
      ...(zone !== undefined && { zone }),
      call: fact === 'arrives' || (fact === 'owes' && result !== -1) ? calls.arrived : call,
      changed: result !== false && result !== -1,
      directed: this.#directed,
      seen: this.#seen,
      after: pictureOf(this.centre.state),
      unsound: unsound(this.centre.state),
    }
    this.moments.push(moment)
    return moment
  }

  /** Lets time pass; whatever is due meanwhile happens. */
  passes(ms: number): void {
    const untilMs = this.nowMs + ms
    const calendar = this.#calendar
    calendar.limitMs = untilMs
    while (calendar.take()) {
      this.nowMs = Math.max(this.nowMs, calendar.timeMs)
      this.#wakes.delete(`${calendar.kind} ${calendar.subject}`)
      this.#isDue(calendar.kind, calendar.subject)
    }
    this.nowMs = untilMs
  }

  #isDue(kind: number, subject: number): void {
    if (kind === LINE) this.happens('lineIsDue', subject)
    else if (kind === AGENTS) this.happens('agentsAreDue')
    else if (kind === ALERTS) this.happens('alertsAreDue')
    else {
      const playedMs = (this.nowMs - (this.#musicMs.get(subject) ?? this.nowMs)) % MUSIC_PIECE_MS
      if (playedMs === 0) this.happens('isDue', subject)
      else this.#wake(CALL, subject, this.nowMs + MUSIC_PIECE_MS - playedMs)
    }
  }

  #wake(kind: number, subject: number, dueMs: number): void {
    const name = `${kind} ${subject}`
    const before = this.#wakes.get(name)
    if (before !== undefined) this.#calendar.cancel(before)
    if (dueMs === NEVER_MS) this.#wakes.delete(name)
    else this.#wakes.set(name, this.#calendar.set(dueMs, kind, kind, subject))
  }

  /** The number of a live call by its slot. */
  #number(slot: number): number {
    const { calls } = this.centre.state
    if (calls.phase[slot] === FREE) throw new Error(`a directive about slot ${slot}, which is free`)
    return calls.number[slot]!
  }

  #prompt(slot: number, prompt: number): string {
    const { calls, lines } = this.centre.state
    const name = lines[calls.line[slot]!]!.table.names.prompts[prompt]
    if (name === undefined) throw new Error(`no prompt ${prompt}`)
    return name
  }

  answer(slot: number): void {
    this.#directed.push({ does: 'answer', call: this.#number(slot) })
  }

  say(slot: number, prompt: number, position: number, low: number, high: number, momentMs: number): void {
    this.#musicMs.delete(slot)
    const [call, name] = [this.#number(slot), this.#prompt(slot, prompt)]
    this.#directed.push({ does: 'say', call, prompt: name, position, low, high, momentMs })
  }

  record(slot: number, prompt: number): void {
    this.#musicMs.delete(slot)
    this.#directed.push({ does: 'record', call: this.#number(slot), prompt: this.#prompt(slot, prompt) })
  }

  ask(slot: number, prompt: number): void {
    this.#musicMs.delete(slot)
    this.#directed.push({ does: 'ask', call: this.#number(slot), prompt: this.#prompt(slot, prompt) })
  }

  speak(slot: number): void {
    this.#directed.push({ does: 'speak', call: this.#number(slot) })
  }

  playMusic(slot: number): void {
    this.#musicMs.set(slot, this.nowMs)
    this.#directed.push({ does: 'playMusic', call: this.#number(slot) })
  }

  wakeCall(slot: number, dueMs: number): void {
    this.#wake(CALL, slot, dueMs)
    this.#directed.push({ does: 'wakeCall', call: this.#number(slot), dueMs })
  }

  wakeLine(line: number, dueMs: number): void {
    this.#wake(LINE, line, dueMs)
    this.#directed.push({ does: 'wakeLine', line, dueMs })
  }

  wakeAgents(dueMs: number): void {
    this.#wake(AGENTS, 0, dueMs)
    this.#directed.push({ does: 'wakeAgents', dueMs })
  }

  wakeAlerts(dueMs: number): void {
    this.#wake(ALERTS, 0, dueMs)
    this.#directed.push({ does: 'wakeAlerts', dueMs })
  }

  alert(line: number, place: number, queue: number, change: number, value: number, sinceMs: number): void {
    const rule = this.centre.state.lines[line]!.table.line.definition.alerts![place]!.name
    this.#directed.push({ does: 'alert', rule, queue, change: ALERT_CHANGES[change]!, value, sinceMs })
  }

  ring(agent: number, slot: number): void {
    const { agents, calls } = this.centre.state
    const helps = agents.helps[agent] !== 0 ? { helps: calls.agent[slot]! } : {}
    this.#directed.push({ does: 'ring', agent, call: this.#number(slot), ...helps })
  }

  stopRinging(agent: number): void {
    this.#directed.push({ does: 'stopRinging', agent })
  }

  connect(agent: number, slot: number): void {
    this.#musicMs.delete(slot)
    this.#directed.push({ does: 'connect', agent, call: this.#number(slot) })
  }

  playMessage(agent: number, slot: number): void {
    this.#directed.push({ does: 'playMessage', agent, call: this.#number(slot) })
  }

  dial(slot: number, agent: number): void {
    this.#directed.push({ does: 'dial', agent, call: this.#number(slot) })
  }

  text(slot: number, prompt: number, low: number, high: number, momentMs: number, manner: number): void {
    const [call, name] = [this.#number(slot), this.#prompt(slot, prompt)]
    this.#directed.push({ does: 'text', call, prompt: name, low, high, momentMs, manner })
  }

  openCase(slot: number): void {
    this.#directed.push({ does: 'openCase', call: this.#number(slot) })
  }

  textCaller(line: number, caller: number, prompt: number): void {
    const name = this.centre.state.lines[line]!.table.names.prompts[prompt]!
    this.#directed.push({ does: 'textCaller', line, caller, prompt: name })
  }

  hangUp(slot: number): void {
    this.#musicMs.delete(slot)
    this.#directed.push({ does: 'hangUp', call: this.#number(slot) })
  }

  hold(slot: number): void {
    this.#directed.push({ does: 'hold', call: this.#number(slot) })
  }

  unhold(slot: number): void {
    this.#directed.push({ does: 'unhold', call: this.#number(slot) })
  }

  join(agent: number, slot: number): void {
    this.#directed.push({ does: 'join', agent, call: this.#number(slot) })
  }

  part(agent: number): void {
    this.#directed.push({ does: 'part', agent })
  }

  monitor(agent: number, whom: number, manner: number): void {
    this.#directed.push({ does: 'monitor', agent, whom, how: MANNERS[manner]! })
  }

  stopMonitoring(agent: number): void {
    this.#directed.push({ does: 'stopMonitoring', agent })
  }

  recordTalk(slot: number, state: number): void {
    this.#directed.push({ does: 'recordTalk', call: this.#number(slot), state: RECORD_STATES[state]! })
  }

  queued(slot: number, queue: number): void {
    this.#seen.push({ sees: 'queued', call: this.#number(slot), queue })
  }

  answered(slot: number, queue: number, agent: number, waitMs: number): void {
    this.#seen.push({ sees: 'answered', call: this.#number(slot), queue, agent, waitMs })
  }

  abandoned(slot: number, queue: number, waitMs: number): void {
    this.#seen.push({ sees: 'abandoned', call: this.#number(slot), queue, waitMs })
  }

  keptPlace(slot: number, queue: number): void {
    this.#seen.push({ sees: 'keptPlace', call: this.#number(slot), queue })
  }

  filed(slot: number, queue: number, outcome: number): void {
    this.#seen.push({ sees: 'filed', call: this.#number(slot), queue, outcome: OUTCOMES[outcome]! })
  }

  heardMessage(slot: number, queue: number, agent: number, waitMs: number): void {
    this.#seen.push({ sees: 'heardMessage', call: this.#number(slot), queue, agent, waitMs })
  }

  rated(slot: number, score: number): void {
    this.#seen.push({ sees: 'rated', call: this.#number(slot), score })
  }

  ended(slot: number, outcome: number): void {
    this.#musicMs.delete(slot)
    this.#seen.push({ sees: 'ended', call: this.#number(slot), outcome: OUTCOMES[outcome]! })
  }

  agentChanged(agent: number, from: number, to: number): void {
    const sinceMs = this.centre.state.agents.sinceMs[agent]!
    const states = { from: AGENT_STATES[from]!, to: AGENT_STATES[to]! }
    this.#seen.push({ sees: 'agentChanged', agent, ...states, sinceMs })
  }
}
