import { WrongInput } from '../base/wrong-input.ts'
import { lineFromText, lineText } from '../call/define-line.ts'
import type { Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import type { Definitions, JournaledCentre } from '../centre/journaled-centre.ts'
import { textHash } from '../line/line-hash.ts'
import type { Store } from '../store/port.ts'
import type { Report, RuntimeOptions } from './runtime.ts'

/** The texts that a centre's journal names, held ready: a centre asks for them in the middle of a step. */
export class LoadedDefinitions implements Definitions {
  readonly #store: Store
  readonly #lines = new Map<string, Line>()
  readonly #rosters = new Map<string, string>()

  constructor(store: Store) {
    this.#store = store
  }

  line(hash: string): Line {
    return found(this.#lines, hash, 'line')
  }

  roster(hash: string): string {
    return found(this.#rosters, hash, 'roster')
  }

  /** Makes ready the text that a fact names, if it names one, before the fact is stepped. */
  async ready({ kind, data }: Fact): Promise<void> {
    if (kind !== 'line-defined' && kind !== 'roster-defined') return
    const { hash } = data
    if (this.#lines.has(hash) || this.#rosters.has(hash)) return
    const definition = await this.#store.definition(hash)
    if (!definition) throw new WrongInput(`the store has no text for the ${kind} with hash ${hash}`)
    if (kind === 'line-defined') this.#lines.set(hash, lineFromText(definition.text))
    else this.#rosters.set(hash, definition.text)
  }

  /** Keeps the texts that this program runs with; gives the facts by which the centre learns what is new in them. */
  async add({ lines, roster, programVersion }: RuntimeOptions, centre: JournaledCentre): Promise<Report[]> {
    const reports: Report[] = [{ kind: 'program-started', data: { version: programVersion } }]
    for (const line of lines) {
      const text = lineText(line)
      const hash = textHash(text)
      await this.#store.saveDefinition({ hash, kind: 'line', text })
      this.#lines.set(hash, line)
      const { name } = line.definition
      if (centre.definedAs(name) !== hash) reports.push({ kind: 'line-defined', data: { line: name, hash } })
    }
    const hash = textHash(roster)
    await this.#store.saveDefinition({ hash, kind: 'roster', text: roster })
    this.#rosters.set(hash, roster)
    if (centre.definedAs('') !== hash) reports.push({ kind: 'roster-defined', data: { hash } })
    return reports
  }
}

function found<T>(texts: ReadonlyMap<string, T>, hash: string, what: string): T {
  const text = texts.get(hash)
  if (text === undefined)
    throw new WrongInput(`the text of the ${what} with hash ${hash} is not beside the journal`)
  return text
}
