import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ALL_LAWS } from './all-laws.ts'
import type { History } from './histories.ts'
import { histories, live } from './histories.ts'
import { KINDS } from './kinds.ts'
import type { Law } from './law.ts'
import { story } from './story.ts'

const RUNS = Number(process.env.LAWS_RUNS ?? 700)
const SEED = Number(process.env.LAWS_SEED ?? 1)

/** Laws that some history broke. Each history is lived once for all laws; only a breach is lived again, to shrink it. */
const broken = new Set<string>()

/** How often each kind of thing happened. */
const happened = new Map<string, number>()

beforeAll(() => {
  for (const history of fc.sample(histories, { numRuns: RUNS, seed: SEED })) {
    const world = live(history)
    for (const [name, law] of Object.entries(ALL_LAWS)) if (law(world)) broken.add(name)
    for (const [kind, isOne] of Object.entries(KINDS))
      happened.set(kind, (happened.get(kind) ?? 0) + world.moments.filter(isOne).length)
  }
}, 60_000)

for (const [name, law] of Object.entries(ALL_LAWS)) {
  test(name, () => {
    if (broken.has(name)) shrink(law)
    expect(broken).not.toContain(name)
  })
}

/** Fails with the shortest history that breaks a law, told fact by fact. */
function shrink(law: Law): void {
  const holds = fc.property(histories, (history: History) => {
    const world = live(history)
    const breach = law(world)
    if (breach) throw new Error(`${breach.because}\n${story(world, breach.at)}`)
  })
  fc.assert(holds, { numRuns: RUNS, seed: SEED })
}

test('the histories in which nothing breaks hold every kind of what may happen', () => {
  for (const kind of Object.keys(KINDS)) expect(happened.get(kind) ?? 0, kind).toBeGreaterThan(5)
})
