import { writeSync } from 'node:fs'
import { cardSupport } from '../../flows/card-support.ts'
import { RunningClock } from '../../src/base/clock.ts'
import { RandomStream } from '../../src/base/random.ts'
import { Runtime } from '../../src/runtime/runtime.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { nextCardReport, ROSTER } from './card-day.ts'
import { NOBODY } from './house.ts'
import { RecordingCarrier } from './recording-carrier.ts'

// A process to be killed: `node runner.ts <folder> <seed> <start>` runs the credit card's line at full speed, its
// clock sixty times as fast as the time of day; says which facts it was told are durable, and which effects it did.

const [folder = '', seed = '1', start = '0'] = process.argv.slice(2)
const store = await openSqliteStore({ folder })
const lastSeq = await store.lastSeq('main')
let atMs = Number(start)
for await (const row of store.factsSince('main', Math.max(0, lastSeq - 1))) atMs = row.atMs
const carrier = new RecordingCarrier()
carrier.meanwhile = async () => {
  // Straight to the pipe: what is in a buffer of ours would die with us.
  writeSync(1, `acted ${carrier.acts.at(-1)!.id}\n`)
  await new Promise(resolve => setImmediate(resolve))
}
const runtime = await Runtime.open({
  name: 'main',
  store,
  clock: new RunningClock(atMs, 60),
  carrier,
  lines: [cardSupport],
  roster: ROSTER,
  programVersion: '1',
  watch: NOBODY,
  // Often, so that some deaths come in the midst of one.
  snapshotEvery: 500,
  onFault: (what, error) => void writeSync(2, `${what}: ${error}\n`),
})

async function submitForEver(random: RandomStream): Promise<never> {
  for (;;) {
    const token = crypto.randomUUID()
    const answer = await runtime.submit({
      token,
      reports: () => [nextCardReport(random, runtime.centre.nextCall - 1)],
      answer: entries => `${entries.at(-1)!.seq} ${entries.at(-1)!.fact.kind}`,
    })
    writeSync(1, `kept ${answer} ${token}\n`)
  }
}

for (let i = 0; i < 12; i++) void submitForEver(new RandomStream(Number(seed) * 100 + i))
