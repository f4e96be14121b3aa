import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AUTH_TOKEN, PUBLIC_URL } from '../web/live-line.ts'
import { ServerProcess } from '../web/load-server.ts'
import type { Load } from './live-load.ts'
import { load } from './live-load.ts'
import type { Measured, Row } from './measured.ts'
import { median } from './measured.ts'

/** As many calls at once as keep the server busy; more only wait longer. */
const PHONES = 32

/**
 * Webhooks over HTTP through `holdline serve` as it is (signature, durable fact, step, TwiML, log), against a plain
 * prototype: node:http and node:sqlite, each webhook committed by itself, a signature check, a fixed document. Each
 * server has a process and so a core of its own; the load comes from this one. In turns, since a machine's speed
 * changes. The journal lies on the disk under `./`, since /tmp may be memory.
 */
export async function run({ quick }: { quick: boolean }): Promise<Measured> {
  const folder = mkdtempSync(join(process.cwd(), '.bench-live-'))
  const forMs = quick ? 1_500 : 5_000
  const real: Load[] = []
  const plain: Load[] = []
  try {
    for (let round = 0; round < 3; round++) {
      plain.push(await withPlain(mkdtempSync(join(folder, 'plain-')), base => warmed(base, forMs)))
      real.push(await withServe(mkdtempSync(join(folder, 'serve-')), base => warmed(base, forMs)))
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const of = (loads: readonly Load[], what: keyof Load) => median(loads.map(load => load[what]))
  const ratio = median(real.map(({ perSecond }, round) => perSecond / plain[round]!.perSecond))
  return {
    name: `live webhooks, ${PHONES} at once`,
    rows: [
      { what: 'webhooks', value: of(real, 'perSecond'), unit: '1/s', goal: '≥ 4,000' },
      { what: 'webhook median', value: of(real, 'p50Ms'), unit: 'ms' },
      { what: 'webhook p99', value: of(real, 'p99Ms'), unit: 'ms', goal: '≤ 20' },
      { what: 'plain prototype', value: of(plain, 'perSecond'), unit: '1/s' },
      { what: 'plain prototype median', value: of(plain, 'p50Ms'), unit: 'ms' },
      { what: 'plain prototype p99', value: of(plain, 'p99Ms'), unit: 'ms' },
      { what: 'webhooks ÷ plain prototype', value: ratio, unit: '', goal: '≥ 1.4' },
    ] satisfies Row[],
  }
}

/** Measures once the server has met every kind of webhook often enough to be compiled. */
async function warmed(base: string, forMs: number): Promise<Load> {
  await load(base, { phones: PHONES, forMs: forMs / 2 })
  return load(base, { phones: PHONES, forMs })
}

async function withServe(folder: string, work: (base: string) => Promise<Load>): Promise<Load> {
  const args = ['--at', '2026-12-14T15:00:00Z']
  const server = new ServerProcess({ folder, roster: '[]', restBase: 'http://127.0.0.1:9', args })
  const result = await work((await server.said).url)
  await server.stop()
  if (server.errors.length > 0) throw new Error(server.errors.join('\n'))
  return result
}

async function withPlain(folder: string, work: (base: string) => Promise<Load>): Promise<Load> {
  const program = join(import.meta.dirname, 'live-plain.ts')
  const child = spawn(process.execPath, [program, folder, PUBLIC_URL, AUTH_TOKEN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const result = await work((JSON.parse(said.toString()) as { url: string }).url)
  child.kill()
  await once(child, 'exit')
  return result
}
