import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { RandomStream } from '../../src/base/random.ts'
import { effectId } from '../../src/carrier/port.ts'
import { entryOf } from '../../src/runtime/rebuild.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { ROSTER } from './card-day.ts'
import { contactsOf, expectContacts, knowCallers } from './contacts-of-journal.ts'
import { House, wholeState } from './house.ts'
import { OPEN_MS } from './lines.ts'
import { ManualClock } from './manual-clock.ts'
import { RecordingCarrier } from './recording-carrier.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8)
const RUNNER = join(import.meta.dirname, 'runner.ts')
const folder = mkdtempSync(join(tmpdir(), 'holdline-killed-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a runner said before it was killed. */
interface Said {
  /** Facts that it was told are durable. */
  readonly kept: readonly { readonly seq: number; readonly kind: string; readonly token: string }[]
  /** Effects that it began to act on. */
  readonly acted: readonly string[]
}

test('a centre that is killed at any moment under full load has all that it answered, a contact for each call that is over, and goes on as its journal says', async () => {
  const random = new RandomStream(7)
  const acted = new Set<string>()
  let outstanding = 0
  let lastSeq = 0
  let kept = 0
  const empty = await openSqliteStore({ folder })
  await knowCallers(empty)
  await empty.close()
  for (let round = 1; round <= ROUNDS; round++) {
    const said = await runUntilKilled(round, random.next() * 250)
    for (const id of said.acted) acted.add(id)
    // On a busy machine a round may be over before its first answer; not all of them.
    kept += said.kept.length
    const store = await openSqliteStore({ folder })
    // Facts before those of this round were looked at in theirs.
    await expectKept(store, said, lastSeq, round)
    await expectContacts(store)
    outstanding += await expectNoEffectLost(store, acted, lastSeq)
    await expectSound(store, acted, round)
    lastSeq = await store.lastSeq('main')
    await store.close()
  }
  const store = await openSqliteStore({ folder })
  expect(await replay(new StoredJournal(store, 'main'))).toMatchObject({ differingFacts: 0, facts: lastSeq })
  expect((await contactsOf(store)).size).toBeGreaterThan(ROUNDS)
  await store.close()
  expect(kept).toBeGreaterThan(ROUNDS)
  expect(outstanding).toBeGreaterThan(0)
  expect(lastSeq).toBeGreaterThan(ROUNDS * 20)
}, 120_000)

async function expectKept(store: Store, { kept }: Said, since: number, round: number): Promise<void> {
  const kinds = new Map<number, string>()
  let seq = since
  for await (const row of store.factsSince('main', since)) {
    expect(row.seq, `round ${round}`).toBe(++seq)
    kinds.set(row.seq, row.kind)
  }
  for (const { seq: at, kind, token } of kept) {
    expect(kinds.get(at), `fact ${at} of round ${round}`).toBe(kind)
    expect(await store.answerTo('main', token)).toBe(`${at} ${kind}`)
  }
}

/** What is to reach other legs was acted on or is outstanding. Gives how much is. */
async function expectNoEffectLost(store: Store, acted: ReadonlySet<string>, since: number): Promise<number> {
  const outstanding = new Set((await store.outstanding('main', 100_000)).map(({ id }) => id))
  const carrier = new RecordingCarrier()
  for await (const row of store.factsSince('main', since)) {
    const entry = entryOf('main', row)
    for (const index of carrier.note(entry).keys()) {
      const id = effectId(entry, index)
      expect(acted.has(id) || outstanding.has(id), id).toBe(true)
    }
  }
  return outstanding.size
}

/**
 * Opens the centre from its snapshot and from its journal alone, and holds both against each other; acts on what is
 * outstanding. Every opening adds a fact, as every start does.
 */
async function expectSound(store: Store, acted: Set<string>, round: number): Promise<void> {
  const opening = { store, lines: [cardSupport], roster: ROSTER, clock: new ManualClock(OPEN_MS) }
  const carrier = new RecordingCarrier()
  const fromSnapshot = await House.open({ ...opening, carrier, programVersion: '1' })
  const fromJournal = await House.open({ ...opening, programVersion: `not ${round}` })
  expect(wholeState(fromSnapshot.runtime.centre)).toEqual(wholeState(fromJournal.runtime.centre))
  expect(carrier.memory).toEqual({ facts: fromSnapshot.runtime.seq, lastSeq: fromSnapshot.runtime.seq })
  await fromSnapshot.runtime.stop()
  await fromJournal.runtime.stop()
  for (const house of [fromSnapshot, fromJournal]) for (const { id } of house.carrier.acts) acted.add(id)
}

/** Kills a running centre some time after its first answer; gives what it said until then. */
function runUntilKilled(seed: number, afterMs: number): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [RUNNER, folder, `${seed}`, `${OPEN_MS}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    child.stderr.on('data', chunk => {
      errors += chunk
    })
    child.stdout.on('data', chunk => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
      output += chunk
    })
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL' || errors !== '')
        return reject(new Error(`the runner ended by itself, or complained: ${errors}`))
      // The last line may be cut.
      const lines = output.slice(0, output.lastIndexOf('\n')).split('\n')
      const words = lines.map(line => line.split(' '))
      resolve({
        kept: words
          .filter(([what]) => what === 'kept')
          .map(([, seq, kind, token]) => ({ seq: Number(seq), kind: kind!, token: token! })),
        acted: words.filter(([what]) => what === 'acted').map(([, id]) => id!),
      })
    })
  })
}
