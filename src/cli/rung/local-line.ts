import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../base/clock.ts'
import type { Entry } from '../../call/journal.ts'
import type { Line } from '../../call/line.ts'
import type { LocalCarrierOptions } from '../../carrier/local/carrier.ts'
import { LocalCarrier } from '../../carrier/local/carrier.ts'
import type { Phone } from '../../carrier/local/phone.ts'
import { RestServer } from '../../carrier/local/rest/server.ts'
import { SteppedClock } from '../../carrier/local/stepped-clock.ts'
import type { RosterAgent } from '../../centre/roster.ts'
import type { Live } from '../../config.ts'
import type { Logger } from '../../log.ts'
import type { Store } from '../../store/port.ts'
import { AudioFiles } from '../../web/audio.ts'
import { PageLegs } from '../../web/page-legs.ts'
import type { RecordLookUp } from '../../web/record-lookup.ts'
import { CENTRE } from '../centre-name.ts'
import type { LiveCentre } from '../serve/live.ts'
import { openLive } from '../serve/live.ts'
import type { Site } from '../serve/site.ts'
import { openSite } from '../serve/site.ts'

export interface LocalLineOptions {
  readonly lines: readonly [Line, ...Line[]]
  /** Agents; where each is rung is for `carrier.plug`. */
  readonly roster: readonly RosterAgent[]
  /** PINs of agents who log in, by name. */
  readonly pins?: ReadonlyMap<string, string>
  readonly clock: Clock
  readonly store: Store
  readonly log: Logger
  readonly programVersion: string
  /** Where recordings and music are; none unless told. */
  readonly audioFolder?: string
  /** What is known of callers elsewhere. */
  readonly records?: RecordLookUp
  /** Where supervisors are alerted; nowhere but on the pages unless told. */
  readonly alerting?: Pick<Live, 'alerts' | 'mail'>
  /** Opens the pages; `LOCAL_PASSWORD` unless told. */
  readonly password?: string
  /** How long a talk in a page goes on without the page, in ms of the real clock. */
  readonly pageGoneMs?: number
  /** Told of facts as soon as they are durable. */
  readonly onCommitted?: (entries: readonly Entry[]) => void
  /** How the carrier behaves where it may be one way or another. */
  readonly carrier?: Pick<LocalCarrierOptions, 'callsPerSecond' | 'moreFields' | 'recognise' | 'undocumented'>
}

interface Parts {
  readonly live: LiveCentre
  readonly carrier: LocalCarrier
  readonly legs: PageLegs
  readonly rest: RestServer
  readonly site: Site
  readonly server: Server
  readonly store: Store
  readonly numbers: ReadonlyMap<string, string>
}

/** Opens the pages of a line that nobody else reaches. */
export const LOCAL_PASSWORD = 'nobody else is here'
const PUBLIC_URL = 'https://line.holdline.test'
/** Where agents sign in by phone. */
const AGENTS_NUMBER = '+12025550190'
const ACCOUNT = `AC${'0'.repeat(32)}`
const TOKEN = '0'.repeat(32)

/**
 * Lines as they are served, behind a carrier on this machine: every word between the two goes over HTTP, signed, as it
 * would with Twilio. With a `SteppedClock` time passes only while neither has anything to do.
 */
export class LocalLine {
  readonly live: LiveCentre
  readonly carrier: LocalCarrier
  /** Telephones in pages of agents. */
  readonly legs: PageLegs
  /** The number of each line, by its name. */
  readonly numbers: ReadonlyMap<string, string>
  /** Where the line's own server listens. */
  readonly url: string
  readonly #parts: Parts

  private constructor(parts: Parts) {
    this.live = parts.live
    this.carrier = parts.carrier
    this.legs = parts.legs
    this.numbers = parts.numbers
    this.url = urlOf(parts.server)
    this.#parts = parts
  }

  /** @throws WrongInput for lines or a roster that cannot be run */
  static async open(options: LocalLineOptions): Promise<LocalLine> {
    const { clock, store, log, lines, roster, programVersion, password = LOCAL_PASSWORD } = options
    const hosts: Record<string, string> = {}
    const account = { accountSid: ACCOUNT, authToken: TOKEN }
    const carrier = new LocalCarrier({ clock, ...account, hosts, ...options.carrier })
    const rest = await RestServer.open({ carrier })
    const names = lines.map(({ definition }) => definition.name)
    const numbers = new Map(names.map((name, index) => [name, `+120255501${String(index).padStart(2, '0')}`]))
    const audio = new AudioFiles(options.audioFolder ?? '/nowhere')
    const live = await openLive({
      ...{ name: CENTRE, store, clock, log, audio, lines, programVersion, signInAll: false },
      roster: JSON.stringify(roster),
      live: {
        publicUrl: PUBLIC_URL,
        ...account,
        apiBase: rest.base,
        from: numbers.get(names[0]!)!,
        callsPerSecond: 1,
        ...options.alerting,
      },
      ...(options.onCommitted && { onCommitted: options.onCommitted }),
      ...(options.pins && { pins: options.pins }),
    })
    const { pageGoneMs: goneMs } = options
    const legs = new PageLegs({ carrier, ...(goneMs !== undefined && { goneMs }) })
    const site = openSite({
      ...{ live, log, audio, password, legs, publicUrl: PUBLIC_URL, authToken: TOKEN },
      lines: lines.map(({ definition }) => definition),
      ...(options.records && { records: options.records }),
    })
    const server = site.app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    hosts[PUBLIC_URL] = urlOf(server)
    for (const [name, number] of numbers)
      carrier.setNumber(number, settingsOf(`/voice/${name}`, `/sms/${name}`))
    carrier.setNumber(AGENTS_NUMBER, settingsOf('/agents'))
    if (clock instanceof SteppedClock) shareTime(clock, live, rest)
    return new LocalLine({ live, carrier, legs, rest, site, server, store, numbers })
  }

  /** Somebody rings a line; the first unless told. */
  call(from: string, line: string = this.numbers.keys().next().value!): Phone {
    return this.carrier.call({ from, to: this.numbers.get(line)! })
  }

  /** An agent rings the number at which agents sign in. */
  callToSignIn(from: string): Phone {
    return this.carrier.call({ from, to: AGENTS_NUMBER })
  }

  async close(): Promise<void> {
    const { live, carrier, rest, site, server, store } = this.#parts
    site.close()
    await live.runtime.stop()
    live.alerting.close()
    carrier.close()
    await rest.close()
    server.closeAllConnections()
    server.close()
    await store.close()
  }
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** As an operator sets up a number of Twilio's. */
function settingsOf(path: string, texts?: string) {
  const voiceUrl = `${PUBLIC_URL}${path}`
  const voice = { voiceUrl, fallbackUrl: `${voiceUrl}/fallback`, statusUrl: `${voiceUrl}/status` }
  return texts === undefined ? voice : { ...voice, smsUrl: `${PUBLIC_URL}${texts}` }
}

/** Lets time stand while the line works, or asks the carrier for something. */
function shareTime(clock: SteppedClock, { runtime, carrier, alerting }: LiveCentre, rest: RestServer): void {
  const { rest: requests } = carrier.options
  clock.shares(runtime)
  clock.shares(alerting)
  clock.shares({
    get isBusy() {
      return requests.underWay > rest.held
    },
    // One that waits for time to pass may be among them, so not until all are answered.
    quiet: () => new Promise(resolve => setImmediate(resolve)),
  })
}
