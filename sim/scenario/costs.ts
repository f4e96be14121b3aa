import { z } from 'zod'

const AMOUNT_MAX = 1_000_000
const amount = z.number().min(0).max(AMOUNT_MAX)
const name = z.string().min(1).max(64)

/** What a day costs. */
export const costs = z
  .strictObject({
    currency: z
      .string()
      .refine(text => /^[A-Z]{3}$/.test(text), {
        message: 'expected three capital letters, as ISO 4217 has them; write USD, for example',
      })
      .default('USD')
      .meta({ description: 'The currency of all amounts.', examples: ['EUR'] }),
    wagePerHour: z
      .union([amount, z.record(name, amount)])
      .default(0)
      .meta({
        description: 'Of an agent, for paid time: shrinkage included. One wage, or a map by group.',
        examples: [21.5],
      }),
    skillPerHour: z
      .record(name, amount)
      .default({})
      .meta({
        description: 'Paid on top to every agent who serves this queue, by queue.',
        examples: [{ account: 1.5 }],
      }),
    lostCaller: amount.default(0).meta({
      description: 'Each time that a caller hangs up waiting, or finds the queue full.',
      examples: [12],
    }),
    waitMinute: amount
      .default(0)
      .meta({ description: 'A minute of a caller’s wait in a queue.', examples: [0.2] }),
    telephonyMinute: amount.default(0).meta({
      description:
        'A minute of a caller on the line, menus and hold included; one that has begun counts whole, as carriers bill.',
      examples: [0.014],
    }),
    lostWriter: amount.default(0).meta({
      description: 'Each time that somebody leaves another channel before an agent turns to them.',
      examples: [5],
    }),
  })
  .meta({
    description: 'What agents, callers who are lost or wait, and the line cost.',
    examples: [{ currency: 'USD', wagePerHour: 21.5, lostCaller: 12, telephonyMinute: 0.014 }],
  })
