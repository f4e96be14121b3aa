import type { Happening } from '../../src/carrier/local/happenings.ts'
import type { Phone } from '../../src/carrier/local/phone.ts'

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'medium' })

/** What a call was like for whoever was on the phone, a line for each thing. */
export function transcriptOf({ name, line, phone }: Told, nameOf: NameOf): string {
  const [first] = phone.diary
  const began = first ? timeOf(first.atMs) : ''
  return [`${name} and ${line}, ${began}`, ...toldIn(phone, nameOf)].join('\n')
}

/** Somebody's call of a line. */
interface Told {
  readonly name: string
  readonly line: string
  readonly phone: Phone
}

/** Whose phone a call is, by the carrier's identifier. */
type NameOf = (callSid: string) => string

/** The lines of a transcript. */
export function toldIn(phone: Phone, nameOf: NameOf): string[] {
  const lines: string[] = []
  let music = false
  for (const happening of phone.diary) {
    const isMusic = happening.kind === 'plays' || happening.kind === 'pauses'
    const words = isMusic && !music ? 'music' : wordsOf(happening, nameOf)
    if (isMusic ? !music : words !== undefined) lines.push(`  ${timeOf(happening.atMs)}  ${words}`)
    if (isMusic || words !== undefined) music = isMusic
  }
  return lines
}

function wordsOf(happening: Happening, nameOf: NameOf): string | undefined {
  switch (happening.kind) {
    case 'says':
      return `hears    ${happening.text}`
    case 'voice':
      return `hears    “${happening.text}” from ${nameOf(happening.from)}`
    case 'spoke':
      return `says     “${happening.text}”`
    case 'pressed':
      return `presses  ${happening.key}`
    case 'enqueued':
      return `waits    in ${happening.queue}`
    case 'records':
      return 'is recorded'
    case 'talks':
      return 'talks'
    case 'held':
      return happening.isHeld ? 'is on hold' : 'is back from hold'
    case 'alert':
      return `ALERT    ${happening.text}`
    case 'status':
      return happening.status === 'in-progress' || happening.status === 'ringing'
        ? undefined
        : `is ${happening.status}`
    default:
      return undefined
  }
}

/** The time on the clock of New York. */
export function timeOf(atMs: number): string {
  return CLOCK.format(atMs)
}
