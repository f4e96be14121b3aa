import { z } from 'zod'
import { LEVELS_MAX } from './agents.ts'
import { distribution, share } from './parts.ts'

const name = z.string().min(1).max(64)
const factor = z.number().min(0.05).max(20)

const byQueue = z.union([distribution, z.record(name, distribution)])

/** What skill, outcome and wrap-up make of the time that a call takes, and who hands it on. */
export const handling = {
  skillLevels: z.exactOptional(
    z
      .array(
        z.strictObject({
          handle: factor.default(1).meta({
            description: 'Handle times at this level, in those of the scenario.',
            examples: [1.25],
          }),
          resolved: factor
            .max(1)
            .default(1)
            .meta({
              description: 'Share of calls resolved at this level, in that of the scenario.',
              examples: [0.9],
            }),
        }),
      )
      .min(1)
      .max(LEVELS_MAX)
      .meta({
        description: 'What the levels of skills mean, from level 1, the best, on.',
        examples: [[{}, { handle: 1.25, resolved: 0.9 }]],
      }),
  ),
  wrapUpSeconds: z.exactOptional(
    byQueue.meta({
      description:
        'Wrap-up by a distribution of its own, one or a map by queue; handleSeconds is the talk alone then.',
      examples: [{ distribution: 'lognormal', mean: 30, cv: 0.5 }],
    }),
  ),
  handleByOutcome: z.exactOptional(
    z
      .strictObject({
        unresolved: z.exactOptional(byQueue.meta({ description: 'Of calls that are not resolved.' })),
        transferred: z.exactOptional(byQueue.meta({ description: 'Of calls that are handed on.' })),
      })
      .meta({
        description:
          'Handle times of calls that end otherwise than resolved, where they differ; or maps by queue.',
        examples: [{ transferred: { distribution: 'exponential', mean: 90 } }],
      }),
  ),
  transfers: z.exactOptional(
    z
      .record(name, z.record(name, share))
      .superRefine((given, problems) => {
        for (const [from, shares] of Object.entries(given)) {
          const sum = Object.values(shares).reduce((all, one) => all + one, 0)
          if (sum <= 1 + 1e-9) continue
          const message = `got shares that add up to ${Number(sum.toFixed(4))}, expected at most 1; lower one of them`
          problems.addIssue({ code: 'custom', path: [from], message })
        }
      })
      .meta({
        description: 'By queue, the share of its calls that agents hand on to other queues.',
        examples: [{ account: { billing: 0.05 } }],
      }),
  ),
  escalations: z.exactOptional(
    share.meta({
      description: 'Share of calls that agents hand on to a supervisor, where the line has a way to them.',
      examples: [0.02],
    }),
  ),
}
