import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { WrongInput } from './base/wrong-input.ts'
import type { AlertTargets } from './carrier/alerting/carrier.ts'
import type { MailOptions } from './carrier/mail/mailer.ts'
import { nearest } from './line/nearest.ts'
import type { KeptDays } from './runtime/retention.ts'

/** Where Holdline listens, what it keeps and, when it is live, whose telephone account it speaks for. */
export interface Config {
  host: string
  /** 0 takes any free port. */
  port: number
  /** Postgres, with its password in it; absent: the embedded store in `dataFolder`. */
  databaseUrl: string | undefined
  dataFolder: string
  logLevel: LogLevel
  /** Opens the pages of planners and supervisors. */
  password: string
  /** True where nobody chose the password: it is new at every start, and whoever started us must be told it. */
  passwordIsMade: boolean
  /** Proxies between us and a browser, each of which we trust to say where it was asked from. */
  proxies: number
  /** For how many days what is known of people is kept. */
  keepDays: KeptDays
  /** Absent in a demo, which never calls out, whatever the environment holds. */
  live: Live | undefined
}

export interface Live {
  /** What Twilio calls, without a slash at its end; the base of every signature. */
  publicUrl: string
  accountSid: string
  authToken: string
  apiBase: string
  /** The number, in E.164, that calls and texts of ours come from. */
  from: string
  /** Calls that the account may begin in a second. */
  callsPerSecond: number
  /** A key of the account by which calls ring in browsers. */
  browserKey?: { readonly apiKey: string; readonly apiSecret: string }
  /** Records of callers that are asked over HTTP, with `{number}` in the address. */
  records?: { readonly url: string; readonly token?: string }
  /** Absent: no e-mail is sent. */
  mail?: MailOptions
  /** Where supervisors are alerted, besides the pages. */
  alerts?: AlertTargets
}

export type LogLevel = (typeof LOG_LEVELS)[number]
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const webAddress = z.url({ protocol: /^https?$/ }).regex(/^[^?#]*$/)
const password = z.string().min(12)
const number = z.string().regex(/^\+[1-9]\d{6,14}$/)

/** A list with commas between. */
const listOf = (one: z.ZodString | z.ZodEmail) =>
  z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .pipe(z.array(one).max(50))
    .optional()

const days = (count: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(36_500)).default(count)

const common = {
  PORT: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(65_535)).default(3000),
  // Not the whole world: what is reachable from outside is for the operator, or a proxy, to open.
  HOST: z
    .string()
    .regex(/^[^\s/]+$/)
    .default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOLDLINE_DATA: z.string().default('./data'),
  HOLDLINE_PASSWORD: password.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  TRUSTED_PROXIES: z.string().regex(/^\d$/).transform(Number).default(0),
  KEEP_ENTRIES_DAYS: days(30),
  KEEP_RECORDINGS_DAYS: days(90),
  KEEP_WORDS_DAYS: days(90),
  KEEP_CONTACTS_DAYS: days(400),
  KEEP_CALLERS_DAYS: days(1_095),
}
const live = {
  PUBLIC_URL: webAddress,
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/i),
  TWILIO_AUTH_TOKEN: z.string().regex(/^\S{16,}$/),
  TWILIO_API_BASE: webAddress.default('https://api.twilio.com'),
  TWILIO_FROM: number,
  TWILIO_CALLS_PER_SECOND: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().min(1).max(100))
    .default(1),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_API_SECRET: z
    .string()
    .regex(/^\S{16,}$/)
    .optional(),
  CALLER_RECORDS_URL: z
    .url({ protocol: /^https?$/ })
    .regex(/\{number\}/)
    .optional(),
  CALLER_RECORDS_TOKEN: z.string().regex(/^\S+$/).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
    .optional(),
  ALERT_TEXTS: listOf(number),
  ALERT_EMAILS: listOf(z.email()),
  ALERT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16).optional(),
}
const demoSettings = z.object(common)
const serveShape = { ...common, ...live, HOLDLINE_PASSWORD: password }
const serveSettings = z.object(serveShape).superRefine((settings, context) => {
  const needs = (name: Name, isWanted: boolean) => {
    if (isWanted && settings[name] === undefined)
      context.addIssue({ code: 'custom', path: [name], message: 'wanted by another setting' })
  }
  needs('TWILIO_API_KEY', settings.TWILIO_API_SECRET !== undefined)
  needs('TWILIO_API_SECRET', settings.TWILIO_API_KEY !== undefined)
  needs('MAIL_FROM', settings.SMTP_URL !== undefined)
  needs('SMTP_URL', settings.MAIL_FROM !== undefined || settings.ALERT_EMAILS !== undefined)
  needs('ALERT_WEBHOOK_SECRET', settings.ALERT_WEBHOOK !== undefined)
})

type Name = keyof typeof serveShape
interface Help {
  expected: string
  set: string
  isSecret?: boolean
}

