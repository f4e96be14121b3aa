import type { Plan } from '../../../sim/world/plan.ts'
import type { WorldFacts } from '../../../sim/world/port.ts'
import { World } from '../../../sim/world/world.ts'
import type { Clock } from '../../base/clock.ts'
import { NEVER_MS } from '../../base/units.ts'
import { NO_REASON, reasonOf } from '../../call/away.ts'
import { eventNumber } from '../../call/events.ts'
import type { Known } from '../../call/facts.ts'
import type { Arrival, Entry } from '../../call/journal.ts'
import type { LocalCarrier } from '../../carrier/local/carrier.ts'
import { answers } from '../../carrier/local/people.ts'
import type { Phone } from '../../carrier/local/phone.ts'
import type { Party } from '../../carrier/local/stepped-clock.ts'
import type { Question } from '../../carrier/twilio/phones.ts'
import type { Report, Runtime, View } from '../../runtime/runtime.ts'
import { numberOf, otherNumberOf, recordedOf } from '../demo/known-callers.ts'
import { PlayedCalls } from '../demo/played-calls.ts'
import { SimulatedCarrier } from '../demo/simulated-carrier.ts'
import { codedBy, handedOn } from '../demo/simulated-reports.ts'

export interface RingingOptions {
  readonly plan: Plan
  readonly seed: number
  /** After so many calls nobody rings any more; as many as the plan brings unless told. */
  readonly callsMax?: number
  readonly clock: Clock
  readonly carrier: LocalCarrier
  readonly runtime: Runtime
  /** The number that callers ring. */
  readonly number: string
  /** Agents in the order of the plan, with where they are rung. */
  readonly agents: readonly { readonly name: string; readonly address: string }[]
  /** Makes a caller known before the first call. */
  readonly introduces: (caller: KnownCaller) => Promise<void>
  /** What a call is asked for at present. */
  readonly asked: (call: number) => Question | undefined
  readonly onFault: (what: string, error: unknown) => void
}

/** What a simulated caller says to an agent who can hear it, and how long such a talk lasts. */
const GREETING = 'Hello, it is about my card. I am a simulated caller, and listen for a minute.'
const SPEAKS_AFTER_MS = 6_000
const TALK_MS = 60_000
/** Calls between two looks for those that are over. */
const FORGET_EVERY = 100
/** What is known of a caller beforehand. */
export interface KnownCaller {
  readonly number: string
  readonly tier?: string
  readonly record?: NonNullable<Arrival['known']>
}

const SIGNS: Readonly<Record<string, string>> = { star: '*', pound: '#' }
/** Pressed for a number that is asked for: enough to be taken for one, or too few. */
const DIGIT = '5'
const RECORDING_KEPT = eventNumber('recording.kept')
/** What a simulated caller says into a recording, over and over until the message is long enough. */
const WORDS = 'Please call me back about my card. Thank you. '.repeat(60)

/**
 * The callers and agents of a simulated world with phones in their hands: what they decide to do they do on the phone,
 * so that the line learns of it by webhooks alone. What they hear they are told as the line directs it. Agents sign in
 * and out as they would on a page, since there is no phone for that.
 */
export class RingingCallers implements WorldFacts, Party {
  /** Number of the call that was begun last. */
  rang = 0
  /** Calls begun. */
  calls = 0
  /** True while nobody begins to call. */
  isQuiet = false
  readonly world: World
  readonly #options: RingingOptions
  readonly #played = new PlayedCalls()
  readonly #directed = new SimulatedCarrier()
  /** By number of the call; of one that is called back, the phone that rings then. */
  readonly #phones = new Map<number, Phone>()
  readonly #agents: readonly string[]
  /** By number, the phone that each agent picked up last. */
  readonly #agentPhones: Phone[] = []
  /** Calls whose caller picks up as soon as the phone rings. */
  readonly #wakeful = new Set<number>()
  #stepping: Promise<void> | undefined
  #pending: Promise<unknown> = Promise.resolve()
  #isPending = false
  #wakeMs = NEVER_MS
  #cancel = () => {}
  #isOver = false

