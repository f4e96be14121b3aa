import type { RosterAgent } from '../centre/roster.ts'
import { parseRoster } from '../centre/roster.ts'
import { canonicalJson, textHash } from '../line/line-hash.ts'
import { hashPin, isPin, madePin } from '../store/pin-hash.ts'
import type { Store } from '../store/port.ts'
import type { NewRoster } from '../store/rows.ts'
import type { Runtime } from './runtime.ts'

/** A roster that somebody brings, checked. */
export interface BroughtRoster {
  readonly agents: readonly RosterAgent[]
  /** By name, as they were written down; kept only hashed. */
  readonly pins: ReadonlyMap<string, string>
}

export interface BringOptions {
  /** Agents without a PIN are given one. */
  readonly makesPins: boolean
}

/** What an import changed. */
export interface RosterChange {
  readonly agents: number
  readonly added: number
  readonly gone: number
  /** PINs that were made up: the one time that they can be read. */
  readonly made: readonly { readonly name: string; readonly pin: string }[]
}

/** The text of a roster: what its hash is of. No PIN is in it. */
export function rosterText(agents: readonly RosterAgent[]): string {
  return canonicalJson(agents)
}

/** The text of the roster that was imported last; of an empty one where none was. */
export async function importedRoster(store: Store, centre: string): Promise<string> {
  const imported = await store.rosterOf(centre)
  const definition = imported && (await store.definition(imported.hash))
  return definition?.text ?? '[]'
}

/**
 * Brings a roster to a store that no line holds: the next line that is opened on it runs it. Agents without a PIN are
 * given one.
 */
export async function bringToStore(
  { store, centre, atMs }: { store: Store; centre: string; atMs: number },
  brought: BroughtRoster,
): Promise<RosterChange> {
  const before = parseRoster(await importedRoster(store, centre))
  const { roster, text, made } = await prepared({ store, centre, atMs }, brought, { makesPins: true })
  await store.withCentre(centre, hold =>
    hold.commit({ facts: [], roster, definitions: [{ hash: roster.hash, kind: 'roster', text }] }),
  )
  return changeFrom(before, brought, made)
}

/**
 * Brings a roster to a line that runs: from here on new agents can sign in, whoever is gone finishes the call and goes
 * away, and other skills count from the next caller on.
 * @throws WrongInput for a queue that there is not; nothing is kept then
 */
export async function bringToLine(
  runtime: Runtime,
  brought: BroughtRoster,
  options: BringOptions,
): Promise<RosterChange> {
  const { store, name: centre } = runtime.options
  const before = [...runtime.centre.roster.values()]
  const { roster, text, made } = await prepared({ store, centre, atMs: runtime.nowMs }, brought, options)
  const isNews = roster.pins.length > 0 || (await store.rosterOf(centre))?.hash !== roster.hash
  if (!isNews && runtime.centre.definedAs('') === roster.hash) return changeFrom(before, brought, made)
  // A text may lie there that no fact names; a fact must never name a text that does not.
  await store.saveDefinition({ hash: roster.hash, kind: 'roster', text })
  await runtime.submit({
    reports(view) {
      view.keepRoster(roster)
      const { hash } = roster
      return view.centre.definedAs('') === hash ? [] : [{ kind: 'roster-defined', data: { hash } }]
    },
  })
  return changeFrom(before, brought, made)
}

async function prepared(
  { store, centre, atMs }: { store: Store; centre: string; atMs: number },
  { agents, pins }: BroughtRoster,
  { makesPins }: BringOptions,
): Promise<{ roster: NewRoster; text: string; made: RosterChange['made'] }> {
  const text = rosterText(agents)
  const kept = new Map((await store.pinsOf(centre)).map(({ name, pin }) => [name, pin]))
  const made: { name: string; pin: string }[] = []
  const changed: Promise<{ name: string; pin: string } | undefined>[] = []
  for (const { name } of agents) {
    const given = pins.get(name)
    if (given === undefined && (kept.has(name) || !makesPins)) continue
    const pin = given ?? madePin()
    if (given === undefined) made.push({ name, pin })
    changed.push(hashedAnew(name, pin, kept.get(name)))
  }
  const news = (await Promise.all(changed)).filter(pin => pin !== undefined)
  return {
    roster: { hash: textHash(text), atMs, agents: agents.map(({ name }) => name), pins: news },
    text,
    made,
  }
}

/** A PIN that is as it was keeps its hash, so that nobody is logged out by an import that changes nothing. */
async function hashedAnew(name: string, pin: string, before: string | undefined) {
  if (before !== undefined && (await isPin(pin, before))) return undefined
  return { name, pin: await hashPin(pin) }
}

function changeFrom(
  before: readonly RosterAgent[],
  { agents }: BroughtRoster,
  made: RosterChange['made'],
): RosterChange {
  const were = new Set(before.map(({ name }) => name))
  const are = new Set(agents.map(({ name }) => name))
  const added = agents.filter(({ name }) => !were.has(name)).length
  const gone = before.filter(({ name }) => !are.has(name)).length
  return { agents: agents.length, added, gone, made }
}
