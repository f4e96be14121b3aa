import type { LineDefinition } from '../../line/definition.ts'
import { phrasesIn } from '../../line/phrases.ts'
import type { SpokenDigits } from '../../line/speech.ts'
import { promptMs, renderPrompt } from '../../line/speech.ts'
import type { Cursor } from './cursor.ts'
import { cursorQuery } from './cursor.ts'
import { goodbyeDocument } from './fallback.ts'
import type { Phone, Question, Utterance } from './phones.ts'
import { VoiceDocument, writtenBytes } from './twiml.ts'
import type { Sounds } from './voices.ts'
import { speak } from './voices.ts'

/** All that a caller's next document depends on. */
export interface Scene {
  readonly publicUrl: string
  readonly line: LineDefinition
  readonly phone: Phone
  readonly cursor: Cursor
  /** Where the document will run: on the line, or as what is heard in a Twilio queue, where few verbs are allowed. */
  readonly place: 'line' | 'queue'
  /** How the call stands with the centre. */
  readonly standing: 'waiting' | 'talking' | 'elsewhere' | 'over'
  /** The Twilio queue of a caller who waits. */
  readonly queue: string
  /** The conference of a caller who talks. */
  readonly conference: string
  /** True where a key would lead somewhere. */
  readonly hearsKeys: boolean
  /** Key of the caller; 0 for one whose number is withheld, or who is gone. */
  readonly caller: number
  /** Digits that prompts of this call speak. */
  readonly digits: SpokenDigits
  readonly atMs: number
  /** When the centre wants to be asked again. */
  readonly dueMs: number
  /** True where there is a recording under this path of the line's audio. */
  hasAudio(path: string): boolean
}

/** Music of one document, so that a connection or an announcement is at most this late. */
const SEGMENT_SECONDS = 15
const TWILIO_QUEUE_MAX = 5_000
/** Phrases that Twilio takes as hints, and how much of a document they may take. */
const HINTS_MAX = 500
const HINTS_BYTES_MAX = 16_000
/** The shortest recording that Twilio can be asked for. */
const RECORD_MIN_SECONDS = 2
/** After so long a silence a recording is over. */
export const RECORD_SILENCE_SECONDS = 5
/** Twilio takes 64 kB; hints and markup need room too. */
const SPOKEN_BYTES_MAX = 40_000

/** What a caller's phone does next, as TwiML that never falls off its end. */
export function callerDocument(scene: Scene): string {
  const { phone, place, standing, cursor } = scene
  const response = new VoiceDocument()
  const words = toSay(scene)
  const isLeaving = phone.hangsUpMs !== undefined || standing === 'over'
  // What a queue's document may not hold is left to the document after the queue.
  if (place === 'queue' && (phone.asks || phone.records || (standing !== 'waiting' && !isLeaving)))
    response.leave()
  else if (standing === 'talking') talk(response, scene)
  else if (phone.asks) ask(response, scene, words, phone.asks)
  else if (phone.records) record(response, scene, words, phone.records.seconds)
  else if (isLeaving && words.length === 0)
    return goodbyeDocument([phone.language ?? scene.line.languages[0]], 'thanks')
  else if (isLeaving) farewell(response, scene, words)
  else if (place === 'line' && standing === 'waiting' && !cursor.isOutside) enqueue(response, scene)
  else hold(response, scene, words)
  return response.toString()
}

/** A URL of a line, where the phone goes on from a cursor. */
export function lineUrl(publicUrl: string, line: string, route: string, cursor: Cursor): string {
  return `${publicUrl}/voice/${encodeURIComponent(line)}/${route}?${cursorQuery(cursor)}`
}

/** How somebody is in a conference. */
export interface InConference {
  readonly conference: string
  /** Asked when it is over: without one a caller whose agent hangs up would be cut off. */
  readonly action: string
  /** The talk is over when this one hangs up. */
  readonly endsOnExit: boolean
  /** Names an agent's leg in the conference. */
  readonly label?: string
  /** Only supervisors do not begin a talk. */
  readonly isWatching?: boolean
  readonly isMuted?: boolean
  /** The leg of the only one who hears this one. */
  readonly coaches?: string
}

/** Joins an agent to a conference. */
export function conferenceDocument(how: InConference): string {
  const response = new VoiceDocument()
  joinConference(response, how)
  return response.toString()
}

function joinConference(
  response: VoiceDocument,
  { conference, action, endsOnExit, label, isWatching = false, isMuted = false, coaches }: InConference,
): void {
  const how = {
    startConferenceOnEnter: !isWatching,
    endConferenceOnExit: endsOnExit,
    ...(isMuted && { muted: true }),
    ...(coaches !== undefined && { coach: coaches }),
    beep: 'false' as const,
    waitUrl: '',
    ...(label !== undefined && { participantLabel: label }),
  }
  response.conference({ action, method: 'POST' }, how, conference)
}