  constructor(options: RingingOptions) {
    this.#options = options
    const { plan, runtime, agents, clock, carrier } = options
    this.#agents = agents.map(({ name }) => name)
    const line = runtime.centre.lineOf(plan.line.definition.name)
    // The centre steps the line as its text has it, and numbers its states by that.
    const { table } = runtime.centre.centre.state.lines[line]!
    this.world = new World({ ...plan, table }, this, this.#played, { arrived: () => {} })
    this.#directed.played = {
      world: this.world,
      calls: this.#played,
      reports: this,
      names: table.names,
      agents: new Map(agents.map(({ name }, number) => [name, number])),
      agentStates: new Map(),
      centre: () => runtime.centre,
      directed: () => this.#wind(),
    }
    const picksUp = answers({ clock, presses: '1' })
    agents.forEach(({ address }, agent) => {
      carrier.plug(address, phone => {
        this.#agentPhones[agent] = phone
        picksUp(phone)
      })
    })
  }

  /** Begins the day, with nobody there yet. */
  begin(): void {
    this.world.begin(this.#options.seed, 0)
    this.#wind()
  }

  /** Nobody does anything any more. */
  stop(): void {
    this.#isOver = true
    this.#cancel()
  }

  /** Facts are durable: whoever they are about has heard what they led to. */
  committed(entries: readonly Entry[]): void {
    this.#directed.committed(entries)
    for (const { directives = [] } of entries)
      for (const directive of directives)
        if (directive.do === 'connect' && !this.#agents.includes(directive.agent))
          this.#talksToSomebody(directive.call)
  }

  /** An agent who is no simulated one answers: the caller says something, and hangs up some time later. */
  #talksToSomebody(call: number): void {
    const phone = this.#phones.get(call)
    const slot = this.#played.slotOf(call)
    if (!phone || slot < 0) return
    // Nobody runs out of patience who is talked to.
    this.world.hangUp(slot)
    const { clock } = this.#options
    clock.at(clock.nowMs() + SPEAKS_AFTER_MS, () => phone.speak(GREETING))
    clock.at(clock.nowMs() + TALK_MS, () => phone.hangUp())
  }

  get isBusy(): boolean {
    return this.#stepping !== undefined || this.#isPending
  }

  async quiet(): Promise<void> {
    await this.#stepping
    await this.#pending
  }

  arrives(_line: number, caller: number, tier: number, _atMs: number, known?: Known): number {
    const { carrier, runtime, number, plan, introduces, callsMax = Number.POSITIVE_INFINITY } = this.#options
    if (this.calls >= callsMax || this.isQuiet) return -1
    this.calls++
    const from = numberOf(caller)
    const { tiers } = plan.line.definition
    const record = known && recordedOf(known, plan.table.names, this.#agents)
    const introduced = {
      number: from,
      ...(tier < tiers.length - 1 && { tier: tiers[tier]!.name }),
      ...(record && { record }),
    }
    this.#then(async () => {
      if (introduced.tier !== undefined || record) await introduces(introduced)
      this.rang = runtime.centre.nextCall
      const call = this.rang
      carrier.plug(from, phone => this.#isCalledBack(call, phone))
      this.#holds(call, carrier.call({ from, to: number }))
      if (call % FORGET_EVERY === 0) this.#forget()
    })
    return -1
  }

  hears(slot: number, event: number): boolean {
    const { plan } = this.#options
    const [kind, what = ''] = plan.table.events[event]!.split('.') as [string, string?]
    const phone = this.#phoneOf(slot)
    if (kind === 'key') phone?.press(SIGNS[what] ?? what)
    else if (kind === 'entry') phone?.press(what === 'valid' ? this.#entryOf(slot) : `${DIGIT}#`)
    else if (kind === 'recording' && what === 'kept') phone?.press('#')
    // Silence is what a phone does by itself.
    return true
  }

  /** A phone asks by itself at the end of each piece of music. */
  isDue(): boolean {
    return false
  }

  hangsUp(slot: number): boolean {
    this.#played.onMusic[slot] = 0
    this.#phoneOf(slot)?.hangUp()
    return true
  }

  answersCallback(slot: number): boolean {
    const phone = this.#phoneOf(slot)
    if (phone?.status === 'ringing') phone.answer()
    else this.#wakeful.add(this.#played.number[slot]!)
    return true
  }

  missesCallback(): void {}

  signsIn(agent: number): boolean {
    return this.#tells(() => [{ kind: 'signed-in', data: { agent: this.#nameOf(agent) } }])
  }

  goesAway(agent: number, _atMs: number, reason: number = NO_REASON): boolean {
    const data = { agent: this.#nameOf(agent), ...reasonOf(reason) }
    return this.#tells(() => [{ kind: 'went-away', data }])
  }

  /** Agents take calls by phone. */
  accepts(): boolean {
    return true
  }

  /** Whoever has heard a message hangs up. */
  leaves(agent: number): boolean {
    this.#agentPhones[agent]?.hangUp()
    return true
  }

  transfers(agent: number, queue: number): boolean {
    return this.#tells(view => handedOn(view, this.#nameOf(agent), queue))
  }

  codes(agent: number, call: number): boolean {
    return this.#tells(view => codedBy(view, this.#nameOf(agent), call))
  }

  isReady(agent: number): boolean {
    return this.#tells(() => [{ kind: 'ready', data: { agent: this.#nameOf(agent) } }])
  }

  lineIsDue(): boolean {
    return false
  }

  agentsAreDue(): boolean {
    return false
  }

  alertsAreDue(): boolean {
    return false
  }

  /** The line calls back a caller, who picks up when the world says so. */
  #isCalledBack(call: number, phone: Phone): void {
    this.#holds(call, phone)
    if (this.#wakeful.delete(call)) phone.answer()
  }

  /** Whoever is going to leave a message begins to speak at the tone. */
  #holds(call: number, phone: Phone): void {
    this.#phones.set(call, phone)
    phone.listen(({ kind }) => {
      const slot = kind === 'records' ? this.#played.slotOf(call) : -1
      if (slot >= 0 && this.world.intends(slot) === RECORDING_KEPT) phone.speak(WORDS)
    })
  }

  /** Lets go of those whose calls are over. */
  #forget(): void {
    for (const [call, phone] of this.#phones) {
      if (!phone.isOver || this.#played.slotOf(call) >= 0) continue
      this.#phones.delete(call)
      this.#options.carrier.unplug(phone.from)
      this.#options.carrier.unplug(phone.to)
    }
  }

  #phoneOf(slot: number): Phone | undefined {
    return this.#phones.get(this.#played.number[slot]!)
  }

  #nameOf(agent: number): string {
    return this.#options.agents[agent]!.name
  }

