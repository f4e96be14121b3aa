import { RECORD_SILENCE_SECONDS } from '../carrier/twilio/documents.ts'
import type { Recording } from '../store/rows.ts'
import type { Hook } from './webhooks.ts'

const STATES: Readonly<Record<string, Recording['state']>> = {
  completed: 'ready',
  absent: 'absent',
  failed: 'failed',
}

/** What a webhook tells of a recording; undefined where there is none, or nothing new about it. */
export function recordingIn(hook: Hook): Recording | undefined {
  const sid = hook.field('RecordingSid')
  const status = hook.field('RecordingStatus')
  const state = status === undefined ? 'made' : STATES[status]
  if (!sid || !state) return undefined
  return { sid, url: hook.field('RecordingUrl') ?? '', seconds: secondsIn(hook), state }
}

/**
 * The event of a caller who was recorded. Silence is recorded like words: what ended by it, and is no longer than it,
 * holds nothing else.
 */
export function recordedEvent(hook: Hook): 'recording.kept' | 'recording.empty' {
  const isSilence = !hook.field('Digits') && secondsIn(hook) <= RECORD_SILENCE_SECONDS
  return recordingIn(hook) && secondsIn(hook) > 0 && !isSilence ? 'recording.kept' : 'recording.empty'
}

/** Whose recording it is, by the key in the URL that we handed over; 0 for a caller without one. */
export function recordedCaller({ query }: Hook): number {
  return typeof query.c === 'string' && /^\d{1,15}$/.test(query.c) ? Number(query.c) : 0
}

function secondsIn(hook: Hook): number {
  const seconds = Number(hook.field('RecordingDuration') ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : 0
}