const HELP: Record<Name, Help> = {
  PORT: { expected: 'a port from 0 (any free one) to 65535', set: 'PORT=3000' },
  HOST: {
    expected: 'an address of this machine',
    set: 'HOST=127.0.0.1 (or 0.0.0.0 to be reached from outside)',
  },
  PUBLIC_URL: {
    expected: 'the http or https address that Twilio calls, with no query',
    set: 'PUBLIC_URL=https://calls.example.com',
  },
  TWILIO_ACCOUNT_SID: {
    expected: '"AC" and 32 hexadecimal digits',
    set: 'it to the Account SID on the front page of the Twilio console',
  },
  TWILIO_AUTH_TOKEN: {
    expected: 'at least 16 characters with no space',
    set: 'it to the Auth Token on the front page of the Twilio console',
    isSecret: true,
  },
  TWILIO_API_BASE: {
    expected: 'the http or https address for REST calls, with no query',
    set: 'TWILIO_API_BASE=https://api.twilio.com, or leave it out',
  },
  TWILIO_FROM: {
    expected: 'a number in E.164: + and 7 to 15 digits',
    set: 'TWILIO_FROM=+12025550100, with a number of your Twilio account',
  },
  TWILIO_CALLS_PER_SECOND: {
    expected: 'calls that the account may begin in a second, from 1 to 100',
    set: 'TWILIO_CALLS_PER_SECOND=1, or what Twilio has granted the account',
  },
  TWILIO_API_KEY: {
    expected: '"SK" and 32 hexadecimal digits',
    set: 'it to the SID of an API key of that account, or leave out TWILIO_API_SECRET as well',
  },
  TWILIO_API_SECRET: {
    expected: 'at least 16 characters with no space',
    set: 'it to the secret of that API key, or leave out TWILIO_API_KEY as well',
    isSecret: true,
  },
  DATABASE_URL: {
    expected: 'a postgres:// address',
    set: 'DATABASE_URL=postgres://user:password@host:5432/holdline, or leave it out for the embedded store',
    isSecret: true,
  },
  HOLDLINE_DATA: { expected: 'a folder', set: 'HOLDLINE_DATA=./data' },
  HOLDLINE_PASSWORD: {
    expected: 'at least 12 characters',
    set: 'it to what opens the pages',
    isSecret: true,
  },
  LOG_LEVEL: { expected: LOG_LEVELS.join(', '), set: 'LOG_LEVEL=info' },
  TRUSTED_PROXIES: {
    expected: 'how many proxies stand before this server, from 0 to 9',
    set: 'TRUSTED_PROXIES=1 behind one proxy or tunnel, or leave it out',
  },
  KEEP_ENTRIES_DAYS: keeps('KEEP_ENTRIES_DAYS=30'),
  KEEP_RECORDINGS_DAYS: keeps('KEEP_RECORDINGS_DAYS=90'),
  KEEP_WORDS_DAYS: keeps('KEEP_WORDS_DAYS=90'),
  KEEP_CONTACTS_DAYS: keeps('KEEP_CONTACTS_DAYS=400'),
  KEEP_CALLERS_DAYS: keeps('KEEP_CALLERS_DAYS=1095'),
  CALLER_RECORDS_URL: {
    expected: "an http or https address with {number} where the caller's number goes",
    set: 'CALLER_RECORDS_URL=https://crm.example.com/callers/{number}, or leave it out',
  },
  CALLER_RECORDS_TOKEN: {
    expected: 'a token with no space',
    set: 'it to what the records expect as "Authorization: Bearer …", or leave it out',
    isSecret: true,
  },
  SMTP_URL: {
    expected: 'an smtp:// or smtps:// address, for e-mail is to be sent',
    set: 'SMTP_URL=smtps://user:password@mail.example.com, or leave out MAIL_FROM and ALERT_EMAILS as well',
    isSecret: true,
  },
  MAIL_FROM: {
    expected: 'an e-mail address, or "Name <address>"',
    set: 'MAIL_FROM=Holdline <line@example.com>, or leave out SMTP_URL as well',
  },
  ALERT_TEXTS: {
    expected: 'numbers in E.164, with commas between',
    set: 'ALERT_TEXTS=+12025550101,+12025550102, or leave it out',
  },
  ALERT_EMAILS: {
    expected: 'e-mail addresses, with commas between',
    set: 'ALERT_EMAILS=dana@example.com, or leave it out',
  },
  ALERT_WEBHOOK: {
    expected: 'an http or https address',
    set: 'ALERT_WEBHOOK=https://ops.example.com/holdline, or leave it out',
    isSecret: true,
  },
  ALERT_WEBHOOK_SECRET: {
    expected: 'at least 16 characters',
    set: 'it to what signs each POST to ALERT_WEBHOOK',
    isSecret: true,
  },
}

function keeps(set: string): Help {
  return { expected: 'days from 1 to 36500', set }
}

/** Every name that may be set; `HOLDLINE_CONFIG` itself, which names the file, only in the environment. */
export const SETTING_NAMES = Object.keys(HELP) as Name[]

/** A command that is set up by the environment. */
type Configured = 'serve' | 'demo' | 'agents' | 'callers' | 'campaign' | 'results' | 'play'
type Variables = Readonly<Record<string, string | undefined>>

