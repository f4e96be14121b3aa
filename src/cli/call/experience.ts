import { SECOND_MS } from '../../base/units.ts'
import type { Phone } from '../../testkit/phone.ts'
import { tellsOfQueue } from '../../testkit/telling.ts'
import type { Heard, Summary, ToldAt } from './heard.ts'

/** What a call came to, and how what was told compares with what it was. */
export class Experience {
  /** Who answered last. */
  agent: string | undefined
  readonly #startMs: number
  #answeredMs: number | undefined
  #told: ToldAt | undefined

  constructor(startMs: number) {
    this.#startMs = startMs
  }

  hears(heard: Heard): void {
    if (heard.kind === 'answered') {
      this.agent = heard.agent
      this.#answeredMs = heard.atMs
    }
    if (heard.kind === 'said' && tellsOfQueue(heard)) this.#told ??= toldIn(heard)
  }

  summary(atMs: number, phone: Phone): Summary {
    const { outcome = 'callback-kept', queuedMs, promisedMs, score } = phone.course
    const { recordedMs } = phone.answering
    const waitedMs = phone.course.waitedMs ?? (queuedMs === undefined ? undefined : atMs - queuedMs)
    const tookMs = this.#told && this.#answeredMs !== undefined && this.#answeredMs - this.#told.atMs
    return {
      outcome,
      lastedSeconds: (atMs - this.#startMs) / SECOND_MS,
      ...(waitedMs !== undefined && { waitedSeconds: waitedMs / SECOND_MS }),
      ...(this.agent !== undefined && { agent: this.agent }),
      ...(this.#told && { told: this.#told }),
      ...(typeof tookMs === 'number' && { tookSeconds: tookMs / SECOND_MS }),
      ...(recordedMs !== undefined && { recordedSeconds: recordedMs / SECOND_MS }),
      ...(promisedMs !== undefined && { promisedMs }),
      ...(score !== undefined && { score }),
    }
  }
}

function toldIn({ atMs, position, lowMinutes, highMinutes }: ToldAt): ToldAt {
  return {
    atMs,
    ...(position !== undefined && { position }),
    ...(lowMinutes !== undefined && { lowMinutes }),
    ...(highMinutes !== undefined && { highMinutes }),
  }
}
