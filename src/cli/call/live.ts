import { emitKeypressEvents } from 'node:readline'
import type { ReadStream } from 'node:tty'
import type { Clock } from '../../base/clock.ts'
import { SECOND_MS } from '../../base/units.ts'
import { Keyboard, type Keypress, type Meant } from './keyboard.ts'
import type { Phone } from './phone.ts'

/** What a person at a terminal sees besides the transcript. */
export interface Live {
  /** Shows what is going on now, in place of what it showed before: the words that are being typed, if there are. */
  status(words?: string): void
  /** Says once what a key means that no phone has. */
  unknownKey(name: string): void
}

/** How often what is going on is shown anew. */
const STATUS_MS = 500
/** How long a message is that is left by one key. */
const MESSAGE_MS = 10 * SECOND_MS

/** Lets a person at a terminal be the caller: key by key, as time goes by on the clock. Ends with the call. */
export async function live(phone: Phone, clock: Clock, input: ReadStream, screen: Live): Promise<void> {
  emitKeypressEvents(input)
  input.setRawMode(true)
  input.resume()
  const keyboard = new Keyboard()
  let cancel = () => {}
  const ticks = setInterval(() => screen.status(keyboard.words), STATUS_MS)
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
    now(() => {
      const meant = keyboard.typed(sign, pressed)
      if (meant) act(phone, meant, screen)
      screen.status(keyboard.words)
    })
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

function act(phone: Phone, meant: Meant, screen: Live): void {
  if (meant.does === 'hang-up') phone.hangUp()
  else if (meant.does === 'press') phone.press(meant.key)
  // Whatever key comes first to hand answers a phone that rings.
  else if (phone.state === 'ringing') phone.pickUp()
  else if (meant.does === 'say') phone.say(meant.words)
  else if (meant.does === 'record') phone.leaveMessage(MESSAGE_MS)
  else screen.unknownKey(meant.name)
}
