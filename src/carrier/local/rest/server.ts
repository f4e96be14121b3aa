import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalCarrier } from '../carrier.ts'
import type { RestRequest } from '../happenings.ts'
import type { Asked, Route } from './asked.ts'
import { CALL_ROUTES } from './calls.ts'
import { CONFERENCE_ROUTES } from './conferences.ts'
import { MESSAGE_ROUTES } from './messages.ts'
import { NUMBER_ROUTES } from './numbers.ts'
import { QUEUE_ROUTES } from './queues.ts'
import { RECORDING_ROUTES } from './recordings.ts'
import type { Reply } from './reply.ts'
import { notFound, RestError } from './reply.ts'

const ROUTES: readonly Route[] = [
  ...CALL_ROUTES,
  ...QUEUE_ROUTES,
  ...CONFERENCE_ROUTES,
  ...MESSAGE_ROUTES,
  ...NUMBER_ROUTES,
  ...RECORDING_ROUTES,
]
/** Requests of an account that are answered at the same time; more are refused with 429. */
const AT_ONCE_MAX = 100
const BODY_MAX = 1_000_000

export interface RestServerOptions {
  readonly carrier: LocalCarrier
  /** Any free one unless told. */
  readonly port?: number
  readonly host?: string
  /** Requests at the same time. */
  readonly atOnceMax?: number
}

/** Twilio's REST interface in front of a local carrier, as far as calls need it. */
export class RestServer {
  /** Where it is reached, without a slash at its end: what TWILIO_API_BASE is set to. */
  readonly base: string
  readonly #server: Server
  readonly #carrier: LocalCarrier
  readonly #atOnceMax: number
  /** Requests that wait for time to pass, since a fault asks for it. */
  held = 0
  #atOnce = 0

  private constructor(server: Server, { carrier, atOnceMax = AT_ONCE_MAX }: RestServerOptions) {
    const { address, family, port } = server.address() as AddressInfo
    this.base = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
    this.#server = server
    this.#carrier = carrier
    this.#atOnceMax = atOnceMax
    carrier.apiBase = this.base
    server.on('request', (request, response) => void this.#take(request, response))
  }

  static async open(options: RestServerOptions): Promise<RestServer> {
    const server = createServer().listen(options.port ?? 0, options.host ?? '127.0.0.1')
    await once(server, 'listening')
    return new RestServer(server, options)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#atOnce++
    try {
      const reply = await this.#answer(incoming)
      if (reply) send(response, reply)
      else response.destroy()
    } finally {
      this.#atOnce--
    }
  }

  /** Undefined for a connection that breaks. */
  async #answer(incoming: IncomingMessage): Promise<Reply | undefined> {
    const { faults } = this.#carrier
    try {
      const account = `/2010-04-01/Accounts/${this.#carrier.accountSid}`
      const { method = '', url = '' } = incoming
      if (!URL.canParse(url, this.base)) throw notFound(url)
      const { pathname, searchParams } = new URL(url, this.base)
      const body = await bodyOf(incoming)
      if (body === undefined) return undefined
      const form = new URLSearchParams(body)
      this.#admit(incoming, pathname)
      const path = pathname.slice(account.length)
      const request: RestRequest = { method, path, query: searchParams, form }
      const fault = faults.rest?.(request)
      if (fault?.does === 'lose-request') return undefined
      if (fault?.does === 'arrive-late') await this.#passes(fault.ms)
      const callSid = /^\/Calls\/(\w+)|\/(?:Members|Participants)\/(CA\w+)/.exec(path)
      this.#carrier.tell(callSid?.[1] ?? callSid?.[2] ?? '', { kind: 'request', request })
      if (fault?.does === 'refuse') throw new RestError(fault.status, fault.code, fault.message)
      const reply = this.#route({ ...request, carrier: this.#carrier, account, parts: [] })
      if (fault?.does === 'answer-late') await this.#passes(fault.ms)
      return fault?.does === 'lose-answer' ? undefined : reply
    } catch (error) {
      if (error instanceof RestError) return error.reply
      throw error
    }
  }

  async #passes(ms: number): Promise<void> {
    const { clock } = this.#carrier
    this.held++
    await new Promise<void>(resolve => clock.at(clock.nowMs() + ms, resolve))
    this.held--
  }

  /** Whoever asks must be the account, and not ask too much at once. */
  #admit(incoming: IncomingMessage, pathname: string): void {
    const { accountSid, authToken } = this.#carrier
    const [scheme, text = ''] = (incoming.headers.authorization ?? '').split(' ')
    const isKnown =
      scheme === 'Basic' && Buffer.from(text, 'base64').toString() === `${accountSid}:${authToken}`
    if (!isKnown) throw new RestError(401, 20003, 'Authenticate')
    if (this.#atOnce > this.#atOnceMax) throw new RestError(429, 20429, 'Too Many Requests')
    const own = `/2010-04-01/Accounts/${accountSid}`
    if (pathname !== `${own}.json` && !pathname.startsWith(`${own}/`)) throw notFound(pathname)
  }

  #route(asked: Asked): Reply {
    for (const { method, path, does } of ROUTES) {
      const match = method === asked.method ? path.exec(asked.path) : null
      if (match) return does({ ...asked, parts: match.slice(1) })
    }
    throw notFound(`${asked.account}${asked.path}`)
  }
}

/** Undefined where whoever asks goes away in the middle of it. */
async function bodyOf(incoming: IncomingMessage): Promise<string | undefined> {
  let body = ''
  try {
    for await (const part of incoming.setEncoding('utf8')) {
      body += part
      if (body.length > BODY_MAX) throw new RestError(413, 20001, 'The request is too large.')
    }
  } catch (error) {
    if (error instanceof RestError) throw error
    return undefined
  }
  return body
}

function send(response: ServerResponse, { status, body, file }: Reply): void {
  if (file) response.writeHead(status, { 'content-type': file.type }).end(file.bytes)
  else if (body) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  else response.writeHead(status).end()
}
