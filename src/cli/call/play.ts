import { DAY_MS, SECOND_MS } from '../../base/units.ts'
import type { Phone } from './phone.ts'
import type { Step } from './script.ts'

/** Waits until a time of the call has come, where it is to be heard as it goes; nothing in virtual time. */
export type Pace = (atMs: number) => Promise<void>

/** From the end of what is said to the key. */
const REACTION_MS = 1_000
/** Calls that are not over by then, such as one that waits for a callback that nobody can make, are left. */
const LONGEST_MS = DAY_MS

/** Does what a script says, and then nothing until the call is over. Gives how many steps the call had no time for. */
export async function play(
  steps: readonly Step[],
  phone: Phone,
  pace: Pace = async () => {},
): Promise<number> {
  const player = new Player(phone, pace)
  for (const [index, step] of steps.entries()) {
    if (phone.state === 'over') return steps.length - index
    await player.takes(step)
  }
  await player.leaves()
  return 0
}

/** Somebody who follows a script. */
class Player {
  readonly #phone: Phone
  readonly #pace: Pace
  /** When a call that will not end is left. */
  #endMs: number
  /** The last step was to wait: the next is taken right then. */
  #hastens = false

  constructor(phone: Phone, pace: Pace) {
    this.#phone = phone
    this.#pace = pace
    this.#endMs = phone.nowMs + LONGEST_MS
  }

  async takes(step: Step): Promise<void> {
    this.#endMs = this.#phone.nowMs + LONGEST_MS
    await this.#does(step)
    this.#hastens = step.does === 'wait'
  }

  async leaves(): Promise<void> {
    await this.#passUntil(() => false)
    if (this.#phone.state !== 'over') this.#phone.hangUp()
  }

  async #does(step: Step): Promise<void> {
    const phone = this.#phone
    switch (step.does) {
      case 'wait':
        return this.#passUntil(() => false, phone.nowMs + step.ms)
      case 'hangup':
        return void phone.hangUp()
      case 'silence':
        return this.#keepsSilent()
      case 'answer':
        return this.#picksUp()
      case 'press':
        // Keys that were written apart are no part of one entry.
        if (step.begins) await this.#passUntil(() => phone.typed === '')
        await this.#isReady()
        return void phone.press(step.key)
      case 'say':
        await this.#isReady()
        return void phone.say(step.words)
      case 'record':
        await this.#isReady()
        return this.#passUntil(() => false, phone.leaveMessage(step.ms))
    }
  }

  /**
   * A patient caller hears the line out before pressing a key; one who waited on purpose presses right then. Who was
   * promised a callback picks it up first.
   */
  async #isReady(): Promise<void> {
    const phone = this.#phone
    let hastens = this.#hastens
    while (phone.state !== 'over' && phone.nowMs < this.#endMs) {
      if (phone.state !== 'on-the-line') {
        await this.#picksUp()
        hastens = false
      }
      if (hastens || phone.nowMs >= phone.quietMs + REACTION_MS) return
      await this.#passUntil(() => phone.state !== 'on-the-line', phone.quietMs + REACTION_MS)
    }
  }

  /** Says nothing until the line has given up on an answer, once; where it asks for none there is nothing to wait for. */
  async #keepsSilent(): Promise<void> {
    const phone = this.#phone
    const before = phone.silences
    await this.#passUntil(() => !phone.isAsked || phone.silences > before)
  }

  /** Waits for the promised callback, and picks it up. */
  async #picksUp(): Promise<void> {
    const phone = this.#phone
    await this.#passUntil(() => phone.state === 'ringing')
    if (phone.state !== 'ringing') return
    await this.#passUntil(() => phone.state !== 'ringing', phone.nowMs + 3 * SECOND_MS)
    phone.pickUp()
  }

  /** Lets time pass until something is so, or a time has come, or the call is over. */
  async #passUntil(isSo: () => boolean, untilMs = this.#endMs): Promise<void> {
    const phone = this.#phone
    while (phone.state !== 'over' && !isSo()) {
      const nextMs = Math.min(phone.nextMs(), untilMs)
      await this.#pace(nextMs)
      phone.passes(nextMs)
      if (nextMs === untilMs) return
    }
  }
}
