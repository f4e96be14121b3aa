import { SECOND_MS } from '../base/units.ts'

/** A row of a transcript: what stands in a line of a cut-out call, for people. */
export interface CutRow {
  readonly atMs: number
  readonly text: string
}

/** Two transcripts up to where they part, and from there on side by side. */
export interface Parting {
  /** What both have, the last of it. */
  readonly before: readonly CutRow[]
  readonly recorded: readonly CutRow[]
  readonly today: readonly CutRow[]
}

/** Rows that are shown before the parting, and after it of each side. */
const BEFORE = 10
const AFTER = 5

/** Where two versions of a call part. Both are lines with the same head. */
export function partingOf(recorded: readonly string[], today: readonly string[]): Parting {
  let same = 1
  while (same < recorded.length && same < today.length && recorded[same] === today[same]) same++
  const before = rowsOf(recorded.slice(1, same))
  const sides = [recorded, today].map(lines => {
    const [first, ...others] = lines.slice(same)
    return first === undefined ? [] : [rowOf(first), ...rowsOf(others, atMsOf(first)).slice(0, AFTER)]
  })
  // Where people would say the same of what differs, the lines themselves are shown.
  if (sides[0]![0]?.text === sides[1]![0]?.text)
    [recorded, today].forEach((lines, side) => {
      const line = lines[same]
      if (line !== undefined)
        sides[side]![0] = { atMs: atMsOf(line), text: line.replace(/^\{"at":[^,]*,/, '{') }
    })
  return { before: before.slice(-BEFORE), recorded: sides[0]!, today: sides[1]! }
}

/** The transcript of a call, with the waits between. Timers, which nobody notices when they are set, are left out. */
function rowsOf(lines: readonly string[], fromMs = 0): CutRow[] {
  const rows: CutRow[] = []
  let sinceMs = fromMs
  for (const line of lines) {
    const { atMs, text } = rowOf(line)
    if (text.startsWith('sets a timer') || text === 'the time is up') continue
    if (atMs - sinceMs >= SECOND_MS) rows.push({ atMs: sinceMs, text: `waited ${minutes(atMs - sinceMs)}` })
    rows.push({ atMs, text })
    sinceMs = atMs
  }
  return rows
}

function rowOf(line: string): CutRow {
  const { at, assumed, ...happened } = JSON.parse(line) as Record<string, unknown>
  const [kind, what] = Object.entries(happened)[0]!
  const text = `${WORDS[kind]?.(what, happened) ?? `${kind} ${what}`}${assumed === true ? ' (assumed)' : ''}`
  return { atMs: Math.round(Number(at) * SECOND_MS), text }
}

type Wording = (what: unknown, all: Readonly<Record<string, unknown>>) => string

const WORDS: Readonly<Record<string, Wording>> = {
  asked: what => `heard ${what}`,
  heard: heard,
  recorded: what => (what === 'kept' ? 'recorded a message' : 'recorded nothing'),
  transferred: what => `is handed on to ${what}`,
  records: what => `heard ${what}`,
  promises: what => (what === 'opening' ? 'is promised the next opening' : `is promised ${what} s later`),
  uses: () => 'is called back at the number entered',
  rates: what => `gives ${what} of 5`,
  identifies: what => `is ${what}`,
  prefers: () => 'wants the last agent',
  caller: what => (what === 'is silent' ? 'was silent' : what === 'hangs up' ? 'hung up' : 'picked up'),
  time: () => 'the time is up',
  answered: what => `talks to ${what}`,
  left: what => `${what} left`,
  lost: what => `${what} was cut off`,
  wait: what => `a ${what} wait`,
  queue: what => (what === 'full' ? 'the queue is full' : 'the line is closing'),
  told: told,
  callback: what => `callback ${what}`,
  centre: () => 'put right after a fault',
  joins: what => `waits for ${what}`,
  files: what => `leaves the message to ${what}`,
  leaves: () => 'waits no more',
  plays: () => 'hears music',
  keeps: () => 'keeps the place',
  rings: () => 'is put through',
  served: () => 'was served',
  consents: what => (what === true ? 'agrees to be recorded' : 'is not to be recorded'),
  timer: what => `sets a timer of ${what} s`,
  ends: what => (what === 'call' ? 'the call is over' : 'is hung up on'),
}

function heard(what: unknown, { promised }: Readonly<Record<string, unknown>>): string {
  return promised === undefined ? `heard ${what}` : `heard ${what}: ${promised}`
}

function told(
  what: unknown,
  { position, lowMinutes, highMinutes }: Readonly<Record<string, unknown>>,
): string {
  if (what === 'nothing') return 'is told nothing'
  const minutesTold = highMinutes === undefined ? [] : [`${lowMinutes ?? 0} to ${highMinutes} min`]
  const values = [...(position === undefined ? [] : [`place ${position}`]), ...minutesTold]
  return values.length === 0 ? `is told: ${what}` : `is told ${values.join(', ')}`
}

function atMsOf(line: string): number {
  return Math.round(Number((JSON.parse(line) as { at: unknown }).at) * SECOND_MS)
}

/** Minutes and seconds of a time: `1:05`. */
export function minutes(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
