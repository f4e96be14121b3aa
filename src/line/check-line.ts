import { checkAlerts } from './check-alerts.ts'
import { checkCallingHours, checkHolidays, checkHours } from './check-hours.ts'
import { checkMusic, checkPrompts } from './check-prompts.ts'
import { checkMatters, checkNotices, checkPhrases } from './check-sayings.ts'
import type { LineDefinition } from './definition.ts'
import { LineError } from './line-error.ts'
import { nearest } from './nearest.ts'
import { type Fields, Problems, shown } from './problems.ts'
import { isKnownTimeZone } from './zone.ts'

/** The longest that Twilio keeps a call; no wait or talk can be longer. */
const CALL_SECONDS_MAX = 4 * 3_600
const DAY_SECONDS = 24 * 3_600
/** Half of a short text is for its words. */
const SENDER_MAX = 30
/** Twilio's own bound on a queue. */
const QUEUE_LIMIT_MAX = 5_000

const LINE_KEYS: readonly (keyof LineDefinition)[] = [
  'name',
  'sender',
  'timeZone',
  'hours',
  'holidays',
  'callingHours',
  'languages',
  'intents',
  'phrases',
  'transcribes',
  'queues',
  'tiers',
  'thresholds',
  'limits',
  'recordTalks',
  'lowScore',
  'textWhenMinutes',
  'notices',
  'matters',
  'alerts',
  'prompts',
  'music',
]

const QUEUE_KEYS = [
  'name',
  'limit',
  'handleSeconds',
  'wrapUpSeconds',
  'wrapUpCodes',
  'wrapUpEnds',
  'hours',
  'yieldSeconds',
]
const CODES_MAX = 50

const OPTIONAL_LIMITS = {
  recallDays: { min: 0, max: 366 },
  callbackExpiresSeconds: { min: 3_600, max: 30 * DAY_SECONDS },
} as const
const LIMITS = {
  // 600 s is the longest that Twilio lets a phone ring.
  ringSeconds: { min: 1, max: 600, whole: true },
  missedOffers: { min: 1, max: 100, whole: true },
  serveAfterClosingSeconds: { min: 0, max: CALL_SECONDS_MAX },
  redialSeconds: { min: 0, max: 3_600 },
  callbackAttempts: { min: 1, max: 20, whole: true },
  callbackGapSeconds: { min: 0, max: DAY_SECONDS },
} satisfies Record<Exclude<keyof LineDefinition['limits'], keyof typeof OPTIONAL_LIMITS>, object>
/** Scores go to 5, and whoever gives that needs no call. */
const TEXT_WHEN_MINUTES = { min: 1, max: 60 }
const LOW_SCORE = { min: 0, max: 4, whole: true }

/**
 * A line that an author wrote, known to be right: a frozen copy, so that what was checked and hashed stays so.
 *
 * @throws LineError with every problem found, each saying where, what was found and what was expected.
 */
export function checkLine(input: unknown): LineDefinition {
  const problems = new Problems()
  const line = problems.fields('the line', input, LINE_KEYS)
  if (line) checkFields(problems, line)
  const [first, ...others] = problems.found
  if (first !== undefined) {
    throw new LineError(
      [first, ...others],
      typeof line?.name === 'string' ? `line ${shown(line.name)}` : 'the line',
    )
  }
  return frozen(structuredClone(line)) as unknown as LineDefinition
}

function checkFields(problems: Problems, line: Fields): void {
  problems.name('name', line.name)
  if (line.sender !== undefined) problems.text('sender', line.sender, { max: SENDER_MAX })
  checkTimeZone(problems, line.timeZone)
  checkHours(problems, line.hours)
  checkHolidays(problems, line.holidays)
  if (line.callingHours !== undefined) checkCallingHours(problems, line.callingHours)
  const languages = checkLanguages(problems, line.languages)
  const intents = checkIntents(problems, line.intents)
  if (line.phrases !== undefined) checkPhrases(problems, line.phrases, intents, languages)
  if (line.transcribes !== undefined && line.transcribes !== true)
    problems.add('transcribes', line.transcribes, 'true, or nothing where recordings are not transcribed')
  checkQueues(problems, line.queues)
  checkTiers(problems, line.tiers)
  checkThresholds(problems, line.thresholds)
  checkLimits(problems, line.limits)
  if (line.textWhenMinutes !== undefined)
    problems.number('textWhenMinutes', line.textWhenMinutes, TEXT_WHEN_MINUTES)
  if (line.lowScore !== undefined) problems.number('lowScore', line.lowScore, LOW_SCORE)
  checkPrompts(problems, line.prompts, languages)
  if (line.recordTalks !== undefined && line.recordTalks !== 'with-consent')
    problems.add('recordTalks', line.recordTalks, '"with-consent", or nothing where talks are never recorded')
  if (line.notices !== undefined) checkNotices(problems, line.notices, line.prompts)
  if (line.matters !== undefined) checkMatters(problems, line.matters, line.prompts)
  if (line.alerts !== undefined) checkAlerts(problems, line.alerts, line.queues)
  checkMusic(problems, line.music)
}

function checkLimits(problems: Problems, value: unknown): void {
  const names = [...Object.keys(LIMITS), ...Object.keys(OPTIONAL_LIMITS)]
  const limits = problems.fields('limits', value, names)
  if (!limits) return
  for (const [name, range] of Object.entries(OPTIONAL_LIMITS))
    if (limits[name] !== undefined) problems.number(`limits.${name}`, limits[name], range)
  for (const [name, range] of Object.entries(LIMITS)) problems.number(`limits.${name}`, limits[name], range)
}

