import type { Clock } from '../../base/clock.ts'
import type { Fields, Method } from './happenings.ts'

/** A text message that the line sent. */
export interface Message {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly createdMs: number
  status: 'queued' | 'sent' | 'delivered'
}

interface Notice {
  readonly url: string
  readonly method: Method
}

const SENT_MS = 1_000
const DELIVERED_MS = 3_000

/** The text messages of an account: sent after a second, delivered after three. */
export class Messages {
  readonly all: Message[] = []
  readonly #clock: Clock
  readonly #newSid: (prefix: string) => string
  readonly #notify: (notice: Notice, fields: Fields) => Promise<void>

  constructor(
    clock: Clock,
    newSid: (prefix: string) => string,
    notify: (notice: Notice, fields: Fields) => Promise<void>,
  ) {
    this.#clock = clock
    this.#newSid = newSid
    this.#notify = notify
  }

  bySid(sid: string): Message | undefined {
    return this.all.find(message => message.sid === sid)
  }

  send(text: { from: string; to: string; body: string }, callback: string | null): Message {
    const createdMs = this.#clock.nowMs()
    const message: Message = { ...text, sid: this.#newSid('SM'), createdMs, status: 'queued' }
    this.all.push(message)
    const becomes = (status: Message['status'], afterMs: number) =>
      this.#clock.at(createdMs + afterMs, () => {
        message.status = status
        const { sid, from, to } = message
        const fields = {
          MessageSid: sid,
          SmsSid: sid,
          MessageStatus: status,
          SmsStatus: status,
          From: from,
          To: to,
        }
        if (callback !== null) void this.#notify({ url: callback, method: 'POST' }, fields)
      })
    becomes('sent', SENT_MS)
    becomes('delivered', DELIVERED_MS)
    return message
  }
}
