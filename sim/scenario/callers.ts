import { z } from 'zod'
import { acceptance, announcements } from './announcements.ts'
import { distribution, share, shares } from './parts.ts'

/** Rounded thirds and sevenths add up to nearly 1; what is further off is a slip. */
const SUM_TOLERANCE = 0.02
const KINDS_MAX = 64
/** A caller who rings more often than this is a machine. */
const REDIALS_MAX = 100

const intents = shares
  .superRefine((given, problems) => {
    const sum = sumOf(given)
    if (Object.keys(given).length > 0 && Math.abs(sum - 1) > SUM_TOLERANCE) {
      const message = `got shares that add up to ${shortly(sum)}, expected 1; every caller wants one thing, so change one of them`
      problems.addIssue({ code: 'custom', message })
    }
  })
  .meta({
    description: 'Share of callers by what they want, of the intents that the line declares; {}: evenly.',
    examples: [{ billing: 0.5, account: 0.3, rewards: 0.2 }],
  })
  .transform(given => {
    const sum = sumOf(given)
    return Object.fromEntries(Object.entries(given).map(([name, part]) => [name, part / sum]))
  })

const someShares = shares.superRefine((given, problems) => {
  const sum = sumOf(given)
  if (sum > 1 + 1e-9) {
    const message = `got shares that add up to ${shortly(sum)}, expected at most 1; lower one of them`
    problems.addIssue({ code: 'custom', message })
  }
})

const delaySeconds = distribution.meta({
  description: 'From the end of one call to the beginning of the next.',
  examples: [{ distribution: 'exponential', mean: 900 }],
})

const again = (description: string, example: number) =>
  z.exactOptional(
    z.strictObject({ share: share.meta({ examples: [example] }), delaySeconds }).meta({
      description,
      examples: [{ share: example, delaySeconds: { distribution: 'exponential', mean: 900 } }],
    }),
  )

const redials = z.strictObject({
  afterAbandoning: again(
    'Of callers who hung up while waiting or in a menu, or were turned away: the share that rings again.',
    0.5,
  ),
  afterUnresolved: again(
    'Of callers whose matter was not resolved, by an agent or by the flow: the share that rings again.',
    0.8,
  ),
  afterResolved: again(
    'Of callers whose matter was resolved: the share that rings again, with whatever comes up next.',
    0.05,
  ),
  most: z
    .int()
    .min(0)
    .max(REDIALS_MAX)
    .default(5)
    .meta({ description: 'So often one caller rings again at most.', examples: [5] }),
})

/** What callers are like: of all callers at the top of a scenario, of some of them under `callers`. */
export const traits = {
  intents,
  tiers: someShares.meta({
    description: 'Share of callers by tier; the rest belong to the line’s last tier.',
    examples: [{ loyal: 0.2 }],
  }),
  languages: someShares.meta({
    description: 'Share of callers by language; the rest speak the line’s first.',
    examples: [{ 'es-US': 0.15 }],
  }),
  patienceSeconds: z.union([distribution, z.literal('never')]).meta({
    description: 'How long callers wait before they hang up; "never": they do not.',
    examples: [{ distribution: 'exponential', mean: 180 }],
  }),
  readingErrors: share.meta({
    description: 'Probability that a caller presses a wrong key at a prompt.',
    examples: [0.02],
  }),
  silence: share.meta({
    description: 'Probability that a caller says and presses nothing at a prompt.',
    examples: [0.01],
  }),
  callbackAcceptance: acceptance.meta({
    description:
      'Share of callers who take a callback when it is offered; or shares by the wait that they were told.',
    examples: [
      0.3,
      [
        { fromMinutes: 0, share: 0.1 },
        { fromMinutes: 5, share: 0.4 },
      ],
    ],
  }),
  voicemailAcceptance: acceptance.meta({
    description:
      'Share of callers who leave a message instead of waiting when that is offered; or shares by the wait told.',
    examples: [0.1],
  }),
  announcements,
  openCases: share.meta({
    description: 'Share of callers who ring about an open case, which any one of the agents had last.',
    examples: [0.1],
  }),
  matters: shares.meta({
    description: 'Share of callers for whom each matter of the line is pending.',
    examples: [{ 'payment-due': 0.2 }],
  }),
}

/** As `traits`; what a scenario that says nothing of them does not simulate. */
export const rareTraits = {
  zeroPressers: z.exactOptional(
    share.meta({
      description:
        'Share of callers who press 0 at every menu, whatever it offers, to get an agent; default: 0.',
      examples: [0.1],
    }),
  ),
  menuHangUps: z.exactOptional(
    share.meta({
      description:
        'Probability that a caller who has not come to a queue yet hangs up at a question; default: 0.',
      examples: [0.01],
    }),
  ),
  selfService: z.exactOptional(
    share.meta({
      description:
        'Share of callers served by a recorded answer who are content with it; the others go on to an agent, or hang up unresolved where there is no way; default: 1.',
      examples: [0.7],
    }),
  ),
  resolved: z.exactOptional(
    z.union([share, z.record(z.string().min(1).max(64), share)]).meta({
      description:
        'Share of talks with an agent that resolve the caller’s matter: one share, or a map by queue; default: 1.',
      examples: [0.9],
    }),
  ),
  redials: z.exactOptional(
    redials.meta({
      description: 'Callers who ring again, and when; default: nobody does.',
      examples: [
        {
          afterAbandoning: { share: 0.5, delaySeconds: { distribution: 'exponential', mean: 900 } },
          afterUnresolved: { share: 0.8, delaySeconds: { distribution: 'exponential', mean: 86_400 } },
          most: 5,
        },
      ],
    }),
  ),
}

const kind = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'What these callers are called.', examples: ['new cardholders'] }),
  share: share.meta({ description: 'Their share of all callers.', examples: [0.25] }),
  ...optional(traits),
  ...rareTraits,
})

/** Several kinds of callers. What a kind says nothing of is as the scenario has it for all. */
export const callers = z
  .array(kind)
  .min(1)
  .max(KINDS_MAX)
  .superRefine((kinds, problems) => {
    const sum = kinds.reduce((sum, { share }) => sum + share, 0)
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      const message = `got shares that add up to ${shortly(sum)}, expected 1; every caller is of one kind, so change one of them`
      problems.addIssue({ code: 'custom', message })
    }
    kinds.forEach(({ name }, i) => {
      if (kinds.findIndex(other => other.name === name) === i) return
      const message = `got "${name}" again, expected a name of its own for every kind; rename one`
      problems.addIssue({ code: 'custom', path: [i, 'name'], message })
    })
  })
  .meta({
    description:
      'Kinds of callers who differ: each has a share, and traits that differ from those of the scenario.',
    examples: [
      [
        { name: 'regulars', share: 0.8 },
        { name: 'in a hurry', share: 0.2, patienceSeconds: { distribution: 'exponential', mean: 60 } },
      ],
    ],
  })

/** The same keys, each of which may be missing. */
function optional<Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) {
  const entries = Object.entries(shape).map(([key, schema]) => [key, z.exactOptional(schema)])
  return Object.fromEntries(entries) as { [Key in keyof Shape]: z.ZodExactOptional<Shape[Key]> }
}

function sumOf(given: Readonly<Record<string, number>>): number {
  return Object.values(given).reduce((sum, part) => sum + part, 0)
}

function shortly(sum: number): number {
  return Number(sum.toFixed(4))
}
