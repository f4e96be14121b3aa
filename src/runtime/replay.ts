import { WrongInput } from '../base/wrong-input.ts'
import type { Directive, Entry, Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import { UNWATCHED } from '../call/unwatched.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { LoadedDefinitions } from './definitions.ts'
import type { Journal } from './journal-file.ts'
import { withoutQuarantined } from './rebuild.ts'
import type { Happening } from './transcript.ts'
import { transcript } from './transcript.ts'

/** Where a replay leads elsewhere for the first time. */
export interface Difference {
  readonly seq: number
  readonly atMs: number
  readonly fact: Fact
  /** The call that it is about; 0 where it is about none. */
  readonly call: number
  readonly recorded: readonly Directive[]
  /** Absent where the fact cannot be stepped any more. */
  readonly now?: readonly Directive[]
  /** Why it cannot. */
  readonly error?: string
  /** What the call went through before, by what was recorded. */
  readonly before: readonly Happening[]
}

/** What a replay found. */
export interface Replayed {
  readonly facts: number
  readonly calls: number
  readonly directives: number
  /** Facts in quarantine, passed over as they were. */
  readonly skipped: number
  readonly elapsedMs: number
  /** Facts that lead elsewhere, and the calls that they are about. */
  readonly differingFacts: number
  readonly differingCalls: number
  readonly first?: Difference
}

/** What is remembered of the past, to show how a call got to where it differs; some minutes of a large centre. */
const REMEMBERED = 10_000

/**
 * Steps the facts of a journal through a fresh centre and compares what they lead to, byte for byte, with what was
 * recorded. Goes on after a difference, but not after a fact that cannot be stepped.
 * @param options.line runs instead of what the journal recorded of the line with this name
 * @throws WrongInput for a journal whose texts are missing or cannot be run, or that has no such line
 */
export async function replay(journal: Journal, { line }: { readonly line?: Line } = {}): Promise<Replayed> {
  const run = new Replay(new LoadedDefinitions(journal), line)
  const startMs = performance.now()
  for await (const { entry, skipped } of withoutQuarantined(journal.entries())) {
    if (!(await run.step(entry, skipped))) break
  }
  return run.result(performance.now() - startMs)
}

class Replay {
  readonly #definitions: LoadedDefinitions
  readonly #centre: JournaledCentre
  readonly #line: { readonly name: string; readonly hash: string } | undefined
  readonly #named = new Set<string>()
  readonly #past: Entry[] = []
  readonly #differingCalls = new Set<number>()
  #facts = 0
  #directives = 0
  #skipped = 0
  #differingFacts = 0
  #first: Difference | undefined

  constructor(definitions: LoadedDefinitions, line: Line | undefined) {
    this.#definitions = definitions
    this.#centre = new JournaledCentre(definitions, UNWATCHED)
    this.#line = line && { name: line.definition.name, hash: definitions.addLine(line).hash }
  }

  /** Steps one fact. False when it cannot be stepped. */
  async step(entry: Entry, skipped: boolean): Promise<boolean> {
    this.#facts++
    if (skipped) {
      this.#skipped++
      return true
    }
    const fact = this.#asTold(entry.fact)
    if (fact.kind === 'line-defined' || fact.kind === 'roster-defined') await this.#definitions.ready(fact)
    let now: readonly Directive[] | undefined
    let error: string | undefined
    try {
      now = this.#centre.apply(fact, entry.atMs).directives
      this.#directives += now.length
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown)
    }
    const { directives } = entry
    const same = error === undefined && (!directives || JSON.stringify(now) === JSON.stringify(directives))
    if (!same) this.#differs(entry, { ...(now && { now }), ...(error !== undefined && { error }) })
    this.#remember(entry)
    return error === undefined
  }

  result(elapsedMs: number): Replayed {
    const line = this.#line
    if (line && !this.#named.has(line.name)) {
      const names = [...this.#named].map(name => `"${name}"`).join(', ') || 'none'
      throw new WrongInput(`the journal has no line "${line.name}"; its lines: ${names}`)
    }
    return {
      facts: this.#facts,
      calls: this.#centre.nextCall - 1,
      directives: this.#directives,
      skipped: this.#skipped,
      elapsedMs,
      differingFacts: this.#differingFacts,
      differingCalls: this.#differingCalls.size,
      ...(this.#first && { first: this.#first }),
    }
  }

  /** A fact as recorded, but for the line that is replaced. */
  #asTold(fact: Fact): Fact {
    if (fact.kind !== 'line-defined') return fact
    this.#named.add(fact.data.line)
    const { line } = fact.data
    return line === this.#line?.name ? { kind: 'line-defined', data: { line, hash: this.#line.hash } } : fact
  }

  #differs(entry: Entry, outcome: Pick<Difference, 'now' | 'error'>): void {
    this.#differingFacts++
    const recorded = entry.directives ?? []
    const call = callOf(entry.fact, recorded, outcome.now ?? [])
    if (call > 0) this.#differingCalls.add(call)
    if (this.#first) return
    const { seq, atMs, fact } = entry
    const before = call > 0 ? transcript(this.#past, call, atMs) : []
    this.#first = { seq, atMs, fact, call, recorded, ...outcome, before }
  }

  #remember(entry: Entry): void {
    if (this.#first) return
    this.#past.push(entry)
    if (this.#past.length >= 2 * REMEMBERED) this.#past.splice(0, REMEMBERED)
  }
}

/** The call that a difference is about: the fact's own, else the one of the first directive that is not the same. */
function callOf({ data }: Fact, recorded: readonly Directive[], now: readonly Directive[]): number {
  if ('call' in data) return data.call
  const length = Math.max(recorded.length, now.length)
  for (let i = 0; i < length; i++) {
    if (JSON.stringify(recorded[i]) === JSON.stringify(now[i])) continue
    for (const directive of [recorded[i], now[i]]) if (directive && 'call' in directive) return directive.call
  }
  return 0
}
