import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WrongInput } from '../../base/wrong-input.ts'

/** Where the demo is reached. */
export interface Front {
  /** Without a slash at its end. */
  readonly url: string
  /** Lets this answer from here on; before, everybody is asked to come again. */
  open(listener: RequestListener): void
  close(): Promise<void>
}

/**
 * Takes the port before anything else is begun.
 * @throws WrongInput where it cannot be had
 */
export async function takePort({ host, port }: { host: string; port: number }): Promise<Front> {
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' })
    response.end('Holdline is starting; come again in a moment.\n')
  }
  const server = createServer((request, response) => answer(request, response))
  await listening(server, host, port)
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${shownHost(host)}:${bound}`,
    open: listener => {
      answer = listener
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)))
    server.listen({ host, port }, () => resolve())
  })
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new WrongInput(
        `PORT ${port} is taken on ${host} by another program; stop that one, or set PORT to a free one ` +
          '(PORT=0 takes any).',
      )
    case 'EACCES':
      return new WrongInput(
        `PORT ${port} may not be taken by this user; set PORT to one above 1023, e.g. PORT=3000.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new WrongInput(
        `HOST ${host} is no address of this machine; set HOST=127.0.0.1, or 0.0.0.0 to be reached from outside.`,
      )
    default:
      return error
  }
}

/** An address that a browser on this machine can open. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