function checkTimeZone(problems: Problems, zone: unknown): void {
  if (typeof zone === 'string' && isKnownTimeZone(zone)) return
  const guess = typeof zone === 'string' ? nearest(zone, Intl.supportedValuesOf('timeZone')) : undefined
  problems.add('timeZone', zone, `the IANA name of a time zone, such as "${guess ?? 'America/New_York'}"`)
}

/** Returns the languages only when all are right, so that prompts are compared with nothing doubtful. */
function checkLanguages(problems: Problems, value: unknown): string[] | undefined {
  const tags = problems.list('languages', value, { min: 1, max: 20, of: 'language tags' })
  const read = (tags ?? []).map((tag, index) => ({
    where: `languages[${index}]`,
    name: checkLanguage(problems, `languages[${index}]`, tag),
  }))
  problems.unique(read)
  const names = read.flatMap(({ name }) => name ?? [])
  return tags && names.length === tags.length ? names : undefined
}

function checkLanguage(problems: Problems, where: string, tag: unknown): string | undefined {
  if (typeof tag !== 'string') return problems.add(where, tag, 'a language tag, such as "en-US"')
  let canonical: string | undefined
  try {
    canonical = Intl.getCanonicalLocales(tag)[0]
    if (Intl.DateTimeFormat.supportedLocalesOf(tag).length === 0) canonical = undefined
  } catch {
    canonical = undefined
  }
  return canonical === tag
    ? tag
    : problems.add(where, tag, `a known language tag, such as "${canonical ?? 'en-US'}"`)
}

function checkIntents(problems: Problems, value: unknown): string[] {
  const intents = problems.list('intents', value, { min: 0, max: 200, of: 'names' })
  const read = (intents ?? []).map((intent, index) => ({
    where: `intents[${index}]`,
    name: problems.name(`intents[${index}]`, intent),
  }))
  problems.unique(read)
  return read.flatMap(({ name }) => name ?? [])
}

function checkQueues(problems: Problems, value: unknown): void {
  const queues = problems.list('queues', value, { min: 1, max: 100, of: 'queues' })
  problems.unique(
    (queues ?? []).map((item, index) => {
      const at = `queues[${index}]`
      const where = `${at}.name`
      const queue = problems.fields(at, item, QUEUE_KEYS)
      if (!queue) return { where, name: undefined }
      problems.number(`${at}.limit`, queue.limit, { min: 0, max: QUEUE_LIMIT_MAX, whole: true })
      problems.number(`${at}.handleSeconds`, queue.handleSeconds, {
        min: 0,
        above: true,
        max: CALL_SECONDS_MAX,
      })
      problems.number(`${at}.wrapUpSeconds`, queue.wrapUpSeconds, { min: 0, max: 3_600 })
      if (queue.yieldSeconds !== undefined)
        problems.number(`${at}.yieldSeconds`, queue.yieldSeconds, { min: 0, max: 7 * DAY_SECONDS })
      checkWrapUp(problems, at, queue)
      if (queue.hours !== undefined && queue.hours !== 'always')
        problems.add(`${at}.hours`, queue.hours, '"always", or nothing for the hours of the line')
      return { where, name: problems.name(where, queue.name) }
    }),
  )
}

/** How calls of a queue are said to have ended. */
function checkWrapUp(problems: Problems, at: string, { wrapUpCodes, wrapUpEnds }: Fields): void {
  if (wrapUpCodes !== undefined) {
    const codes = problems.list(`${at}.wrapUpCodes`, wrapUpCodes, { min: 1, max: CODES_MAX, of: 'names' })
    problems.unique(
      (codes ?? []).map((code, index) => {
        const where = `${at}.wrapUpCodes[${index}]`
        return { where, name: problems.name(where, code) }
      }),
    )
  }
  if (wrapUpEnds === undefined || wrapUpEnds === 'timed') return
  if (wrapUpEnds !== 'by-code')
    problems.add(`${at}.wrapUpEnds`, wrapUpEnds, '"timed" or "by-code", or nothing for "timed"')
  else if (wrapUpCodes === undefined)
    problems.note(`${at}.wrapUpEnds is "by-code"; expected ${at}.wrapUpCodes too, for agents to choose from.`)
}

function checkTiers(problems: Problems, value: unknown): void {
  const tiers = problems.list('tiers', value, { min: 1, max: 20, of: 'tiers' })
  let better: { where: string; seconds: number } | undefined
  const names = (tiers ?? []).map((item, index) => {
    const at = `tiers[${index}]`
    const tier = problems.fields(at, item, ['name', 'headStartSeconds'])
    if (!tier) return { where: at, name: undefined }
    const where = `${at}.headStartSeconds`
    const seconds = problems.number(where, tier.headStartSeconds, { min: 0, max: CALL_SECONDS_MAX })
    if (seconds !== undefined) {
      if (better && seconds > better.seconds) {
        problems.note(
          `${where} is ${seconds}, more than ${better.seconds} of ${better.where}; expected tiers best first.`,
        )
      }
      better = { where, seconds }
    }
    return { where: `${at}.name`, name: problems.name(`${at}.name`, tier.name) }
  })
  problems.unique(names)
}

function checkThresholds(problems: Problems, value: unknown): void {
  const thresholds = problems.fields('thresholds', value, ['longWaitSeconds', 'veryLongWaitSeconds'])
  if (!thresholds) return
  const range = { min: 0, above: true, max: CALL_SECONDS_MAX }
  const long = problems.number('thresholds.longWaitSeconds', thresholds.longWaitSeconds, range)
  const veryLong = problems.number('thresholds.veryLongWaitSeconds', thresholds.veryLongWaitSeconds, range)
  if (long !== undefined && veryLong !== undefined && veryLong <= long) {
    problems.note(
      `thresholds.veryLongWaitSeconds is ${veryLong}; expected more than thresholds.longWaitSeconds, which is ${long}.`,
    )
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