  /** What is right for whatever the line asks this caller for now: of numbers, one at which the same person answers. */
  #entryOf(slot: number): string {
    const call = this.#played.number[slot]!
    const asked = this.#options.asked(call)
    if (asked?.as !== 'number') return DIGIT.repeat(asked?.keys ?? 1)
    const other = otherNumberOf(call)
    this.#options.carrier.plug(`+1${other}`, phone => this.#isCalledBack(call, phone))
    return `${other}#`
  }

  #tells(reports: (view: View) => readonly Report[]): true {
    const { carrier, runtime } = this.#options
    this.#then(async () => {
      // What was done on a phone in the same moment comes first.
      await carrier.quiet()
      await runtime.submit({ reports })
    })
    return true
  }

  #then(work: () => Promise<void>): void {
    this.#isPending = true
    const done = this.#pending.then(work).catch((error: unknown) => {
      if (!this.#isOver) this.#options.onFault('what a simulated caller or agent did', error)
    })
    this.#pending = done
    void done.then(() => {
      if (this.#pending === done) this.#isPending = false
    })
  }

  /** Lets the clock wake the world when its next event is due. */
  #wind(): void {
    if (this.#stepping || this.#isOver) return
    const wakeMs = this.world.calendar.nextMs()
    if (wakeMs === this.#wakeMs) return
    this.#cancel()
    this.#wakeMs = wakeMs
    this.#cancel = wakeMs === NEVER_MS ? () => {} : this.#options.clock.at(wakeMs, () => this.#wakes())
  }

  #wakes(): void {
    this.#wakeMs = NEVER_MS
    this.#stepping ??= this.#step().finally(() => {
      this.#stepping = undefined
      this.#wind()
    })
  }

  /** One event, until the line has answered all that it led to. */
  async #step(): Promise<void> {
    const { clock, carrier, runtime } = this.#options
    this.world.step(clock.nowMs())
    do {
      await this.#pending
      await carrier.quiet()
      await runtime.quiet()
    } while (this.#isPending || carrier.isBusy || runtime.isBusy)
  }
}
