import { WrongInput } from '../base/wrong-input.ts'
import { lineFromText, lineText } from '../call/define-line.ts'
import type { Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import type { Definitions, JournaledCentre } from '../centre/journaled-centre.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
import { textHash } from '../line/line-hash.ts'
import type { Definition } from '../store/rows.ts'
import type { Report } from './work.ts'

/** Where the texts lie that a journal names: a store, or the lines of a journal's own file. */
export interface Texts {
  definition(hash: string): Promise<Definition | undefined>
}

/** A place for texts that new ones can be put in. */
export interface TextsKept extends Texts {
  saveDefinition(definition: Definition): Promise<void>
}

/** What a program runs with. */
export interface Running {
  readonly store: TextsKept
  readonly lines: readonly Line[]
  readonly roster: string
  readonly programVersion: string
}

/** The texts that a centre's journal names, held ready: a centre asks for them in the middle of a step. */
export class LoadedDefinitions implements Definitions {
  readonly #texts: Texts
  readonly #lines = new Map<string, Line>()
  readonly #rosters = new Map<string, string>()

  constructor(texts: Texts) {
    this.#texts = texts
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
    const definition = await this.#texts.definition(hash)
    if (!definition)
      throw new WrongInput(`there is no text beside the journal for the ${kind} with hash ${hash}`)
    if (kind === 'line-defined') this.#lines.set(hash, lineFromText(definition.text))
    else this.#rosters.set(hash, definition.text)
  }

  /**
   * The hash of a line as it would be written down. What runs is rebuilt from that text: a function that a machine
   * was given beside it would be gone at the next start, and so it is not there at the first one either.
   * @throws WrongInput for a line that its text alone cannot run.
   */
  addLine(line: Line): Definition {
    const text = lineText(line)
    const definition = { hash: textHash(text), kind: 'line', text }
    const rebuilt = lineFromText(text)
    explore(rebuilt)
    this.#lines.set(definition.hash, rebuilt)
    return definition
  }

  /** Keeps the texts that this program runs with; gives the facts by which the centre learns what is new in them. */
  async add({ store, lines, roster, programVersion }: Running, centre: JournaledCentre): Promise<Report[]> {
    const reports: Report[] = [{ kind: 'program-started', data: { version: programVersion } }]
    const definitions = lines.map(line => this.addLine(line))
    for (const [index, definition] of definitions.entries()) {
      const { hash } = definition
      await store.saveDefinition(definition)
      const { name } = lines[index]!.definition
      if (centre.definedAs(name) !== hash) reports.push({ kind: 'line-defined', data: { line: name, hash } })
    }
    const hash = textHash(roster)
    await store.saveDefinition({ hash, kind: 'roster', text: roster })
    this.#rosters.set(hash, roster)
    if (centre.definedAs('') !== hash) reports.push({ kind: 'roster-defined', data: { hash } })
    return reports
  }
}

/** Steps all that a line can do, so that what cannot be stepped is found before a caller finds it. */
function explore(line: Line): void {
  try {
    exploredTable(line)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(
      `line "${line.definition.name}" cannot be run from its text, which is all that a journal keeps of it: ` +
        `${reason}. Make it with \`defineLine\`, which says where; \`holdline flow\` checks it.`,
      { cause: error },
    )
  }
}

function found<T>(texts: ReadonlyMap<string, T>, hash: string, what: string): T {
  const text = texts.get(hash)
  if (text === undefined)
    throw new WrongInput(`the text of the ${what} with hash ${hash} is not beside the journal`)
  return text
}
