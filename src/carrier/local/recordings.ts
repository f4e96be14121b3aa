import type { Clock } from '../../base/clock.ts'

/** How long it takes until a recording can be fetched. */
export const PROCESSING_MS = 2_000

/** What was said into a recording. */
export interface Recording {
  readonly sid: string
  readonly callSid: string
  readonly startMs: number
  durationSeconds: number
  /** The words, since nobody's voice is here. */
  text: string
  readonly channels: number
  readonly source: 'RecordVerb' | 'StartCallRecordingAPI'
  /** It can be fetched only a while after the recording ends; not at all where nothing is left of it. */
  status: 'in-progress' | 'paused' | 'processing' | 'completed' | 'absent'
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
    const what = { channels: 1, source: 'RecordVerb', status: 'processing' } as const
    const recording: Recording = { sid, callSid, startMs, durationSeconds, text, ...what }
    this.all.push(recording)
    return recording
  }

  /** One of a whole call, which goes on. */
  begin(callSid: string, channels: number): Recording {
    const what = { sid: this.#newSid('RE'), callSid, startMs: this.#clock.nowMs(), channels }
    const source = 'StartCallRecordingAPI'
    const recording: Recording = { ...what, durationSeconds: 0, text: '', source, status: 'in-progress' }
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
