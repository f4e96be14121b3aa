import { SECOND_MS } from '../../base/units.ts'
import type { Outcome, Watch } from '../../call/directives.ts'
import { OUTCOMES } from '../../call/directives.ts'
import type { Summary, Told } from './heard.ts'

/** What a call came to, and how what was told compares with what it was. */
export class Experience {
  /** How the call ended, as soon as the centre is done with it. */
  outcome: Outcome | undefined
  readonly #startMs: number
  #queuedMs: number | undefined
  #waitedMs: number | undefined
  #answeredMs: number | undefined
  #agent: string | undefined
  #told: Told | undefined

  constructor(startMs: number) {
    this.#startMs = startMs
  }

  /** What a centre tells of this call. */
  readonly watch: Pick<Watch, 'queued' | 'answered' | 'abandoned' | 'ended'> = {
    queued: (_call, _queue, atMs) => {
      this.#queuedMs ??= atMs
    },
    answered: (_call, _queue, _agent, waitMs) => {
      this.#waitedMs = waitMs
    },
    abandoned: (_call, _queue, waitMs) => {
      this.#waitedMs = waitMs
    },
    ended: (_call, outcome) => {
      this.outcome = OUTCOMES[outcome]!
    },
  }

  /** The caller was told of the queue. */
  isTold(told: Told): void {
    this.#told ??= told
  }

  isAnswered(agent: string, atMs: number): void {
    this.#agent = agent
    this.#answeredMs = atMs
  }

  summary(atMs: number): Summary {
    const waitedMs = this.#waitedMs ?? (this.#queuedMs === undefined ? undefined : atMs - this.#queuedMs)
    const tookMs = this.#told && this.#answeredMs !== undefined && this.#answeredMs - this.#told.atMs
    return {
      outcome: this.outcome ?? 'callback-kept',
      lastedSeconds: (atMs - this.#startMs) / SECOND_MS,
      ...(waitedMs !== undefined && { waitedSeconds: waitedMs / SECOND_MS }),
      ...(this.#agent !== undefined && { agent: this.#agent }),
      ...(this.#told && { told: this.#told }),
      ...(typeof tookMs === 'number' && { tookSeconds: tookMs / SECOND_MS }),
    }
  }
}
