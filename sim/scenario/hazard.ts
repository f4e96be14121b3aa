import { z } from 'zod'

/** Of callers who still wait, so many a minute at most: one a millisecond. */
const PER_MINUTE_MAX = 60_000
const PIECES_MAX = 10_000

/** A hazard that is constant by pieces, as a scenario writes it. */
export const hazard = z
  .array(
    z.strictObject({
      untilSeconds: z
        .number()
        .positive()
        .max(7 * 86_400)
        .meta({ description: 'Where the piece ends, in seconds since the beginning.', examples: [15] }),
      perMinute: z
        .number()
        .min(0)
        .max(PER_MINUTE_MAX)
        .meta({
          description: 'How many a minute end in the piece, for each that has lasted so long.',
          examples: [0.5],
        }),
    }),
  )
  .min(1)
  .max(PIECES_MAX)
  .superRefine((given, problems) => {
    const falls = given.findIndex(
      ({ untilSeconds }, i) => i > 0 && untilSeconds <= given[i - 1]!.untilSeconds,
    )
    if (falls > 0) {
      const got = `got ${given[falls]!.untilSeconds} after ${given[falls - 1]!.untilSeconds}`
      problems.addIssue({
        code: 'custom',
        path: [falls, 'untilSeconds'],
        message: `${got}, expected each piece to end after the one before; sort them`,
      })
    }
    if (given.at(-1)?.perMinute === 0) {
      problems.addIssue({
        code: 'custom',
        path: [given.length - 1, 'perMinute'],
        message:
          'got 0 in the last piece, which goes on for ever, expected a number above 0; for almost endless patience write 0.001',
      })
    }
  })
  .meta({
    description:
      'The hazard by pieces: how many a minute give up, of those who still wait; beyond the last piece as in it.',
    examples: [
      [
        { untilSeconds: 15, perMinute: 0.6 },
        { untilSeconds: 60, perMinute: 0.2 },
      ],
    ],
  })
