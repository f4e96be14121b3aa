import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { directLine } from '../../src/call/direct.ts'
import { care, recordOf } from './care-line.ts'
import type { Phone } from './live-line.ts'
import { LiveLine } from './live-line.ts'

const KEYS = ['0', '1', '2', '3', '8', '9', '*', '#', 'wait', 'wait', 'later'] as const
/** Monday, a night, a holiday. */
const TIMES = [
  Date.UTC(2026, 11, 14, 15),
  Date.UTC(2026, 11, 14, 8),
  Date.UTC(2026, 11, 25, 22),
  Date.UTC(2026, 0, 1, 17),
]

test('rows 3, 5, 13, 14, 19, 28 and 29: wherever a caller goes, each document is one that Twilio can play in its place', async () => {
  const lines = [cardSupport, giftCards, directLine()]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...lines.map(({ definition }) => definition.name)),
      fc.constantFrom(...TIMES),
      fc.array(fc.constantFrom(...KEYS), { minLength: 4, maxLength: 14 }),
      async (name, atMs, keys) => {
        const line = await LiveLine.open({ lines, atMs })
        try {
          const caller = await line.caller('+12125550101', name).rings()
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

const CALLER = '+12125550101'
const ANSWERS = ['1', '2', '3', '4', '5', '9', '4711', '834290', '2125550142', '#'] as const
const WORDS = ['my bill', 'close my account', 'an umbrella <&>'] as const
const STEPS = [...ANSWERS, ...WORDS, 'nothing'] as const

/** Answers as the document allows; a caller who is recorded speaks for a while, or not at all. */
function answered(caller: Phone, step: (typeof STEPS)[number]): Promise<Phone> {
  const { children } = caller.document
  if (children.some(({ name }) => name === 'Record') && step !== 'nothing')
    return caller.records(step.length, step === '#' ? '#' : '')
  const gather = children.find(({ name }) => name === 'Gather')
  if (!gather || step === 'nothing') return caller.hearsOut()
  const isWords = (WORDS as readonly string[]).includes(step)
  if (isWords && !gather.attributes.input!.includes('speech')) return caller.hearsOut()
  return isWords ? caller.says(step) : caller.presses(step.slice(0, Number(gather.attributes.numDigits)))
}

test('rows 5, 14, 15, 17, 19 and 28: whatever a caller enters, says or leaves unsaid, each document is one that Twilio can play in its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...STEPS), { minLength: 4, maxLength: 14 }),
      fc.boolean(),
      async (steps, isRecorded) => {
        const line = await LiveLine.open({ lines: [care] })
        try {
          if (isRecorded) await recordOf(line, CALLER, { openCase: 'A-<47>', matters: ['payment-due'] })
          const caller = await line.caller(CALLER, 'care').rings()
          for (const step of steps) {
            if (caller.document.children.at(-1)!.name === 'Hangup') break
            await answered(caller, step)
          }
          expect(line.logged.filter(text => text.includes('"level":"error"'))).toEqual([])
        } finally {
          await line.close()
        }
      },
    ),
    { numRuns: 40, seed: 11 },
  )
})
