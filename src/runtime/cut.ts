import { MINUTE_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Directive } from '../call/journal.ts'
import { wallClock } from '../line/zone.ts'
import type { CutHead } from './cut-file.ts'
import { LoneLine } from './cut-lone-line.ts'
import { rerun } from './cut-rerun.ts'
import type { Seen } from './cut-witness.ts'
import { Witness } from './cut-witness.ts'
import { LoadedDefinitions } from './definitions.ts'
import type { Journal } from './journal-file.ts'
import { withoutQuarantined } from './rebuild.ts'

/** A call of a journal, as the text of a file. */
export interface Cut {
  /** Its number in the journal. */
  readonly number: number
  /** Ends with a newline. Empty where it cannot be cut out. */
  readonly text: string
  /** Why not. */
  readonly reason?: string
}

/** Which calls are meant, by number. */
export interface Range {
  readonly first: number
  readonly last: number
}

/**
 * Cuts calls out of a journal, in the order in which they end. Each is run again alone before it is given, by the
 * line that it was recorded with, and must speak the prompts that the journal has for it.
 * @throws WrongInput for a journal that this program cannot step
 */
export async function* cutCalls(journal: Journal, { first, last }: Range): AsyncGenerator<Cut> {
  const cutter = new Cutter(new LoadedDefinitions(journal))
  const isMeant = ({ number }: Seen) => number >= first && number <= last
  for await (const { entry, skipped } of withoutQuarantined(journal.entries())) {
    if (skipped) continue
    const { fact, atMs, seq, directives } = entry
    try {
      await cutter.definitions.ready(fact)
      const now = cutter.witness.apply(fact, atMs)
      cutter.note(directives ?? now)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new WrongInput(`the journal cannot be stepped at fact ${seq} ("${fact.kind}"): ${reason}`, {
        cause: error,
      })
    }
    for (const call of cutter.witness.over()) {
      if (isMeant(call)) yield cutter.cut(call)
      cutter.forget(call)
      if (call.number === last && first === last) return
    }
  }
  for (const call of cutter.witness.present()) if (isMeant(call)) yield cutter.cut(call)
}

class Cutter {
  readonly definitions: LoadedDefinitions
  readonly witness: Witness
  readonly #lines = new Map<string, LoneLine>()
  /** Prompts that the journal has for each call, in order. */
  readonly #spoken = new Map<number, string[]>()

  constructor(definitions: LoadedDefinitions) {
    this.definitions = definitions
    this.witness = new Witness(definitions)
  }

  note(directives: readonly Directive[]): void {
    for (const directive of directives) {
      if (directive.do === 'answer') this.#spoken.set(directive.call, [])
      else if (directive.do === 'say' || directive.do === 'ask' || directive.do === 'record')
        this.#spoken.get(directive.call)?.push(directive.prompt)
    }
  }

  forget({ number }: Seen): void {
    this.#spoken.delete(number)
  }

  cut(call: Seen): Cut {
    const { number, head, rangMs, inputs } = call
    if (call.isRedefined) return { number, text: '', reason: 'its line was defined anew while it lasted' }
    const line = this.#lineOf(head.definition)
    const rang = isoIn(line.line.definition.timeZone, rangMs)
    const { call: name, definition, ...rest } = head
    const whole: CutHead = { call: name, definition, rang, ...rest }
    const lines = [JSON.stringify(whole), ...inputs]
    const cut = rerun({ head: whole, lines, path: `call ${number}`, lineNumber: 1 }, line) ?? lines
    if (promptsIn(cut).join() !== (this.#spoken.get(number) ?? []).join())
      return { number, text: '', reason: 'it leads to something else now; see holdline replay' }
    return { number, text: `${cut.join('\n')}\n` }
  }

  #lineOf(hash: string): LoneLine {
    const line = this.#lines.get(hash) ?? new LoneLine(this.definitions.line(hash))
    this.#lines.set(hash, line)
    return line
  }
}

function promptsIn(lines: readonly string[]): string[] {
  return lines.flatMap(line => /^\{"at":[\d.]+,"(?:heard|asked|records)":"([^"]*)"/.exec(line)?.[1] ?? [])
}

/** An ISO time as the clock of a zone shows it, with its offset. */
function isoIn(zone: string, atMs: number): string {
  const { date, hour, minute } = wallClock(zone, atMs)
  const two = (number: number) => String(number).padStart(2, '0')
  const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS
  const offset = Math.round((Date.parse(`${date}T${two(hour)}:${two(minute)}Z`) - minuteMs) / MINUTE_MS)
  const sign = offset < 0 ? '-' : '+'
  const ahead = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const rest = ((atMs - minuteMs) / 1_000)
    .toFixed(3)
    .padStart(6, '0')
    .replace(/\.000$/, '')
  return `${date}T${two(hour)}:${two(minute)}:${rest}${ahead}`
}
