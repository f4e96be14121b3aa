import type { AnyMachineSnapshot } from 'xstate'
import { assert } from '../base/assert.ts'
import { ByLine } from './by-line.ts'
import { COMMON_EVENTS, eventNumber } from './events.ts'
import type { Asks, FlowMeta } from './flow.ts'
import { snapshotKey, snapshotOf, valueName } from './flow-snapshot.ts'
import type { Taken } from './flow-step.ts'
import { firstStep, Hearing, stepOf } from './flow-step.ts'
import type { Line } from './line.ts'
import { LineNames } from './line.ts'
import { compile, END, FlowError, STOP } from './program.ts'

/** A flow with more states than this is refused: most likely it counts without a limit. */
export const STATES_MAX = 20_000

const UNKNOWN = -1

const WAITS = [eventNumber('wait.short'), eventNumber('wait.long'), eventNumber('wait.very-long')]

type Snapshot = AnyMachineSnapshot

/** All steps of a flow as plain data, by state and event; states are numbered as a walk finds them. */
export interface Steps {
  readonly events: readonly string[]
  /** By state. */
  readonly keys: readonly string[]
  readonly next: readonly number[]
  readonly program: readonly number[]
  readonly programs: readonly number[]
  readonly initialProgram: number
  /** Ids of all states that some step comes to, if only in passing. */
  readonly entered: readonly string[]
}

/** Tables with every step in them: they never change again, and whoever asks for the line next shares them. */
const explored = new ByLine<FlowTable>()

/**
 * A flow as a table. States are numbers, given in the order of their discovery to each distinct persisted snapshot
 * (value, context, history, status); each pair of state and event is stepped by XState once and then read from here.
 * `next` is the hot path of both worlds: two reads of typed arrays.
 */
export class FlowTable {
  readonly line: Line
  readonly names: LineNames
  /** Names of the events, by number: the common ones, the line's intents and queues, the flow's timers. */
  readonly events: readonly string[]
  /** Number of the event of a transfer to the line's first queue; those to its others follow. */
  readonly firstTransfer: number
  /** As `firstTransfer`, of the events by which calls begin that are owed a callback. */
  readonly firstOwed: number
  /** Programs one behind the other, each ended by `STOP`; 0 is the empty one. */
  programs = new Int32Array(256)
  /** State that a fresh call is in, and the program that gets it there. */
  readonly initialState: number
  readonly initialProgram: number
  readonly #width: number
  #next = new Int32Array(0)
  #program = new Int32Array(0)
  /** By state: 1 where it makes no difference how long the wait is, 0 where it does. */
  #waitsAlike = new Int32Array(0)
  /** Snapshots and keys by state, states by key, and nodes that any step so far went through. */
  #snapshots: (Snapshot | undefined)[] = []
  #keys: string[] = []
  #numbers = new Map<string, number>()
  #entered = new Set<string>()
  readonly #eventNumbers = new Map<string, number>()
  readonly #timers = new Map<string, number>()
  readonly #programNumbers = new Map<string, number>([['', 0]])
  #programsEnd = 1
  readonly #hearing: Hearing
  /** By state and what hears an event there: the first such event, whose step is that of all. */
  readonly #alike = new Map<string, number>()
  /** The last pair that was stepped; `Infinity` once one was stepped out of turn, which numbers states otherwise. */
  #lastStepped = -1

  constructor(line: Line) {
    this.line = line
    this.names = new LineNames(line.definition)
    const intents = line.definition.intents.map(intent => `said.${intent}`)
    const timers = (line.flow.events as string[]).filter(event => event.startsWith('xstate.after.')).sort()
    const transfers = this.names.queues.map(queue => `agent.transfers.${queue}`)
    const owed = this.names.queues.map(queue => `callback.owed.${queue}`)
    this.events = [...COMMON_EVENTS, ...intents, ...transfers, ...owed, ...timers]
    this.firstTransfer = COMMON_EVENTS.length + intents.length
    this.firstOwed = this.firstTransfer + transfers.length
    this.events.forEach((event, number) => {
      this.#eventNumbers.set(event, number)
    })
    for (const event of timers) this.#timers.set(event, this.eventNumber(event))
    this.#width = this.events.length
    this.#hearing = new Hearing(this.events)
    const known = explored.get(line)
    if (known) {
      this.#share(known)
      this.initialState = known.initialState
      this.initialProgram = known.initialProgram
    } else {
      const first = firstStep(line.flow)
      this.initialState = this.#intern(first.after)
      this.initialProgram = this.#compile(first)
      for (const id of first.entered) this.#entered.add(id)
    }
  }

