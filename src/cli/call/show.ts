import { SECOND_MS } from '../../base/units.ts'
import type { Heard } from './heard.ts'
import type { Live } from './live.ts'
import type { Phone } from './phone.ts'
import type { Page } from './screen.ts'
import { clock as clockText, jsonLine, musicText, row, transcriptLine } from './screen.ts'

/** How a call is told as it goes. */
export interface Show extends Omit<Live, 'status'> {
  heard(heard: Heard): void
  /** @param words that are being typed */
  status(phone: Phone, words?: string): void
}

export function jsonShow(): Show {
  return { heard: told => console.log(jsonLine(told)), status: () => {}, unknownKey: () => {} }
}

/** Erases what stands in the terminal's present row. */
const CLEAR = '\r\x1b[2K'

export function textShow(page: Page): Show {
  const { stdout } = process
  const clear = stdout.isTTY ? CLEAR : ''
  const told = new Set<string>()
  return {
    heard: heard => void stdout.write(`${clear}${transcriptLine(heard, page)}\n`),
    status: (phone, words) => {
      if (!stdout.isTTY) return
      const now = nowText(phone, words)
      const text = now && row(clockText(now.sinceMs - page.startMs), page.style('dim', now.text), page)
      stdout.write(clear + (text ?? ''))
    },
    unknownKey: name => {
      if (told.has(name)) return
      told.add(name)
      const hint = `  (a phone has no key "${name}"; it has 0-9 * #; t talks, r records, h hangs up)`
      stdout.write(`${clear}${row('', page.style('dim', hint), page)}\n`)
    },
  }
}

/** What goes on while nothing happens. */
function nowText(phone: Phone, words?: string): { sinceMs: number; text: string } | undefined {
  const { musicSinceMs, nowMs, state, typed } = phone
  if (words !== undefined) return { sinceMs: nowMs, text: `▸ “${words}… (Enter says it, Esc does not)` }
  if (state === 'away')
    return { sinceMs: nowMs, text: 'your place is kept, and your phone will ring; h: no more' }
  if (state === 'ringing') return { sinceMs: nowMs, text: 'any key picks up; h does not take the call' }
  if (typed !== '') return { sinceMs: nowMs, text: `▸ ${typed}…` }
  if (musicSinceMs === undefined) return undefined
  return { sinceMs: musicSinceMs, text: musicText((nowMs - musicSinceMs) / SECOND_MS) }
}
