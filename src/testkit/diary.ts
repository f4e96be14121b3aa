import { lengthText } from './time.ts'

/** What a caller was told of the queue. */
export interface Told {
  readonly position?: number
  readonly lowMinutes?: number
  readonly highMinutes?: number
}

/** A prompt as one caller heard it, with what it told of the queue, where it tells any of it. */
export interface Spoken extends Told {
  readonly prompt: string
  readonly language: string
  /** The words, with their values. */
  readonly text: string
  /** When the line opens, where the prompt tells it. */
  readonly openingMs?: number
  /** When the caller is called back, where the prompt tells it. */
  readonly promisedMs?: number
}

/** How a transcript words what happens to a caller. */
export type Did =
  | 'heard'
  | 'hears'
  | 'waited'
  | 'pressed'
  | 'entered'
  | 'said'
  | 'was silent'
  | 'recorded'
  | 'rated'
  | 'talks to'
  | 'is left'
  | 'is cut off'
  | 'is sent'
  | 'is put'
  | 'is back'
  | 'is called'
  | 'gets'
  | 'is texted'
  | 'texts'
  | 'picked up'
  | 'let ring'
  | 'hung up'
  | 'is hung up on'
  | 'met with'
  | 'is over'
  | 'is'

/** One thing that a caller heard, did or met with. */
export interface Happening {
  readonly atMs: number
  readonly did: Did
  readonly what: string
  /** Of a prompt. */
  readonly spoken?: Spoken
  /** The words of a text message. */
  readonly text?: string
  /** How long music played, of a wait with music. */
  readonly musicMs?: number
  /** How long the message is, of one that was recorded. */
  readonly recordedMs?: number
}

/** What a story shows of a long call: the last of it. */
const SHOWN = 48
const WIDTH = 29

/** Place and minutes of a prompt that tells them: `position 2, 1 to 4 min`. */
export function toldText({ position, lowMinutes, highMinutes }: Told): string {
  const place = position === undefined ? [] : [`position ${position}`]
  const wait = highMinutes === undefined ? [] : [`${lowMinutes} to ${highMinutes} min`]
  return [...place, ...wait].join(', ')
}

/** One line of a transcript. */
export function row({ did, what, spoken }: Pick<Happening, 'did' | 'what' | 'spoken'>): string {
  const told = spoken ? toldText(spoken) : ''
  return `  ${did.padEnd(8)} ${what}${told === '' ? '' : ` (${told})`}`.trimEnd()
}

/** A transcript, line by line; what was to be stands beside the line that is otherwise. */
export function transcriptText(happenings: readonly Happening[], expected?: string): string[] {
  const shown = happenings.slice(-SHOWN).map(row)
  const last = shown.length - 1
  if (expected !== undefined && last >= 0) shown[last] = `${shown[last]!.padEnd(WIDTH)} <- ${expected}`
  const left = happenings.length - shown.length
  return left > 0 ? [`  … ${left} more before`, ...shown] : shown
}

export function musicWaited(atMs: number, ms: number): Happening {
  return { atMs, did: 'waited', what: `${lengthText(ms)} with music`, musicMs: ms }
}
