import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import type { Phone } from '../../src/carrier/local/phone.ts'
import type { LineDay } from './line-day.ts'
import { OffScript } from './off-script.ts'
import { toldIn } from './transcript.ts'

/** Somebody on the phone with the line. */
export class CallerOnDay {
  readonly name: string
  readonly line: string
  readonly phone: Phone
  readonly #day: LineDay
  /** Happenings of the diary that were waited for already. */
  #heardUpTo = 0

  constructor(day: LineDay, { name, line, phone }: { name: string; line: string; phone: Phone }) {
    this.#day = day
    this.name = name
    this.line = line
    this.phone = phone
  }

  /** Waits until something is said, after what was waited for last. */
  async hears(words: string | RegExp, withinMs = MINUTE_MS): Promise<this> {
    const isIt = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text))
    const place = () =>
      this.phone.diary.findIndex(
        (happening, index) =>
          index >= this.#heardUpTo &&
          (happening.kind === 'says' || happening.kind === 'voice') &&
          isIt(happening.text),
      )
    await this.#until(`${this.name} hears ${words}`, () => place() >= 0, withinMs)
    this.#heardUpTo = place() + 1
    return this
  }

  /** Presses keys, a second apart. */
  async presses(keys: string): Promise<this> {
    for (const key of keys) {
      this.phone.press(key)
      await this.#day.clock.passes(SECOND_MS)
    }
    return this
  }

  async says(words: string): Promise<this> {
    this.phone.speak(words)
    await this.#day.clock.passes(4 * SECOND_MS)
    return this
  }

  /** Waits for the tone, and leaves a message. */
  async leaves(message: string): Promise<void> {
    const tones = () => this.phone.diary.filter(({ kind }) => kind === 'beep').length
    const before = tones()
    await this.#until(`${this.name} hears the tone`, () => tones() > before, MINUTE_MS)
    await this.#day.clock.passes(SECOND_MS)
    await this.says(message)
    await this.presses('#')
  }

  /** Waits until an agent can be talked to. */
  async talks(withinMs = 2 * MINUTE_MS): Promise<this> {
    await this.#until(`${this.name} talks to an agent`, () => this.isTalking, withinMs)
    return this
  }

  get isOnTheLine(): boolean {
    return !this.phone.isOver
  }

  /** True when somebody's words were heard. */
  heard(words: string): boolean {
    return this.phone.diary.some(happening => happening.kind === 'voice' && happening.text === words)
  }

  get isTalking(): boolean {
    const last = this.phone.diary.findLast(({ kind }) => kind === 'talks' || kind === 'leaves')
    return !this.phone.isOver && last?.kind === 'talks'
  }

  async hangsUp(): Promise<void> {
    this.phone.hangUp()
    await this.#day.clock.passes(SECOND_MS)
  }

  /** Waits until the line has ended the call. */
  async isLetGo(withinMs = 2 * MINUTE_MS): Promise<void> {
    await this.#until(`${this.name} is let go`, () => this.phone.isOver, withinMs)
  }

  async #until(what: string, isSo: () => boolean, withinMs: number): Promise<void> {
    try {
      await this.#day.until(what, isSo, withinMs)
    } catch (error) {
      if (!(error instanceof OffScript)) throw error
      throw new OffScript(`${error.message}\n${toldIn(this.phone, this.#day.nameOf).join('\n')}`)
    }
  }
}
