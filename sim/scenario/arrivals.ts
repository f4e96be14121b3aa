import { z } from 'zod'
import { clockMinutes, WEEKDAYS } from '../../src/line/zone.ts'
import { loggedCalls } from './logged-calls.ts'
import { someCalls } from './parts.ts'

const INTERVALS_MAX = 10_000
const BURSTS_MAX = 1_000

const intervalMinutes = z
  .number()
  .positive()
  .max(1_440)
  .default(30)
  .meta({
    description: 'Length of the intervals in which calls, agents and results are counted.',
    examples: [30],
  })

const factor = z
  .number()
  .min(0)
  .max(1_000)
  .meta({ description: 'Times the calls that the day would have otherwise.', examples: [1.4] })

const variation = z.number().min(0).max(5)

const burst = z.strictObject({
  at: z
    .string()
    .refine(text => (clockMinutes(text) ?? 1_440) < 1_440, 'a clock time from 00:00 to 23:59')
    .meta({ description: 'When it begins, on the clock of the line.', examples: ['10:00'] }),
  day: z.exactOptional(
    z.iso.date().meta({
      description: 'Its day; default: the first on which that time is simulated.',
      examples: ['2026-12-15'],
    }),
  ),
  calls: someCalls.meta({
    description: 'Calls expected of it, on top of the others.',
    examples: [300],
  }),
  minutes: z
    .number()
    .positive()
    .max(1_440)
    .meta({
      description:
        'How long it lasts: most ring at once, then ever fewer, in a straight line down to none; half of them within the first 29 % of the time.',
      examples: [20],
    }),
  variation: variation.default(0).meta({
    description: 'Coefficient of variation of how many it brings, beyond chance; 0 for none.',
    examples: [0.3],
  }),
  kind: z.exactOptional(
    z
      .string()
      .min(1)
      .max(64)
      .meta({
        description: 'Which of the scenario’s kinds of callers it brings; default: as all others.',
        examples: ['expats'],
      }),
  ),
  intent: z.exactOptional(
    z
      .string()
      .min(1)
      .max(64)
      .meta({
        description: 'What its callers want, of the intents that the line declares; default: as all others.',
        examples: ['rewards'],
      }),
  ),
})

/** Ways to say when callers ring. */
const WAYS = ['callsPerHour', 'callsPerInterval', 'log'] as const
/** What makes days differ, which those of a log do by themselves. */
const VARIED = ['dayVariation', 'intervalVariation', 'weekdays', 'specialDays'] as const

/** When callers ring, key by key. */
export const arrivals = z
  .strictObject({
    callsPerHour: z.exactOptional(
      someCalls.meta({ description: 'Calls an hour, the same all day.', examples: [600] }),
    ),
    callsPerInterval: z.exactOptional(
      z
        .array(someCalls)
        .min(1)
        .max(INTERVALS_MAX)
        .meta({ description: 'Calls expected in each interval, in order.', examples: [[12, 18, 25]] }),
    ),
    log: z.exactOptional(
      loggedCalls.meta({
        description: 'Callers ring when those of a call log rang; what became of them is simulated.',
        examples: [{ file: 'calls.csv' }],
      }),
    ),
    repeats: z.exactOptional(
      z.enum(['day', 'week']).meta({
        description:
          'callsPerInterval is one day from midnight, or one week from Monday’s midnight, which comes again and again; default: it lists every interval simulated.',
        examples: ['day'],
      }),
    ),
    intervalMinutes,
    dayVariation: variation.default(0).meta({
      description:
        'Coefficient of variation of a day’s busyness, beyond chance; 0 for none. A day is 24 hours from the start.',
      examples: [0.1],
    }),
    intervalVariation: z.exactOptional(
      variation.meta({
        description:
          'Coefficient of variation of an interval’s own busyness, on top of the day’s; default: none.',
        examples: [0.15],
      }),
    ),
    intervalCorrelation: z.exactOptional(
      z
        .number()
        .min(0)
        .max(0.99)
        .meta({
          description:
            'Correlation of the busyness of an interval with that of the next; default: 0, each by itself.',
          examples: [0.6],
        }),
    ),
    weekdays: z.exactOptional(
      z
        .partialRecord(z.enum(WEEKDAYS), factor)
        .meta({ description: 'Factors of days of the week.', examples: [{ saturday: 0.6, sunday: 0 }] }),
    ),
    specialDays: z.exactOptional(
      z
        .record(z.iso.date(), factor)
        .meta({ description: 'Factors of dates.', examples: [{ '2026-12-24': 1.4 }] }),
    ),
    bursts: z.exactOptional(
      z
        .array(burst)
        .min(1)
        .max(BURSTS_MAX)
        .meta({
          description: 'Calls that something brings all at once, such as a mailing that goes out.',
          examples: [[{ at: '10:00', calls: 300, minutes: 20 }]],
        }),
    ),
  })
  .superRefine((given, problems) => {
    const add = (message: string, path: string[] = []) => problems.addIssue({ code: 'custom', path, message })
    const ways = WAYS.filter(way => given[way] !== undefined)
    if (ways.length > 1)
      add(
        `got ${ways.length > 2 ? 'all of' : 'both'} ${ways.join(' and ')}, expected one of them; leave one out`,
      )
    if (ways.length === 0)
      add(
        'got neither callsPerHour nor callsPerInterval nor log, expected one of them; write callsPerHour: 600, for example',
      )
    const varied = given.log && VARIED.filter(key => given[key] !== undefined && given[key] !== 0)
    if (varied && varied.length > 0)
      add(`got ${varied.join(', ')} beside log, whose calls come as they came; leave one out`, [varied[0]!])
    if (given.repeats !== undefined && given.callsPerInterval === undefined)
      add('got repeats without callsPerInterval, expected the list that repeats; remove repeats', ['repeats'])
    if (given.intervalCorrelation !== undefined && given.intervalVariation === undefined)
      add(
        'got intervalCorrelation without intervalVariation, expected how much intervals vary; add intervalVariation: 0.15, for example',
        ['intervalCorrelation'],
      )
  })
  .transform(({ callsPerHour, callsPerInterval, log, ...rest }) => {
    if (log) return { ...rest, log }
    return callsPerInterval ? { ...rest, callsPerInterval } : { ...rest, callsPerHour: callsPerHour ?? 0 }
  })
  .meta({
    description: 'When callers ring: callsPerHour, callsPerInterval, or a log.',
    examples: [{ callsPerHour: 600 }],
    oneOf: WAYS.map(way => ({ required: [way] })),
  })
