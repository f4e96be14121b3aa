import { assert } from '../base/assert.ts'
import { DAY_MS, HOUR_MS, NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { LineDefinition } from './definition.ts'
import { ENGLISH, SPELLED_MAX, type Words } from './words.ts'
import { intlWords } from './words-intl.ts'
import { SPANISH } from './words-spanish.ts'
import { daysBetween, WEEKDAYS, wallClock, weekdayOf } from './zone.ts'

/** What a text may hold in braces. Moments follow a verb: "We open again {opening}." */
export const PLACEHOLDERS = [
  'position',
  'low',
  'high',
  'minutes',
  'opening',
  'promised',
  'quieter',
  'entry',
  'number',
  'case',
] as const

/** Digits that are spoken one by one and never stand in a journal: whoever speaks to the caller knows them. */
export interface SpokenDigits {
  /** `{entry}`: what the caller entered last. */
  readonly entry?: string
  /** `{number}`: the last digits of the number at which the caller is called back. */
  readonly number?: string
  /** `{case}`: the caller's open case. */
  readonly case?: string
}

/** The values that a directive fixes for its prompt. Counts are whole numbers from 0 on. */
export interface SpokenValues extends SpokenDigits {
  /** `{position}`: place in the queue, 1 is next. */
  readonly position?: number
  /** `{low}`, a bare number. */
  readonly lowMinutes?: number
  /** `{high}`, a bare number. */
  readonly highMinutes?: number
  /** `{minutes}`, spoken with its noun: "one minute", "four minutes". */
  readonly minutes?: number
  /** `{opening}`: when the line opens; Infinity when nobody can say. */
  readonly openingMs?: number
  /** `{promised}`: when the caller is called back; Infinity when nobody can say. */
  readonly promisedMs?: number
  /** `{quieter}`: when it is quieter to call; always known where it is told. */
  readonly quieterMs?: number
  /** The present, from which moments are told. */
  readonly atMs?: number
}

type PromptSource = Pick<LineDefinition, 'name' | 'timeZone' | 'prompts'>

const WORD_MS = 400 // 150 words a minute
const AT_MS = Date.UTC(2026, 11, 14, 12)
/** An ordinary hold, for the length of a text that no call has filled yet. */
export const TYPICAL: Required<SpokenValues> = {
  position: 3,
  lowMinutes: 4,
  highMinutes: 6,
  minutes: 5,
  atMs: AT_MS,
  openingMs: AT_MS + DAY_MS - 4 * HOUR_MS,
  promisedMs: AT_MS + 2 * HOUR_MS,
  quieterMs: AT_MS + DAY_MS + 2 * HOUR_MS,
  entry: '4711',
  number: '0142',
  case: '104711',
}

const WORD_SEGMENTS = new Intl.Segmenter('en', { granularity: 'word' })
const wordsByLanguage = new Map<string, Words>()

/**
 * The words of a prompt with its values filled in. English and Spanish have words of their own, other languages
 * what `Intl` knows. Numbers to twenty are words, and all bare numbers of a text are digits once one is larger.
 * Written, as in a text message, all numbers are digits.
 * A prompt, language or value that is not there is a defect of ours (`Bug`): the check of line and flow saw to them.
 */
export function renderPrompt(
  line: PromptSource,
  promptName: string,
  language: string,
  values: SpokenValues,
  manner: 'spoken' | 'written' = 'spoken',
): string {
  const text = textOf(line, promptName, language)
  const speaks = wordsOf(language)
  const bare = [values.position, values.lowMinutes, values.highMinutes].filter(value => value !== undefined)
  // "Between eighteen and 24" reads as a slip; "between 18 and 24" does not.
  const isWritten = manner === 'written'
  const spelled = !isWritten && bare.every(value => value <= SPELLED_MAX)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const where = `{${name}} of prompt "${promptName}" of line "${line.name}"`
    const number = (value: number | undefined) => {
      const count = counted(value, where)
      return spelled ? speaks.number(count) : String(count)
    }
    if (name === 'position') return number(values.position)
    if (name === 'low') return number(values.lowMinutes)
    if (name === 'high') return number(values.highMinutes)
    if (name === 'minutes') {
      const minutes = counted(values.minutes, where)
      return isWritten ? writtenMinutes(language, minutes) : speaks.minutes(minutes)
    }
    if (name === 'opening') return moment(line.timeZone, speaks, values.openingMs, values.atMs, where)
    if (name === 'quieter') return moment(line.timeZone, speaks, values.quieterMs, values.atMs, where)
    if (name === 'promised') return moment(line.timeZone, speaks, values.promisedMs, values.atMs, where)
    assert(isDigits(name), `${where} is none of: ${PLACEHOLDERS.join(', ')}`)
    return isWritten ? (values[name] ?? '') : digits(speaks, values[name])
  })
}

