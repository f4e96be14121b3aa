import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http'
import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Method } from './happenings.ts'
import type { Miss } from './overrides.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** There was no answer: no connection, or none in time. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly miss: Miss

  constructor(miss: 'ct' | 'rt', why: string) {
    super(why)
    this.miss = miss
  }
}

export interface HttpAsk {
  readonly url: string
  readonly method: Method
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly connectMs: number
  readonly readMs: number
}

/** Asks over HTTP and HTTPS with connections that are kept. */
export class Http {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #secureAgent = new SecureAgent({ keepAlive: true })

  /** @throws NoAnswer */
  ask({ url, method, headers, body, connectMs, readMs }: HttpAsk): Promise<HttpAnswer> {
    const isSecure = url.startsWith('https:')
    const options: RequestOptions = {
      method,
      headers: body === '' ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: isSecure ? this.#secureAgent : this.#agent,
      timeout: readMs,
    }
    return new Promise((resolve, reject) => {
      const begin = isSecure ? secureRequest : request
      const sent = begin(url, options, answer => {
        read(answer).then(resolve, (error: Error) => reject(new NoAnswer('ct', error.message)))
      })
      sent.on('timeout', () => sent.destroy(new NoAnswer('rt', `no answer within ${readMs} ms`)))
      sent.on('socket', socket => {
        if (!socket.connecting) return
        const late = setTimeout(
          () => sent.destroy(new NoAnswer('ct', `no connection within ${connectMs} ms`)),
          connectMs,
        )
        const inTime = () => clearTimeout(late)
        socket.once('connect', inTime)
        socket.once('close', inTime)
      })
      sent.on('error', error => reject(error instanceof NoAnswer ? error : new NoAnswer('ct', error.message)))
      sent.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
    this.#secureAgent.destroy()
  }
}

async function read(answer: IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  return { status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }
}
