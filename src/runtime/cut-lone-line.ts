import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import * as op from '../call/program.ts'
import { noticesOf } from '../centre/define.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
import type { Notice } from '../centre/state.ts'
import { OpeningHours } from '../line/hours.ts'

/** An operation of a flow, and how it stands in the file of a call: `"heard":"welcome"}`. */
export interface Step {
  readonly code: number
  readonly operands: readonly number[]
  /** Empty where it stands in no file, or what stands there is only known in the call. */
  readonly text: string
}

/** A line as single calls run it, without the company of others: its table, its hours, its steps as text. */
export class LoneLine {
  readonly line: Line
  readonly table: FlowTable
  readonly hours: OpeningHours
  readonly #speaksOpening: ReadonlySet<string>
  readonly #speaksPromised: ReadonlySet<string>
  readonly #notices: readonly Notice[]
  readonly #steps = new Map<number, readonly Step[]>()

  constructor(line: Line) {
    this.line = line
    this.table = exploredTable(line)
    this.hours = new OpeningHours(line.definition)
    const { prompts } = line.definition
    const speaking = (value: string) =>
      new Set(
        Object.keys(prompts).filter(name =>
          Object.values(prompts[name]!.text).some(text => text.includes(value)),
        ),
      )
    this.#speaksOpening = speaking('{opening}')
    this.#speaksPromised = speaking('{promised}')
    this.#notices = noticesOf(this.table)
  }

  /** What a program does, in order. */
  steps(program: number): readonly Step[] {
    let steps = this.#steps.get(program)
    if (steps) return steps
    steps = op.operations(this.table.programs, program).map(({ code, operands }) => ({
      code,
      operands,
      text: this.#text(code, operands),
    }))
    this.#steps.set(program, steps)
    return steps
  }

  /** The prompts of the notices that hold at a time. */
  noticesAt(atMs: number): number[] {
    const holding = this.#notices.filter(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs)
    return holding.map(({ prompt }) => prompt)
  }

  /** The prompts of what is pending, in the order of the line. */
  matters(pending: readonly string[]): number[] {
    const { matters = [] } = this.line.definition
    const told = matters.filter(({ name }) => pending.includes(name))
    return told.map(({ prompt }) => this.table.names.prompts.indexOf(prompt))
  }

  /** When a caller is called back who is promised it so much later, or at the next opening. 0 for never. */
  promisedMs(delayMs: number, atMs: number): number {
    if (delayMs === op.AT_OPENING) return this.#reopensMs(atMs)
    const wantedMs = atMs + delayMs
    if (this.hours.at(wantedMs).status === 'open') return wantedMs
    return this.hours.nextOpening(wantedMs) ?? 0
  }

  /** How a prompt stands in a file; one that speaks the opening time, or when a callback is promised, says which it is. */
  heard(prompt: number, atMs: number, promisedMs: number): string {
    const name = this.table.names.prompts[prompt]!
    if (this.#speaksPromised.has(name))
      return body({ heard: name, ...(promisedMs > 0 && { promised: new Date(promisedMs).toISOString() }) })
    if (!this.#speaksOpening.has(name)) return body({ heard: name })
    const openingMs = this.#reopensMs(atMs)
    return body({ heard: name, ...(openingMs > 0 && { opening: new Date(openingMs).toISOString() }) })
  }

  #text(code: number, operands: readonly number[]): string {
    const { prompts, languages, queues } = this.table.names
    const [first = 0, second = 0] = operands
    switch (code) {
      case op.SAY:
        return this.#speaksMoment(prompts[first]!) ? '' : body({ heard: prompts[first] })
      case op.ASK:
        return this.#asked(operands)
      case op.RECORD:
        return body({ records: prompts[first], seconds: second / SECOND_MS })
      case op.PROMISE:
        return body({ promises: first === op.AT_OPENING ? 'the next opening' : `${first / SECOND_MS} s` })
      case op.RATE:
        return body({ rates: first })
      case op.SPEAK:
        return body({ speaks: languages[first] })
      case op.ENQUEUE:
        return body({ joins: queues[first] })
      case op.SET_TIMER:
        return body({ timer: second / SECOND_MS })
      case op.END:
        return body({ ends: 'call' })
      default:
        return PLAIN[code] ?? ''
    }
  }

  #speaksMoment(name: string): boolean {
    return this.#speaksOpening.has(name) || this.#speaksPromised.has(name)
  }

  /** How a question stands in a file: with what is out of the ordinary about it. */
  #asked([prompt = 0, keys = 1, least = keys, timeoutMs = 0, manner = 0]: readonly number[]): string {
    const as = (manner & op.SECRET) !== 0 ? 'secret' : (manner & op.NUMBER) !== 0 ? 'number' : undefined
    return body({
      asked: this.table.names.prompts[prompt],
      keys,
      ...(least !== keys && { least }),
      seconds: timeoutMs / SECOND_MS,
      ...((manner & op.SPEECH) !== 0 && { speech: true }),
      ...(as && { as }),
    })
  }

  /** When the line opens next; while it is open, when it opens again. 0 for never. */
  #reopensMs(atMs: number): number {
    const { status, untilMs } = this.hours.at(atMs)
    if (status !== 'open') return this.hours.nextOpening(atMs) ?? 0
    return untilMs === NEVER_MS ? 0 : (this.hours.nextOpening(untilMs) ?? 0)
  }
}

const PLAIN: Readonly<Record<number, string>> = {
  [op.LEAVE_QUEUE]: body({ leaves: 'queue' }),
  [op.PLAY_MUSIC]: body({ plays: 'music' }),
  [op.KEEP_PLACE]: body({ keeps: 'place' }),
  [op.JOIN_AGENT]: body({ rings: 'agent' }),
  [op.SERVED]: body({ served: 'here' }),
  [op.USE_NUMBER]: body({ uses: 'number' }),
  [op.PREFER_LAST_AGENT]: body({ prefers: 'last agent' }),
  [op.HANG_UP]: body({ ends: 'leg' }),
}

function body(happened: object): string {
  return JSON.stringify(happened).slice(1)
}