function talk(response: VoiceDocument, scene: Scene): void {
  const action = `${to(scene, 'after-talk', heardAll(scene))}&o=${encodeURIComponent(scene.phone.offer ?? '')}`
  joinConference(response, { conference: scene.conference, action, endsOnExit: true })
}

/** The music that a caller on hold hears, from piece to piece. */
export function holdDocument({
  publicUrl,
  line,
  cursor,
  hasAudio,
}: Pick<Scene, 'publicUrl' | 'line' | 'cursor' | 'hasAudio'>): string {
  const response = new VoiceDocument()
  const played = playPieces(response, { publicUrl, line, cursor, hasAudio }, SEGMENT_SECONDS)
  const next = { ...cursor, music: cursor.music + played }
  response.redirect({ method: 'POST' }, lineUrl(publicUrl, line.name, 'hold', next))
  return response.toString()
}

function ask(
  response: VoiceDocument,
  scene: Scene,
  words: readonly Words[],
  { keys, timeoutMs, speech }: Question,
): void {
  const gather = response.gather({
    input: speech ? ['dtmf', 'speech'] : ['dtmf'],
    numDigits: keys,
    // With one key # is a key like others; it ends a longer entry, and alone it counts as an empty one.
    finishOnKey: keys === 1 ? '' : '#',
    timeout: Math.max(1, Math.ceil(timeoutMs / 1_000)),
    ...(speech && hearing(scene)),
    action: to(scene, 'key', heardAll(scene)),
    method: 'POST',
  })
  say(gather, scene, words)
  response.redirect({ method: 'POST' }, to(scene, 'silence', heardAll(scene)))
}

/** How words are understood: in the caller's language, those of the line before others. */
function hearing({ line, phone }: Scene): object {
  const language = phone.language ?? line.languages[0]
  const phrases = phrasesIn(line, language).slice(0, HINTS_MAX)
  const hints = firstWithin(
    HINTS_BYTES_MAX,
    phrases.map(phrase => `${phrase.replaceAll(',', ' ')}, `),
  )
  return {
    language,
    speechTimeout: 'auto',
    ...(hints.length > 0 && { hints: hints.join('').slice(0, -2) }),
  }
}

/** Records until #, a long silence or the longest length. What came of it is told to `recorded`. */
function record(response: VoiceDocument, scene: Scene, words: readonly Words[], seconds: number): void {
  const whose = `&c=${scene.caller}`
  say(response, scene, words)
  response.record({
    action: `${to(scene, 'recorded', heardAll(scene))}${whose}`,
    method: 'POST',
    maxLength: Math.max(RECORD_MIN_SECONDS, Math.ceil(seconds)),
    // By default any key would end it, also one that is pressed by accident.
    finishOnKey: '#',
    timeout: RECORD_SILENCE_SECONDS,
    playBeep: true,
    // So that the length tells whether there was more than the silence that ended it.
    trim: 'do-not-trim',
    recordingStatusCallback: `${to(scene, 'recording', heardAll(scene))}${whose}`,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed', 'absent'],
    ...(isTranscribed(scene) && {
      transcribe: true,
      transcribeCallback: `${to(scene, 'transcription', heardAll(scene))}${whose}`,
    }),
  })
  // An empty recording is the one that makes no request to the action: the document goes on here.
  response.redirect({ method: 'POST' }, to(scene, 'recorded', heardAll(scene)))
}

/** Twilio writes down English alone. */
function isTranscribed({ line, phone }: Scene): boolean {
  return line.transcribes === true && (phone.language ?? line.languages[0]).startsWith('en')
}

function farewell(response: VoiceDocument, scene: Scene, words: readonly Words[]): void {
  say(response, scene, words)
  response.hangup()
}

function enqueue(response: VoiceDocument, scene: Scene): void {
  const { cursor } = scene
  const attributes = {
    action: to(scene, 'left-queue', cursor),
    method: 'POST',
    waitUrl: to(scene, 'wait', cursor),
    waitUrlMethod: 'POST',
    // The bound of a queue is the centre's; Twilio's own, 1000 by default, must not come before it.
    maxQueueSize: TWILIO_QUEUE_MAX,
  }
  response.enqueue(attributes, scene.queue)
}

/** Waits in small pieces: words, then music, then asks again. */
function hold(response: VoiceDocument, scene: Scene, words: readonly Words[]): void {
  const { place, phone, cursor } = scene
  const sounds = scene.hearsKeys
    ? response.gather({
        input: ['dtmf'],
        numDigits: 1,
        finishOnKey: '',
        timeout: 1,
        action: `${to(scene, 'key', heardAll(scene))}${place === 'queue' ? '&w=1' : ''}`,
        method: 'POST',
      })
    : response
  say(sounds, scene, words)
  const played = playSegment(sounds, scene, lengthMs(scene, words))
  const next = { ...heardAll(scene), music: cursor.music + (phone.hasMusic ? played : 0) }
  response.redirect({ method: 'POST' }, to(scene, place === 'queue' ? 'wait' : 'next', next))
}

