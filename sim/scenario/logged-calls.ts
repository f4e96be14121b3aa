import { z } from 'zod'
import { share } from './parts.ts'

const CALLS_MAX = 2_000_000
const SECONDS_MAX = 8_784 * 3_600

const word = z.string().min(1).max(64)
const seconds = z.number().min(0).max(SECONDS_MAX)

/** The calls of a log by column, one entry a call. */
const columns = z
  .strictObject({
    atSeconds: z
      .array(seconds)
      .max(CALLS_MAX)
      .meta({ description: 'When each call came, since the start of the scenario.' }),
    queues: z.array(z.string().max(64)).max(1_000).meta({ description: 'Names of the queues of the log.' }),
    queue: z.array(z.int().min(0).max(999)).meta({ description: 'Of each call, its place in queues.' }),
    waitSeconds: z.array(seconds).meta({ description: 'How long each caller waited.' }),
    handleSeconds: z
      .array(seconds.nullable())
      .meta({ description: 'Talk and wrap-up; null for who was not served, or where the log does not say.' }),
    served: z
      .array(z.union([z.literal(0), z.literal(1)]))
      .meta({ description: '1 for who was served, 0 for who hung up waiting.' }),
  })
  .superRefine((given, problems) => {
    const { atSeconds, queues, ...others } = given
    for (const [name, list] of Object.entries(others)) {
      if (list.length === atSeconds.length) continue
      const message = `got ${list.length} entries, expected ${atSeconds.length}, one for each of atSeconds`
      problems.addIssue({ code: 'custom', path: [name], message })
    }
    const falls = atSeconds.findIndex((at, i) => i > 0 && at < atSeconds[i - 1]!)
    if (falls > 0)
      problems.addIssue({
        code: 'custom',
        path: ['atSeconds', falls],
        message: `got ${atSeconds[falls]} after ${atSeconds[falls - 1]}, expected times in order; sort the calls`,
      })
    const stranger = given.queue.findIndex(place => place >= queues.length)
    if (stranger >= 0)
      problems.addIssue({
        code: 'custom',
        path: ['queue', stranger],
        message: `got ${given.queue[stranger]}, expected a place in queues, which has ${queues.length}`,
      })
  })

/** What of a log is taken besides the times at which its callers rang. */
const used = z.enum(['queues', 'handle-times', 'patience'])

/** A log whose calls come again as they came. */
export const loggedCalls = z
  .strictObject({
    file: z.exactOptional(
      z
        .string()
        .min(1)
        .meta({
          description: 'A call log, CSV or TSV with a header, also gzipped; from where the scenario lies.',
          examples: ['calls.csv'],
        }),
    ),
    map: z.exactOptional(
      z
        .string()
        .min(1)
        .meta({
          description:
            'What its columns mean: a ready mapping or a file; default: the one that fits the header.',
          examples: ['timestamps'],
        }),
    ),
    types: z.exactOptional(
      z
        .array(word)
        .max(1_000)
        .meta({ description: 'Types to include although the mapping leaves them out.', examples: [['IN']] }),
    ),
    maxBroken: z.exactOptional(
      share.meta({
        description: 'Largest share of rows that may be broken; default: 0.01.',
        examples: [0.02],
      }),
    ),
    from: z.exactOptional(
      z.iso.date().meta({
        description:
          'The day of the log that comes on the first day of the scenario; default: that same day.',
        examples: ['2025-12-15'],
      }),
    ),
    use: z
      .array(used)
      .max(3)
      .default(['queues', 'handle-times', 'patience'])
      .meta({
        description:
          'What is taken of each call besides its time: its queue, which the caller then asks for, its handle time, and the patience that it shows: who hung up does so after the same time, who was served would have waited longer.',
        examples: [['queues', 'handle-times', 'patience']],
      }),
    afterCallSeconds: z.exactOptional(
      z
        .number()
        .min(0)
        .max(3_600)
        .meta({
          description:
            'Added to each logged handle time: what agents take after a call before the next while callers wait, which a log does not count; default: 0.',
          examples: [5],
        }),
    ),
    calls: z.exactOptional(
      columns.meta({ description: 'The calls themselves, as read from the file, instead of it.' }),
    ),
  })
  .superRefine((given, problems) => {
    if (given.file === undefined && given.calls === undefined) {
      const message = 'got no file, expected a call log; write file: calls.csv, for example'
      problems.addIssue({ code: 'custom', message })
    }
  })

/** The calls of a log by column, once they have been read. */
export type LoggedColumns = z.output<typeof columns>
