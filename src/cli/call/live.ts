import { emitKeypressEvents } from 'node:readline'
import type { ReadStream } from 'node:tty'
import type { Clock } from '../../base/clock.ts'
import { keyOf } from '../../testkit/keys.ts'
import type { Phone } from './phone.ts'

/** What a person at a terminal sees besides the transcript. */
export interface Live {
  /** Shows what is going on now, in place of what it showed before. */
  status(): void
  /** Says once what a key means that no phone has. */
  unknownKey(name: string): void
}

/** How often what is going on is shown anew. */
const STATUS_MS = 500

/** Lets a person at a terminal be the caller: key by key, as time goes by on the clock. Ends with the call. */
export async function live(phone: Phone, clock: Clock, input: ReadStream, screen: Live): Promise<void> {
  emitKeypressEvents(input)
  input.setRawMode(true)
  input.resume()
  let cancel = () => {}
  const ticks = setInterval(() => screen.status(), STATUS_MS)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  /** Lets happen what is due, then what the person does, and sets when to come back. */
  const now = (act: () => void = () => {}) => {
    try {
      phone.passes(clock.nowMs())
      act()
    } catch (error) {
      return reject(error)
    }
    cancel()
    if (phone.state === 'over') resolve()
    else cancel = clock.at(phone.nextMs(), now)
  }
  const keyed = (sign: string | undefined, pressed: Keypress) =>
    now(() => press(phone, sign, pressed, screen))
  input.on('keypress', keyed)
  now()
  try {
    await promise
  } finally {
    cancel()
    clearInterval(ticks)
    input.off('keypress', keyed)
    input.setRawMode(false)
    input.pause()
  }
}

interface Keypress {
  readonly name?: string
  readonly ctrl?: boolean
}

function press(phone: Phone, sign: string | undefined, { name, ctrl }: Keypress, screen: Live): void {
  if (name === 'h' || (ctrl && (name === 'c' || name === 'd'))) return void phone.hangUp()
  const key = keyOf(sign ?? '')
  if (key !== undefined) phone.press(key)
  // Whatever key comes first to hand answers a phone that rings.
  else if (phone.state === 'ringing') phone.pickUp()
  else screen.unknownKey(name ?? sign ?? '')
}
