import { z } from 'zod'
import { everyAgent } from './agent-habits.ts'
import { agents } from './agents.ts'
import { arrivals } from './arrivals.ts'
import { callers, rareTraits, traits } from './callers.ts'
import { channels } from './channels.ts'
import { costs } from './costs.ts'
import { handling } from './handling.ts'
import { distribution, share, targets } from './parts.ts'
import { variance } from './variance.ts'

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
    intents: traits.intents.default({}),
    tiers: traits.tiers.default({}),
    languages: traits.languages.default({}),
    callers: z.exactOptional(callers),
    handleSeconds: z.union([distribution, z.record(z.string().min(1).max(64), distribution)]).meta({
      description: 'Talk and wrap-up of a call: one distribution, or a map by queue.',
      examples: [{ distribution: 'lognormal', mean: 195, cv: 0.8 }],
    }),
    wrapUpShare: share
      .default(0)
      .meta({ description: 'Share of the handle time that is wrap-up.', examples: [0.15] }),
    patienceSeconds: traits.patienceSeconds,
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
    readingErrors: traits.readingErrors.default(0.02),
    silence: traits.silence.default(0.01),
    callbackAcceptance: traits.callbackAcceptance.default(0),
    voicemailAcceptance: traits.voicemailAcceptance.default(0),
    announcements: z.exactOptional(traits.announcements),
    openCases: traits.openCases.default(0),
    matters: traits.matters.default({}),
    ...rareTraits,
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
    everyAgent: z.exactOptional(everyAgent),
    ...handling,
    channels: z.exactOptional(channels),
    costs: z.exactOptional(costs),
    targets: targets.default({ shiftHours: 8 }).meta({
      description: 'What the planner must keep.',
      examples: [{ serviceLevel: { share: 0.8, withinSeconds: 20 }, abandonment: 0.05 }],
    }),
    variance: z.exactOptional(variance),
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