  /** The table of a line that was explored in this process. */
  static explored(line: Line): FlowTable | undefined {
    return explored.get(line)
  }

  /** How many states have been discovered. */
  get states(): number {
    return this.#keys.length
  }

  /** Number of an event by its name. @throws FlowError for a name outside the alphabet. */
  eventNumber(name: string): number {
    const number = this.#eventNumbers.get(name)
    if (number === undefined) {
      throw new FlowError(
        'unknown-event',
        `line "${this.names.line}" has no event "${name}"; it has: ${this.events.join(', ')}`,
      )
    }
    return number
  }

  /** The state after an event; `programAfter` tells where the program of the step begins. */
  next(state: number, event: number): number {
    const to = this.#next[state * this.#width + event]!
    return to === UNKNOWN ? this.#learn(state, event) : to
  }

  /** Where the program of a step begins in `programs`; 0 for none. Ask `next` first. */
  programAfter(state: number, event: number): number {
    return this.#program[state * this.#width + event]!
  }

  /** True where an event is more than ignored. Nobody takes the step by this. */
  hears(state: number, event: number): boolean {
    return this.next(state, event) !== state || this.#program[state * this.#width + event] !== 0
  }

  /** True for a state that goes on the same way whether a wait is short, long or very long. */
  hearsWaitsAlike(state: number): boolean {
    const known = this.#waitsAlike[state]!
    return known === UNKNOWN ? this.#learnWaits(state) : known === 1
  }

