import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

interface Measured {
  readonly name: string
  readonly rows: { what: string; value: number; unit: string }[]
}

/**
 * Durable commits of webhooks (a fact, its directives and its answer, about 700 bytes), one by one and in groups,
 * and the reading of a journal. On the disk under `./`, since /tmp may be memory.
 */
export async function run({ quick }: { quick: boolean }): Promise<Measured> {
  const folder = mkdtempSync(join(process.cwd(), '.bench-store-'))
  const store = await openSqliteStore({ folder })
  try {
    const rows: Measured['rows'] = []
    for (const group of [1, 16, 64]) rows.push(...(await appends(store, group, quick ? 500 : 3_000)))
    rows.push(await reading(store))
    return { name: 'embedded store', rows }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

async function appends(store: Store, group: number, forMs: number): Promise<Measured['rows']> {
  const takenMs: number[] = []
  const startMs = performance.now()
  while (performance.now() - startMs < forMs) {
    const beginMs = performance.now()
    await append(store, group)
    takenMs.push(performance.now() - beginMs)
  }
  const seconds = (performance.now() - startMs) / 1_000
  takenMs.sort((a, b) => a - b)
  const at = (share: number) => takenMs[Math.floor(takenMs.length * share)] ?? 0
  const what = `groups of ${group}`
  return [
    { what: `durable webhooks, ${what}`, value: Math.round((takenMs.length * group) / seconds), unit: '1/s' },
    { what: `commit median, ${what}`, value: at(0.5), unit: 'ms' },
    { what: `commit p99, ${what}`, value: at(0.99), unit: 'ms' },
  ]
}

const DATA = JSON.stringify({ call: 123, event: 'key.1', padding: 'x'.repeat(100) })
const DIRECTIVES = JSON.stringify([{ kind: 'say', prompt: 'main', padding: 'x'.repeat(120) }])
const TWIML = `<Response>${'x'.repeat(300)}</Response>`

async function append(store: Store, group: number): Promise<void> {
  await store.withCentre('main', async hold => {
    const seqs = Array.from({ length: group }, (_, i) => hold.lastSeq + 1 + i)
    // Random, as a carrier's tokens are: they land all over their index.
    const tokens = seqs.map(() => crypto.randomUUID())
    await hold.answersTo(tokens)
    await hold.commit({
      facts: seqs.map(seq => ({ seq, atMs: seq, kind: 'said', data: DATA, directives: DIRECTIVES })),
      answers: tokens.map((token, i) => ({ token, answer: TWIML, atMs: seqs[i]! })),
    })
  })
}

async function reading(store: Store): Promise<Measured['rows'][number]> {
  const startMs = performance.now()
  let rows = 0
  for await (const _ of store.factsSince('main', 0, 200_000)) rows++
  const perSecond = Math.round(rows / ((performance.now() - startMs) / 1_000))
  return { what: 'facts read', value: perSecond, unit: '1/s' }
}
