import { z } from 'zod'
import { clockMinutes, WEEKDAYS } from '../../src/line/zone.ts'
import { count } from './counts.ts'
import { share } from './parts.ts'

const DAY_MINUTES = 1_440

const clock = z
  .string()
  .refine(text => clockMinutes(text) !== undefined, {
    message: 'expected a time of day from "00:00" to "24:00", in quotes; write "09:30", for example',
  })
  .meta({ description: 'A time of day on the line’s clock, in quotes.', examples: ['09:30'] })

export const minutes = z
  .number()
  .positive()
  .max(DAY_MINUTES)
  .meta({ description: 'How long it lasts.', examples: [15] })

/** Time of a shift off the phones; `reason` is one of a centre's. */
const restKeys = {
  at: z.exactOptional(clock),
  afterHours: z.exactOptional(
    z
      .number()
      .min(0)
      .max(24)
      .meta({ description: 'Hours after the beginning of the shift, instead of at.', examples: [2] }),
  ),
  minutes,
  spreadMinutes: z
    .number()
    .min(0)
    .max(DAY_MINUTES)
    .default(0)
    .meta({
      description: 'Agents of the shift go one after the other over so many minutes, not all at once.',
      examples: [60],
    }),
  share: share.default(1).meta({ description: 'Share of the shift’s agents who go.', examples: [0.25] }),
}

type Rest = z.output<z.ZodObject<typeof restKeys>>

const checkRest = ({ at, afterHours }: Rest, problems: z.RefinementCtx) => {
  if ((at === undefined) !== (afterHours === undefined)) return
  const got = at === undefined ? 'neither at nor afterHours' : 'both at and afterHours'
  const message = `got ${got}, expected one of them; write afterHours: 2, for example`
  problems.addIssue({ code: 'custom', message })
}

const rest = z
  .strictObject({
    ...restKeys,
    reason: z
      .enum(['break', 'training', 'meeting'])
      .default('break')
      .meta({ description: 'What it is for.', examples: ['training'] }),
  })
  .superRefine(checkRest)

export const shift = z
  .strictObject({
    start: clock,
    hours: z
      .number()
      .positive()
      .max(24)
      .meta({ description: 'Hours from beginning to end, breaks included.', examples: [8] }),
    count,
    days: z.exactOptional(
      z
        .array(z.enum(WEEKDAYS as [string, ...string[]]))
        .min(1)
        .max(7)
        .meta({ description: 'Days of the week; default: every day.', examples: [['monday', 'tuesday']] }),
    ),
    breaks: z
      .array(rest)
      .max(50)
      .default([])
      .meta({
        description:
          'Time off the phones. Whoever is in a call ends it first; then it lasts its full length.',
        examples: [[{ afterHours: 2, minutes: 15 }]],
      }),
    lunch: z.exactOptional(
      z
        .strictObject(restKeys)
        .superRefine(checkRest)
        .meta({
          description: 'As a break.',
          examples: [{ afterHours: 4, minutes: 30, spreadMinutes: 60 }],
        }),
    ),
  })
  .superRefine(({ start, hours, breaks, lunch }, problems) => {
    const check = ({ at, afterHours = 0 }: Rest, path: (string | number)[]) => {
      const after = at === undefined ? afterHours : hoursBetween(start, at)
      if (after < hours) return
      const got = at === undefined ? `${afterHours} hours after the beginning` : `at ${at}`
      const message = `got one ${got}, expected it within the shift from ${start} for ${hours} hours`
      problems.addIssue({ code: 'custom', path, message })
    }
    for (const [i, one] of breaks.entries()) check(one, ['breaks', i])
    if (lunch) check(lunch, ['lunch'])
    checkApart(start, [...breaks, ...(lunch ? [lunch] : [])], problems)
  })

/** Nobody can begin a rest before the one before it is over; agents who go later go later to both. */
function checkApart(start: string, rests: readonly Rest[], problems: z.RefinementCtx): void {
  const spans = rests
    .map(({ at, afterHours = 0, minutes, spreadMinutes }) => {
      const after = 60 * (at === undefined ? afterHours : hoursBetween(start, at))
      return { first: after, last: after + spreadMinutes, minutes }
    })
    .sort((a, b) => a.first - b.first)
  for (const [i, { first, last, minutes }] of spans.entries()) {
    const next = spans[i + 1]
    if (!next || (first + minutes <= next.first && last + minutes <= next.last)) continue
    const message = `got a break of ${minutes} minutes, ${first} minutes after the beginning of the shift, and the next after ${next.first}, expected the one to be over for every agent before the other; move one of them, or spread both over the same time`
    problems.addIssue({ code: 'custom', message })
  }
}

export type Shift = z.output<typeof shift>

/** Hours from one time of day to the next coming of another. */
export function hoursBetween(from: string, to: string): number {
  const difference = (clockMinutes(to) ?? 0) - (clockMinutes(from) ?? 0)
  return ((difference + DAY_MINUTES) % DAY_MINUTES) / 60
}
