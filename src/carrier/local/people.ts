import type { Clock } from '../../base/clock.ts'
import type { Happening } from './happenings.ts'
import type { Phone } from './phone.ts'

/** What somebody does whose phone rings. */
export type Person = (phone: Phone) => void

export interface Answering {
  readonly clock: Clock
  /** How long it rings before it is picked up; not at all unless told. */
  readonly afterMs?: number
  /** Pressed at the first question. */
  readonly presses?: string
  /** From the question to the key; no time unless told. */
  readonly pressesAfterMs?: number
}

/** Somebody who picks up, and presses keys when first asked for some. */
export function answers({ clock, afterMs = 0, presses = '', pressesAfterMs = 0 }: Answering): Person {
  const after = (ms: number, act: () => void) => {
    if (ms === 0) act()
    else clock.at(clock.nowMs() + ms, act)
  }
  return phone => {
    const stop = phone.listen((happening: Happening) => {
      if (happening.kind !== 'asks' || presses === '') return
      stop()
      after(pressesAfterMs, () => phone.press(presses))
    })
    after(afterMs, () => phone.answer())
  }
}

/** Somebody who is not there: it rings until it is given up. */
export const doesNotAnswer: Person = () => {}

/** Somebody who is talking to somebody else. */
export const isEngaged: Person = phone => phone.refuse('busy')
