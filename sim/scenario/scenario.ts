import { z } from 'zod'
import { arrivals } from './arrivals.ts'
import { channels } from './channels.ts'
import { agents, distribution, share, shares, targets } from './parts.ts'

/** Rounded thirds and sevenths add up to nearly 1; what is further off is a slip. */
const SUM_TOLERANCE = 0.02

const intents = shares
  .superRefine((given, problems) => {
    const sum = sumOf(given)
    if (Object.keys(given).length > 0 && Math.abs(sum - 1) > SUM_TOLERANCE) {
      const message = `got shares that add up to ${Number(sum.toFixed(4))}, expected 1; every caller wants one thing, so change one of them`
      problems.addIssue({ code: 'custom', message })
    }
  })
  .transform(given => {
    const sum = sumOf(given)
    return Object.fromEntries(Object.entries(given).map(([name, part]) => [name, part / sum]))
  })

const someShares = shares.superRefine((given, problems) => {
  const sum = sumOf(given)
  if (sum > 1 + 1e-9) {
    const message = `got shares that add up to ${Number(sum.toFixed(4))}, expected at most 1; lower one of them`
    problems.addIssue({ code: 'custom', message })
  }
})

/** The scenario file, key by key; descriptions and examples also serve its JSON Schema and its errors. */
export const scenarioSchema = z
  .strictObject({
    line: z
      .string()
      .min(1)
      .max(64)
      .meta({
        description: 'A line in flows/; "direct" is built in: no menus, one queue, always open.',
        examples: ['direct'],
      }),
    day: z.exactOptional(
      z.iso.date().meta({ description: 'The day, in the line’s time zone.', examples: ['2026-12-14'] }),
    ),
    startHour: z.exactOptional(
      z
        .number()
        .min(0)
        .lt(24)
        .meta({
          description:
            'Hour of the day at which the first interval begins; default: when the line opens, else 0.',
          examples: [7],
        }),
    ),
    durationHours: z.exactOptional(
      z
        .number()
        .positive()
        .max(8_784)
        .meta({
          description: 'Hours simulated, warm-up included; default: the opening hours.',
          examples: [12],
        }),
    ),
    warmupHours: z
      .number()
      .min(0)
      .max(8_784)
      .default(0)
      .meta({ description: 'The first of these hours, left out of the results.', examples: [1] }),
    arrivals,
    intents: intents.default({}).meta({
      description: 'Share of callers by what they want, of the intents that the line declares; {}: evenly.',
      examples: [{ billing: 0.5, account: 0.3, rewards: 0.2 }],
    }),
    tiers: someShares.default({}).meta({
      description: 'Share of callers by tier; the rest belong to the line’s last tier.',
      examples: [{ loyal: 0.2 }],
    }),
    languages: someShares.default({}).meta({
      description: 'Share of callers by language; the rest speak the line’s first.',
      examples: [{ 'es-US': 0.15 }],
    }),
    handleSeconds: z.union([distribution, z.record(z.string().min(1).max(64), distribution)]).meta({
      description: 'Talk and wrap-up of a call: one distribution, or a map by queue.',
      examples: [{ distribution: 'lognormal', mean: 195, cv: 0.8 }],
    }),
    wrapUpShare: share
      .default(0)
      .meta({ description: 'Share of the handle time that is wrap-up.', examples: [0.15] }),
    patienceSeconds: z.union([distribution, z.literal('never')]).meta({
      description: 'How long callers wait before they hang up; "never": they do not.',
      examples: [{ distribution: 'exponential', mean: 180 }],
    }),
    queueLimit: z.exactOptional(
      z
        .int()
        .min(0)
        .max(10_000_000)
        .meta({
          description: 'Callers who may wait in a queue; 0 for pure loss; default: the line’s own.',
          examples: [1_000],
        }),
    ),
    readingErrors: share.default(0.02).meta({
      description: 'Probability that a caller presses a wrong key at a prompt.',
      examples: [0.02],
    }),
    silence: share.default(0.01).meta({
      description: 'Probability that a caller says and presses nothing at a prompt.',
      examples: [0.01],
    }),
    callbackAcceptance: share.default(0).meta({
      description: 'Share of callers who take a callback when it is offered.',
      examples: [0.3],
    }),
    voicemailAcceptance: share.default(0).meta({
      description: 'Share of callers who leave a message instead of waiting when that is offered.',
      examples: [0.1],
    }),
    openCases: share.default(0).meta({
      description: 'Share of callers who ring about an open case, which any one of the agents had last.',
      examples: [0.1],
    }),
    matters: shares.default({}).meta({
      description: 'Share of callers for whom each matter of the line is pending.',
      examples: [{ 'payment-due': 0.2 }],
    }),
    shrinkage: z
      .number()
      .min(0)
      .max(0.95)
      .default(0)
      .meta({
        description: 'Share of paid time off the phones: breaks, lunch, training, illness.',
        examples: [0.2],
      }),
    agents: agents.meta({
      description: 'Agents on the phones: a number, a number for each interval, or groups with skills.',
      examples: [45],
    }),
    channels: z.exactOptional(channels),
    targets: targets.default({ shiftHours: 8 }).meta({
      description: 'What the planner must keep.',
      examples: [{ serviceLevel: { share: 0.8, withinSeconds: 20 }, abandonment: 0.05 }],
    }),
    replications: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(100)
      .meta({ description: 'Days simulated.', examples: [100] }),
    seed: z
      .int()
      .min(0)
      .default(1)
      .meta({ description: 'Names the random numbers: the same seed, the same days.', examples: [1] }),
  })
  .meta({ title: 'Holdline scenario' })

/** What a scenario says, with defaults filled in; meanings, units and ranges stand in the schema above. */
export type Scenario = z.output<typeof scenarioSchema>

function sumOf(given: Readonly<Record<string, number>>): number {
  return Object.values(given).reduce((sum, part) => sum + part, 0)
}