/** Reads the settings of this process: the file named by `HOLDLINE_CONFIG`, else `.env` if there is one, under the environment. */
export function loadConfig(command: Configured, env: Variables = process.env): Config {
  const named = env.HOLDLINE_CONFIG
  const file = named || '.env'
  if (named && !existsSync(named)) {
    throw new WrongInput(
      `HOLDLINE_CONFIG names ${named}, which is not there. Name a file like .env.example, or unset it.`,
    )
  }
  return readConfig(env, existsSync(file) ? readFileSync(file, 'utf8') : undefined, command)
}

/**
 * Checks the settings, the environment's before the file's; what is set to nothing counts as not set.
 * Throws WrongInput that tells all that is wrong at once, and no secret.
 */
export function readConfig(env: Variables, fileText: string | undefined, command: Configured): Config {
  const fromFile = parseEnv(fileText ?? '')
  const values = { ...withoutEmpty(fromFile), ...withoutEmpty(env) }
  const parsed = (command === 'serve' ? serveSettings : demoSettings).safeParse(values)
  const wrongNames = new Set(parsed.error?.issues.map(issue => issue.path[0] as Name))
  const problems = [
    ...[...wrongNames].map(name => explain(name, values[name])),
    ...unknownNames(fromFile, env),
  ]
  if (!parsed.success || problems.length > 0) {
    throw new WrongInput(
      `The settings of \`holdline ${command}\` cannot be used:\n${problems.map(line => `  ${line}`).join('\n')}`,
    )
  }
  return toConfig(parsed.data)
}

function toConfig(settings: z.output<typeof serveSettings> | z.output<typeof demoSettings>): Config {
  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    dataFolder: settings.HOLDLINE_DATA,
    logLevel: settings.LOG_LEVEL,
    password: settings.HOLDLINE_PASSWORD ?? randomBytes(12).toString('base64url'),
    passwordIsMade: settings.HOLDLINE_PASSWORD === undefined,
    proxies: settings.TRUSTED_PROXIES,
    keepDays: {
      entries: settings.KEEP_ENTRIES_DAYS,
      recordings: settings.KEEP_RECORDINGS_DAYS,
      words: settings.KEEP_WORDS_DAYS,
      contacts: settings.KEEP_CONTACTS_DAYS,
      callers: settings.KEEP_CALLERS_DAYS,
    },
    live: 'PUBLIC_URL' in settings ? toLive(settings) : undefined,
  }
}

function toLive(settings: z.output<typeof serveSettings>): Live {
  return {
    publicUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    accountSid: settings.TWILIO_ACCOUNT_SID,
    authToken: settings.TWILIO_AUTH_TOKEN,
    apiBase: settings.TWILIO_API_BASE.replace(/\/+$/, ''),
    from: settings.TWILIO_FROM,
    callsPerSecond: settings.TWILIO_CALLS_PER_SECOND,
    ...browserKeyIn(settings),
    ...recordsIn(settings),
    ...mailIn(settings),
    alerts: alertsIn(settings),
  }
}

function browserKeyIn({
  TWILIO_API_KEY: apiKey,
  TWILIO_API_SECRET: apiSecret,
}: z.output<typeof serveSettings>): Pick<Live, 'browserKey'> {
  return apiKey === undefined || apiSecret === undefined ? {} : { browserKey: { apiKey, apiSecret } }
}

function mailIn({ SMTP_URL: url, MAIL_FROM: from }: z.output<typeof serveSettings>): Pick<Live, 'mail'> {
  return url === undefined || from === undefined ? {} : { mail: { url, from } }
}

function alertsIn(settings: z.output<typeof serveSettings>): AlertTargets {
  const { ALERT_TEXTS: texts = [], ALERT_EMAILS: emails = [] } = settings
  const { ALERT_WEBHOOK: url, ALERT_WEBHOOK_SECRET: secret } = settings
  return { texts, emails, ...(url !== undefined && secret !== undefined && { webhook: { url, secret } }) }
}

function recordsIn({
  CALLER_RECORDS_URL: url,
  CALLER_RECORDS_TOKEN: token,
}: z.output<typeof serveSettings>): Pick<Live, 'records'> {
  return url === undefined ? {} : { records: { url, ...(token !== undefined && { token }) } }
}

function explain(name: Name, value: string | undefined): string {
  const { expected, set, isSecret } = HELP[name]
  const got =
    value === undefined
      ? 'is not set'
      : isSecret
        ? 'cannot be used (not shown here)'
        : `is ${JSON.stringify(value)}`
  return `${name} ${got}; expected ${expected}; set ${set}.`
}

/** In our own file every strange name is a slip; in the environment, which others share, only one with our prefix. */
function unknownNames(fromFile: Variables, env: Variables): string[] {
  const ours = Object.keys(env).filter(name => name.startsWith('HOLDLINE_') && name !== 'HOLDLINE_CONFIG')
  const known = new Set<string>(SETTING_NAMES)
  const strange = new Set([...Object.keys(fromFile), ...ours].filter(name => !known.has(name)))
  return [...strange].map(
    name =>
      `${name} is no setting; did you mean ${nearest(name, SETTING_NAMES) ?? 'one of those in .env.example'}?`,
  )
}

function withoutEmpty(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