function writtenMinutes(language: string, minutes: number): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(
    minutes,
  )
}

const DIGITS: ReadonlySet<string> = new Set<keyof SpokenDigits>(['entry', 'number', 'case'])

function isDigits(name: string): name is keyof SpokenDigits {
  return DIGITS.has(name)
}

/** Digit by digit; what was erased, or lies with a process that is gone, is left out. */
function digits(speaks: Words, value = ''): string {
  return [...value].map(sign => (/\d/.test(sign) ? speaks.number(Number(sign)) : sign)).join(', ')
}

/** How long a text takes to say at 150 words a minute; digits count as the words that they are spoken as, roughly. */
export function spokenMs(text: string): number {
  let words = 0
  for (const { segment, isWordLike } of WORD_SEGMENTS.segment(text)) {
    if (!isWordLike) continue
    const numbers = segment.match(/\p{Nd}+/gu)
    words += numbers ? numbers.reduce((sum, digits) => sum + wordsOfDigits(digits), 0) : 1
  }
  return words * WORD_MS
}

/** What a prompt costs in time, in whole ms: its recording's length, else that of its text on an ordinary hold. */
export function promptMs(line: PromptSource, promptName: string, language: string): number {
  const recorded = line.prompts[promptName]?.audio?.[language]
  if (recorded) return Math.round(recorded.seconds * SECOND_MS)
  return spokenMs(renderPrompt(line, promptName, language, TYPICAL))
}

function textOf(line: PromptSource, promptName: string, language: string): string {
  const prompt = Object.hasOwn(line.prompts, promptName) ? line.prompts[promptName] : undefined
  assert(
    prompt,
    `line "${line.name}" has no prompt "${promptName}"; it has: ${Object.keys(line.prompts).join(', ')}`,
  )
  const text = prompt.text[language]
  assert(
    text,
    `prompt "${promptName}" of line "${line.name}" has no text in "${language}"; it has: ${Object.keys(prompt.text).join(', ')}`,
  )
  return text
}

function wordsOf(language: string): Words {
  const known = wordsByLanguage.get(language)
  if (known) return known
  const primary = language.split('-', 1)[0]
  const words = primary === 'en' ? ENGLISH : primary === 'es' ? SPANISH : intlWords(language)
  wordsByLanguage.set(language, words)
  return words
}

function counted(value: number | undefined, where: string): number {
  assert(
    value !== undefined && Number.isInteger(value) && value >= 0,
    `${where} is ${value}; expected a whole number from 0 on`,
  )
  return value
}

function moment(
  zone: string,
  speaks: Words,
  momentMs: number | undefined,
  atMs: number | undefined,
  where: string,
): string {
  assert(
    momentMs !== undefined && atMs !== undefined,
    `${where} needs a moment and the present; got ${momentMs} and ${atMs}`,
  )
  if (momentMs === NEVER_MS) return speaks.someDay
  const wall = wallClock(zone, momentMs)
  const daysAhead = Math.max(0, daysBetween(wallClock(zone, atMs).date, wall.date))
  return speaks.moment({ ...wall, daysAhead, weekday: WEEKDAYS.indexOf(weekdayOf(wall.date)) })
}

/** Up to 20 and full tens are one word, "twenty-four" is two, and longer runs are read digit by digit. */
function wordsOfDigits(digits: string): number {
  if (digits.length > 2) return digits.length
  const value = Number(digits)
  return value <= 20 || value % 10 === 0 ? 1 : 2
}
