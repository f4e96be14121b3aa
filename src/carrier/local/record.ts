import { attribute, isOn, methodOf, numberOf } from './attributes.ts'
import type { Scene, Step } from './follow.ts'
import { absolute, actionOf } from './follow.ts'
import type { Fields } from './happenings.ts'
import type { Keypad } from './leg.ts'
import type { Recording } from './recordings.ts'
import { PROCESSING_MS } from './recordings.ts'
import { Stretch } from './stretch.ts'
import type { Verb } from './twiml.ts'

const ANY_KEY = '0123456789*#'
const LENGTH_MAX_SECONDS = 3_600

/**
 * Records until a key, silence, the longest length, or a hang-up; then goes to the action. The next verb is reached only
 * after a silence that is not kept.
 */
export async function record(scene: Scene, verb: Verb): Promise<Step> {
  const { leg, house, stretch } = scene
  if (isOn(verb, 'playBeep', true)) leg.tell({ kind: 'beep' })
  leg.soundless = 0
  const startMs = house.clock.nowMs()
  const taping = new Taping(scene, verb)
  leg.keypad = taping
  // Whoever speaks as soon as they are told to is recorded.
  leg.tell({ kind: 'records' })
  const kept = () => house.recordings.add(leg.sid, startMs, taping.words.join(' '))
  try {
    const key = await taping.ends()
    if (isPassedOver(scene, taping, key)) {
      ready(scene, verb, kept(), 'absent')
      return undefined
    }
    const recording = kept()
    ready(scene, verb, recording, 'completed')
    transcribe(scene, verb, recording)
    return { to: actionOf(scene, verb, resultFields(scene, recording, key)) }
  } catch (error) {
    if (stretch.isCut) {
      const recording = kept()
      ready(scene, verb, recording, 'completed')
      transcribe(scene, verb, recording)
      if (leg.isOver) {
        const { url, method } = actionOf(scene, verb, {})
        await house.notify(leg, { url, method, fields: resultFields(scene, recording, 'hangup') })
      }
    }
    throw error
  } finally {
    leg.keypad = undefined
  }
}

/** Nobody said or pressed anything, and that is not kept. */
function isPassedOver({ house }: Scene, { words }: Taping, key: string): boolean {
  return house.undocumented.silentRecording === 'passed-over' && words.length === 0 && key === ''
}

/** A tape that runs until the caller is done. */
class Taping implements Keypad {
  readonly words: string[] = []
  readonly #scene: Scene
  readonly #stretch: Stretch<string>
  readonly #finishOnKey: string
  readonly #silenceMs: number
  readonly #lengthMs: number
  #spokenUntilMs: number
  #cancel = () => {}

  constructor(scene: Scene, verb: Verb) {
    this.#scene = scene
    this.#stretch = new Stretch<string>(scene.stretch)
    this.#finishOnKey = attribute(verb, 'finishOnKey') ?? ANY_KEY
    this.#silenceMs = numberOf(verb, 'timeout', 5) * 1_000
    this.#lengthMs = numberOf(verb, 'maxLength', LENGTH_MAX_SECONDS) * 1_000
    this.#spokenUntilMs = scene.house.clock.nowMs()
    this.#waitForSilence()
  }

  /** The key that ended it; empty for silence, or the longest length. */
  async ends(): Promise<string> {
    try {
      const ended = await this.#stretch.spend(whole => whole.lasts(this.#scene.house.clock, this.#lengthMs))
      return ended.isCut ? ended.reason : ''
    } finally {
      this.#cancel()
    }
  }

  key(key: string): void {
    if (this.#finishOnKey.includes(key)) this.#stretch.cut(key)
  }

  speech(text: string): void {
    const { house } = this.#scene
    this.words.push(text)
    this.#spokenUntilMs = Math.max(house.clock.nowMs(), this.#spokenUntilMs) + house.spokenMs(text)
    this.#waitForSilence()
  }

  #waitForSilence(): void {
    this.#cancel()
    const { clock } = this.#scene.house
    this.#cancel = clock.at(this.#spokenUntilMs + this.#silenceMs, () => this.#stretch.cut(''))
  }
}

function resultFields(scene: Scene, { sid, durationSeconds }: Recording, key: string): Fields {
  const RecordingUrl = urlOf(scene, sid)
  return { RecordingSid: sid, RecordingUrl, RecordingDuration: String(durationSeconds), Digits: key }
}

/** The file comes into being a while later, or does not, and the line is told if it wants to know. */
function ready(scene: Scene, verb: Verb, recording: Recording, status: 'completed' | 'absent'): void {
  const { house, leg, script } = scene
  const { recordingStatusCallback, recordingStatusCallbackEvent = 'completed' } = verb.attributes
  const isKept = status === 'completed'
  const fields: Fields = {
    AccountSid: house.accountSid,
    CallSid: leg.sid,
    RecordingSid: recording.sid,
    RecordingUrl: urlOf(scene, recording.sid),
    RecordingStatus: status,
    RecordingDuration: String(isKept ? recording.durationSeconds : 0),
    RecordingChannels: '1',
    RecordingStartTime: new Date(recording.startMs).toUTCString().replace('GMT', '+0000'),
    RecordingSource: 'RecordVerb',
  }
  house.clock.at(house.clock.nowMs() + PROCESSING_MS, () => {
    recording.status = status
    if (!recordingStatusCallback || !recordingStatusCallbackEvent.split(/\s+/).includes(status)) return
    const url = absolute(script, recordingStatusCallback, verb)
    void house.notify(leg, { url, method: methodOf(verb, 'recordingStatusCallbackMethod'), fields })
  })
}

/** Of recordings of other lengths Twilio writes nothing down. */
const TRANSCRIBED_SECONDS = { least: 2, most: 120 } as const
/** So much later than the file the writing comes. */
const TRANSCRIBING_MS = 8_000

/** The words of a recording are written down for a line that wants it, where there are any and it is neither too short nor too long. */
function transcribe(scene: Scene, verb: Verb, recording: Recording): void {
  const { house, leg, script } = scene
  const { transcribeCallback } = verb.attributes
  if (!isOn(verb, 'transcribe', false) || transcribeCallback === undefined) return
  const { durationSeconds, text, sid } = recording
  const { least, most } = TRANSCRIBED_SECONDS
  const isDone = durationSeconds >= least && durationSeconds <= most && text !== ''
  const fields: Fields = {
    AccountSid: house.accountSid,
    CallSid: leg.sid,
    RecordingSid: sid,
    RecordingUrl: urlOf(scene, sid),
    TranscriptionType: 'fast',
    TranscriptionStatus: isDone ? 'completed' : 'failed',
    ...(isDone && { TranscriptionText: text }),
  }
  const url = absolute(script, transcribeCallback, verb)
  house.clock.at(house.clock.nowMs() + TRANSCRIBING_MS, () => {
    void house.notify(leg, { url, method: 'POST', fields })
  })
}

function urlOf({ house }: Scene, sid: string): string {
  return `${house.apiBase}/2010-04-01/Accounts/${house.accountSid}/Recordings/${sid}`
}