  /** What the state asks of the caller: the innermost state that asks anything. */
  asks(state: number): Asks | undefined {
    let asks: Asks | undefined
    let depth = -1
    for (const [path, meta] of Object.entries(this.#metas(state))) {
      const segments = path.split('.').length
      if (meta?.asks && segments > depth) {
        asks = meta.asks
        depth = segments
      }
    }
    return asks
  }

  /** Name of a state for people: `main.again`. */
  stateName(state: number): string {
    return valueName(this.snapshot(state).value)
  }

  /** The XState snapshot behind a state's number. */
  snapshot(state: number): Snapshot {
    const known = this.#snapshots[state]
    if (known) return known
    const restored = snapshotOf(this.line.flow, this.#keys[state]!)
    this.#snapshots[state] = restored
    return restored
  }

  /** True when the call is over. */
  isFinal(state: number): boolean {
    return this.snapshot(state).status !== 'active'
  }

  /**
   * Steps every event in every state that can be reached, so that numbers do not depend on the calls of a day. A line
   * is explored once in a process, however many tables it has.
   */
  explore(): void {
    for (let state = 0; state < this.states; state++) {
      for (let event = 0; event < this.#width; event++) this.next(state, event)
    }
    if (this.#lastStepped !== Number.POSITIVE_INFINITY) explored.set(this.line, this)
  }

  /** All steps, as `takeSteps` takes them in another process. Only of a table that was explored before anything else. */
  steps(): Steps {
    assert(explored.get(this.line) === this, 'only the table by which a line was explored is written down')
    const pairs = this.states * this.#width
    return {
      events: this.events,
      keys: this.#keys,
      next: [...this.#next.subarray(0, pairs)],
      program: [...this.#program.subarray(0, pairs)],
      programs: [...this.programs.subarray(0, this.#programsEnd)],
      initialProgram: this.initialProgram,
      entered: [...this.#entered],
    }
  }

  /**
   * Takes steps over instead of exploring. Only for a table that has stepped nothing. False, and the table is as it
   * was, for steps that are not of this line or cannot be steps at all.
   */
  takeSteps(steps: Steps): boolean {
    const { events, keys, next, program, programs, initialProgram, entered } = steps
    const isWithin = (numbers: unknown, count: number, below: number) =>
      Array.isArray(numbers) &&
      numbers.length === count &&
      numbers.every(number => Number.isInteger(number) && number >= 0 && number < below)
    const isOurs =
      this.states === 1 &&
      this.#lastStepped < 0 &&
      String(events) === String(this.events) &&
      Array.isArray(keys) &&
      keys[this.initialState] === this.#keys[this.initialState] &&
      Array.isArray(programs) &&
      initialProgram === this.initialProgram &&
      programs[initialProgram] === this.programs[initialProgram] &&
      Array.isArray(entered)
    const pairs = isOurs ? keys.length * this.#width : 0
    if (!isOurs || !isWithin(next, pairs, keys.length) || !isWithin(program, pairs, programs.length))
      return false
    this.#keys = [...keys]
    this.#numbers = new Map(keys.map((key, state) => [key, state]))
    this.#next = Int32Array.from(next)
    this.#program = Int32Array.from(program)
    this.programs = Int32Array.from(programs)
    this.#programsEnd = programs.length
    this.#waitsAlike = new Int32Array(keys.length).fill(UNKNOWN)
    this.#entered = new Set(entered)
    explored.set(this.line, this)
    return true
  }

  /** True for a state of the flow, by its id, that some step taken so far came to, if only in passing. */
  hasEntered(id: string): boolean {
    return this.#entered.has(id)
  }

  /** The key under which a state is known: equal for equal states, whatever the day brought before. */
  stateKey(state: number): string {
    return this.#keys[state]!
  }

  /** The number of the state with this key, or -1 where a new version of the flow no longer has it. */
  stateOf(key: string): number {
    return this.#numbers.get(key) ?? -1
  }

  #metas(state: number): Record<string, FlowMeta | undefined> {
    return this.snapshot(state).getMeta() as Record<string, FlowMeta | undefined>
  }

  #learnWaits(state: number): boolean {
    const ways = WAITS.map(event => `${this.next(state, event)} ${this.programAfter(state, event)}`)
    const alike = new Set(ways).size === 1
    this.#waitsAlike[state] = alike ? 1 : 0
    return alike
  }

  #learn(state: number, event: number): number {
    const before = this.snapshot(state)
    const index = state * this.#width + event
    this.#lastStepped = index > this.#lastStepped ? index : Number.POSITIVE_INFINITY
    const heard = before.status === 'active' ? this.#hearing.of(before, event) : ''
    if (heard === '') {
      this.#next[index] = state
      return state
    }
    // A flow is plain data: what it does on an event depends on what hears it, and on nothing else of the event.
    const like = this.#alike.get(`${state} ${heard}`)
    if (like !== undefined) {
      this.#program[index] = this.#program[state * this.#width + like]!
      this.#next[index] = this.#next[state * this.#width + like]!
      return this.#next[index]!
    }
    const taken = stepOf(this.line.flow, before, this.events[event]!)
    const program = this.#compile(taken)
    const to = this.#intern(taken.after)
    for (const id of taken.entered) this.#entered.add(id)
    this.#next[index] = to
    this.#program[index] = program
    this.#alike.set(`${state} ${heard}`, event)
    return to
  }

  #share(known: FlowTable): void {
    this.programs = known.programs
    this.#programsEnd = known.#programsEnd
    this.#next = known.#next
    this.#program = known.#program
    this.#waitsAlike = known.#waitsAlike
    this.#snapshots = known.#snapshots
    this.#keys = known.#keys
    this.#numbers = known.#numbers
    this.#entered = known.#entered
  }

  #intern(snapshot: Snapshot): number {
    const key = snapshotKey(snapshot)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#keys.length
    if (number >= STATES_MAX) {
      throw new FlowError(
        'too-many-states',
        `the flow of line "${this.names.line}" has more than ${STATES_MAX} states; ` +
          `the last one found is ${key}`,
      )
    }
    this.#snapshots.push(snapshot)
    this.#keys.push(key)
    this.#numbers.set(key, number)
    this.#next = grown(this.#next, (number + 1) * this.#width, UNKNOWN)
    this.#program = grown(this.#program, (number + 1) * this.#width, 0)
    this.#waitsAlike = grown(this.#waitsAlike, number + 1, UNKNOWN)
    return number
  }

  #compile({ actions, after }: Taken): number {
    const program = compile(actions, this.names, this.#timers)
    if (after.status !== 'active') program.push(END)
    const key = program.join(' ')
    const known = this.#programNumbers.get(key)
    if (known !== undefined) return known
    const start = this.#programsEnd
    this.programs = grown(this.programs, start + program.length + 1, STOP)
    this.programs.set(program, start)
    this.#programsEnd = start + program.length + 1
    this.#programNumbers.set(key, start)
    return start
  }
}

function grown(array: Int32Array, length: number, fill: number): Int32Array<ArrayBuffer> {
  if (length <= array.length) return array as Int32Array<ArrayBuffer>
  const larger = new Int32Array(Math.max(length, array.length * 2)).fill(fill, array.length)
  larger.set(array)
  return larger
}