/** Plays music, or nothing for as long, until something is due. Gives how many pieces were played. */
function playSegment(sounds: Sounds, scene: Scene, spokenMs: number): number {
  const { phone } = scene
  const dueInSeconds = (scene.dueMs - scene.atMs - spokenMs) / 1_000
  const roomSeconds = Math.min(SEGMENT_SECONDS - spokenMs / 1_000, dueInSeconds)
  // A document of no length at all would be asked for again at once, and for ever.
  const leastSeconds = spokenMs > 0 ? roomSeconds : Math.max(1, roomSeconds)
  if (!phone.hasMusic) {
    if (leastSeconds > 0) sounds.pause({ length: Math.max(1, Math.ceil(leastSeconds)) })
    return 0
  }
  return playPieces(sounds, scene, leastSeconds)
}

/** Plays pieces of music that last so long at least. Gives how many were played. */
function playPieces(
  sounds: Sounds,
  { publicUrl, line, cursor, hasAudio }: Pick<Scene, 'publicUrl' | 'line' | 'cursor' | 'hasAudio'>,
  leastSeconds: number,
): number {
  let seconds = 0
  let played = 0
  while (seconds < leastSeconds) {
    const piece = line.music[(cursor.music + played) % line.music.length]!
    if (played > 0 && seconds + piece.seconds > SEGMENT_SECONDS) break
    if (hasAudio(piece.path)) sounds.play({}, audioUrl(publicUrl, line.name, piece.path))
    else sounds.pause({ length: Math.max(1, Math.round(piece.seconds)) })
    seconds += piece.seconds
    played++
  }
  return played
}

/** What has not been spoken yet; of more than a document can hold, the latest. */
function toSay({ phone, cursor, line, digits }: Scene): Words[] {
  // A phone that asks again without having answered gets its question again.
  const after = phone.asks || phone.records ? Math.min(cursor.after, phone.said - 1) : cursor.after
  const unheard = phone.utterances
    .filter(({ n }) => n > after)
    .map(utterance => wordsOf(line, utterance, digits))
    .filter(({ text }) => text !== '')
  const latest = unheard.map(({ text }) => text).reverse()
  const room = firstWithin(SPOKEN_BYTES_MAX, latest).length
  return unheard.slice(unheard.length - room)
}

/** As many of the first texts as a document has room for. */
function firstWithin(bytesMax: number, texts: readonly string[]): readonly string[] {
  let bytes = 0
  const tooMuch = texts.findIndex(text => {
    bytes += writtenBytes(text)
    return bytes > bytesMax
  })
  return tooMuch < 0 ? texts : texts.slice(0, tooMuch)
}

/** Words to be said, in their language. */
interface Words {
  readonly prompt: string
  readonly text: string
  readonly language: string
}

/** The words of an utterance; none where a new version of the line has the prompt or its language no more. */
function wordsOf(line: LineDefinition, { prompt, language, values }: Utterance, digits: SpokenDigits): Words {
  const spoken = language ?? line.languages[0]
  const known = Object.hasOwn(line.prompts, prompt) && line.prompts[prompt]?.text[spoken]
  return {
    prompt,
    text: known ? renderPrompt(line, prompt, spoken, { ...values, ...digits }) : '',
    language: spoken,
  }
}

function say(sounds: Sounds, { line, publicUrl, hasAudio }: Scene, words: readonly Words[]): void {
  for (const { prompt, text, language } of words) {
    const recorded = line.prompts[prompt]?.audio?.[language]
    if (recorded && hasAudio(recorded.path)) sounds.play({}, audioUrl(publicUrl, line.name, recorded.path))
    else speak(sounds, text, language)
  }
}

/** Lengths of prompts, which are asked for at each piece of music: counting words is slow. */
const lengths = new WeakMap<LineDefinition, Map<string, number>>()

function lengthMs({ line }: Scene, words: readonly Words[]): number {
  const known = lengths.get(line) ?? new Map<string, number>()
  lengths.set(line, known)
  return words.reduce((sum, { prompt, language }) => {
    const name = `${language} ${prompt}`
    const ms = known.get(name) ?? promptMs(line, prompt, language)
    known.set(name, ms)
    return sum + ms
  }, 0)
}

function heardAll({ cursor, phone }: Scene): Cursor {
  return { ...cursor, turn: phone.turn, after: phone.said }
}

function to({ publicUrl, line }: Scene, route: string, cursor: Cursor): string {
  return lineUrl(publicUrl, line.name, route, { ...cursor, isTaken: false })
}

function audioUrl(publicUrl: string, line: string, path: string): string {
  return `${publicUrl}/audio/${line}/${path.split('/').map(encodeURIComponent).join('/')}`
}
