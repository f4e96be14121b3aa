import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import * as op from '../call/program.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
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
  readonly #steps = new Map<number, readonly Step[]>()

  constructor(line: Line) {
    this.line = line
    this.table = exploredTable(line)
    this.hours = new OpeningHours(line.definition)
    const { prompts } = line.definition
    const speaks = (name: string) =>
      Object.values(prompts[name]!.text).some(text => text.includes('{opening}'))
    this.#speaksOpening = new Set(Object.keys(prompts).filter(speaks))
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

  /** How a prompt stands in a file; one that speaks the opening time says which it is. */
  heard(prompt: number, atMs: number): string {
    const name = this.table.names.prompts[prompt]!
    if (!this.#speaksOpening.has(name)) return body({ heard: name })
    const openingMs = this.#reopensMs(atMs)
    return body({ heard: name, ...(openingMs > 0 && { opening: new Date(openingMs).toISOString() }) })
  }

  #text(code: number, operands: readonly number[]): string {
    const { prompts, languages, queues } = this.table.names
    const [first = 0, second = 0, , timeoutMs = 0] = operands
    switch (code) {
      case op.SAY:
        return this.#speaksOpening.has(prompts[first]!) ? '' : body({ heard: prompts[first] })
      case op.ASK:
        return body({ asked: prompts[first], keys: second, seconds: timeoutMs / SECOND_MS })
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
  [op.HANG_UP]: body({ ends: 'leg' }),
}

function body(happened: object): string {
  return JSON.stringify(happened).slice(1)
}
