import { z } from 'zod'
import { hazard } from './hazard.ts'

/** Bounds that no support line comes near; beyond them a number is a slip, such as milliseconds for seconds. */
const CALLS_PER_HOUR_MAX = 100_000_000
const SECONDS_MAX = 7 * 86_400
const LIST_MAX = 10_000

export const share = z.number().min(0).max(1)
export const someCalls = z.number().min(0).max(CALLS_PER_HOUR_MAX)
const seconds = z.number().min(0).max(SECONDS_MAX)
const mean = z
  .number()
  .min(0)
  .max(SECONDS_MAX)
  .meta({ description: 'The mean, in seconds.', examples: [195] })
const cv = z
  .number()
  .min(0)
  .max(5)
  .meta({
    description: 'The coefficient of variation: standard deviation ÷ mean.',
    examples: [0.8],
  })

const shape = z
  .number()
  .min(0.3)
  .max(20)
  .meta({
    description: 'Below 1 most give up early, above 1 more and more the longer it lasts; 1 is exponential.',
    examples: [0.7],
  })

const empirical = z
  .strictObject({
    distribution: z.literal('empirical'),
    values: z.exactOptional(
      z
        .array(seconds)
        .min(1)
        .max(LIST_MAX)
        .meta({ description: 'Observed seconds, each as likely as any other.', examples: [[30, 45, 180]] }),
    ),
    quantiles: z.exactOptional(
      z
        .array(seconds)
        .min(2)
        .max(LIST_MAX)
        .meta({
          description:
            'Seconds at evenly spaced probabilities, the first at 0 and the last at 1; straight lines between.',
          examples: [[0, 60, 120, 600]],
        }),
    ),
    hazard: z.exactOptional(hazard),
  })
  .superRefine((given, problems) => {
    const { values, quantiles } = given
    const ways = Object.entries({ values, quantiles, hazard: given.hazard }).filter(([, way]) => way)
    if (ways.length !== 1) {
      const got =
        ways.length === 0
          ? 'neither values nor quantiles nor a hazard'
          : ways.map(([name]) => name).join(' and ')
      problems.addIssue({ code: 'custom', message: `got ${got}, expected one of them` })
    }
    const falls = given.quantiles?.findIndex((at, i, all) => i > 0 && at < all[i - 1]!) ?? -1
    if (falls > 0) {
      const got = `got ${given.quantiles![falls]} after ${given.quantiles![falls - 1]}`
      problems.addIssue({
        code: 'custom',
        path: ['quantiles', falls],
        message: `${got}, expected quantiles that never fall; sort them, or call them values`,
      })
    }
  })
  .transform(({ distribution, values, quantiles, hazard }) => {
    if (hazard) return { distribution, hazard }
    return quantiles ? { distribution, quantiles } : { distribution, values: values ?? [] }
  })

export const distribution = z
  .discriminatedUnion('distribution', [
    z.strictObject({ distribution: z.literal('exponential'), mean }),
    z.strictObject({ distribution: z.literal('lognormal'), mean, cv }),
    z.strictObject({ distribution: z.literal('gamma'), mean, cv }),
    z.strictObject({ distribution: z.literal('weibull'), mean, shape }),
    z.strictObject({ distribution: z.literal('constant'), mean: seconds.meta({ examples: [195] }) }),
    empirical,
  ])
  .meta({
    description: 'A distribution of seconds.',
    examples: [{ distribution: 'lognormal', mean: 195, cv: 0.8 }],
  })

const per = z
  .enum(['interval', 'day'])
  .default('interval')
  .meta({ description: 'Whether the target holds in every interval, by time of arrival, or over the day.' })

/** A target that is one share, or a share with what it holds over; always read as the latter. */
const shareTarget = (example: number) =>
  z
    .union([share, z.strictObject({ share: share.meta({ examples: [example] }), per })])
    .transform(given => (typeof given === 'number' ? { share: given, per: 'interval' as const } : given))

export const targets = z.strictObject({
  serviceLevel: z.exactOptional(
    z
      .strictObject({
        share: share.meta({ examples: [0.8] }),
        withinSeconds: seconds.meta({ examples: [20] }),
        per,
      })
      .meta({
        description: 'Least share of those who queue that is answered in time.',
        examples: [{ share: 0.8, withinSeconds: 20 }],
      }),
  ),
  abandonment: z.exactOptional(
    shareTarget(0.05).meta({
      description: 'Largest share of those who queue that hangs up waiting.',
      examples: [0.05],
    }),
  ),
  occupancy: z.exactOptional(
    shareTarget(0.85).meta({
      description: 'Largest share of staffed time in talk or wrap-up.',
      examples: [0.85],
    }),
  ),
  callsPerAgentDay: z.exactOptional(
    z
      .number()
      .positive()
      .max(10_000)
      .meta({ description: 'Most calls that an agent handles on a day.', examples: [100] }),
  ),
  shiftHours: z
    .number()
    .positive()
    .max(24)
    .default(8)
    .meta({ description: 'Hours of an agent’s day, to turn staffed hours into agents.', examples: [8] }),
})

/** Shares by name, as written; whether they add up is for whoever uses them to say. */
export const shares = z.record(z.string().min(1).max(64), share)
