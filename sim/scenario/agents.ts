import { z } from 'zod'
import { habits } from './agent-habits.ts'
import { count, counts } from './counts.ts'
import { shift } from './shifts.ts'

const LIST_MAX = 10_000
/** Levels of skill that anybody tells apart. */
export const LEVELS_MAX = 9
const name = z.string().min(1).max(64)

const skill = z.union([
  name,
  z.strictObject({
    queue: name.meta({ examples: ['account'] }),
    level: z
      .int()
      .min(1)
      .max(LEVELS_MAX)
      .meta({
        description: 'How well the group can do it: a place in skillLevels, 1 for the best.',
        examples: [2],
      }),
  }),
])

/** The queue of a skill, however it is written, and its level; 1 unless said. */
export function skillOf(given: z.output<typeof skill>): { readonly queue: string; readonly level: number } {
  return typeof given === 'string' ? { queue: given, level: 1 } : given
}

const group = z
  .strictObject({
    name: name.meta({ examples: ['evening'] }),
    count: z.exactOptional(
      z.union([count, counts]).meta({ description: 'Agents, all day or in each interval.', examples: [20] }),
    ),
    shifts: z.exactOptional(
      z
        .array(shift)
        .min(1)
        .max(LIST_MAX)
        .meta({
          description: 'Agents by shift, instead of count.',
          examples: [[{ start: '08:00', hours: 8, count: 12 }]],
        }),
    ),
    skills: z
      .array(skill)
      .max(100)
      .meta({
        description: 'The queues that the group serves; none where it does other channels alone.',
        examples: [['billing', 'account']],
      }),
    ...habits,
  })
  .superRefine(({ count, shifts }, problems) => {
    if ((count === undefined) !== (shifts === undefined)) return
    const got = count === undefined ? 'neither count nor shifts' : 'both count and shifts'
    problems.addIssue({
      code: 'custom',
      message: `got ${got}, expected one of them; write count: 20, for example`,
    })
  })

export const agents = z.union([
  count,
  counts,
  z.strictObject({ groups: z.array(group).min(1).max(1_000) }).superRefine(({ groups }, problems) => {
    const seen = new Set<string>()
    for (const [i, { name }] of groups.entries()) {
      if (seen.has(name)) {
        const message = `got "${name}" again, expected a name of its own for every group; rename one`
        problems.addIssue({ code: 'custom', path: ['groups', i, 'name'], message })
      }
      seen.add(name)
    }
  }),
])
