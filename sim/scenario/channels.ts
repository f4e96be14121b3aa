import { z } from 'zod'
import { distribution, someCalls } from './parts.ts'

const HOURS_OF_DAY = 24
const HOURS_OF_WEEK = 168
const LIST_MAX = 10_000
const ITEMS_MAX = 1_000_000
const YEAR_MINUTES = 366 * 1_440
const name = z.string().min(1).max(64)

const arriving = {
  itemsPerHour: z.exactOptional(
    z.union([someCalls, z.array(someCalls).min(HOURS_OF_DAY).max(HOURS_OF_WEEK)]).meta({
      description:
        'Items an hour: one number; or by hour on the line’s clock, 24 of them for a day from midnight or 168 for a week from Monday’s midnight.',
      examples: [40],
    }),
  ),
  itemsPerInterval: z.exactOptional(
    z
      .array(someCalls)
      .min(1)
      .max(LIST_MAX)
      .meta({
        description: 'Items expected in each interval, in order, instead of itemsPerHour.',
        examples: [[4, 6, 9]],
      }),
  ),
  backlog: z
    .union([
      z.int().min(0).max(ITEMS_MAX),
      z.strictObject({
        items: z
          .int()
          .min(0)
          .max(ITEMS_MAX)
          .meta({ examples: [200] }),
        oldestHours: z
          .number()
          .min(0)
          .max(8_784)
          .meta({ description: 'Age of the oldest; ages are spread evenly from here to 0.', examples: [18] }),
      }),
    ])
    .default(0)
    .transform(given => (typeof given === 'number' ? { items: given, oldestHours: 0 } : given))
    .meta({ description: 'Items that wait at the beginning.', examples: [{ items: 200, oldestHours: 18 }] }),
}

const working = {
  handleSeconds: distribution.meta({
    description: 'Work on one item by an agent who does nothing else meanwhile.',
    examples: [{ distribution: 'lognormal', mean: 300, cv: 0.8 }],
  }),
  groups: z.exactOptional(
    z
      .array(name)
      .min(1)
      .max(1_000)
      .meta({ description: 'Groups of agents who do it; default: all.', examples: [['evening']] }),
  ),
  atOnce: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({ description: 'Items of the channel that an agent has in hand at once.', examples: [3] }),
  slowdown: z
    .number()
    .min(0)
    .max(20)
    .default(0)
    .meta({
      description:
        'How much longer each item takes for every further one in hand: with 0.3, three at once take 1.6 times as long each.',
      examples: [0.3],
    }),
}

const waiting = {
  withinMinutes: z
    .number()
    .min(0)
    .max(YEAR_MINUTES)
    .meta({ description: 'The time in which an item should be answered.', examples: [1_440] }),
  patienceSeconds: z.exactOptional(
    z.union([distribution, z.literal('never')]).meta({
      description:
        'Who writes waits there for an agent, as in a chat, and leaves after so long ("never": stays); such an item is answered when an agent turns to it. Without this key it is answered when the work on it is done.',
      examples: [{ distribution: 'exponential', mean: 240 }],
    }),
  ),
  keepAvailable: z
    .int()
    .min(0)
    .max(ITEMS_MAX)
    .default(0)
    .meta({
      description: 'Agents of a group who must stay available for callers when one of them takes an item.',
      examples: [2],
    }),
  urgentMinutes: z.exactOptional(
    z
      .number()
      .min(0)
      .max(YEAR_MINUTES)
      .meta({
        description:
          'An item with so little time left, or none, goes before callers: whoever is free next takes it. 0: once it is overdue; as many as withinMinutes: always. Without this key callers always go first.',
        examples: [60],
      }),
  ),
  interruptible: z
    .boolean()
    .default(false)
    .meta({
      description:
        'An agent puts the item aside for a caller who would have to wait, and it is gone on with later.',
      examples: [true],
    }),
}

const channel = z
  .strictObject({ ...arriving, ...working, ...waiting })
  .superRefine((given, problems) => {
    const { itemsPerHour, itemsPerInterval, interruptible, atOnce, patienceSeconds, slowdown } = given
    const say = (message: string, ...path: string[]) => problems.addIssue({ code: 'custom', path, message })
    if ((itemsPerHour === undefined) === (itemsPerInterval === undefined)) {
      const got = itemsPerHour === undefined ? 'neither' : 'both'
      const and = itemsPerHour === undefined ? 'nor' : 'and'
      say(
        `got ${got} itemsPerHour ${and} itemsPerInterval, expected one of them; write itemsPerHour: 40, for example`,
      )
    }
    const hours = Array.isArray(itemsPerHour) ? itemsPerHour.length : HOURS_OF_DAY
    if (hours !== HOURS_OF_DAY && hours !== HOURS_OF_WEEK)
      say(
        `got ${hours} hours, expected ${HOURS_OF_DAY} of a day or ${HOURS_OF_WEEK} of a week; add the others`,
        'itemsPerHour',
      )
    if (interruptible && (atOnce > 1 || patienceSeconds !== undefined))
      say(
        'got true, expected it only where nobody waits for the next sentence; remove patienceSeconds and atOnce, or this',
        'interruptible',
      )
    if (slowdown > 0 && atOnce === 1)
      say(`got ${slowdown}, expected 0 for one item at a time; write atOnce: 3, for example`, 'slowdown')
  })
  .meta({
    description:
      'Work of one channel: when it comes, how long it takes, who does it and what it gives way to.',
    examples: [
      {
        itemsPerHour: 40,
        handleSeconds: { distribution: 'lognormal', mean: 300, cv: 0.8 },
        withinMinutes: 1_440,
      },
    ],
  })

/** Work that reaches the agents otherwise than by phone, by the channel's name. */
export const channels = z.record(name, channel).meta({
  description:
    'Other work of the same agents, the channel that goes first at the top: e-mail, chat, social media.',
  examples: [
    {
      email: {
        itemsPerHour: 40,
        handleSeconds: { distribution: 'lognormal', mean: 300, cv: 0.8 },
        withinMinutes: 1_440,
      },
    },
  ],
})

export type Channel = z.output<typeof channel>
