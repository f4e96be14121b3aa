import { flow } from '../flow.ts'
import { confirmation } from './confirmation.ts'
import { RESET_SLIPS } from './parts.ts'

export interface RecordingConsentOptions {
  /** Asks whether the talk may be recorded: 1 for yes, 2 for no. By default `recording-consent`. */
  readonly prompt?: string
  readonly sorry?: string
  /** Where the call goes on, whatever the answer. */
  readonly to: string
}

/**
 * Asks whether talks with agents may be recorded. Nothing is recorded of a caller who says no, keeps silent or presses
 * other keys. The line's `recordTalks` must say that it records.
 */
export function recordingConsent({
  prompt = 'recording-consent',
  sorry = 'sorry',
  to,
}: RecordingConsentOptions) {
  const answers = (given: boolean) => ({ target: to, actions: { type: 'consent', params: { given } } })
  return flow.createStateConfig({
    ...confirmation({
      prompt,
      sorry,
      yes: answers(true),
      no: answers(false),
      giveUp: to,
      silent: to,
      tries: 2,
    }),
    exit: RESET_SLIPS,
  })
}
