import { once } from 'node:events'
import type { Socket } from 'node:net'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'

export interface Received {
  readonly from: string
  readonly to: string
  /** Header and text, as sent. */
  readonly content: string
}

/** An SMTP server on this machine, which takes every mail but those to the addresses that it refuses. */
export class SmtpServer {
  readonly received: Received[] = []
  /** Addresses that it does not know, and those at which it is too busy just now. */
  readonly unknown = new Set<string>()
  readonly busy = new Set<string>()
  url = ''
  readonly #server = createServer(socket => this.#converse(socket))

  static async open(): Promise<SmtpServer> {
    const smtp = new SmtpServer()
    const server = smtp.#server
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    smtp.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
    return smtp
  }

  close(): void {
    this.#server.close()
  }

  #converse(socket: Socket): void {
    const mail = { from: '', to: '' }
    let content: string[] | undefined
    const say = (line: string) => void socket.write(`${line}\r\n`)
    socket.on('error', () => socket.destroy())
    say('220 mail.holdline.test ESMTP')
    createInterface({ input: socket }).on('line', line => {
      if (content) {
        if (line !== '.') content.push(line)
        else {
          this.received.push({ ...mail, content: content.join('\n') })
          content = undefined
          say('250 taken')
        }
        return
      }
      const [verb = '', rest = ''] = line.split(/ (.*)/)
      const address = /<(.*)>/.exec(rest)?.[1] ?? ''
      if (verb === 'EHLO') say('250 mail.holdline.test')
      else if (verb === 'MAIL') {
        mail.from = address
        say('250 fine')
      } else if (verb === 'RCPT') {
        mail.to = address
        if (this.unknown.has(address)) say('550 no such mailbox')
        else say(this.busy.has(address) ? '450 try again later' : '250 fine')
      } else if (verb === 'DATA') {
        content = []
        say('354 go on')
      } else if (verb === 'RSET') say('250 fine')
      else if (verb === 'QUIT') socket.end('221 bye\r\n')
      else say('502 not here')
    })
  }
}
