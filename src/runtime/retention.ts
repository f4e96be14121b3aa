import { DAY_MS } from '../base/units.ts'
import { KEPT_LIKE } from '../store/paper-kinds.ts'
import type { Store } from '../store/port.ts'
import type { Dossier } from '../store/rows.ts'

/** Where the sound of recordings lies. */
export interface Sounds {
  /** Deletes the sound of a recording; one that is gone is fine. */
  deleteRecording(sid: string): Promise<void>
}

/** For how many days what is known of people is kept. */
export interface KeptDays {
  readonly entries: number
  readonly recordings: number
  readonly words: number
  readonly contacts: number
  /** Since the caller rang last. */
  readonly callers: number
}

/** How many of each were deleted. */
export interface Purged {
  entries: number
  recordings: number
  papers: number
  callers: number
}

/** Recordings and callers that are looked at together. */
const AT_ONCE = 50
/** What was answered may still hold digits that were spoken; a carrier asks again within seconds. */
const ANSWERS_KEPT_MS = 120_000

/**
 * Deletes what was kept for long enough. The sound of a recording goes before the mention of it: where the carrier
 * cannot be reached, both stay for the next time.
 * @throws what the carrier or the store throws; what was deleted until then is deleted
 */
export async function purge(store: Store, sounds: Sounds, days: KeptDays, nowMs: number): Promise<Purged> {
  const before = (kept: keyof KeptDays) => nowMs - days[kept] * DAY_MS
  const purged: Purged = { entries: 0, recordings: 0, papers: 0, callers: 0 }
  purged.entries = await store.forget('secrets', before('entries'))
  for (const kind of Object.keys(KEPT_LIKE) as (keyof typeof KEPT_LIKE)[])
    purged.papers += await store.forgetPapers(kind, before(KEPT_LIKE[kind]))
  for (let old = await oldRecordings(); old.length > 0; old = await oldRecordings()) {
    await deleteSounds(store, sounds, old)
    purged.recordings += old.length
  }
  for (let gone = await goneCallers(); gone.length > 0; gone = await goneCallers())
    for (const caller of gone) {
      await erase(store, sounds, caller, nowMs)
      purged.callers++
    }
  return purged

  function oldRecordings() {
    return store.recordingsBefore(before('recordings'), AT_ONCE)
  }
  function goneCallers() {
    return store.callersBefore(before('callers'), AT_ONCE)
  }
}

/**
 * Erases all that is kept about a caller, the sound of recordings at the carrier first. The journal stays, and so does
 * what it replays to: it holds but a key, which nobody gets again. Gives what was erased; undefined for nobody.
 */
export async function erase(
  store: Store,
  sounds: Sounds,
  caller: number,
  nowMs: number,
): Promise<Dossier | undefined> {
  const dossier = await store.dossier(caller)
  if (!dossier) return undefined
  await deleteSounds(store, sounds, dossier.recordings)
  await store.eraseCaller(caller)
  await store.forget('answers', nowMs - ANSWERS_KEPT_MS)
  return dossier
}

async function deleteSounds(
  store: Store,
  sounds: Sounds,
  recordings: readonly { readonly sid: string }[],
): Promise<void> {
  const deleted: string[] = []
  try {
    for (const { sid } of recordings) {
      await sounds.deleteRecording(sid)
      deleted.push(sid)
    }
  } finally {
    await store.forgetRecordings(deleted)
  }
}

/** A fact of a call of one caller, as an export shows it. */
export interface ExportedFact {
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly data: unknown
}

/** All that a centre has about a caller: what is kept beside the journal, and the facts of the caller's calls. */
export interface Export extends Dossier {
  readonly facts: readonly ExportedFact[]
}

/** Gathers all that is there about a caller, for the caller to have; undefined for nobody. */
export async function exportCaller(
  store: Store,
  centre: string,
  caller: number,
): Promise<Export | undefined> {
  const dossier = await store.dossier(caller)
  if (!dossier) return undefined
  const calls = new Set<number>()
  const facts: ExportedFact[] = []
  const begins = new RegExp(`"caller":${caller}[,}]`)
  for await (const { seq, atMs, kind, data } of store.factsSince(centre, 0)) {
    const call = Number(/"call":(\d+)[,}]/.exec(data)?.[1] ?? 0)
    if (begins.test(data)) calls.add(call)
    else if (!calls.has(call)) continue
    facts.push({ seq, at: new Date(atMs).toISOString(), kind, data: JSON.parse(data) })
  }
  return { ...dossier, facts }
}
