import { assert } from '../base/assert.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Directive, Fact } from '../call/journal.ts'
import type { Operation } from '../call/program.ts'
import * as op from '../call/program.ts'
import { UNWATCHED } from '../call/unwatched.ts'
import { ABSENT, FREE, OFFERED, WAITING } from '../centre/calls.ts'
import type { Definitions } from '../centre/journaled-centre.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { QUIETER } from '../centre/state.ts'
import type { CutHead } from './cut-file.ts'
import { cutLine } from './cut-file.ts'
import { SteppedLines } from './stepped-lines.ts'

/** What was seen of a call. */
export interface Seen {
  readonly number: number
  head: Omit<CutHead, 'rang'>
  readonly rangMs: number
  /** What the caller and the centre did, as lines of a file. */
  readonly inputs: string[]
  /** Its line was defined anew meanwhile. */
  isRedefined: boolean
}

interface Watched extends Seen {
  /** Operations of the last step whose words have not been heard yet. */
  pending: Operation[]
  /** In this fact it was told that the time is up. */
  isDue: boolean
}

/** What is to be known of a program. */
interface Program {
  /** Operations by which a caller hears something. */
  readonly speaks: readonly Operation[]
  /** The centre answers to it by another event. */
  readonly leadsOn: boolean
}

/** What an agent does to the call that rings or is talked to. */
const OF_TALKS: ReadonlySet<Fact['kind']> = new Set(['accepted', 'left', 'lost', 'transferred'])

const SPEAKS: ReadonlySet<number> = new Set([
  op.SAY,
  op.SAY_NEXT,
  op.ANNOUNCE,
  op.SAY_NOTICES,
  op.SAY_MATTERS,
])

const TELLINGS = ['positionAndWait', 'position', 'wait', 'longer', 'soon', 'still']

const TRANSFERS = 'transfers.'

/** A centre that is looked at while it steps a journal: what each flow hears, and what the centre tells its caller. */
export class Witness {
  readonly centre: JournaledCentre
  readonly #definitions: Definitions
  readonly #present = new Map<number, Watched>()
  /** Calls that the present fact can step, in their order. */
  #subjects: readonly number[] = []
  #subject = 0
  readonly #programs = new Map<FlowTable, Map<number, Program>>()
  /** Calls that ended with the present fact. */
  readonly #ended = new Set<number>()
  #leadsOn = false
  #agent = ''
  /** Of the number that was entered by the present fact. */
  #zone: string | undefined
  #atMs = 0

