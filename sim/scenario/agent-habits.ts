import { z } from 'zod'
import { distribution, share } from './parts.ts'
import { minutes } from './shifts.ts'

const DAY_MINUTES = 1_440

const factor = z.number().min(0.05).max(20)

const ringNoAnswer = z
  .union([
    share,
    z.strictObject({
      share: share.meta({ examples: [0.03] }),
      backAfterMinutes: z
        .number()
        .min(0)
        .max(DAY_MINUTES)
        .default(10)
        .meta({
          description: 'How long one stays away whom the centre has put away for it.',
          examples: [10],
        }),
    }),
  ])
  .transform(given => (typeof given === 'number' ? { share: given, backAfterMinutes: 10 } : given))

/** What agents are like. The same keys stand under `everyAgent` and in a group, which has its own way then. */
export const habits = {
  speed: z.exactOptional(
    z
      .strictObject({
        cv: z
          .number()
          .min(0)
          .max(2)
          .meta({ description: 'The coefficient of variation between agents.', examples: [0.15] }),
      })
      .meta({
        description: 'How much agents differ in the time that they take for the same call; the mean stays.',
        examples: [{ cv: 0.15 }],
      }),
  ),
  learning: z.exactOptional(
    z
      .strictObject({
        firstCall: factor.min(1).meta({
          description: 'Handle time of a first call, in those of an agent who has learnt it all.',
          examples: [1.6],
        }),
        perDoubling: share.meta({
          description: 'What is left of the surplus each time that the calls handled have doubled.',
          examples: [0.8],
        }),
        handledBefore: z
          .number()
          .min(0)
          .max(1e9)
          .default(0)
          .meta({ description: 'Calls that each of them has handled before.', examples: [300] }),
        share: share
          .default(1)
          .meta({ description: 'Share of the agents who are new; the last of a group.', examples: [0.2] }),
      })
      .meta({
        description: 'New agents take longer, and less so with every call that they handle.',
        examples: [{ firstCall: 1.6, perDoubling: 0.8, share: 0.2 }],
      }),
  ),
  tiredness: z.exactOptional(
    z
      .strictObject({
        aboveOccupancy: share.lt(1).meta({ description: 'Nobody tires below it.', examples: [0.85] }),
        overMinutes: minutes.meta({
          description: 'The stretch of time over which occupancy is felt.',
          examples: [90],
        }),
        slower: z
          .number()
          .min(0)
          .max(10)
          .meta({ description: 'How much longer calls take at full occupancy.', examples: [0.2] }),
      })
      .meta({
        description: 'Agents slow down after a stretch that was busier than they bear.',
        examples: [{ aboveOccupancy: 0.85, overMinutes: 90, slower: 0.2 }],
      }),
  ),
  ringNoAnswer: z.exactOptional(
    ringNoAnswer.meta({
      description:
        'Share of offers that an agent does not pick up; the phone rings out, and others are asked.',
      examples: [0.03],
    }),
  ),
  vacation: z.exactOptional(
    share.meta({
      description:
        'Planned absence: the share of agents who are off, whole weeks, as many as that at any time.',
      examples: [0.1],
    }),
  ),
  absence: z.exactOptional(
    share.meta({
      description: 'Unplanned absence: the probability that an agent does not come at all on a day.',
      examples: [0.05],
    }),
  ),
  late: z.exactOptional(
    z
      .strictObject({
        share: share.meta({ examples: [0.1] }),
        seconds: distribution.meta({
          description: 'How late.',
          examples: [{ distribution: 'exponential', mean: 600 }],
        }),
      })
      .meta({
        description: 'Share of shifts that an agent begins late, and by how much; only with shifts.',
        examples: [{ share: 0.1, seconds: { distribution: 'exponential', mean: 600 } }],
      }),
  ),
}

export const everyAgent = z.strictObject(habits).meta({
  description: 'What all agents are like, unless their group says otherwise.',
  examples: [{ ringNoAnswer: 0.03, absence: 0.05 }],
})

export type AgentHabits = z.output<typeof everyAgent>
