import type { Clock } from '../../base/clock.ts'
import { segmentsOf } from '../../line/text-message.ts'
import { CallError } from './call-error.ts'
import type { Fields, Method } from './happenings.ts'
import { readTwiml } from './twiml.ts'

/** A text message of the line's, or to it. */
export interface Message {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly createdMs: number
  readonly direction: 'outbound-api' | 'outbound-reply' | 'inbound'
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received'
  errorCode?: number
}

/** Why a text message is not taken, with Twilio's code. */
export class NotSent extends Error {
  override name = 'NotSent'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export interface MessagesOptions {
  readonly clock: Clock
  readonly accountSid: string
  newSid(prefix: string): string
  /** Tells the line something whose answer does not matter. */
  notify(notice: { readonly url: string; readonly method: Method }, fields: Fields): Promise<void>
  /** Asks the line what it answers; empty where it does not. */
  ask(url: string, fields: Fields): Promise<string>
}

const SENT_MS = 1_000
const DELIVERED_MS = 3_000
const MESSAGES_MAX = 20_000
/** A landline takes no texts, which turns out while one is delivered. */
const LANDLINE = 30006

/** Words by which Twilio itself stops texts to somebody, and begins them again. */
const STOPS: ReadonlySet<string> = new Set(
  'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT OPTOUT REVOKE'.split(' '),
)
const STARTS: ReadonlySet<string> = new Set('START YES UNSTOP'.split(' '))
const STOPPED =
  'You have successfully been unsubscribed. You will not receive any more messages from this number. ' +
  'Reply START to resubscribe.'
const STARTED =
  'You have successfully been re-subscribed to messages from this number. Reply HELP for help. ' +
  'Reply STOP to unsubscribe. Msg&Data Rates May Apply.'

/**
 * The text messages of an account: sent after a second, delivered after three. Whoever texts STOP gets no more of them
 * from that number until START.
 */
export class Messages {
  /** Oldest first. */
  readonly all: Message[] = []
  /** Numbers that no text reaches. */
  readonly landlines = new Set<string>()
  readonly #options: MessagesOptions
  /** Pairs of a number of the account and of somebody who wants nothing from it. */
  readonly #stopped = new Set<string>()
  readonly #listeners = new Set<(message: Message) => void>()

  constructor(options: MessagesOptions) {
    this.#options = options
  }

  bySid(sid: string): Message | undefined {
    return this.all.find(message => message.sid === sid)
  }

  /** What somebody was sent, oldest first. */
  wordsTo(number: string): string[] {
    return this.all.flatMap(({ to, body }) => (to === number ? [body] : []))
  }

  /** Is told of every message as it is taken. Gives what ends that. */
  listen(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The line sends one. @throws NotSent for a person who wants none */
  send(
    text: { from: string; to: string; body: string },
    callback: string | null,
    direction: Message['direction'] = 'outbound-api',
  ): Message {
    if (this.#stopped.has(`${text.from} ${text.to}`))
      throw new NotSent(21610, 'Attempt to send to unsubscribed recipient')
    const message = this.#take({ ...text, direction, status: 'queued' })
    this.#becomes(message, 'sent', SENT_MS, callback)
    const isTaken = !this.landlines.has(text.to)
    this.#becomes(message, isTaken ? 'delivered' : 'undelivered', DELIVERED_MS, callback)
    return message
  }

  /**
   * Somebody texts a number of the account. `url` is where the line is asked what it answers.
   * @throws CallError for an answer that is no document of messages
   */
  async receive(text: { from: string; to: string; body: string }, url: string | undefined): Promise<void> {
    const { from, to, body } = text
    const word = body.trim().toUpperCase()
    const message = this.#take({ ...text, direction: 'inbound', status: 'received' })
    // Before the line is asked, as its answer would not arrive; what Twilio says itself arrives in any case.
    if (STOPS.has(word)) this.#stopped.add(`${to} ${from}`)
    if (STARTS.has(word)) this.#stopped.delete(`${to} ${from}`)
    const own = STOPS.has(word) ? STOPPED : STARTS.has(word) ? STARTED : undefined
    if (own !== undefined)
      this.#take({ from: to, to: from, body: own, direction: 'outbound-reply', status: 'delivered' })
    if (url === undefined) return
    const answer = await this.#options.ask(url, this.#fieldsOf(message))
    for (const reply of repliesIn(answer, url)) {
      if (this.#stopped.has(`${to} ${from}`))
        throw new CallError(21610, 'the answer is to somebody who has opted out, and is not sent.', { url })
      this.send({ from: to, to: from, body: reply }, null, 'outbound-reply')
    }
  }

  #take(given: Omit<Message, 'sid' | 'createdMs'>): Message {
    const message: Message = { ...given, sid: this.#options.newSid('SM'), createdMs: this.#nowMs }
    this.all.push(message)
    if (this.all.length > MESSAGES_MAX) this.all.shift()
    for (const listener of [...this.#listeners]) listener(message)
    return message
  }

  #becomes(message: Message, status: Message['status'], afterMs: number, callback: string | null): void {
    this.#options.clock.at(this.#nowMs + afterMs, () => {
      message.status = status
      if (status === 'undelivered') message.errorCode = LANDLINE
      const { sid, from, to, errorCode } = message
      const fields = {
        ...{ MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status, From: from, To: to },
        AccountSid: this.#options.accountSid,
        ...(errorCode !== undefined && { ErrorCode: String(errorCode) }),
      }
      if (callback !== null) void this.#options.notify({ url: callback, method: 'POST' }, fields)
    })
  }

  #fieldsOf({ sid, from, to, body }: Message): Fields {
    return {
      ...{ MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, SmsStatus: 'received' },
      ...{ AccountSid: this.#options.accountSid, From: from, To: to, Body: body },
      ...{ NumMedia: '0', NumSegments: String(segmentsOf(body)), ApiVersion: '2010-04-01' },
    }
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs()
  }
}

/** The words of each `<Message>` of an answer. */
function repliesIn(document: string, url: string): string[] {
  if (document.trim() === '') return []
  return readTwiml(document, url).map(({ name, words, line }) => {
    if (name === 'Message') return words
    throw new CallError(12200, `<${name}> is no verb of an answer to a text; expected <Message>.`, {
      url,
      line,
    })
  })
}
