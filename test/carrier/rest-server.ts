import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came over the wire. */
export interface RestRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly authorization: string
}

/** What stands at Twilio of one leg. */
export interface LegAtTwilio {
  readonly sid: string
  readonly to: string
  readonly from: string
  status: string
  readonly created: Date
}

/** Answers of the server's in place of the usual one: a status and a JSON body, or undefined for the usual. */
type Answers = (request: RestRequest) => { status: number; body: object } | undefined

export const ACCOUNT = `AC${'0'.repeat(32)}`

/** The part of Twilio's REST interface that calls use, on this machine: records what comes in. */
export class RestServer {
  readonly requests: RestRequest[] = []
  /** Text messages that were sent, apart from all else. */
  readonly texts: RestRequest[] = []
  readonly legs: LegAtTwilio[] = []
  readonly base: string
  answers: Answers = () => undefined
  readonly #server
  #taken = 0
  #waiting: (() => void)[] = []

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => void this.#take(request, response))
  }

  static async open(): Promise<RestServer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new RestServer(server)
  }

  /** The next request that nobody has asked for yet, as soon as it is there. */
  async next(): Promise<RestRequest> {
    while (this.requests.length <= this.#taken)
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    return this.requests[this.#taken++]!
  }

  /** Requests that came in since the last one asked for. */
  get unasked(): readonly RestRequest[] {
    return this.requests.slice(this.#taken)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url!, this.base)
    let body = ''
    for await (const part of incoming) body += part
    const request: RestRequest = {
      method: incoming.method!,
      path: url.pathname.replace(`/2010-04-01/Accounts/${ACCOUNT}`, ''),
      query: url.searchParams,
      form: new URLSearchParams(body),
      authorization: incoming.headers.authorization ?? '',
    }
    const { status, body: answer } = this.answers(request) ?? this.#usual(request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
    if (request.path === '/Messages.json') {
      this.texts.push(request)
      return
    }
    this.requests.push(request)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  #usual({ method, path, query, form }: RestRequest): { status: number; body: object } {
    if (path === '/Calls.json' && method === 'POST') {
      const sid = `CA${String(this.legs.length + 1).padStart(32, 'e')}`
      const leg = { sid, to: form.get('To')!, from: form.get('From')!, status: 'queued', created: new Date() }
      this.legs.push(leg)
      return { status: 201, body: resource(leg) }
    }
    if (path === '/Calls.json') {
      const found = this.legs.filter(({ to, from }) => to === query.get('To') && from === query.get('From'))
      return {
        status: 200,
        body: { calls: found.toReversed().map(resource), page: 0, page_size: 50, uri: '' },
      }
    }
    if (path === '/Messages.json') {
      const sid = `SM${String(this.texts.length + 1).padStart(32, 'e')}`
      return method === 'POST' ? { status: 201, body: { sid } } : { status: 200, body: { messages: [] } }
    }
    const sid = /^\/Calls\/(\w+)\.json$/.exec(path)?.[1] ?? ''
    const leg = this.legs.find(known => known.sid === sid)
    const status = form.get('Status')
    if (leg && status) leg.status = status
    return {
      status: 200,
      body: resource(leg ?? { sid, to: '', from: '', status: 'in-progress', created: new Date() }),
    }
  }
}

function resource({ sid, to, from, status, created }: LegAtTwilio): object {
  return { sid, account_sid: ACCOUNT, to, from, status, date_created: created.toUTCString() }
}
