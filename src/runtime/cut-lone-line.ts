import { SECOND_MS } from '../base/units.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import * as op from '../call/program.ts'
import { mattersOf, momentsOf, noticesOf } from '../centre/define.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
import { reopensMs } from '../centre/opening.ts'
import type { Notice } from '../centre/state.ts'
import { NO_MOMENT, PROMISED } from '../centre/state.ts'
import { CallingHours } from '../line/calling-hours.ts'
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
  readonly #calling = new Map<string, CallingHours>()
  readonly #moments: Uint8Array
  readonly #notices: readonly Notice[]
  readonly #matters: Int32Array
  readonly #steps = new Map<number, readonly Step[]>()

  constructor(line: Line) {
    this.line = line
    this.table = exploredTable(line)
    this.hours = new OpeningHours(line.definition)
    this.#moments = momentsOf(this.table)
    this.#notices = noticesOf(this.table)
    this.#matters = mattersOf(this.table)
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

  /** When numbers in a zone may be called; for no name in that of the line. */
  calling(zone = ''): CallingHours {
    let calling = this.#calling.get(zone)
    if (calling) return calling
    calling = new CallingHours(this.line.definition, zone)
    this.#calling.set(zone, calling)
    return calling
  }

  /** How a prompt stands in a file; one that speaks a moment says which it is. */
  heard(prompt: number, atMs: number, promisedMs: number): string {
    const heard = this.table.names.prompts[prompt]!
    const moment = this.#moments[prompt]!
    if (moment === NO_MOMENT) return body({ heard })
    const momentMs = moment === PROMISED ? promisedMs : reopensMs(this, atMs)
    const iso = momentMs > 0 ? new Date(momentMs).toISOString() : undefined
    return body({ heard, ...(iso && (moment === PROMISED ? { promised: iso } : { opening: iso })) })
  }

  /** The prompts of the notices that hold at an instant. */
  noticesAt(atMs: number): number[] {
    return this.#notices.flatMap(({ prompt, fromMs, untilMs }) =>
      atMs >= fromMs && atMs < untilMs ? [prompt] : [],
    )
  }

  /** The prompts of what is pending, as the line orders them. */
  mattersOf(pending: readonly string[]): number[] {
    const { matters } = this.table.names
    return [...this.#matters].filter((_, matter) => pending.includes(matters[matter]!))
  }

  #text(code: number, operands: readonly number[]): string {
    const { prompts, languages, queues } = this.table.names
    const [first = 0, second = 0] = operands
    switch (code) {
      case op.SAY:
        return this.#moments[first] === NO_MOMENT ? body({ heard: prompts[first] }) : ''
      case op.ASK:
        return asked(prompts[first]!, operands)
      case op.RECORD:
        return body({ records: prompts[first], seconds: second / SECOND_MS })
      case op.PROMISE:
        return body({ promises: first === op.AT_OPENING ? 'opening' : first / SECOND_MS })
      case op.RATE:
        return body({ rates: first })
      case op.CONSENT:
        return body({ consents: first === 1 })
      case op.TEXT_WHEN_NEAR:
        return body({ textsWhenNear: [prompts[first], prompts[second]] })
      case op.TEXT:
        return body({ texts: prompts[first], ...(second === 1 && { asks: 'score' }) })
      case op.SPEAK:
        return body({ speaks: languages[first] })
      case op.ENQUEUE:
        return body({ joins: queues[first] })
      case op.FILE_MESSAGE:
        return body({ files: queues[first] })
      case op.SET_TIMER:
        return body({ timer: second / SECOND_MS })
      case op.END:
        return body({ ends: 'call' })
      default:
        return PLAIN[code] ?? ''
    }
  }
}

const PLAIN: Readonly<Record<number, string>> = {
  [op.LEAVE_QUEUE]: body({ leaves: 'queue' }),
  [op.PLAY_MUSIC]: body({ plays: 'music' }),
  [op.KEEP_PLACE]: body({ keeps: 'place' }),
  [op.JOIN_AGENT]: body({ rings: 'agent' }),
  [op.SERVED]: body({ served: 'here' }),
  [op.HANG_UP]: body({ ends: 'leg' }),
  [op.USE_NUMBER]: body({ uses: 'number' }),
  [op.OPEN_CASE]: body({ opens: 'case' }),
  [op.PREFER_LAST_AGENT]: body({ prefers: 'last agent' }),
}

function asked(
  prompt: string,
  [, keys = 0, least = 0, timeoutMs = 0, manner = 0]: readonly number[],
): string {
  const as = (manner & op.SECRET) !== 0 ? 'secret' : (manner & op.CASE) !== 0 ? 'case' : 'number'
  return body({
    asked: prompt,
    keys,
    ...(least < keys && { least }),
    ...((manner & op.SPEECH) !== 0 && { speech: true }),
    ...((manner & (op.SECRET | op.NUMBER | op.CASE)) !== 0 && { as }),
    seconds: timeoutMs / SECOND_MS,
  })
}

function body(happened: object): string {
  return JSON.stringify(happened).slice(1)
}
