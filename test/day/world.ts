import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { HttpRecords } from '../../src/web/record-lookup.ts'
import { SmtpServer } from '../carrier/mail/smtp-server.ts'

/** The number of a caller whom the records know, with an open case. */
export const PIA = '+12125550131'
/** Where Pia is written to. */
export const PIAS_MAIL = 'pia@example.com'
const CASE = '104711'

/** What stands around a line: a mail server, a CRM, whoever takes its webhooks. */
export class World {
  readonly smtp: SmtpServer
  /** Bodies of what was posted to the webhook. */
  readonly posted: unknown[] = []
  /** Reasons for which the records could not be asked. */
  readonly troubles: string[] = []
  /** While set, the records do not answer. */
  areRecordsDown = false
  records!: HttpRecords
  hookUrl = ''
  readonly #servers: Server[] = []

  private constructor(smtp: SmtpServer) {
    this.smtp = smtp
  }

  static async open(nowMs: () => number): Promise<World> {
    const world = new World(await SmtpServer.open())
    const url = await world.#serve((request, response) => {
      if (world.areRecordsDown) return void response.destroy()
      const isPia = request.url?.endsWith(encodeURIComponent(PIA))
      response.statusCode = isPia ? 200 : 404
      response.end(JSON.stringify(isPia ? { tier: 'loyal', openCase: CASE, email: PIAS_MAIL } : {}))
    })
    world.hookUrl = await world.#serve(async (request, response) => {
      world.posted.push(JSON.parse(await text(request)))
      response.end()
    })
    const onTrouble = (reason: string) => void world.troubles.push(reason)
    world.records = new HttpRecords({ url: `${url}/{number}`, nowMs, onTrouble })
    return world
  }

  close(): void {
    this.smtp.close()
    for (const server of this.#servers) {
      server.closeAllConnections()
      server.close()
    }
  }

  async #serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#servers.push(server)
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
}
