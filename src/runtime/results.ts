import { assert } from '../base/assert.ts'
import { DAY_MS } from '../base/units.ts'
import type { Contact, Turn } from '../store/contact.ts'
import { CHANNELS } from '../store/contact.ts'
import type { Paper } from '../store/papers.ts'
import type { ResultsRow, Return } from './results-row.ts'
import { RowTally } from './results-row.ts'

/** A caller who comes again on the same matter within this time was not helped. */
export const RETURN_MS = 7 * DAY_MS

/** From the first instant to just before the second. */
export interface ResultsSpan {
  readonly fromMs: number
  readonly untilMs: number
}

export interface ResultsWanted {
  /** By line, the time in which a contact must have arrived to count. Others count nothing. */
  readonly lines: ReadonlyMap<string, ResultsSpan>
  readonly nowMs: number
}

/** What came of the contacts of some days. */
export interface Results {
  readonly nowMs: number
  readonly total: ResultsRow
  readonly channels: readonly ResultsRow[]
  /** By name, with the line before it where there are several lines. */
  readonly queues: readonly ResultsRow[]
  readonly agents: readonly ResultsRow[]
}

/** A contact of which it is not settled yet whether its caller came again. */
interface Served {
  readonly contact: Contact
  readonly rows: readonly RowTally[]
}

/**
 * Satisfaction, resolution and waits, from contacts in the order of their arrival.
 *
 * A contact was **served** if its caller talked to an agent or got what the call was for without one. It is
 * **resolved** if no other contact of the same caller on the same matter arrived within seven days (of 24 hours) of
 * its end. Two contacts are about the same matter if they have the same case; else, since every talk may open a case of
 * its own, if both came to the same queue of the line, and where one of them came to no queue if the line is the same.
 * Calls that we owed do not count as coming again. What a caller said of a call, and whether it was resolved, goes to
 * the last agent and to the queue of that talk; a wait to its own queue. A call that goes on in another is not counted:
 * the other one is.
 */
export class ResultsTally {
  readonly #wanted: ResultsWanted
  readonly #total = new RowTally()
  readonly #channels = new Map<string, RowTally>()
  readonly #queues = new Map<string, RowTally>()
  readonly #agents = new Map<string, RowTally>()
  /** By caller. */
  readonly #served = new Map<number, Served[]>()
  #lastMs = 0

  constructor(wanted: ResultsWanted) {
    this.#wanted = wanted
  }

  /** Takes the next contact; those after the wanted time only say who came again. */
  add({ caller, atMs, body: contact }: Paper<'contact'>): void {
    assert(atMs >= this.#lastMs, `a contact at ${atMs} follows one at ${this.#lastMs}`)
    this.#lastMs = atMs
    if (caller !== 0 && !contact.isOwed) this.#comesAgain(caller, contact, atMs)
    const span = this.#wanted.lines.get(contact.line)
    if (!span || atMs < span.fromMs || atMs >= span.untilMs || contact.outcome === 'called-again') return
    const rows = this.#count(contact)
    if (contact.outcome !== 'answered' && contact.outcome !== 'contained') return
    if (caller === 0) for (const row of rows) row.served('withheld')
    else {
      const served = this.#served.get(caller) ?? []
      this.#served.set(caller, served)
      served.push({ contact, rows })
    }
  }

  /** What came of all that was taken. To be asked once. */
  results(): Results {
    const { nowMs } = this.#wanted
    for (const served of this.#served.values()) for (const one of served) settle(one, this.#standing(one))
    this.#served.clear()
    return {
      nowMs,
      total: this.#total.row('all'),
      channels: rowsOf(this.#channels).sort((a, b) => channelRank(a) - channelRank(b)),
      queues: rowsOf(this.#queues),
      agents: rowsOf(this.#agents),
    }
  }

  #standing({ contact }: Served): Return {
    return contact.endedMs + RETURN_MS <= this.#wanted.nowMs ? 'resolved' : 'young'
  }

  #comesAgain(caller: number, again: Contact, atMs: number): void {
    const served = this.#served.get(caller)
    if (!served) return
    const left = served.filter(one => {
      const { endedMs } = one.contact
      const isReturn = atMs >= endedMs && atMs <= endedMs + RETURN_MS && isSameMatter(one.contact, again)
      if (isReturn) settle(one, this.#standing(one) === 'young' ? 'young-returned' : 'returned')
      return !isReturn
    })
    this.#served.set(caller, left)
  }

  /** Counts a contact; gives the rows to which its score and its resolution go. */
  #count(contact: Contact): RowTally[] {
    const { channel, turns, score } = contact
    const talks = turns.filter(({ agent }) => agent !== undefined)
    const every = [this.#total, rowIn(this.#channels, channel)]
    const queues = (of: readonly Turn[]) => new Set(of.map(({ queue }) => this.#queue(contact, queue)))
    const agents = new Set(talks.map(({ agent }) => this.#agent(agent!)))
    for (const row of [...every, ...queues(turns), ...agents]) row.contacts++
    if (talks.length > 0) for (const row of [...every, ...queues(talks), ...agents]) row.answered++
    for (const turn of turns) this.#take(contact, turn, every)
    const last = talks.at(-1) ?? turns.at(-1)
    const rows = [...every]
    if (last) rows.push(this.#queue(contact, last.queue))
    if (last?.agent !== undefined) rows.push(this.#agent(last.agent))
    if (score !== undefined) for (const row of rows) row.rated(score)
    return rows
  }

  #take(contact: Contact, turn: Turn, every: readonly RowTally[]): void {
    const rows = [...every, this.#queue(contact, turn.queue)]
    if (turn.agent !== undefined) rows.push(this.#agent(turn.agent))
    for (const row of rows) {
      if (turn.waitMs !== undefined && !turn.isCallback) row.waited(turn.waitMs)
      if (turn.talkMs !== undefined) row.talked(turn.talkMs)
    }
  }

  #queue({ line }: Contact, queue: string): RowTally {
    return rowIn(this.#queues, this.#wanted.lines.size > 1 ? `${line}/${queue}` : queue)
  }

  #agent(agent: string): RowTally {
    return rowIn(this.#agents, agent)
  }
}

function isSameMatter(one: Contact, other: Contact): boolean {
  if (one.line !== other.line) return false
  if (one.case !== undefined && one.case === other.case) return true
  if (one.turns.length === 0 || other.turns.length === 0) return true
  return one.turns.some(({ queue }) => other.turns.some(turn => turn.queue === queue))
}

function settle({ rows }: Served, how: Return): void {
  for (const row of rows) row.served(how)
}

function rowIn(rows: Map<string, RowTally>, name: string): RowTally {
  const known = rows.get(name)
  if (known) return known
  const row = new RowTally()
  rows.set(name, row)
  return row
}

function rowsOf(rows: ReadonlyMap<string, RowTally>): ResultsRow[] {
  return [...rows].map(([name, row]) => row.row(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function channelRank({ name }: ResultsRow): number {
  return (CHANNELS as readonly string[]).indexOf(name)
}
