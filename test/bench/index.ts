import { parseArgs } from 'node:util'
import type { Measured, Row } from './measured.ts'

// `npm run bench -- [what …] [--quick] [--json]`: measures what is named, or all that takes minutes at most.

interface Benchmark {
  run(options: { quick: boolean }): Promise<Measured>
}

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  sim: () => import('./sim.ts'),
  store: () => import('./store.ts'),
  replay: () => import('./replay.ts'),
  live: () => import('./live.ts'),
  exact: () => import('./exact.ts'),
}

/** Takes a quarter of an hour: only when it is named. */
const LONG = new Set(['exact'])

process.exitCode = await main()

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  })
  const unknown = positionals.filter(name => !(name in BENCHMARKS))
  if (unknown.length > 0) {
    console.error(
      `there is no benchmark ${unknown.join(', ')}; there are: ${Object.keys(BENCHMARKS).join(', ')}`,
    )
    return 2
  }
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS).filter(name => !LONG.has(name))
  const measured: Measured[] = []
  for (const name of names) {
    const { run } = await BENCHMARKS[name]!()
    const found = await run({ quick: values.quick })
    measured.push(found)
    if (!values.json) print(found)
  }
  if (values.json) console.log(JSON.stringify(measured))
  return 0
}

function print({ name, rows }: Measured): void {
  console.log(`\n${name}`)
  const width = Math.max(...rows.map(({ what }) => what.length))
  for (const row of rows) console.log(`  ${row.what.padEnd(width)}  ${text(row)}`)
}

function text({ value, unit, goal }: Row): string {
  const number = Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
  return `${number.padStart(12)} ${unit}${goal ? `   (goal: ${goal})` : ''}`.trimEnd()
}
