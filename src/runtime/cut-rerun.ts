import { WrongInput } from '../base/wrong-input.ts'
import type { CutCall } from './cut-calls.ts'
import { placeOf } from './cut-calls.ts'
import type { Input } from './cut-file.ts'
import { isInput, kindOf, parseInput } from './cut-file.ts'
import type { Surroundings } from './cut-lone-call.ts'
import { LoneCall } from './cut-lone-call.ts'
import type { LoneLine } from './cut-lone-line.ts'

/**
 * Runs a call again by a line of today. Gives nothing where all is as it stands, else the lines as they are now.
 * @throws WrongInput that names the line that is broken
 */
export function rerun(call: CutCall, line: LoneLine): readonly string[] | undefined {
  const retelling = new Retelling(call.lines)
  try {
    new LoneCall(line, call.head, retelling).run()
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    const where = `the call at ${placeOf(call)}, its line ${retelling.at + 1}`
    throw new WrongInput(`${where}: ${error.message}`, { cause: error })
  }
  return retelling.today
}

/**
 * What stands in a file, told again: as long as nothing differs, only a cursor moves over it. Text is compared as it
 * stands, so that what is the same is never read.
 */
class Retelling implements Surroundings {
  /** The line that comes next; 0 is the head. */
  at = 1
  /** What the call is now, from where it differs first on. */
  today: string[] | undefined
  readonly #lines: readonly string[]
  #shown: Input | undefined

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  tell(line: string): void {
    if (!this.today) {
      const recorded = this.#lines[this.at]
      if (recorded === line || (recorded !== undefined && isSame(recorded, line))) {
        this.at++
        this.#shown = undefined
        return
      }
    }
    this.#differ().push(line)
  }

  answer(): Input | undefined {
    const text = this.#lines[this.at]
    // What stands here is directed next, and told soon.
    if (!this.today && text !== undefined && !isInput(kindOf(text))) return undefined
    return this.next()
  }

  next(): Input | undefined {
    if (this.#shown) return this.#shown
    for (; this.at < this.#lines.length; this.at++) {
      const text = this.#lines[this.at]!
      if (isInput(kindOf(text))) {
        this.#shown = parseInput(text)
        return this.#shown
      }
      // What was directed once is not directed any more.
      this.#differ()
    }
    return undefined
  }

  take(): void {
    this.today?.push(this.#lines[this.at]!)
    this.#go()
  }

  drop(): void {
    this.#differ()
    this.#go()
  }

  #go(): void {
    this.at++
    this.#shown = undefined
  }

  #differ(): string[] {
    this.today ??= this.#lines.slice(0, this.at)
    return this.today
  }
}

/** The same by meaning, where somebody set the blanks otherwise. */
function isSame(recorded: string, line: string): boolean {
  if (recorded.length === line.length && !recorded.includes(' ')) return false
  try {
    return JSON.stringify(JSON.parse(recorded)) === line
  } catch {
    return false
  }
}
