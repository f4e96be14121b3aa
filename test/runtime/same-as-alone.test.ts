import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import type { Entry } from '../../src/call/journal.ts'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import { LoadedDefinitions } from '../../src/runtime/definitions.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { nextReport } from './day.ts'
import { fallible } from './fallible-store.ts'
import { House, NOBODY, wholeState } from './house.ts'
import { desk, laterDesk } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

/** What may come between the reports of a day. */
const moment = fc.oneof(
  { weight: 20, arbitrary: fc.record({ reports: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ passMs: fc.integer({ min: 1, max: 40_000 }) }) },
  { weight: 2, arbitrary: fc.constant({ restart: 'killed' as const }) },
  { weight: 2, arbitrary: fc.constant({ restart: 'stopped' as const }) },
  { weight: 1, arbitrary: fc.constant({ restart: 'another version' as const }) },
  { weight: 1, arbitrary: fc.constant({ restart: 'another line' as const }) },
  { weight: 1, arbitrary: fc.constant({ full: true as const }) },
)

test('a runtime that is killed, stopped, upgraded and refused by its disk at random is what its journal alone makes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(moment, { minLength: 5, maxLength: 40 }),
      async (seed, moments) => {
        const store = fallible(await openSqliteStore({ memory: true }))
        const random = new RandomStream(seed)
        let opening = { lines: [desk], programVersion: '1' }
        let house = await House.open({ store, ...opening })
        for (const now of moments) {
          if ('passMs' in now) await house.passes(now.passMs)
          else if ('restart' in now) {
            if (now.restart === 'stopped') await house.runtime.stop()
            if (now.restart === 'another version')
              opening = { ...opening, programVersion: `${opening.programVersion}'` }
            if (now.restart === 'another line')
              opening = { ...opening, lines: opening.lines[0] === desk ? [laterDesk] : [desk] }
            house = await house.again(opening)
          } else {
            store.isFull = 'full' in now
            const count = 'full' in now ? 3 : now.reports
            await Promise.allSettled(
              Array.from({ length: count }, () =>
                house.reports(nextReport(random, house.runtime.centre.nextCall - 1, 0.1)),
              ),
            )
            store.isFull = false
          }
        }
        const alone = await stepAlone(await house.journal(), new LoadedDefinitions(store))
        expect(wholeState(house.runtime.centre)).toEqual(wholeState(alone))
        expect(house.carrier.memory).toEqual({ facts: house.runtime.seq, lastSeq: house.runtime.seq })
        await house.runtime.stop()
        const last = await house.again({ ...opening, clock: new ManualClock(0) })
        expect(wholeState(last.runtime.centre)).toEqual(wholeState(alone))
        await store.close()
      },
    ),
    { numRuns: 40 },
  )
})

/** Folds a journal and compares what it leads to, without any of the runtime's own means. */
async function stepAlone(journal: readonly Entry[], definitions: LoadedDefinitions) {
  const centre = new JournaledCentre(definitions, NOBODY)
  for (const [index, { fact, atMs, seq, directives }] of journal.entries()) {
    expect(seq).toBe(index + 1)
    await definitions.ready(fact)
    const next = journal[index + 1]?.fact
    if (next?.kind === 'quarantined' && next.data.seq === seq) continue
    expect(centre.apply(fact, atMs).directives).toEqual(directives)
  }
  return centre
}
