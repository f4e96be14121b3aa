import { WrongInput } from '../base/wrong-input.ts'
import type { Key } from '../call/events.ts'
import { keyOf, signOf } from './keys.ts'
import type { Step, Telling } from './telling.ts'
import { type Length, lengthMs } from './time.ts'

/** Presses keys one after the other. */
export function presses(at: Telling, keys: string, step: Step): void {
  const pressed = [...keys].map(pressedKey)
  at.mustBeOnTheLine(`press ${keys}`, step)
  for (const key of pressed) {
    at.goesOn()
    at.phone.press(key)
  }
}

/** Enters digits and waits until the line has taken them. */
export function enters(at: Telling, digits: string, step: Step): void {
  const pressed = [...digits].map(pressedKey)
  const { question } = at.phone.answering
  if (!question?.isEntry) at.fail('expected to be asked for digits', step)
  at.goesOn()
  for (const key of pressed) {
    if (at.phone.answering.question !== question) at.fail(`expected more digits than ${question.keys}`, step)
    at.phone.press(key)
  }
  // Without # the line waits whether more is to come.
  while (question.shown !== '' && at.phone.answering.question === question) at.passes()
}

/** Keeps silent until the line gives up on an answer. */
export function isSilent(at: Telling, step: Step): void {
  const { phone } = at
  if (!phone.answering.isAwaited) at.fail('expected to be asked something', step)
  const { silences } = phone.answering
  while (phone.answering.silences === silences && phone.answering.isAwaited) at.passes()
  const silent = phone.diary.findLastIndex(({ did }) => did === 'was silent' || did === 'recorded')
  at.goesOn(silent + 1)
}

/** Speaks after the tone for so long. */
export function records(at: Telling, length: Length, step: Step): void {
  const { clock } = at.stage
  mustBeRecorded(at, step)
  at.goesOn()
  const untilMs = at.phone.leaveMessage(lengthMs(length))
  if (untilMs !== undefined) clock.passes(untilMs)
}

/** Says nothing after the tone, until the line gives up on a message. */
export function recordsNothing(at: Telling, step: Step): void {
  mustBeRecorded(at, step)
  isSilent(at, step)
}

function mustBeRecorded(at: Telling, step: Step): void {
  if (!at.phone.answering.recording) at.fail('expected to be recorded', step)
}

/** Presses a score, which the survey is to note. */
export function rates(at: Telling, score: number, step: Step): void {
  at.goesOn()
  const from = at.phone.diary.length
  presses(at, String(score), step)
  const isNoted = at.phone.diary.some(({ did }, index) => index >= from && did === 'rated')
  if (!isNoted || at.phone.course.score !== score) at.fail(`expected the survey to note: ${score}`, step)
}

/** Presses the key by which a state that asks for a confirmation says yes. */
export function confirms(at: Telling, what: string, step: Step): void {
  const asks = at.stage.asks(at.phone.call)
  if (!at.phone.answering.question || asks?.kind !== 'confirmation')
    at.fail(`expected to be asked to confirm ${what}`, step)
  presses(at, signOf(asks.yes), step)
}

function pressedKey(sign: string): Key {
  const key = keyOf(sign)
  if (key !== undefined) return key
  throw new WrongInput(`a phone has no key ${JSON.stringify(sign)}; it has 0 to 9, * and #`)
}
