import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:http'
import twilio from 'twilio'
import { AUTH_TOKEN, PUBLIC_URL } from './live-line.ts'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** A webhook as it is sent; sent again, it is the same one. */
export interface Webhook {
  /** A whole URL under the public one. */
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  readonly token: string
}

/** A webhook hangs at most so long before Twilio gives it up. */
const TIMEOUT_MS = 15_000

/** Where webhooks go: to the server that runs now, which another may take the place of. */
export class Exchange {
  /** Counts the servers. */
  generation = 0
  /** Webhooks that got no answer, since the server was killed or not up. */
  unanswered = 0
  readonly #agent = new Agent({ keepAlive: true })
  #base = ''
  #isOpen = false
  #up = Promise.withResolvers<void>()

  /** A server listens. */
  opens(base: string): void {
    this.#base = base
    this.generation++
    this.#isOpen = true
    this.#up.resolve()
  }

  /** The server is about to be killed. One that never listened leaves those waiting who wait for the next. */
  closes(): void {
    if (this.#isOpen) this.#up = Promise.withResolvers()
    this.#isOpen = false
  }

  /** Resolves when there is a server. */
  isUp(): Promise<void> {
    return this.#up.promise
  }

  /** Sends a webhook once. Undefined when there was no answer. */
  async once(webhook: Webhook): Promise<Answer | undefined> {
    try {
      return await this.#post(webhook)
    } catch {
      this.unanswered++
      return undefined
    }
  }

  /** As Twilio sends it: when there is no answer, once more with the same token. */
  async send(webhook: Webhook): Promise<Answer | undefined> {
    const answer = await this.once(webhook)
    if (answer) return answer
    await this.isUp()
    return this.once(webhook)
  }

  close(): void {
    this.#agent.destroy()
  }

  #post({ url, fields, token }: Webhook): Promise<Answer> {
    const body = new URLSearchParams(fields).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': twilio.getExpectedTwilioSignature(AUTH_TOKEN, url, fields),
      'i-twilio-idempotency-token': token,
    }
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#base}${url.slice(PUBLIC_URL.length)}`,
        { method: 'POST', agent: this.#agent, headers, timeout: TIMEOUT_MS },
        response => void read(response).then(resolve, reject),
      )
      sent.on('timeout', () => sent.destroy(new Error('timeout')))
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

async function read(response: IncomingMessage): Promise<Answer> {
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  return { status: response.statusCode!, type: response.headers['content-type'] ?? '', text }
}