  constructor(definitions: Definitions) {
    this.#definitions = new SteppedLines(definitions, (table, _before, event, program) =>
      this.#steps(table, event, program),
    )
    this.centre = new JournaledCentre(this.#definitions, {
      ...UNWATCHED,
      // One who rings again ends another call by it.
      ended: slot => void this.#ended.add(this.centre.centre.state.calls.number[slot]!),
    })
    const { out } = this.centre.centre.state
    const say = out.say.bind(out)
    out.say = (call, prompt, position, lowMinutes, highMinutes, momentMs) => {
      this.#says(call, prompt, { position, lowMinutes, highMinutes })
      this.#tellsQuieter(call, prompt, momentMs)
      say(call, prompt, position, lowMinutes, highMinutes, momentMs)
    }
  }

  /** Steps a fact. Gives what it leads to. */
  apply(fact: Fact, atMs: number): readonly Directive[] {
    this.#atMs = atMs
    this.#subjects = this.#subjectsOf(fact)
    this.#subject = -1
    this.#leadsOn = false
    if (fact.kind === 'arrived' || fact.kind === 'rescued') this.#begin(fact)
    if ('agent' in fact.data && fact.data.agent !== undefined) this.#agent = fact.data.agent
    this.#zone = fact.kind === 'heard' ? fact.data.zone : undefined
    this.#ended.clear()
    const { directives } = this.centre.apply(fact, atMs)
    for (const number of this.#subjects) {
      const call = this.#present.get(number)
      if (call) this.#flush(call)
      if (call) call.isDue = false
    }
    return directives
  }

  /** The calls of the last fact that are over by it; they are forgotten. */
  *over(): Generator<Seen> {
    for (const number of this.#ended) {
      const call = this.#present.get(number)
      if (!call) continue
      this.#present.delete(number)
      yield call
    }
  }

  /** The calls that are not over. */
  present(): Iterable<Seen> {
    return this.#present.values()
  }

  #begin({ kind, data }: Extract<Fact, { kind: 'arrived' | 'rescued' }>): void {
    const { call: number, line, caller, tier, zone, callable, known } = data
    const definition = this.centre.definedAs(line) ?? ''
    const isKnown = caller !== 0 && callable !== false
    const head = { call: line, definition, tier, number: isKnown ? 'known' : 'withheld' } as const
    this.#present.set(number, {
      number,
      head: {
        ...head,
        ...(zone && { zone }),
        ...(known && { known }),
        ...(kind === 'rescued' && { rescued: true as const }),
      },
      rangMs: this.#atMs,
      inputs: [],
      isRedefined: false,
      pending: [],
      isDue: false,
    })
  }

  #subjectsOf(fact: Fact): readonly number[] {
    const { calls, agents } = this.centre.centre.state
    if ('call' in fact.data) return [fact.data.call]
    if ('agent' in fact.data && OF_TALKS.has(fact.kind)) {
      const slot = agents.call[this.centre.agentOf(fact.data.agent)]!
      return slot >= 0 ? [calls.number[slot]!] : []
    }
    if (fact.kind !== 'line-due' && fact.kind !== 'line-defined') return []
    const line = this.centre.lineOf(fact.data.line)
    const numbers: number[] = []
    for (let slot = 0; slot < calls.capacity; slot++) {
      if (calls.phase[slot] === FREE || calls.line[slot] !== line) continue
      const waits = calls.phase[slot] === WAITING || calls.phase[slot] === OFFERED
      if (fact.kind === 'line-defined') this.#redefine(calls.number[slot]!)
      else if (waits && (calls.flags[slot]! & ABSENT) === 0) numbers.push(calls.number[slot]!)
    }
    // As the centre turns to them, one after the other.
    return numbers.sort((a, b) => a - b)
  }

  #redefine(number: number): void {
    const call = this.#present.get(number)
    if (call) call.isRedefined = true
  }

  #steps(table: FlowTable, event: number, program: number): void {
    // A step that leads on steps the same call again; else it is the turn of the next.
    if (!this.#leadsOn && this.#subject < this.#subjects.length - 1) this.#subject++
    const { speaks, leadsOn } = this.#known(table, program)
    this.#leadsOn = leadsOn
    const call = this.#present.get(this.#subjects[this.#subject]!)
    if (!call || call.isRedefined) return
    this.#flush(call)
    call.pending = [...speaks]
    const input = this.#inputOf(table.events[event]!, call)
    if (input) this.#note(call, input)
  }

  #known(table: FlowTable, program: number): Program {
    let programs = this.#programs.get(table)
    if (!programs) {
      programs = new Map()
      this.#programs.set(table, programs)
    }
    let known = programs.get(program)
    if (!known) {
      const operations = op.operations(table.programs, program)
      known = { speaks: operations.filter(({ code }) => SPEAKS.has(code)), leadsOn: leadsOn(operations) }
      programs.set(program, known)
    }
    return known
  }

  /** An event as it stands in a file; none for one that follows from what stands there already. */
  #inputOf(event: string, call: Watched): object | undefined {
    const [family, what = ''] = event.split(/\.(.*)/)
    switch (family) {
      case 'line':
      case 'number':
        return undefined
      case 'caller':
        if (what === 'expected') call.head = { ...call.head, expected: true }
        return undefined
      case 'key':
        return { pressed: what === 'star' ? '*' : what === 'pound' ? '#' : what }
      case 'said':
        return { said: what }
      case 'entry':
        return { entered: what, ...(this.#zone && { zone: this.#zone }) }
      case 'recording':
        return { recorded: what }
      case 'silence':
        return { caller: 'is silent' }
      case 'hangup':
        return { caller: 'hangs up' }
      case 'agent':
        return what.startsWith(TRANSFERS)
          ? { transferred: what.slice(TRANSFERS.length) }
          : { [what]: this.#agent }
      case 'callback':
        return what === 'answered' ? { caller: 'picks up' } : { callback: what }
      case 'recover':
        return { centre: 'recovers' }
      case 'xstate': {
        const isDue = call.isDue
        call.isDue = true
        return isDue ? undefined : { time: 'is up' }
      }
      default:
        return { [family!]: what }
    }
  }

  #says(slot: number, prompt: number, values: Record<string, number>): void {
    const call = this.#present.get(this.centre.centre.state.calls.number[slot]!)
    if (!call || call.isRedefined) return
    for (let next = call.pending.shift(); next; next = call.pending.shift()) {
      const { code, operands } = next
      if (this.#isOneOfSeveral(slot, code, prompt)) {
        // It may say more.
        call.pending.unshift(next)
        return
      }
      if (code === op.SAY && operands[0] === prompt) return
      if (code === op.SAY_NEXT && operands.includes(prompt, 1)) return
      if (code === op.ANNOUNCE && operands.includes(prompt)) {
        const told = TELLINGS[operands.indexOf(prompt)]
        const spoken = Object.entries(values).filter(([, value]) => value > 0)
        this.#note(call, { told, ...Object.fromEntries(spoken) })
        return
      }
      this.#passOver(call, next)
    }
    assert(false, `call ${call.number} is told a prompt that its flow does not ask for`)
  }

  /** Only the centre, which saw other callers, knows when it is quieter. */
  #tellsQuieter(slot: number, prompt: number, momentMs: number): void {
    const { calls, lines } = this.centre.centre.state
    const call = this.#present.get(calls.number[slot]!)
    if (lines[calls.line[slot]!]!.moments[prompt] !== QUIETER || !call || call.isRedefined) return
    this.#note(call, { quieter: new Date(momentMs).toISOString() })
  }

  /** Whether an operation says this prompt as one of as many as are due. */
  #isOneOfSeveral(slot: number, code: number, prompt: number): boolean {
    if (code !== op.SAY_NOTICES && code !== op.SAY_MATTERS) return false
    const { calls, lines } = this.centre.centre.state
    const { notices, matters } = lines[calls.line[slot]!]!
    return code === op.SAY_MATTERS
      ? matters.includes(prompt)
      : notices.some(notice => notice.prompt === prompt)
  }

  #flush(call: Watched): void {
    for (const operation of call.pending) this.#passOver(call, operation)
    call.pending = []
  }

  /** An operation by which nothing was heard. */
  #passOver(call: Watched, { code }: Operation): void {
    if (code === op.ANNOUNCE || code === op.SAY_NEXT) this.#note(call, { told: 'nothing' })
  }

  #note(call: Watched, happened: object): void {
    call.inputs.push(cutLine(this.#atMs - call.rangMs, happened))
  }
}

const LEADS_ON_OR_ENDS: readonly number[] = [
  op.ENQUEUE,
  op.ANNOUNCE,
  op.KEEP_PLACE,
  op.IDENTIFY,
  op.CHECK_NUMBER,
  op.HANG_UP,
  op.END,
]

/** Whether the centre answers to what a program asks for, by another event. */
function leadsOn(operations: readonly Operation[]): boolean {
  const last = operations.findLast(({ code }) => LEADS_ON_OR_ENDS.includes(code))
  return last !== undefined && last.code !== op.HANG_UP && last.code !== op.END
}
