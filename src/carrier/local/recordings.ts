import type { Clock } from '../../base/clock.ts'

/** What a caller said into a recording. */
export interface Recording {
  readonly sid: string
  readonly callSid: string
  readonly startMs: number
  readonly durationSeconds: number
  /** The words, since nobody's voice is here. */
  readonly text: string
  /** It can be fetched only a while after the recording ends; not at all where nothing is left of it. */
  status: 'processing' | 'completed' | 'absent'
}

/** The recordings of an account. Silent ones are kept like others. */
export class Recordings {
  readonly all: Recording[] = []
  readonly #clock: Clock
  readonly #newSid: (prefix: string) => string

  constructor(clock: Clock, newSid: (prefix: string) => string) {
    this.#clock = clock
    this.#newSid = newSid
  }

  add(callSid: string, startMs: number, text: string): Recording {
    const durationSeconds = Math.round((this.#clock.nowMs() - startMs) / 1_000)
    const sid = this.#newSid('RE')
    const recording: Recording = { sid, callSid, startMs, durationSeconds, text, status: 'processing' }
    this.all.push(recording)
    return recording
  }

  bySid(sid: string): Recording | undefined {
    return this.all.find(recording => recording.sid === sid)
  }

  remove(recording: Recording): void {
    this.all.splice(this.all.indexOf(recording), 1)
  }
}
