import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { expect, onTestFinished } from 'vitest'
import type { LocalCarrierOptions, NumberSettings } from '../../../src/carrier/local/carrier.ts'
import { LocalCarrier } from '../../../src/carrier/local/carrier.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { RestServer } from '../../../src/carrier/local/rest/server.ts'
import { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'

export const ACCOUNT = `AC${'0'.repeat(32)}`
export const TOKEN = '0123456789abcdef0123456789abcdef'
export const PUBLIC_URL = 'https://line.example.com'
export const NUMBER = '+12025550100'
export const CALLER = '+14155550101'
/** A Monday in December. */
export const START_MS = Date.UTC(2026, 11, 14, 15)

/** A webhook as the line got it. */
export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly atMs: number
}

/** TwiML in a `<Response>`, or all of the answer. */
export type Answer =
  | string
  | { status?: number; type?: string; text?: string; headers?: Record<string, string> }
export type Page = Answer | ((asked: Asked) => Answer | undefined)

/** A line that answers with what a test says, page by page, and the carrier that rings it. Every signature is checked. */
export class Site {
  readonly asked: Asked[] = []
  readonly clock = new SteppedClock(START_MS)
  carrier!: LocalCarrier
  rest!: RestServer
  readonly pages: Record<string, Page>
  readonly #server = createServer((request, response) => void this.#take(request, response))

  private constructor(pages: Record<string, Page>) {
    this.pages = pages
  }

  /** `/` is the page that a call begins with. */
  static async open(
    pages: Record<string, Page>,
    options: Partial<LocalCarrierOptions> = {},
    settings: Partial<NumberSettings> = {},
  ): Promise<Site> {
    const site = new Site(pages)
    site.#server.listen(0, '127.0.0.1')
    await once(site.#server, 'listening')
    const { port } = site.#server.address() as AddressInfo
    const hosts = { [PUBLIC_URL]: `http://127.0.0.1:${port}` }
    const { clock } = site
    site.carrier = new LocalCarrier({ clock, accountSid: ACCOUNT, authToken: TOKEN, hosts, ...options })
    site.carrier.setNumber(NUMBER, { voiceUrl: `${PUBLIC_URL}/`, ...settings })
    site.rest = await RestServer.open({ carrier: site.carrier })
    onTestFinished(() => site.#close())
    return site
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Twilio's own client, pointed at the carrier. */
  get client(): twilio.Twilio {
    return twilio(ACCOUNT, TOKEN, { httpClient: new LocalClient(this.rest.base) })
  }

  call(from = CALLER, to = NUMBER): Phone {
    return this.carrier.call({ from, to })
  }

  /** Rings and lets some time pass. */
  async calls(seconds = 0): Promise<Phone> {
    const phone = this.call()
    await this.passes(seconds)
    return phone
  }

  passes(seconds: number): Promise<void> {
    return this.clock.passes(seconds * 1_000)
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (this.clock.nowMs() - START_MS) / 1_000
  }

  /** What was asked of a path, its query left out. */
  of(path: string): Asked[] {
    return this.asked.filter(asked => asked.path.split('?')[0] === path)
  }

  /** Paths in the order in which they were asked for. */
  get paths(): string[] {
    return this.asked.map(({ path }) => path)
  }

  async #close(): Promise<void> {
    this.carrier.close()
    await this.rest.close()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) body += part
    const { method = '', url = '', headers } = request
    const fields = Object.fromEntries(new URLSearchParams(body))
    const signature = headers['x-twilio-signature'] as string
    const isSigned = twilio.validateRequest(TOKEN, signature, `${PUBLIC_URL}${url}`, fields)
    expect(isSigned, `the signature of ${url}`).toBe(true)
    const [path, query = ''] = url.split('?') as [string, string?]
    const all = { ...Object.fromEntries(new URLSearchParams(query)), ...fields }
    const asked: Asked = { method, path: url, fields: all, headers, atMs: this.clock.nowMs() }
    this.asked.push(asked)
    const page = this.pages[path]
    const answer = typeof page === 'function' ? page(asked) : page
    if (answer === undefined) return void response.writeHead(404).end('nothing here')
    const {
      status = 200,
      type = 'text/xml',
      text = '',
      headers: more = {},
    } = typeof answer === 'string' ? { text: `<Response>${answer}</Response>` } : answer
    response.writeHead(status, { 'content-type': type, ...more }).end(text)
  }
}

class LocalClient extends twilio.RequestClient {
  readonly #base: string

  constructor(base: string) {
    super()
    this.#base = base
  }

  override request<Data>(options: Parameters<twilio.RequestClient['request']>[0]) {
    const { pathname, search } = new URL(options.uri)
    return super.request<Data>({ ...options, uri: `${this.#base}${pathname}${search}` } as never)
  }
}

/** Words of so many: each takes 0.4 s. */
export function words(count: number, word = 'la'): string {
  return Array.from({ length: count }, () => word).join(' ')
}
