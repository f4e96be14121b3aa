import type { Clock } from '../../base/clock.ts'
import { CallError } from './call-error.ts'
import type { Faults } from './faults.ts'
import type { Fields, Method, Purpose, SentWebhook, Told } from './happenings.ts'
import type { HttpAnswer } from './http.ts'
import { Http, NoAnswer } from './http.ts'
import type { Overrides } from './overrides.ts'
import { overridesOf } from './overrides.ts'
import { signatureOf } from './signature.ts'

export interface Webhook {
  readonly purpose: Purpose
  readonly callSid: string
  readonly url: string
  readonly method: Method
  readonly fields: Fields
  /** About a text message: the port of its URL is signed too. */
  readonly keepsPort?: boolean
}

export interface WebhookAnswer {
  /** Where it came from in the end. */
  readonly url: string
  readonly method: Method
  readonly status: number
  /** Content type without its parameters, in lower case. */
  readonly type: string
  readonly body: Buffer
  /** True where the answer may be kept for the next time. */
  readonly isLasting: boolean
}

export interface WebhooksOptions {
  readonly clock: Clock
  readonly authToken: string
  readonly faults: Faults
  /** Where requests to a public host really go, by origin. */
  readonly hosts: Readonly<Record<string, string>>
  /** Fields that nobody has announced. */
  readonly moreFields: Fields
  /** True to send one after the other, so that all runs are the same. */
  readonly isInTurn: boolean
  newToken(): string
  tell(callSid: string, told: Told): void
}

const REDIRECTS_MAX = 10

/** Sends webhooks: signed, with Twilio's limits and retries, and with the faults that were asked for. */
export class Webhooks {
  readonly #options: WebhooksOptions
  readonly #http = new Http()
  #last: Promise<unknown> = Promise.resolve()
  #inFlight = 0
  #whenNone: (() => void)[] = []

  constructor(options: WebhooksOptions) {
    this.#options = options
  }

  /** True while something is on the wire. */
  get isBusy(): boolean {
    return this.#inFlight > 0
  }

  /** Resolves when nothing is on the wire, if only for a moment. */
  async quiet(): Promise<void> {
    if (this.isBusy) await new Promise<void>(resolve => this.#whenNone.push(resolve))
  }

  /** @throws CallError where Twilio would give it up: 11200, 11205, 11215 */
  async send(webhook: Webhook): Promise<WebhookAnswer> {
    if (!/^https?:\/\/[^/]/i.test(webhook.url))
      throw new CallError(11100, `"${webhook.url}" is no URL that can be asked.`, { url: webhook.url })
    const token = this.#options.newToken()
    const overrides = overridesOf(webhook.url)
    const untilMs = performance.now() + overrides.totalMs
    for (let attempt = 1; ; attempt++) {
      const mayRetry = attempt <= overrides.retries && performance.now() < untilMs
      try {
        const answer = await this.#attempt(webhook, token, attempt, overrides)
        const miss = answer.status >= 500 ? '5xx' : '4xx'
        if (answer.status < 400) return answer
        if (mayRetry && overrides.retriesOn.has(miss)) continue
        const sentence = `the line answered with status ${answer.status}; expected 200 and a document.`
        throw new CallError(11200, sentence, { url: webhook.url })
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        if (mayRetry && overrides.retriesOn.has(error.miss)) continue
        const code = error.miss === 'ct' ? 11205 : 11200
        throw new CallError(code, `the line did not answer: ${error.message}.`, { url: webhook.url })
      }
    }
  }

  close(): void {
    this.#http.close()
  }

  async #attempt(
    { purpose, callSid, url, method, fields, keepsPort = false }: Webhook,
    token: string,
    attempt: number,
    overrides: Overrides,
  ): Promise<WebhookAnswer> {
    const { tell, faults, moreFields } = this.#options
    const sent = {
      ...{ purpose, url, method, fields: { ...fields, ...moreFields }, token, attempt },
      ...(keepsPort && { keepsPort }),
    }
    tell(callSid, { kind: 'webhook', ...sent })
    const fault = faults.webhook?.(sent)
    if (fault?.does === 'lose-request') throw new NoAnswer('ct', 'the connection broke (a fault on request)')
    if (fault?.does === 'arrive-late') await this.#passes(fault.ms)
    const [answer] = await Promise.all([
      this.#follow(sent, overrides),
      fault?.does === 'double' ? this.#follow(sent, overrides) : undefined,
    ])
    if (fault?.does === 'lose-answer') throw new NoAnswer('ct', 'the connection broke (a fault on request)')
    if (fault?.does === 'answer-late') {
      await this.#passes(Math.min(fault.ms, overrides.readMs))
      if (fault.ms >= overrides.readMs) throw new NoAnswer('rt', `no answer within ${overrides.readMs} ms`)
    }
    const text = answer.type.startsWith('audio/') ? '' : answer.body.toString()
    tell(callSid, { kind: 'answer', purpose, url: answer.url, status: answer.status, text })
    return answer
  }

  /** Asks, and goes where the answer sends us. */
  async #follow(first: SentWebhook, overrides: Overrides): Promise<WebhookAnswer> {
    let sent = first
    for (let redirects = 0; ; redirects++) {
      const { status, headers, body } = await this.#inTurn(() => this.#ask(sent, overrides))
      const { url, method } = sent
      if (status < 300 || status >= 400 || headers.location === undefined) {
        const [type] = (headers['content-type'] ?? '').split(';', 1) as [string]
        const isLasting =
          method === 'GET' && !/no-store|no-cache|max-age=0/.test(headers['cache-control'] ?? '')
        return { url, method, status, type: type.trim().toLowerCase(), body, isLasting }
      }
      if (redirects === REDIRECTS_MAX)
        throw new CallError(11215, `more than ${REDIRECTS_MAX} HTTP redirects in a row.`, first)
      const isSame = status === 307 || status === 308
      const next = new URL(headers.location, url).href
      sent = { ...sent, url: next, ...(isSame ? {} : { method: 'GET', fields: {} }) }
    }
  }

  #ask({ url, method, fields, keepsPort, token }: SentWebhook, overrides: Overrides): Promise<HttpAnswer> {
    const form = new URLSearchParams(fields).toString()
    const [bare] = url.split('#', 1) as [string]
    const asked = method === 'GET' && form !== '' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare
    const isPost = method === 'POST'
    return this.#http.ask({
      url: this.#reached(asked),
      method,
      headers: {
        accept: '*/*',
        'user-agent': 'TwilioProxy/1.1',
        'i-twilio-idempotency-token': token,
        'x-twilio-signature': signatureOf(this.#options.authToken, asked, isPost ? fields : {}, keepsPort),
        ...(isPost && { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
      },
      body: isPost ? form : '',
      connectMs: overrides.connectMs,
      readMs: overrides.readMs,
    })
  }

  #reached(url: string): string {
    const origin = /^https?:\/\/[^/?]*/i.exec(url)?.[0] ?? ''
    const base = this.#options.hosts[origin]
    return base === undefined ? url : `${base}${url.slice(origin.length)}`
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#inFlight++
    const before = this.#last
    const turn = this.#options.isInTurn ? before.then(work) : work()
    this.#last = turn.catch(() => {})
    try {
      return await turn
    } finally {
      if (--this.#inFlight === 0) for (const resolve of this.#whenNone.splice(0)) resolve()
    }
  }

  #passes(ms: number): Promise<void> {
    const { clock } = this.#options
    return new Promise(resolve => clock.at(clock.nowMs() + ms, resolve))
  }
}
