import { SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Arrival } from '../call/journal.ts'
import { isKnownTimeZone } from '../line/zone.ts'

/**
 * A call that was cut out of a journal, as text: a head, then one JSON object a line, times in seconds since it rang.
 * What the caller, the agents and the centre did is input: `pressed`, `answered`, `told`. What the flow made of it is
 * output: `heard`, `asked`, `joins`. The inputs may be edited by hand; the outputs are what a re-run compares.
 */
export interface CutHead {
  /** The line that was called. */
  readonly call: string
  /** Hash of the text of line and flow that the call was recorded with. */
  readonly definition: string
  /** ISO time with the offset of the line's zone. */
  readonly rang: string
  readonly tier: string
  /** A withheld number cannot be called back. */
  readonly number: 'known' | 'withheld'
  /** Where that number is, by which a callback is promised. */
  readonly zone?: string
  /** The caller waited for a callback, and rang before it came. */
  readonly expected?: true
  /** What the caller's record said; absent where there is none. */
  readonly known?: Recorded
  /** The call began in its flow's `recover`. */
  readonly rescued?: true
}

type Recorded = NonNullable<Arrival['known']>

/** What a caller, an agent or the centre can do, by the words that stand in a file. */
const INPUTS = {
  pressed: /^[0-9*#]$/,
  said: /./,
  /** Whether it was an answer; the digits themselves stand nowhere. */
  entered: /^(valid|invalid)$/,
  recorded: /^(kept|empty)$/,
  caller: /^(hangs up|picks up|is silent)$/,
  /** A timer of the flow is due, and the piece of music has ended. */
  time: /^is up$/,
  answered: /./,
  left: /./,
  /** The agent's phone failed. */
  lost: /./,
  /** The agent handed the caller on to this queue. */
  transferred: /./,
  wait: /^(short|long|very-long)$/,
  queue: /^(full|closing)$/,
  told: /^(positionAndWait|position|wait|longer|soon|still|nothing)$/,
  /** When the line said that it is quieter; nothing stands where it knew none. */
  quieter: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  callback: /^(kept|refused|given-up)$/,
  centre: /^recovers$/,
} as const

export type InputKind = keyof typeof INPUTS

/** One thing that the caller or the centre did. */
export interface Input {
  readonly kind: InputKind
  readonly what: string
  readonly atMs: number
  /** Of a number that was entered. */
  readonly zone?: string
  readonly position: number
  readonly lowMinutes: number
  readonly highMinutes: number
}

export const OUTPUTS: ReadonlySet<string> = new Set([
  'heard',
  'asked',
  'records',
  'promises',
  'uses',
  'rates',
  'identifies',
  'prefers',
  'consents',
  'speaks',
  'joins',
  'leaves',
  'plays',
  'keeps',
  'files',
  'rings',
  'served',
  'timer',
  'ends',
])

const KIND = /^\s*\{\s*"at"\s*:\s*[\d.]+\s*,\s*"([^"]+)"/

/** How a file of calls begins, and each call in it. */
export const HEAD_START = /^\s*\{\s*"call"\s*:\s*"/

/** The word of a line after its time. @throws WrongInput for a line of another form */
export function kindOf(text: string): string {
  const kind = KIND.exec(text)?.[1]
  if (kind !== undefined && (isInput(kind) || OUTPUTS.has(kind))) return kind
  const known = [...Object.keys(INPUTS), ...OUTPUTS].join(', ')
  if (kind === undefined)
    throw new WrongInput('expected {"at":<seconds>,"<what happened>":…}, or {"call":…} where a call begins')
  throw new WrongInput(`"${kind}" is nothing that happens in a call; there is: ${known}`)
}

export function isInput(kind: string): kind is InputKind {
  return Object.hasOwn(INPUTS, kind)
}

/** Reads a line of input. @throws WrongInput saying what is wrong with it */
export function parseInput(text: string): Input {
  const line = parsed(text)
  const [at, kind] = Object.keys(line) as ['at', InputKind]
  const what = line[kind]
  if (typeof what !== 'string' || !INPUTS[kind].test(what))
    throw new WrongInput(`"${kind}" is ${JSON.stringify(what)}; expected ${formOf(INPUTS[kind])}`)
  const { position, lowMinutes, highMinutes, zone } = line
  return {
    kind,
    what,
    atMs: Math.round(Number(line[at]) * SECOND_MS),
    ...(zone !== undefined && { zone: parseZone(zone) }),
    position: Number(position ?? 0),
    lowMinutes: Number(lowMinutes ?? 0),
    highMinutes: Number(highMinutes ?? 0),
  }
}

function formOf(form: RegExp): string {
  const words = /^\^\(?(.*?)\)?\$$/.exec(form.source)?.[1]
  return words === undefined ? 'a name' : words.replaceAll('|', ', ')
}

/** Reads the head of a call. @throws WrongInput saying what is wrong with it */
export function parseHead(text: string): CutHead {
  const { call, definition, rang, tier, number, zone, expected, known, rescued } = parsed(text)
  if (typeof call !== 'string' || call === '') throw new WrongInput('"call" must be the name of a line')
  if (typeof rang !== 'string' || !/T.*(Z|[+-]\d\d:\d\d)$/.test(rang) || Number.isNaN(Date.parse(rang)))
    throw new WrongInput(
      `"rang" is ${JSON.stringify(rang)}; expected an ISO time with its offset, such as 2026-12-14T10:00:00-05:00`,
    )
  if (number !== 'known' && number !== 'withheld')
    throw new WrongInput(`"number" is ${JSON.stringify(number)}; expected known or withheld`)
  return {
    call,
    definition: String(definition ?? ''),
    rang,
    tier: String(tier ?? ''),
    number,
    ...(zone !== undefined && { zone: parseZone(zone) }),
    ...(expected === true && { expected }),
    ...(known !== undefined && { known: parseKnown(known) }),
    ...(rescued === true && { rescued }),
  }
}

function parseZone(zone: unknown): string {
  if (typeof zone === 'string' && zone.split(' ').every(isKnownTimeZone)) return zone
  throw new WrongInput(
    `"zone" is ${JSON.stringify(zone)}; expected the IANA name of a time zone, such as America/New_York`,
  )
}

function parseKnown(known: unknown): Recorded {
  const { openCase, agent, matters, ...others } = Object(known) as Record<string, unknown>
  const isNames = (list: unknown) => Array.isArray(list) && list.every(name => typeof name === 'string')
  const isRight =
    typeof known === 'object' &&
    known !== null &&
    (openCase === undefined || typeof openCase === 'boolean') &&
    (agent === undefined || typeof agent === 'string') &&
    (matters === undefined || isNames(matters)) &&
    Object.keys(others).length === 0
  if (isRight) return known as Recorded
  throw new WrongInput(
    `"known" is ${JSON.stringify(known)}; expected such as {"openCase":true,"agent":"ann","matters":["payment-due"]}`,
  )
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new WrongInput('this is no JSON; a cut-out call has one object a line')
  }
}

/** A line of a cut-out call: what happened, so long after it rang. */
export function cutLine(atMs: number, happened: object): string {
  return `{"at":${atMs / SECOND_MS},${JSON.stringify(happened).slice(1)}`
}
