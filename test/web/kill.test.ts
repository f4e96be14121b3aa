import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { RandomStream } from '../../src/base/random.ts'
import type { Entry } from '../../src/call/journal.ts'
import { ABSENT, FREE } from '../../src/centre/calls.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { House } from '../runtime/house.ts'
import { ManualClock } from '../runtime/manual-clock.ts'
import { expectEveryFactOnce } from './load-facts.ts'
import { holdline, ServerProcess } from './load-server.ts'
import { BusyTwilio, ROSTER } from './load-twilio.ts'

const KILLS = Number(process.env.KILL_ROUNDS ?? 8)
const PHONES = 24
/** Of so many kills one comes before the server listens. */
const EARLY_EVERY = 5
const SEED = 11

test('a server that is killed at any moment under load goes on where it was: nothing answered is lost, nobody is forgotten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-killed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  // What is compiled once is there for every start.
  await holdline(folder, ['serve', '--help'])
  const twilio = await BusyTwilio.open(SEED)
  onTestFinished(() => twilio.close())
  const seqs = await killsUnderLoad(folder, twilio)
  const last = serve(folder, twilio)
  onTestFinished(() => last.kill().catch(() => {}))
  twilio.exchange.opens((await last.said).url)
  await twilio.everybodyHangsUp()
  expect(twilio.failures, last.tail).toEqual([])
  await last.kill()
  expect(last.errors).toEqual([])
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  const { code, stdout } = await holdline(folder, ['replay', join(folder, 'data'), '--json'])
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, differingFacts: 0, skipped: 0 })
  const store = await openSqliteStore({ folder: join(folder, 'data') })
  onTestFinished(() => store.close())
  const entries: Entry[] = []
  for await (const entry of new StoredJournal(store, 'main').entries()) entries.push(entry)
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
  await expectEveryFactOnce(entries, twilio, store)
  await expectOnlyCallbacks(store, entries.at(-1)!.atMs)

  // What the test is about has happened.
  expect(twilio.exchange.unanswered).toBeGreaterThan(KILLS)
  expect(entries.filter(({ fact }) => fact.kind === 'accepted').length).toBeGreaterThan(0)
}, 180_000)

function serve(folder: string, twilio: BusyTwilio): ServerProcess {
  const args = ['--at', '2026-12-14T15:00:00Z', '--speed', '30']
  return new ServerProcess({ folder, roster: ROSTER, restBase: twilio.rest.base, args })
}

/** Starts a server again and again, and kills each; gives where each found the journal. */
async function killsUnderLoad(folder: string, twilio: BusyTwilio): Promise<number[]> {
  const random = new RandomStream(SEED)
  let startedMs = 0
  const seqs: number[] = []
  twilio.rings(PHONES)
  for (let kill = 1; kill <= KILLS && twilio.failures.length === 0; kill++) {
    const server = serve(folder, twilio)
    if (kill % EARLY_EVERY === 0) await delay(random.next() * startedMs)
    else {
      const { url, seq } = await server.said
      startedMs = server.startedMs
      seqs.push(seq)
      twilio.exchange.opens(url)
      // On a machine that has much else to do a server lives longer, or nobody would be answered by it.
      await delay(100 + random.next() * Math.max(500, startedMs))
    }
    twilio.exchange.closes()
    await server.kill()
    expect(server.errors, `killed for the ${kill}th time`).toEqual([])
  }
  expect(twilio.failures).toEqual([])
  return seqs
}

/** A call that is not over when everybody has hung up is a callback whose place is kept. */
async function expectOnlyCallbacks(store: Store, atMs: number): Promise<void> {
  const clock = new ManualClock(atMs)
  const house = await House.open({ store, clock, lines: [cardSupport], roster: ROSTER })
  const { calls } = house.runtime.centre.centre.state
  const live = [...calls.phase.keys()].filter(slot => calls.phase[slot] !== FREE)
  const lost = live.filter(slot => (calls.flags[slot]! & ABSENT) === 0).map(slot => calls.number[slot])
  expect(lost, 'calls whose phones have all hung up').toEqual([])
  await house.runtime.stop()
}
