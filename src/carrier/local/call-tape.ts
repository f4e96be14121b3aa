import type { LocalCarrier } from './carrier.ts'
import type { Happening } from './happenings.ts'
import type { Leg, Notices } from './leg.ts'
import type { Recording } from './recordings.ts'
import { PROCESSING_MS } from './recordings.ts'

/** What a phone hears or says that can be put in words. */
const WORDS: ReadonlySet<Happening['kind']> = new Set(['spoke', 'voice', 'says'])

/** A recording of a whole call, of both sides, which REST begins and stops. It ends with the call. */
export class CallTape {
  readonly recording: Recording
  readonly #carrier: LocalCarrier
  readonly #leg: Leg
  readonly #notices: Notices | undefined
  readonly #stopListening: () => void
  #sinceMs: number
  #recordedMs = 0
  /** Whether time in which nothing is recorded is silence, or left out. */
  #pause: 'silence' | 'skip' | undefined

  constructor(carrier: LocalCarrier, leg: Leg, channels: number, notices: Notices | undefined) {
    this.#carrier = carrier
    this.#leg = leg
    this.#notices = notices
    this.#sinceMs = carrier.clock.nowMs()
    this.recording = carrier.recordings.begin(leg.sid, channels)
    this.#stopListening = carrier.listen(happening => this.#hears(happening))
    leg.life.whenCut(() => this.stops())
  }

  get isOn(): boolean {
    return this.recording.status === 'in-progress' || this.recording.status === 'paused'
  }

  pauses(behaviour: 'silence' | 'skip'): void {
    this.#counts()
    this.#pause = behaviour
    this.recording.status = 'paused'
  }

  resumes(): void {
    this.#counts()
    this.#pause = undefined
    this.recording.status = 'in-progress'
  }

  /** There is a file a while later, and the line is told if it wants to know. */
  stops(): void {
    if (!this.isOn) return
    this.#counts()
    this.#stopListening()
    const { clock } = this.#carrier
    this.recording.status = 'processing'
    clock.at(clock.nowMs() + PROCESSING_MS, () => this.#isReady())
  }

  #counts(): void {
    const nowMs = this.#carrier.clock.nowMs()
    if (this.#pause !== 'skip') this.#recordedMs += nowMs - this.#sinceMs
    this.#sinceMs = nowMs
    this.recording.durationSeconds = Math.round(this.#recordedMs / 1_000)
  }

  #hears(happening: Happening): void {
    if (happening.callSid !== this.#leg.sid || this.#pause || !WORDS.has(happening.kind)) return
    if (!('text' in happening)) return
    this.recording.text += `${this.recording.text === '' ? '' : ' '}${happening.text}`
  }

  #isReady(): void {
    const { recording } = this
    const isKept = recording.durationSeconds > 0
    recording.status = isKept ? 'completed' : 'absent'
    if (!this.#notices?.events.has(recording.status)) return
    const { apiBase, accountSid } = this.#carrier
    const fields = {
      RecordingSid: recording.sid,
      RecordingUrl: `${apiBase}/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}`,
      RecordingStatus: recording.status,
      RecordingDuration: String(recording.durationSeconds),
      RecordingChannels: String(recording.channels),
      RecordingStartTime: new Date(recording.startMs).toUTCString().replace('GMT', '+0000'),
      RecordingSource: recording.source,
    }
    const { url, method } = this.#notices
    void this.#carrier.notify(this.#leg, { url, method, fields })
  }
}
