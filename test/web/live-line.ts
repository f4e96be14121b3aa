import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { onTestFinished } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import type { Fact } from '../../src/call/journal.ts'
import type { Line } from '../../src/call/line.ts'
import type { LiveCentre } from '../../src/cli/serve/live.ts'
import { openLive } from '../../src/cli/serve/live.ts'
import { openSite } from '../../src/cli/serve/site.ts'
import { createLog } from '../../src/log.ts'
import { entryOf } from '../../src/runtime/rebuild.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { AudioFiles } from '../../src/web/audio.ts'
import { ACCOUNT, RestServer } from '../carrier/rest-server.ts'
import type { Verb } from '../carrier/twiml.ts'
import { expectTwiml } from '../carrier/twiml.ts'
import { ManualClock } from '../runtime/manual-clock.ts'

export const PUBLIC_URL = 'https://calls.example.com'
export const AUTH_TOKEN = '0123456789abcdef0123456789abcdef'
export const PASSWORD = 'correct horse battery'
export const LINE_NUMBER = '+12025550100'
export const ANA_NUMBER = '+12025550123'
/** A Monday morning in New York, in opening hours. */
export const OPEN_MS = Date.UTC(2026, 11, 14, 15)

export const ROSTER = JSON.stringify([
  {
    name: 'ana',
    skills: ['card-support/account', 'card-support/billing', 'card-support/rewards'],
    address: ANA_NUMBER,
    signedIn: true,
  },
])

interface Opening {
  readonly lines?: readonly Line[]
  readonly roster?: string
  readonly store?: Store
  readonly rest?: RestServer
  readonly atMs?: number
  readonly audioFolder?: string
}

export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** A live line with everything around it that is ours, over real HTTP; only Twilio is played by the test. */
export class LiveLine {
  readonly clock: ManualClock
  readonly store: Store
  readonly rest: RestServer
  readonly logged: string[]
  readonly live: LiveCentre
  readonly url: string
  readonly #server: Server

  private constructor(parts: Pick<LiveLine, 'clock' | 'store' | 'rest' | 'logged' | 'live'>, server: Server) {
    this.clock = parts.clock
    this.store = parts.store
    this.rest = parts.rest
    this.logged = parts.logged
    this.live = parts.live
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(opening: Opening = {}): Promise<LiveLine> {
    const { lines = [cardSupport], roster = '[]', atMs = OPEN_MS } = opening
    const store = opening.store ?? (await openSqliteStore({ memory: true }))
    const rest = opening.rest ?? (await RestServer.open())
    const clock = new ManualClock(atMs)
    const logged: string[] = []
    const destination = { write: (line: string) => void logged.push(line) }
    const log = createLog({ level: 'debug', pretty: false, destination, secrets: [AUTH_TOKEN] })
    const audio = new AudioFiles(opening.audioFolder ?? '/nowhere')
    const account = {
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      apiBase: rest.base,
      from: LINE_NUMBER,
      callsPerSecond: 1,
    }
    const settings = { lines, roster, log, audio, signInAll: false, programVersion: 'test' }
    const live = await openLive({
      name: 'main',
      store,
      clock,
      live: { publicUrl: PUBLIC_URL, ...account },
      ...settings,
    })
    const { app } = openSite({
      ...{ live, log, audio, password: PASSWORD, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN },
      lines: lines.map(({ definition }) => definition),
    })
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const line = new LiveLine({ clock, store, rest, logged, live }, server)
    onTestFinished(() => line.close())
    return line
  }

  /** Sends a webhook as Twilio would, signed over the public URL. `path` may be a whole URL of ours. */
  async hook(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const url = path.startsWith(PUBLIC_URL) ? path : `${PUBLIC_URL}${path}`
    const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, url, fields)
    return this.post(url.slice(PUBLIC_URL.length), fields, { 'x-twilio-signature': signature, ...headers })
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string>,
  ): Promise<Answered> {
    const body = new URLSearchParams(fields)
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body, headers })
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, type, text: await response.text() }
  }

  /** Facts about calls and agents, in short: `heard 1 key.1`. */
  async facts(): Promise<string[]> {
    const short: string[] = []
    for await (const row of this.store.factsSince('main', 0)) {
      const { fact } = entryOf('main', row)
      if (!['program-started', 'line-defined', 'roster-defined', 'alerts-due'].includes(fact.kind))
        short.push(inShort(fact))
    }
    return short
  }

  /** A caller with a phone of a number. */
  caller(number: string, line = 'card-support'): Phone {
    const callSid = `CA${createHash('md5').update(number).digest('hex')}`
    return new Phone(this, callSid, { From: number, To: LINE_NUMBER }, line)
  }

  /** The leg that answered a call of ours. */
  leg(callSid: string, url: string): Phone {
    return new Phone(this, callSid, { From: LINE_NUMBER, Direction: 'outbound-api' }, 'card-support', url)
  }

  #isClosed = false

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
    await this.live.runtime.stop()
    await this.store.close()
    await this.rest.close()
  }

  /** Ends this process' part but leaves journal and Twilio as they are, for another to open. */
  async stop(): Promise<{ store: Store; rest: RestServer }> {
    this.#isClosed = true
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
    await this.live.runtime.stop()
    return { store: this.store, rest: this.rest }
  }
}

