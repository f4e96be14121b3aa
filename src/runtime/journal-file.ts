import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { WrongInput } from '../base/wrong-input.ts'
import type { Entry, Fact } from '../call/journal.ts'
import { formatEntry, JOURNAL_VERSION, parseEntry } from '../call/journal.ts'
import { canonicalJson, textHash } from '../line/line-hash.ts'
import type { Definition } from '../store/rows.ts'
import type { Texts } from './definitions.ts'

/** A journal from its first fact on, and the texts that its facts name. */
export interface Journal extends Texts {
  entries(): AsyncIterable<Entry>
}

/**
 * A journal as JSON lines: a fact a line, and before the first fact that names a text a line with that text, so that
 * one file can be handed on and replayed anywhere.
 */
export class JournalFile implements Journal {
  readonly path: string
  /** True when the file was found to end in the middle of a line. Known when all entries were read. */
  isCut = false
  /** Lines read so far. */
  lines = 0
  readonly #definitions = new Map<string, Definition>()

  constructor(path: string) {
    this.path = path
  }

  async definition(hash: string): Promise<Definition | undefined> {
    return this.#definitions.get(hash)
  }

  /**
   * Reads the file from its beginning. A last line that is cut ends it, and says so by `isCut`.
   * @throws WrongInput that names the line that is broken, or out of sequence
   */
  async *entries(): AsyncGenerator<Entry> {
    this.lines = 0
    this.isCut = false
    let before: Entry | undefined
    for await (const { text, isWhole } of this.#read()) {
      this.lines++
      let entry: Entry | undefined
      try {
        entry = this.#parse(text)
        if (entry) this.#check(entry, before)
      } catch (error) {
        if (!(error instanceof WrongInput)) throw error
        // No JSON object is whole before its last character, so what cannot be read here is cut, not broken.
        this.isCut = !isWhole && !isJson(text)
        if (this.isCut) return
        throw new WrongInput(`${this.path}, line ${this.lines}: ${error.message}`, { cause: error })
      }
      if (!entry) continue
      before = entry
      yield entry
    }
  }

  #parse(text: string): Entry | undefined {
    if (!text.startsWith(DEFINITION_START)) return parseEntry(text)
    const { hash, kind, text: of } = readDefinition(text)
    if (textHash(of) !== hash)
      throw new WrongInput(`the text of this ${kind} has hash ${textHash(of)}, not ${hash} as the line says`)
    this.#definitions.set(hash, { hash, kind, text: of })
    return undefined
  }

  #check({ centre, seq, atMs, fact }: Entry, before: Entry | undefined): void {
    const next = (before?.seq ?? 0) + 1
    if (seq !== next)
      throw new WrongInput(
        `fact ${seq} follows ${before ? `fact ${before.seq}` : 'nothing'}; expected ${next}`,
      )
    if (before && atMs < before.atMs)
      throw new WrongInput(`fact ${seq} is at ${atMs} ms, before fact ${before.seq} at ${before.atMs} ms`)
    if (before && centre !== before.centre)
      throw new WrongInput(`fact ${seq} is of centre "${centre}", the one before of "${before.centre}"`)
    const hash = hashIn(fact)
    if (hash !== undefined && !this.#definitions.has(hash))
      throw new WrongInput(
        `fact ${seq} ("${fact.kind}") names a text with hash ${hash}; no line before has it`,
      )
  }

  async *#read(): AsyncGenerator<{ text: string; isWhole: boolean }> {
    let rest = ''
    try {
      for await (const chunk of createReadStream(this.path, { encoding: 'utf8', highWaterMark: 1 << 16 })) {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop()!
        for (const text of lines) yield { text, isWhole: true }
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      throw new WrongInput(`${this.path} cannot be read: ${error.message}`, { cause: error })
    }
    if (rest !== '') yield { text: rest, isWhole: false }
  }
}

/** Writes a journal as JSON lines, in place of a file that is there only once all is written. Gives its facts. */
export async function writeJournalFile(path: string, journal: Journal): Promise<number> {
  const part = `${path}.part`
  const count = { facts: 0 }
  try {
    await pipeline(Readable.from(chunks(journal, count)), createWriteStream(part, { mode: 0o600 }))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    if (error instanceof WrongInput || !(error instanceof Error && 'code' in error)) throw error
    throw new WrongInput(`${path} cannot be written: ${error.message}`, { cause: error })
  }
  return count.facts
}

/** The lines of a journal file, each with its newline. */
export async function* journalLines(journal: Journal): AsyncGenerator<string> {
  const written = new Set<string>()
  for await (const entry of journal.entries()) {
    const hash = hashIn(entry.fact)
    if (hash === undefined) {
      yield `${formatEntry(entry)}\n`
      continue
    }
    const found = await journal.definition(hash)
    if (!found) throw new WrongInput(`fact ${entry.seq} names a text with hash ${hash}, which is not kept`)
    const definition = handedOn(found)
    if (!written.has(definition.hash)) {
      written.add(definition.hash)
      yield `${JSON.stringify({ v: JOURNAL_VERSION, definition })}\n`
    }
    const fact = { ...entry.fact, data: { ...entry.fact.data, hash: definition.hash } } as Fact
    yield `${formatEntry({ ...entry, fact })}\n`
  }
}

const DEFINITION_START = `{"v":${JOURNAL_VERSION},"definition":`

/** Lines as large pieces: a write each would cost more than all the rest. */
async function* chunks(journal: Journal, count: { facts: number }): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of journalLines(journal)) {
    if (!line.startsWith(DEFINITION_START)) count.facts++
    chunk += line
    if (chunk.length < 1 << 16) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/**
 * A definition as it may be handed on: of an agent no more than the name and skills, by which a centre goes. Where
 * the roster says more (how to reach them), its text is another, and so is its hash.
 */
function handedOn(definition: Definition): Definition {
  if (definition.kind !== 'roster') return definition
  const agents = JSON.parse(definition.text) as readonly Record<string, unknown>[]
  if (agents.every(agent => Object.keys(agent).every(key => key === 'name' || key === 'skills')))
    return definition
  const text = canonicalJson(agents.map(({ name, skills }) => ({ name, skills })))
  return { hash: textHash(text), kind: 'roster', text }
}

function hashIn({ kind, data }: Fact): string | undefined {
  return kind === 'line-defined' || kind === 'roster-defined' ? data.hash : undefined
}

function readDefinition(line: string): Definition {
  let definition: Partial<Record<keyof Definition, unknown>> | undefined
  try {
    definition = JSON.parse(line).definition
  } catch {
    throw new WrongInput('this is no JSON; a journal has one object a line')
  }
  const { hash, kind, text } = definition ?? {}
  if (typeof hash === 'string' && typeof kind === 'string' && typeof text === 'string')
    return { hash, kind, text }
  throw new WrongInput('"definition" must have the texts "hash", "kind" and "text"')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
