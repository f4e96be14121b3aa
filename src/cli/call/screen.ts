import { stripVTControlCharacters } from 'node:util'
import { MINUTE_MS, SECOND_MS } from '../../base/units.ts'
import type { Told } from '../../testkit/diary.ts'
import type { Heard, Summary } from './heard.ts'
import { momentText } from './opening.ts'

/** How a piece of text looks on a terminal. */
export type Look = 'dim' | 'bold' | 'cyan' | 'green' | 'yellow'
export type Style = (look: Look, text: string) => string

/** Where a transcript is shown. */
export interface Page {
  readonly startMs: number
  /** Of the line, in which times of day are told. */
  readonly timeZone: string
  /** Columns of the terminal; absent where lines may be as long as they are. */
  readonly columns?: number
  readonly style: Style
}

const MARGIN = 7

/** A thing that was heard, as lines for a person. */
export function transcriptLine(heard: Heard, page: Page): string {
  const { style } = page
  const line = (text: string) => row(clock(heard.atMs - page.startMs), text, page)
  switch (heard.kind) {
    case 'said':
      return line(`${heard.text} ${style('dim', `· ${heard.prompt}`)}`)
    case 'music':
      return line(style('dim', musicText(heard.seconds)))
    case 'pressed':
      return line(style('cyan', `▸ ${heard.key}`))
    case 'ignored':
      return line(style('dim', `  (${heard.key} does nothing here)`))
    case 'entered':
      return line(style('cyan', `▸ ${heard.keys}`))
    case 'spoke':
      return line(style('cyan', `▸ ${heard.words}`))
    case 'recorded':
      return line(style('cyan', heard.seconds === 0 ? '● nothing' : `● message (${length(heard.seconds)})`))
    case 'rated':
      return line(style('dim', `  (noted: ${heard.score} of 5)`))
    case 'texted':
      return line(`${style('green', `✉ ${heard.text}`)} ${style('dim', `· ${heard.prompt}`)}`)
    case 'silence':
      return line(style('cyan', '▸ (silence)'))
    case 'answered': {
      const talk = `you talk; ${heard.agent} hangs up in ${length((heard.leavesMs - heard.atMs) / SECOND_MS)}`
      return line(`${style('green', `☎ an agent (${heard.agent}) answers`)} ${style('dim', `· ${talk}`)}`)
    }
    case 'agent-left':
      return line(style('green', `☎ ${heard.agent} hangs up`))
    case 'hung-up':
      return line(style('yellow', heard.by === 'caller' ? '▸ you hang up' : '☎ the line hangs up'))
    case 'rings':
      return line(style('green', '☎ your phone rings: the line calls you back'))
    case 'picked-up':
      return line(style('cyan', '▸ you pick up'))
    case 'rang-out':
      return line(style('yellow', '☎ it stops ringing'))
    case 'ended':
      return `\n${fitted(summaryText(heard, page), page)}`
  }
}

/** A thing that was heard, as one JSON line; times are ISO 8601, without the unit in their names. */
export function jsonLine(heard: object): string {
  return JSON.stringify(withIsoTimes(heard))
}

function withIsoTimes(record: object): object {
  const members = Object.entries(record).map(([name, value]) => {
    if (name.endsWith('Ms')) return [name.slice(0, -2), new Date(value).toISOString()]
    return [name, typeof value === 'object' && value !== null ? withIsoTimes(value) : value]
  })
  return Object.fromEntries(members)
}

/** Music as it is shown while it plays, and when it has stopped. */
export function musicText(seconds: number): string {
  return `♪ music (${Math.round(seconds)} s)`
}

/** One row: the time since the call began, and a text that stays right of it however narrow the terminal is. */
export function row(time: string, text: string, { columns, style }: Pick<Page, 'columns' | 'style'>): string {
  const rows = wrapped(text, columns === undefined ? Number.POSITIVE_INFINITY : columns - MARGIN)
  return rows
    .map((part, index) =>
      index === 0 ? `${style('dim', time.padStart(5))}  ${part}` : ' '.repeat(MARGIN) + part,
    )
    .join('\n')
}

/** A text in rows of the terminal. */
export function fitted(text: string, { columns = Number.POSITIVE_INFINITY }: Pick<Page, 'columns'>): string {
  return wrapped(text, columns).join('\n')
}

/** Minutes and seconds, `2:05`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function wrapped(text: string, width: number): string[] {
  const rows: string[] = []
  let current = ''
  // A dot stays with what it leads to.
  for (const word of text.split(/(?<!·) /)) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current !== '' && stripVTControlCharacters(longer).length > width) {
      rows.push(current)
      current = word
    } else current = longer
  }
  return [...rows, current]
}

const OUTCOME_TEXTS: Readonly<Record<Summary['outcome'], string>> = {
  left: 'The call ended in the menu',
  answered: 'Answered',
  abandoned: 'You hung up while waiting',
  contained: 'Served without an agent',
  voicemail: 'You left a message',
  closed: 'The line is closed',
  'turned-away': 'The queue could not take you',
  'callback-failed': 'Called back, and nobody could be reached',
  'called-again': 'Rang again before the callback came',
  'callback-kept': 'A callback is promised, and did not come while you stayed',
}

function summaryText(summary: Summary, { startMs, timeZone, style }: Page): string {
  const { outcome, agent, waitedSeconds, lastedSeconds, told } = summary
  const { recordedSeconds, promisedMs, score } = summary
  const who = agent === undefined ? '' : ` by ${agent}`
  const waited = waitedSeconds === undefined ? [] : [`waited ${length(waitedSeconds)}`]
  // One who waited for as long as anybody may counts for the centre as one who left.
  const ended = outcome === 'left' && waitedSeconds !== undefined ? 'No agent came' : OUTCOME_TEXTS[outcome]
  const parts = [...waited, `${length(lastedSeconds)} in all`]
  if (recordedSeconds !== undefined) parts.push(`a message of ${length(recordedSeconds)}`)
  if (promisedMs !== undefined) parts.push(`callback promised for ${momentText(promisedMs, timeZone)}`)
  if (score !== undefined) parts.push(`${score} of 5`)
  if (told) parts.push(`told at ${clock(told.atMs - startMs)}: ${toldText(told)}${wasText(summary)}`)
  return `${style('bold', `${ended}${who}`)} · ${parts.join(' · ')}`
}

function toldText({ position, lowMinutes, highMinutes }: Told): string {
  const place = position === undefined ? [] : [`place ${position}`]
  return [...place, ...(highMinutes === undefined ? [] : [`${lowMinutes} to ${highMinutes} min`])].join(', ')
}

/** What it was, beside what was told. */
function wasText({ told, tookSeconds }: Summary): string {
  if (tookSeconds === undefined) return ''
  const { lowMinutes, highMinutes } = told ?? {}
  const took = `; it was ${length(tookSeconds)} from then`
  if (lowMinutes === undefined || highMinutes === undefined) return took
  const minutes = (tookSeconds * SECOND_MS) / MINUTE_MS
  return `${took}, ${minutes > highMinutes ? 'longer than told' : minutes < lowMinutes ? 'sooner than told' : 'as told'}`
}

function length(exactSeconds: number): string {
  const seconds = Math.round(exactSeconds)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return `${rest} s`
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
}