function inShort({ kind, data }: Fact): string {
  const { call, agent, event } = data as { call?: number; agent?: string; event?: string }
  return [kind, call, agent, event].filter(part => part !== undefined).join(' ')
}

/** A telephone at Twilio: follows the documents that it is given, each held to Twilio's rules. */
export class Phone {
  readonly callSid: string
  document!: Verb
  readonly #line: LiveLine
  readonly #fields: Record<string, string>
  readonly #start: string
  #place: 'line' | 'queue' = 'line'
  /** What follows the queue that the phone is in. */
  #afterQueue = ''

  constructor(line: LiveLine, callSid: string, fields: Record<string, string>, name: string, start?: string) {
    this.#line = line
    this.callSid = callSid
    this.#fields = fields
    this.#start = start ?? `/voice/${name}`
  }

  /** Asks for a document and goes on to where it waits for something. */
  async asks(url: string, more: Record<string, string> = {}): Promise<this> {
    const fields = {
      CallSid: this.callSid,
      AccountSid: ACCOUNT,
      CallStatus: 'in-progress',
      ...this.#fields,
      ...more,
    }
    const { status, type, text } = await this.#line.hook(url, fields)
    if (status !== 200 || !type.startsWith('text/xml')) throw new Error(`${status} ${type}: ${text}`)
    this.document = expectTwiml(text, this.#place)
    const [first] = this.document.children
    if (first?.name === 'Enqueue') {
      this.#place = 'queue'
      this.#afterQueue = first.attributes.action!
      return this.asks(first.attributes.waitUrl!, { QueueSid: `QU${'0'.repeat(32)}`, QueueTime: '0' })
    }
    if (first?.name === 'Leave') {
      this.#place = 'line'
      return this.asks(this.#afterQueue, { QueueResult: 'leave', QueueTime: '5' })
    }
    return this
  }

  rings(): Promise<this> {
    return this.asks(this.#start)
  }

  presses(key: string): Promise<this> {
    return this.asks(this.verb('Gather').attributes.action!, { Digits: key })
  }

  /** Says something that is understood as these words. */
  says(text: string, more: Record<string, string> = {}): Promise<this> {
    return this.asks(this.verb('Gather').attributes.action!, { SpeechResult: text, ...more })
  }

  /** Speaks after the tone for so long; `ending` is the key pressed at the end, or `hangup`. */
  records(seconds: number, ending = ''): Promise<this> {
    return this.asks(this.verb('Record').attributes.action!, {
      ...this.recording(seconds),
      Digits: ending,
      CallStatus: ending === 'hangup' ? 'completed' : 'in-progress',
    })
  }

  /** What Twilio tells of what this phone has recorded. */
  recording(seconds: number): Record<string, string> {
    const sid = `RE${this.callSid.slice(2)}`
    return {
      RecordingSid: sid,
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/${sid}`,
      RecordingDuration: String(seconds),
    }
  }

  /** Hears the document to its end and goes where it leads. */
  hearsOut(): Promise<this> {
    return this.asks(this.verb('Redirect').text)
  }

  /** Twilio was told to take this leg elsewhere, whatever it heard. */
  isTaken(url: string): Promise<this> {
    this.#place = 'line'
    return this.asks(url)
  }

  verb(name: string): Verb {
    const found = this.document.children.find(verb => verb.name === name)
    if (!found)
      throw new Error(`no ${name} among ${this.document.children.map(verb => verb.name).join(', ')}`)
    return found
  }

  /** What Twilio tells of the whole leg when it ends. */
  async ends(status = 'completed', url = '/voice/card-support/status'): Promise<Answered> {
    return this.#line.hook(url, { CallSid: this.callSid, CallStatus: status, SequenceNumber: '3' })
  }
}
