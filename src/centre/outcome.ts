import { OUTCOMES } from '../call/directives.ts'
import {
  ABANDONED,
  ANSWERED,
  CALLED_AGAIN,
  CLOSED,
  GIVEN_UP,
  RECORDED,
  SERVED_BY_FLOW,
  TURNED_AWAY,
} from './calls.ts'

const ANSWERED_OUTCOME = OUTCOMES.indexOf('answered')
const ABANDONED_OUTCOME = OUTCOMES.indexOf('abandoned')
const CALLBACK_FAILED_OUTCOME = OUTCOMES.indexOf('callback-failed')
const VOICEMAIL_OUTCOME = OUTCOMES.indexOf('voicemail')
const CONTAINED_OUTCOME = OUTCOMES.indexOf('contained')
const CLOSED_OUTCOME = OUTCOMES.indexOf('closed')
const TURNED_AWAY_OUTCOME = OUTCOMES.indexOf('turned-away')
const CALLED_AGAIN_OUTCOME = OUTCOMES.indexOf('called-again')
const LEFT_OUTCOME = OUTCOMES.indexOf('left')

/** How a call with these flags ended, as an index of `OUTCOMES`; the weightiest flag decides. */
export function outcomeOf(flags: number): number {
  if ((flags & CALLED_AGAIN) !== 0) return CALLED_AGAIN_OUTCOME
  if ((flags & ANSWERED) !== 0) return ANSWERED_OUTCOME
  if ((flags & ABANDONED) !== 0) return ABANDONED_OUTCOME
  if ((flags & GIVEN_UP) !== 0) return CALLBACK_FAILED_OUTCOME
  if ((flags & RECORDED) !== 0) return VOICEMAIL_OUTCOME
  if ((flags & SERVED_BY_FLOW) !== 0) return CONTAINED_OUTCOME
  if ((flags & CLOSED) !== 0) return CLOSED_OUTCOME
  if ((flags & TURNED_AWAY) !== 0) return TURNED_AWAY_OUTCOME
  return LEFT_OUTCOME
}
