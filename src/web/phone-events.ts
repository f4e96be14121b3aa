import type { Happening } from '../carrier/local/happenings.ts'
import type { PhoneEvent } from './pages/phone-view.ts'

/** What a phone page shows of something that happened at the carrier; undefined for what only tests look at. */
export function phoneEvent(happening: Happening, beganMs: number): PhoneEvent | undefined {
  const afterMs = happening.atMs - beganMs
  switch (happening.kind) {
    case 'status':
      return { afterMs, kind: 'status', status: happening.status }
    case 'webhook':
      return { afterMs, kind: 'webhook', path: pathOf(happening.url) }
    case 'answer':
      return { afterMs, kind: 'document', text: happening.text }
    case 'says':
      return { afterMs, kind: 'says', text: happening.text, language: happening.language }
    case 'plays':
    case 'beep':
    case 'ringback':
    case 'records':
      return { afterMs, kind: happening.kind }
    case 'asks':
      return { afterMs, kind: 'asks', keys: happening.keys, speech: happening.speech }
    case 'pressed':
      return { afterMs, kind: 'pressed', key: happening.key }
    case 'spoke':
      return { afterMs, kind: 'spoke', text: happening.text }
    case 'enqueued':
    case 'left-queue':
      return { afterMs, kind: happening.kind, queue: happening.queue }
    case 'talks':
      return { afterMs, kind: 'talks' }
    case 'voice':
      return { afterMs, kind: 'voice', text: happening.text }
    case 'alert':
      return { afterMs, kind: 'alert', text: happening.text }
    default:
      return undefined
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}
