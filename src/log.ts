import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { PinoPretty } from 'pino-pretty'
import type { LogLevel } from './config.ts'

export type { Logger } from 'pino'

interface LogOptions {
  level: LogLevel
  /** Lines for a person at a terminal; else one JSON object a line. */
  pretty: boolean
  /** Where lines go; the standard output if absent. */
  destination?: DestinationStream
  /** Text that is masked wherever it appears: the auth token, the password. */
  secrets?: readonly string[]
}

const MASK = '[masked]'

/**
 * Names under which no value is shown, whatever it is; compared in small letters without punctuation. They are those
 * of Twilio's parameters (From, Digits, …): log a step between states as `before` and `after`.
 */
const PRIVATE_NAMES =
  /^(from|to|caller|called|forwardedfrom|(caller|agent|full|first|last|customer)?name|number|address|email|body|key|auth)$|phone|digits|speech|transcript|password|token|secret|authorization|cookie|signature/
/** Names of large numbers that cannot be telephone numbers: they end in a unit, or say where in the journal we are. */
const COUNTING_NAMES = /(Ms|Seconds|Bytes|Count|Seq)$|^(seq|pid|count)$/

/** What looks like a number to dial and is none: an identifier of Twilio's, a UUID, a date with or without a time. */
const HARMLESS =
  /\b[A-Z]{2}[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{3})?)?Z?)?(?![\p{Nd}.])/u
/** Seven digits or more, of any script, as people write numbers: with blanks, dots, dashes, brackets between. */
const DIALLABLE = /\+?\p{Nd}(?:[\s().\-/\u2010-\u2015]{0,3}\p{Nd}){6,}/u
const CREDENTIALS = /(?<=:\/\/)[^\s/@]+(?=@)|(?<=\b(?:Basic|Bearer) )[\w+/=.~-]+/u
const SHOWN_OR_HIDDEN = new RegExp(`(${HARMLESS.source})|${DIALLABLE.source}|${CREDENTIALS.source}`, 'gu')

/**
 * A log in which no caller can be found: numbers to dial, names, digits entered, speech and secrets are masked in
 * every line, under whatever name, in whatever depth, in messages, errors and fields alike. (A name spoken in free
 * text has no mark to know it by: give names as fields, or not at all.) What one request causes
 * is logged by `log.child({ request })`.
 */
export function createLog({ level, pretty, destination, secrets = [] }: LogOptions): Logger {
  const stream = pretty
    ? PinoPretty({ ...(destination && { destination }), ignore: 'pid', singleLine: true, sync: true })
    : destination
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFields },
    // The finished line, whoever put it together: nothing can be logged past this.
    hooks: { streamWrite: (line: string) => `${JSON.stringify(mask(JSON.parse(line), secrets))}\n` },
  }
  return stream ? pino(options, stream) : pino(options)
}

/**
 * What is told of an error. Not its other fields: those of an HTTP client hold the whole request, credentials included.
 */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, status, cause } = error as Error & { code?: unknown; status?: unknown }
  return {
    type: error.constructor.name,
    message: error.message,
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    stack: error.stack,
    ...(cause !== undefined && { cause: errorFields(cause) }),
  }
}

function mask(value: unknown, secrets: readonly string[], name = ''): unknown {
  if (PRIVATE_NAMES.test(name.toLowerCase().replace(/[^a-z]/g, ''))) return MASK
  if (typeof value === 'string') return maskText(value, secrets)
  if (typeof value === 'number') return mayBeDialled(value) && !COUNTING_NAMES.test(name) ? MASK : value
  if (Array.isArray(value)) return value.map(item => mask(item, secrets, name))
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).map(([key, field]) => [
    maskText(key, secrets),
    mask(field, secrets, key),
  ])
  return Object.fromEntries(fields)
}

function maskText(text: string, secrets: readonly string[]): string {
  const open = secrets.reduce((rest, secret) => (secret ? rest.replaceAll(secret, MASK) : rest), text)
  return open.replace(SHOWN_OR_HIDDEN, (_found, harmless?: string) => harmless ?? MASK)
}

function mayBeDialled(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= 1_000_000
}
