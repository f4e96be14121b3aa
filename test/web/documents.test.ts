import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { directLine } from '../../src/call/direct.ts'
import { LiveLine } from './live-line.ts'

const KEYS = ['0', '1', '2', '3', '8', '9', '*', '#', 'wait', 'wait', 'later'] as const
/** Monday, a night, a holiday. */
const TIMES = [
  Date.UTC(2026, 11, 14, 15),
  Date.UTC(2026, 11, 14, 8),
  Date.UTC(2026, 11, 25, 22),
  Date.UTC(2026, 0, 1, 17),
]

test('wherever a caller goes, each document is one that Twilio can play in its place', async () => {
  const lines = [cardSupport, giftCards, directLine()]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...lines.map(({ definition }) => definition.name)),
      fc.constantFrom(...TIMES),
      fc.array(fc.constantFrom(...KEYS), { minLength: 4, maxLength: 14 }),
      async (name, atMs, keys) => {
        const line = await LiveLine.open({ lines, atMs })
        try {
          const caller = await line.caller('+14155550101', name).rings()
          for (const key of keys) {
            const last = caller.document.children.at(-1)!
            if (last.name === 'Hangup') break
            if (key === 'later') await line.clock.passes(40_000)
            const listens = caller.document.children.some(verb => verb.name === 'Gather')
            if (key === 'wait' || key === 'later' || !listens) await caller.hearsOut()
            else await caller.presses(key)
          }
          const faults = line.logged.filter(text => text.includes('"level":"error"'))
          expect(faults).toEqual([])
        } finally {
          await line.close()
        }
      },
    ),
    { numRuns: 25, seed: 7 },
  )
})
