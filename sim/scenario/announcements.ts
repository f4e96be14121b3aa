import { z } from 'zod'
import { share } from './parts.ts'

const times = z.number().min(0.01).max(100)

/** What being told about a wait does to those who wait. */
export const announcements = z
  .strictObject({
    balking: share.default(0).meta({
      description: 'Of callers less patient than the wait that they are told, the share who hang up at once.',
      examples: [0.5],
    }),
    hangUps: share.default(0).meta({
      description:
        'Probability that a caller hangs up at an announcement of the place or the wait, whatever it says: it reminds.',
      examples: [0.02],
    }),
    patienceUntilTold: times.default(1).meta({
      description: 'How many times as long patience lasts until the wait told is over.',
      examples: [2],
    }),
    patienceAfterTold: times.default(1).meta({
      description: 'How many times as long what is left of it lasts once the wait told is over.',
      examples: [0.5],
    }),
  })
  .meta({
    description:
      'How callers react to what they are told about their wait; who is told "four to six minutes" counts on six.',
    examples: [{ balking: 0.5, patienceUntilTold: 2, patienceAfterTold: 0.5 }],
  })

const STEPS_MAX = 100

const steps = z
  .array(
    z.strictObject({
      fromMinutes: z
        .number()
        .min(0)
        .max(10_080)
        .meta({ description: 'Told a wait of so many minutes or more.', examples: [5] }),
      share: share.meta({ examples: [0.4] }),
    }),
  )
  .min(1)
  .max(STEPS_MAX)
  .superRefine((given, problems) => {
    const wrong = given.findIndex(({ fromMinutes }, i) => fromMinutes <= (given[i - 1]?.fromMinutes ?? -1))
    if (wrong > 0) {
      const got = `got ${given[wrong]!.fromMinutes} after ${given[wrong - 1]!.fromMinutes}`
      const message = `${got}, expected more minutes in each step; sort them`
      problems.addIssue({ code: 'custom', path: [wrong, 'fromMinutes'], message })
    }
    if (given[0] && given[0].fromMinutes !== 0) {
      const message = `got ${given[0].fromMinutes} in the first step, expected 0: it is also for callers who are told no wait; add "{ fromMinutes: 0, share: 0 }" before it`
      problems.addIssue({ code: 'custom', path: [0, 'fromMinutes'], message })
    }
  })

/** The share who take an offer, or shares by the wait that they were told. */
export const acceptance = z.union([share, steps])
