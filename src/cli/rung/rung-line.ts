import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Plan } from '../../../sim/world/plan.ts'
import type { Clock } from '../../base/clock.ts'
import type { LocalCarrierOptions } from '../../carrier/local/carrier.ts'
import { LocalCarrier } from '../../carrier/local/carrier.ts'
import { RestServer } from '../../carrier/local/rest/server.ts'
import { SteppedClock } from '../../carrier/local/stepped-clock.ts'
import type { Logger } from '../../log.ts'
import type { Store } from '../../store/port.ts'
import { createApp } from '../../web/app.ts'
import { AudioFiles } from '../../web/audio.ts'
import { staffOf } from '../demo/staff.ts'
import type { LiveCentre } from '../serve/live.ts'
import { openLive } from '../serve/live.ts'
import { RingingCallers } from './ringing-callers.ts'

export interface RungLineOptions {
  readonly plan: Plan
  readonly seed: number
  /** After so many calls nobody rings any more. */
  readonly callsMax?: number
  readonly clock: Clock
  readonly store: Store
  readonly log: Logger
  readonly programVersion: string
  /** Where recordings and music are; none unless told. */
  readonly audioFolder?: string
  /** Outgoing calls that begin in a second; as many as wanted unless told. */
  readonly callsPerSecond?: number
  readonly undocumented?: LocalCarrierOptions['undocumented']
}

const CENTRE = 'main'
const PUBLIC_URL = 'https://line.holdline.test'
const ACCOUNT = `AC${'0'.repeat(32)}`
const TOKEN = '0'.repeat(32)
const NUMBER = '+12025550100'

/**
 * A line as it is served, behind a carrier on this machine, rung by simulated callers: every word between line and
 * carrier goes over HTTP, as it would with Twilio.
 */
export class RungLine {
  readonly live: LiveCentre
  readonly carrier: LocalCarrier
  readonly callers: RingingCallers
  /** Where the line is rung. */
  readonly number = NUMBER
  readonly #store: Store
  readonly #rest: RestServer
  readonly #server: Server

  private constructor(parts: {
    live: LiveCentre
    carrier: LocalCarrier
    callers: RingingCallers
    store: Store
    rest: RestServer
    server: Server
  }) {
    this.live = parts.live
    this.carrier = parts.carrier
    this.callers = parts.callers
    this.#store = parts.store
    this.#rest = parts.rest
    this.#server = parts.server
  }

  /** Opens line and carrier. With a stepped clock time passes only while neither has anything to do. */
  static async open(options: RungLineOptions): Promise<RungLine> {
    const { plan, seed, clock, store, log, programVersion, undocumented = {} } = options
    const { definition } = plan.line
    const staff = staffOf(plan).map((agent, index) => ({ ...agent, address: `client:agent-${index + 1}` }))
    const hosts: Record<string, string> = {}
    const { callsPerSecond = Number.POSITIVE_INFINITY } = options
    const account = { accountSid: ACCOUNT, authToken: TOKEN }
    const carrier = new LocalCarrier({ clock, ...account, hosts, callsPerSecond, undocumented })
    const rest = await RestServer.open({ carrier })
    let callers: RingingCallers | undefined
    const audio = new AudioFiles(options.audioFolder ?? '/nowhere')
    const live = await openLive({
      ...{ name: CENTRE, store, clock, log, audio, programVersion, signInAll: false },
      lines: [plan.line],
      roster: JSON.stringify(staff),
      live: { publicUrl: PUBLIC_URL, ...account, apiBase: rest.base, from: NUMBER },
      onCommitted: entries => callers?.committed(entries),
    })
    const server = createApp({
      ...{ runtime: live.runtime, carrier: live.carrier, requests: live.requests, log, audio },
      ...{ publicUrl: PUBLIC_URL, authToken: TOKEN, lines: [definition] },
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    hosts[PUBLIC_URL] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const voiceUrl = `${PUBLIC_URL}/voice/${definition.name}`
    carrier.setNumber(NUMBER, {
      voiceUrl,
      fallbackUrl: `${voiceUrl}/fallback`,
      statusUrl: `${voiceUrl}/status`,
    })
    callers = new RingingCallers({
      ...{ plan, seed, clock, carrier, runtime: live.runtime, number: NUMBER, agents: staff },
      ...(options.callsMax !== undefined && { callsMax: options.callsMax }),
      introduces: (number, tier) => introduce(store, number, tier, clock.nowMs()),
      keysAsked: call => live.carrier.phones.get(call)?.asks?.keys ?? 1,
      onFault: (what, error) => log.error({ err: error }, what),
    })
    if (clock instanceof SteppedClock) {
      const { rest: requests } = live.carrier.options
      clock.shares(callers)
      clock.shares(live.runtime)
      clock.shares({
        get isBusy() {
          return requests.underWay > rest.held
        },
        quiet: () => requests.quiet(),
      })
    }
    return new RungLine({ live, carrier, callers, store, rest, server })
  }

  /** Calls that were begun and are not over for the line: at the end of a day, those that it lost. */
  get unfinished(): number {
    const { arrived, live } = this.live.runtime.centre.centre.state.calls
    return this.callers.calls - (arrived - live)
  }

  async close(): Promise<void> {
    this.callers.stop()
    await this.live.runtime.stop()
    this.carrier.close()
    await this.#rest.close()
    this.#server.closeAllConnections()
    this.#server.close()
    await this.#store.close()
  }
}

/** Makes a caller known before the first call. */
function introduce(store: Store, number: string, tier: string, atMs: number): Promise<void> {
  return store.withCentre(CENTRE, async hold => {
    const key = await hold.callerKey({ number, atMs })
    await hold.commit({ facts: [], callers: [{ key, tier }] })
  })
}
