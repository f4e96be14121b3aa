/** What an attribute may hold. A list is of the words that it may be. */
export type Form =
  | 'text'
  | 'boolean'
  | 'count'
  | 'some'
  | 'seconds'
  | 'keys'
  | 'url'
  | 'method'
  | readonly string[]

export interface Rule {
  readonly attributes: Readonly<Record<string, Form>>
  readonly children: readonly string[]
  readonly hasText: boolean
  /** Twilio's code for an element in it that may not be there. */
  readonly nestedCode?: number
}

/** Where a document runs. */
export type Stand =
  /** Of a call, where anything may stand. */
  | 'line'
  /** Heard while a call waits in a queue. */
  | 'queue'
  /** Heard before a conference begins, or on hold in one. */
  | 'conference'
  /** Heard by a caller who is about to come out of a queue. */
  | 'dequeued'
  /** Heard by somebody who was dialled, before being put through. */
  | 'screen'

const SOUNDS = ['Say', 'Play', 'Pause']
const CALLBACK: Readonly<Record<string, Form>> = {
  statusCallback: 'url',
  statusCallbackMethod: 'method',
  statusCallbackEvent: 'text',
}
const RECORDING: Readonly<Record<string, Form>> = {
  recordingStatusCallback: 'url',
  recordingStatusCallbackMethod: 'method',
  recordingStatusCallbackEvent: 'text',
  trim: ['trim-silence', 'do-not-trim'],
}
const ACTION: Readonly<Record<string, Form>> = { action: 'url', method: 'method' }
const DIALLED: Readonly<Record<string, Form>> = { url: 'url', method: 'method', ...CALLBACK }

/** What Twilio's pages say of each verb and noun of a voice line, as far as this carrier performs them. */
export const GRAMMAR: Readonly<Record<string, Rule>> = {
  Say: {
    attributes: { voice: 'text', language: 'text', loop: 'count' },
    // Speech markup is read for its words.
    children: ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'],
    hasText: true,
  },
  Play: { attributes: { loop: 'count', digits: 'text' }, children: [], hasText: true },
  Pause: { attributes: { length: 'count' }, children: [], hasText: false },
  Gather: {
    attributes: {
      ...ACTION,
      input: ['dtmf', 'speech', 'dtmf speech', 'speech dtmf'],
      timeout: 'seconds',
      speechTimeout: 'seconds',
      maxSpeechTime: 'count',
      numDigits: 'some',
      finishOnKey: 'keys',
      actionOnEmptyResult: 'boolean',
      bargeIn: 'boolean',
      language: 'text',
      hints: 'text',
      profanityFilter: 'boolean',
      speechModel: 'text',
      enhanced: 'boolean',
      debug: 'boolean',
    },
    children: SOUNDS,
    hasText: false,
    nestedCode: 13320,
  },
  Redirect: { attributes: { method: 'method' }, children: [], hasText: true },
  Hangup: { attributes: {}, children: [], hasText: false },
  Leave: { attributes: {}, children: [], hasText: false },
  Reject: { attributes: { reason: ['rejected', 'busy'] }, children: [], hasText: false },
  Record: {
    attributes: {
      ...ACTION,
      ...RECORDING,
      timeout: 'count',
      finishOnKey: 'keys',
      maxLength: 'count',
      playBeep: 'boolean',
      transcribe: 'boolean',
      transcribeCallback: 'url',
    },
    children: [],
    hasText: false,
  },
  Enqueue: {
    attributes: { ...ACTION, waitUrl: 'url', waitUrlMethod: 'method', maxQueueSize: 'count' },
    children: [],
    hasText: true,
  },
  Dial: {
    attributes: {
      ...ACTION,
      timeout: 'count',
      timeLimit: 'count',
      hangupOnStar: 'boolean',
      callerId: 'text',
      answerOnBridge: 'boolean',
      ringTone: 'text',
      sequential: 'boolean',
    },
    children: ['Number', 'Client', 'Sip', 'Queue', 'Conference'],
    hasText: true,
    nestedCode: 13215,
  },
  Number: { attributes: DIALLED, children: [], hasText: true },
  Client: { attributes: DIALLED, children: ['Identity', 'Parameter'], hasText: true },
  Sip: { attributes: DIALLED, children: [], hasText: true },
  Identity: { attributes: {}, children: [], hasText: true },
  Parameter: { attributes: { name: 'text', value: 'text' }, children: [], hasText: false },
  Queue: { attributes: { url: 'url', method: 'method' }, children: [], hasText: true },
  Conference: {
    attributes: {
      ...CALLBACK,
      muted: 'boolean',
      beep: ['true', 'false', 'onEnter', 'onExit'],
      startConferenceOnEnter: 'boolean',
      endConferenceOnExit: 'boolean',
      waitUrl: 'url',
      waitMethod: 'method',
      maxParticipants: 'count',
      participantLabel: 'text',
      coach: 'text',
    },
    children: [],
    hasText: true,
  },
}

/** Which verbs a document may begin with where it runs, and Twilio's code for others. */
export const STANDS: Readonly<Record<Stand, { readonly verbs: readonly string[]; readonly code: number }>> = {
  line: {
    verbs: [...SOUNDS, 'Gather', 'Redirect', 'Hangup', 'Leave', 'Reject', 'Record', 'Enqueue', 'Dial'],
    code: 12200,
  },
  queue: { verbs: [...SOUNDS, 'Hangup', 'Redirect', 'Leave', 'Gather'], code: 12200 },
  conference: { verbs: [...SOUNDS, 'Redirect'], code: 13238 },
  dequeued: { verbs: [...SOUNDS, 'Redirect'], code: 12200 },
  screen: { verbs: [...SOUNDS, 'Gather', 'Redirect', 'Hangup', 'Reject', 'Record'], code: 12200 },
}

const FORMS: Readonly<Record<Exclude<Form, readonly string[]>, { takes: RegExp; inWords: string }>> = {
  text: { takes: /^/, inWords: 'text' },
  boolean: { takes: /^(true|false)$/, inWords: 'true or false' },
  count: { takes: /^\d{1,9}$/, inWords: 'a whole number' },
  some: { takes: /^0*[1-9]\d{0,8}$/, inWords: 'a whole number from 1' },
  seconds: { takes: /^(\d{1,9}|auto)$/, inWords: 'whole seconds or auto' },
  keys: { takes: /^[0-9*#]*$/, inWords: 'keys of 0-9*#' },
  url: { takes: /^/, inWords: 'a URL' },
  method: { takes: /^(GET|POST)$/i, inWords: 'GET or POST' },
}

/** True where an attribute holds what it may. */
export function fits(form: Form, value: string): boolean {
  return typeof form === 'string' ? FORMS[form].takes.test(value) : form.includes(value)
}

/** What an attribute may hold, in words. */
export function inWords(form: Form): string {
  return typeof form === 'string' ? FORMS[form].inWords : form.join(' or ')
}
