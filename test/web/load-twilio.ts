import { createHash } from 'node:crypto'
import { RandomStream } from '../../src/base/random.ts'
import type { LegAtTwilio, RestRequest } from '../carrier/rest-server.ts'
import { ACCOUNT, RestServer } from '../carrier/rest-server.ts'
import { saidIn } from '../carrier/twiml.ts'
import { LINE_NUMBER, PUBLIC_URL } from './live-line.ts'
import { Exchange } from './load-exchange.ts'
import type { Manner } from './load-leg.ts'
import { Leg } from './load-leg.ts'
import { Rooms } from './load-rooms.ts'

const AGENTS = ['ana', 'ben', 'cleo', 'dan', 'eva', 'fay', 'gus', 'hal', 'ida', 'jon']
const SKILLS = ['card-support/account', 'card-support/billing', 'card-support/rewards']
export const ROSTER = JSON.stringify(
  AGENTS.map((name, index) => ({ name, skills: SKILLS, address: `+1202555020${index}`, signedIn: true })),
)
/** That a number cannot be called is an answer that ends an attempt. */
const REFUSED = { status: 400, body: { code: 21211, message: 'Invalid "To" number', status: 400 } }
/** Nobody stays so long who wants to hang up. */
const GONE_WITHIN_MS = 30_000
const MENU_KEYS = ['0', '1', '1', '1', '2', '2', '3', '3', '8', '9', '*', '#', '7', 'silence']

/** Twilio as a server sees it: many phones at once, and the REST interface by which it is asked to ring others. */
export class BusyTwilio {
  readonly exchange = new Exchange()
  readonly callers: Leg[] = []
  readonly agents: Leg[] = []
  /** Legs of callers who were called back. */
  readonly called: Leg[] = []
  /** What went wrong, with what happened before. */
  readonly failures: string[] = []
  readonly rest: RestServer
  readonly #rooms = new Rooms()
  readonly #legs = new Map<string, Leg>()
  readonly #living = new Set<Promise<void>>()
  readonly #seed: number
  readonly #stuck = Promise.withResolvers<void>()
  #isClosing = false

  private constructor(rest: RestServer, seed: number) {
    this.rest = rest
    this.#seed = seed
    rest.answers = request => this.#answer(request)
  }

  static async open(seed: number): Promise<BusyTwilio> {
    return new BusyTwilio(await RestServer.open(), seed)
  }

  /** So many phones ring from here on: where one has hung up, another rings. */
  rings(phones: number): void {
    for (let phone = 0; phone < phones; phone++) void this.#ringsOn()
  }

  /** Nobody rings any more, and everybody hangs up; resolves when the last one has. */
  async everybodyHangsUp(): Promise<void> {
    this.#isClosing = true
    const late = setTimeout(() => this.#tellsWhoIsStuck(), GONE_WITHIN_MS)
    while (this.#living.size > 0 && this.failures.length === 0)
      await Promise.race([Promise.all(this.#living), this.#stuck.promise])
    clearTimeout(late)
  }

  #tellsWhoIsStuck(): void {
    const up = [...this.#legs.values()].filter(leg => leg.isUp)
    this.failures.push(...up.map(leg => `still on the line:\n  ${leg.diary.join('\n  ')}`))
    this.#stuck.resolve()
  }

  async close(): Promise<void> {
    this.exchange.close()
    await this.rest.close()
  }

  async #ringsOn(): Promise<void> {
    while (!this.#isClosing && this.failures.length === 0) {
      const number = `+1212555${String(this.callers.length).padStart(4, '0')}`
      const leg = this.#leg(this.callers, `caller ${number}`, {
        fields: { From: number, To: LINE_NUMBER, Direction: 'inbound' },
        startUrl: '/voice/card-support',
        statusUrl: '/voice/card-support/status',
        fallbackUrl: '/voice/card-support/fallback',
      })
      await this.#lives(leg)
    }
  }

  #leg(
    among: Leg[],
    name: string,
    urls: { fields: Record<string, string>; startUrl: string; statusUrl: string; fallbackUrl: string },
  ): Leg {
    const random = new RandomStream(this.#seed, this.#legs.size + 1)
    const callSid = `CA${createHash('md5').update(name).digest('hex')}`
    const manner = among === this.agents ? agentManner(random) : this.#callerManner(random)
    const { exchange } = this
    const leg = new Leg({ callSid, ...urls, manner, exchange, rooms: this.#rooms })
    among.push(leg)
    this.#legs.set(callSid, leg)
    return leg
  }

  async #lives(leg: Leg): Promise<void> {
    const life = leg.lives().catch((error: Error) => void this.failures.push(error.message))
    this.#living.add(life)
    await life
    this.#living.delete(life)
    const atTwilio = this.rest.legs.find(({ sid }) => sid === leg.options.callSid)
    if (atTwilio) atTwilio.status = 'completed'
  }

  #callerManner(random: RandomStream): Manner {
    return {
      key: (document, place) => {
        if (this.#isClosing || random.next() < 0.03) return undefined
        if (place === 'line') return MENU_KEYS[Math.floor(random.next() * MENU_KEYS.length)]!
        // In the hold 1 asks for a callback, at any time; mostly it is taken up when it is offered.
        const isOffered = saidIn(document).some(text => /call you back|keep your place/i.test(text))
        return random.next() < (isOffered ? 0.15 : 0.01) ? '1' : 'silence'
      },
      listensMs: () => (this.#isClosing ? 0 : 5 + random.next() * 60),
      talksMs: () => (this.#isClosing ? 0 : 20 + random.next() * 400),
    }
  }

  #answer({ method, path, form }: RestRequest): { status: number; body: object } | undefined {
    if (method !== 'POST') return undefined
    if (path === '/Calls.json') return this.#isClosing ? REFUSED : { status: 201, body: this.#calls(form) }
    const leg = this.#legs.get(/^\/Calls\/(\w+)\.json$/.exec(path)?.[1] ?? '')
    if (!leg?.isUp) {
      if (leg) leg.wasMissed = true
      return { status: 404, body: { code: 20404, message: 'no such call', status: 404 } }
    }
    const url = form.get('Url')
    if (url === null) leg.isEnded()
    else leg.isTaken(url)
    return { status: 200, body: { sid: leg.options.callSid, account_sid: ACCOUNT, status: 'in-progress' } }
  }

  /** Somebody is rung by REST, and picks up. */
  #calls(form: URLSearchParams): object {
    const [to, url] = [form.get('To')!, form.get('Url')!]
    const among = url.startsWith(`${PUBLIC_URL}/offer/`) ? this.agents : this.called
    const leg = this.#leg(among, `${url} ${this.#legs.size}`, {
      fields: { From: LINE_NUMBER, To: to, Direction: 'outbound-api' },
      startUrl: url,
      statusUrl: form.get('StatusCallback')!,
      fallbackUrl: new URL(form.get('FallbackUrl')!).pathname,
    })
    const { callSid: sid } = leg.options
    const atTwilio: LegAtTwilio = { sid, to, from: LINE_NUMBER, status: 'in-progress', created: new Date() }
    this.rest.legs.push(atTwilio)
    void this.#lives(leg)
    return { sid, account_sid: ACCOUNT, to, from: LINE_NUMBER, status: 'queued' }
  }
}

function agentManner(random: RandomStream): Manner {
  return {
    key: () => (random.next() < 0.95 ? '1' : random.next() < 0.5 ? 'silence' : undefined),
    listensMs: () => 5 + random.next() * 40,
    talksMs: () => 50 + random.next() * 800,
  }
}
