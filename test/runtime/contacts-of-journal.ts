import { expect } from 'vitest'
import { OUTCOMES } from '../../src/call/directives.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import { ON_CALL, WRAP_UP } from '../../src/centre/agents.ts'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import { LoadedDefinitions } from '../../src/runtime/definitions.ts'
import { withoutQuarantined } from '../../src/runtime/rebuild.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { Paper } from '../../src/store/papers.ts'
import type { Store } from '../../src/store/port.ts'

/** What a journal says of the calls that are over, gathered by stepping it once more. */
interface Told {
  readonly ended: Map<number, { outcome: string; answered: number; score?: number }>
  /** Time that agents have spent, in talks that are over and in wrap-ups that are over. */
  talkMs: number
  wrapMs: number
  /** Calls that are not over, or whose agent wraps up. */
  readonly isQuiet: boolean
}

async function toldBy(store: Store): Promise<Told> {
  const journal = new StoredJournal(store, 'main')
  const definitions = new LoadedDefinitions(journal)
  const told = { ended: new Map(), talkMs: 0, wrapMs: 0 } as Omit<Told, 'isQuiet'>
  const answered = new Map<number, number>()
  const scores = new Map<number, number>()
  const numberOf = (call: number) => centre.centre.state.calls.number[call]!
  const ends = (number: number, outcome: string) => {
    if (told.ended.has(number)) return
    const score = scores.get(number)
    const known = { outcome, answered: answered.get(number) ?? 0 }
    told.ended.set(number, { ...known, ...(score !== undefined && { score }) })
  }
  const centre: JournaledCentre = new JournaledCentre(definitions, {
    ...UNWATCHED,
    answered: call => void answered.set(numberOf(call), (answered.get(numberOf(call)) ?? 0) + 1),
    rated: (call, score) => void scores.set(numberOf(call), score),
    // For its caller the call is over then, whenever an agent hears the message.
    filed: (call, _queue, outcome) => ends(numberOf(call), OUTCOMES[outcome]!),
    ended: (call, outcome) => ends(numberOf(call), OUTCOMES[outcome]!),
    agentChanged(agent, from) {
      const { agents, nowMs } = centre.centre.state
      if (from === ON_CALL) told.talkMs += nowMs - agents.sinceMs[agent]!
      if (from === WRAP_UP) told.wrapMs += nowMs - agents.sinceMs[agent]!
    },
  })
  for await (const { entry, skipped } of withoutQuarantined(journal.entries())) {
    if (skipped) continue
    const { fact, atMs } = entry
    await definitions.ready(fact)
    centre.apply(fact, atMs)
    if (fact.kind === 'dropped' && !told.ended.has(fact.data.call))
      told.ended.set(fact.data.call, { outcome: 'left', answered: 0 })
  }
  return { ...told, isQuiet: centre.centre.state.calls.live === 0 }
}

/** Callers of the keys 1 to 200, whom a random day rings: what is kept of others is dropped, as of callers who were erased. */
export async function knowCallers(store: Store): Promise<void> {
  await store.withCentre('main', async hold => {
    for (let caller = 1; caller <= 200; caller++) {
      const number = `+1202555${String(caller).padStart(4, '0')}`
      expect(await hold.callerKey({ number, atMs: 0 })).toBe(caller)
    }
    await hold.commit({ facts: [] })
  })
}

/** The contacts of a centre, by the number of the call. */
export async function contactsOf(store: Store): Promise<Map<number, Paper<'contact'>>> {
  const papers = await store.papers('main', { kind: 'contact', limit: 1_000_000 })
  return new Map(papers.map(paper => [paper.call, paper]))
}

/** Every call that is over has its contact, no other call has one, and they say what the journal says. */
export async function expectContacts(store: Store): Promise<void> {
  const told = await toldBy(store)
  const contacts = await contactsOf(store)
  const said = [...contacts].map(([call, { body }]) => {
    const { outcome, turns, score } = body
    const answered = turns.filter(({ agent, waitMs }) => agent !== undefined && waitMs !== undefined).length
    return [call, { outcome, answered, ...(score !== undefined && { score }) }] as const
  })
  expect(said.sort(([a], [b]) => a - b)).toEqual([...told.ended].sort(([a], [b]) => a - b))
  const sum = (of: 'talkMs' | 'wrapMs') =>
    [...contacts.values()].flatMap(({ body }) => body.turns).reduce((ms, turn) => ms + (turn[of] ?? 0), 0)
  if (!told.isQuiet) return
  expect(sum('talkMs')).toBe(told.talkMs)
  expect(sum('wrapMs')).toBe(told.wrapMs)
}
