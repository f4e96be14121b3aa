import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cardSupport } from '../../flows/card-support.ts'
import type { Clock } from '../../src/base/clock.ts'
import { RandomStream } from '../../src/base/random.ts'
import { JournalFile, writeJournalFile } from '../../src/runtime/journal-file.ts'
import { replay } from '../../src/runtime/replay.ts'
import { Runtime } from '../../src/runtime/runtime.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { nextCardReport, ROSTER } from '../runtime/card-day.ts'
import { NOBODY } from '../runtime/house.ts'
import { OPEN_MS } from '../runtime/lines.ts'
import { ManualClock } from '../runtime/manual-clock.ts'
import { RecordingCarrier } from '../runtime/recording-carrier.ts'
import type { Measured, Row } from './measured.ts'
import { replayDay } from './replay-day.ts'

/** Of the facts in the generated journal, how many are reported at once, as on a busy line. */
const GROUP = 64

/**
 * Facts made durable through the runtime, in groups and one by one, with the credit card's line; then the replay of
 * that journal from the store and from a file, and of a simulated day, whole and call by call. On the disk under `./`, since /tmp may be memory.
 */
export async function run({ quick }: { quick: boolean }): Promise<Measured> {
  const folder = mkdtempSync(join(process.cwd(), '.bench-replay-'))
  const store = await openSqliteStore({ folder })
  try {
    const clock = new ManualClock(OPEN_MS)
    const runtime = await openRuntime(store, clock)
    const random = new RandomStream(1)
    const facts = quick ? 10_000 : 100_000
    const rows: Row[] = [
      await durable(runtime, clock, random, { facts, group: GROUP }),
      await durable(runtime, clock, random, { facts: facts / 20, group: 1 }),
    ]
    await runtime.stop()
    const stored = new StoredJournal(store, 'main')
    rows.push(await replayed('replay from the store', () => replay(stored)))
    const path = join(folder, 'journal.jsonl')
    await writeJournalFile(path, stored)
    rows.push(await replayed('replay from a file', () => replay(new JournalFile(path))))
    const startMs = performance.now()
    const again = await openRuntime(store, clock)
    rows.push({ what: 'start from a snapshot', value: performance.now() - startMs, unit: 'ms' })
    await again.stop()
    rows.push(...(await replayDay(folder, quick ? 10_000 : 100_000)))
    return { name: 'live runtime and replay', rows }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

function openRuntime(store: Store, clock: Clock): Promise<Runtime> {
  return Runtime.open({
    name: 'main',
    store,
    clock,
    carrier: new RecordingCarrier(),
    lines: [cardSupport],
    roster: ROSTER,
    programVersion: 'bench',
    watch: NOBODY,
    onFault: (what, error) => {
      throw new Error(what, { cause: error })
    },
  })
}

async function durable(
  runtime: Runtime,
  clock: ManualClock,
  random: RandomStream,
  { facts, group }: { facts: number; group: number },
): Promise<Row> {
  const startMs = performance.now()
  const from = runtime.seq
  while (runtime.seq - from < facts) {
    const submitted = Array.from({ length: group }, () =>
      runtime.submit({
        token: crypto.randomUUID(),
        reports: () => [nextCardReport(random, runtime.centre.nextCall - 1)],
        answer: entries => JSON.stringify(entries[0]!.directives),
      }),
    )
    await Promise.all(submitted)
    await clock.passes(group * 20)
  }
  const perSecond = ((runtime.seq - from) * 1_000) / (performance.now() - startMs)
  return { what: `durable facts, groups of ${group}`, value: Math.round(perSecond), unit: '1/s' }
}

async function replayed(what: string, work: () => ReturnType<typeof replay>) {
  const { facts, elapsedMs, differingFacts } = await work()
  if (differingFacts > 0) throw new Error(`${what}: ${differingFacts} facts lead to something else`)
  return { what, value: Math.round((facts * 1_000) / elapsedMs), unit: 'facts/s' }
}
