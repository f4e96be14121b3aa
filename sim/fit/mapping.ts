import { parse } from 'yaml'
import { z } from 'zod'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { nearest } from '../../src/line/nearest.ts'
import { anonymousBank, holdline, timestamps } from './ready-mappings.ts'

const column = z.string().min(1)

/** A column of times. `none` is what stands there when it did not happen; an empty field means that always. */
const time = z.strictObject({
  column,
  /** `iso`: date and time, with an offset or without; `clock`: H:MM:SS of the day in the date's column. */
  format: z.enum(['iso', 'clock', 'unix-seconds', 'unix-milliseconds']).default('iso'),
  none: z.exactOptional(z.string()),
})

const mappingSchema = z
  .strictObject({
    name: z.string().min(1).default('your mapping'),
    /** Days counted by `--day weekday`. */
    weekdays: z
      .array(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']))
      .min(1)
      .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
    /** The day of clock times. */
    date: z.exactOptional(
      z.strictObject({ column, format: z.enum(['iso', 'yymmdd', 'yyyymmdd', 'dd/mm/yyyy', 'mm/dd/yyyy']) }),
    ),
    /** The first clock time of a call: later ones that lie before it are past midnight. */
    began: z.exactOptional(time),
    /** When the caller joined the queue; none: never did. */
    queued: time,
    /** When a caller who never queued reached the agents, or would have. */
    ready: z.exactOptional(time),
    /** When the wait ended, where that stands beside its seconds: only compared with them. */
    waitEnded: z.exactOptional(time),
    answered: z.exactOptional(time),
    ended: z.exactOptional(time),
    /** Without it, the wait is from `queued` to `answered`, else to `ended`. */
    waitSeconds: z.exactOptional(column),
    /** Columns that add up to talk and wrap-up. Without it, from `answered` to `ended`. */
    handleSeconds: z.exactOptional(z.array(column).min(1)),
    /** The part of them that is wrap-up. */
    wrapUpSeconds: z.exactOptional(z.array(column).min(1)),
    /** Values by meaning; without it a call was served if it was answered. */
    outcome: z.exactOptional(
      z.strictObject({
        column,
        served: z.array(z.string()).min(1),
        abandoned: z.array(z.string()).min(1),
        contained: z.array(z.string()).default([]),
        ignored: z.array(z.string()).default([]),
      }),
    ),
    agent: z.exactOptional(z.strictObject({ column, none: z.array(z.string()).default([]) })),
    /** `names` turns the log's types into queues of a line; `leaveOut` are types that belong to another centre. */
    queue: z.exactOptional(
      z.strictObject({
        column,
        names: z.record(z.string(), z.string()).default({}),
        leaveOut: z.array(z.string()).default([]),
      }),
    ),
  })
  .superRefine((given, problems) => {
    const add = (message: string) => problems.addIssue({ code: 'custom', message })
    if (!given.waitSeconds && !(given.answered && given.ended))
      add('waitSeconds is missing; name its column, or those of answered and ended')
    if (!given.outcome && !given.answered) add('outcome is missing; name its column, or that of answered')
    const clocks = [given.began, given.queued, given.ready, given.waitEnded, given.answered, given.ended]
    if (!given.date && clocks.some(time => time?.format === 'clock'))
      add('date is missing; clock times need the column of their day')
  })

/** Which columns of a call log mean what. */
export type LogMapping = z.output<typeof mappingSchema>
export type TimeColumn = z.output<typeof time>

/** Mappings that need no file, by the name that `--map` takes. */
export const READY_MAPPINGS: Readonly<Record<string, LogMapping>> = Object.fromEntries(
  [anonymousBank, holdline, timestamps].map(given => [given.name, mappingSchema.parse(given)]),
)

/**
 * Reads a mapping file, YAML or JSON. `where` names it in errors.
 *
 * @throws WrongInput with every problem found.
 */
export function parseMapping(text: string, where: string): LogMapping {
  let given: unknown
  try {
    given = parse(text)
  } catch (error) {
    throw new WrongInput(`${where} is no YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = mappingSchema.safeParse(given)
  if (read.success) return read.data
  const problems = read.error.issues.map(issue => `- ${issue.path.join('.') || 'mapping'}: ${issue.message}`)
  throw new WrongInput(
    `${where} is no mapping of a call log:\n${problems.join('\n')}\nSee sim/fit/ready-mappings.ts for examples.`,
  )
}

/** @throws WrongInput for a name that no ready mapping has. */
export function readyMapping(name: string): LogMapping {
  const found = READY_MAPPINGS[name]
  if (found) return found
  const known = Object.keys(READY_MAPPINGS)
  const guess = nearest(name, known)
  throw new WrongInput(
    `--map ${name}: expected a file, or one of ${known.join(', ')}${guess ? `; did you mean ${guess}?` : '.'}`,
  )
}

/** The ready mapping all of whose columns a log's header has. */
export function detectMapping(header: readonly string[]): LogMapping | undefined {
  return Object.values(READY_MAPPINGS).find(mapping => missingColumns(mapping, header).length === 0)
}

/** Columns that a mapping names and a header lacks. */
export function missingColumns(mapping: LogMapping, header: readonly string[]): string[] {
  const { date, began, queued, ready, waitEnded, answered, ended, outcome, agent, queue } = mapping
  const named = [date, began, queued, ready, waitEnded, answered, ended, outcome, agent, queue]
  const columns = [
    ...named.flatMap(part => (part ? [part.column] : [])),
    ...(mapping.waitSeconds ? [mapping.waitSeconds] : []),
    ...(mapping.handleSeconds ?? []),
    ...(mapping.wrapUpSeconds ?? []),
  ]
  return [...new Set(columns)].filter(column => !header.includes(column))
}
