import type { Outcome } from '../../src/call/directives.ts'
import type { CommonEvent } from '../../src/call/events.ts'
import { eventNumber } from '../../src/call/events.ts'
import type { Known } from '../../src/call/facts.ts'
import { zoneNumber } from '../../src/centre/calling.ts'
import type { Directed } from './happened.ts'
import { OPENING_MS, support } from './lines.ts'
import type { AgentState, CallPicture, Phase } from './picture.ts'
import type { FactName, Moment, WorldOptions } from './world.ts'
import { World } from './world.ts'

export const BILLING = 0
export const ACCOUNT = 1
export const REWARDS = 2

export const LOYAL = 0
export const VALUED = 1
export const ORDINARY = 2

export interface Ringing {
  /** The key that the caller presses in the menu: 1 billing, 2 account, 3 rewards. */
  readonly key?: CommonEvent | null
  readonly tier?: number
  /** Key of the caller's number; 0 withholds it. */
  readonly caller?: number
  readonly line?: number
  readonly known?: Known
  /** Names of the zones in which the caller's number may be, joined by spaces. */
  readonly zone?: string
}

/** A day at the support line, at ten in the morning where nothing else is said; who calls is named by number. */
export class Day extends World {
  constructor(agents: WorldOptions['agents'] = [[BILLING]], options: Partial<WorldOptions> = {}) {
    super({ lines: [support()], startMs: OPENING_MS + 7_200_000, agents, ...options })
  }

  /** A caller rings and presses a key at once. Gives the number of the call. */
  rings({ key = 'key.1', tier = ORDINARY, caller = 0, line = 0, known, zone }: Ringing = {}): number {
    const where = zone === undefined ? undefined : zoneNumber(this.centre.state, zone)
    const { call } = this.arrives(line, caller, tier, known, where)
    if (key !== null && this.phase(call) !== 'free') this.hears(call, key)
    return call
  }

  /** The agent hands the caller on to a queue of the line, by its place there. */
  transfers(agent: number, queue: number): Moment {
    return this.happens('transfers', agent, queue)
  }

  /** As many callers as `count`, one second apart. */
  inTurn(count: number, ringing: Ringing = {}): number[] {
    return Array.from({ length: count }, () => {
      const call = this.rings(ringing)
      this.passes(1_000)
      return call
    })
  }

  hears(call: number, event: CommonEvent): Moment {
    return this.happens('hears', this.call(call).slot, eventNumber(event))
  }

  /** A fact about a live call. */
  does(call: number, fact: FactName): Moment {
    return this.happens(fact, this.call(call).slot)
  }

  /** An agent signs in, accepts, and so has the caller who is rung for. Gives that caller. */
  answers(agent: number): number {
    if (this.agent(agent) === 'away') this.happens('signsIn', agent)
    const { call } = this.picture.agents[agent]!
    this.happens('accepts', agent)
    return call
  }

  /** A live call. */
  call(number: number): CallPicture {
    const call = this.picture.calls.find(call => call.number === number)
    if (!call) throw new Error(`caller ${number} is gone`)
    return call
  }

  phase(number: number): Phase {
    return this.picture.calls.find(call => call.number === number)?.phase ?? 'free'
  }

  agent(number: number): AgentState {
    return this.picture.agents[number]!.state
  }

  /** What a caller has been told so far. */
  said(call: number): Extract<Directed, { does: 'say' }>[] {
    return this.#directed().filter(act => act.does === 'say' && act.call === call) as never
  }

  /** Names of the prompts that a caller has heard. */
  heard(call: number): string[] {
    return this.#directed().flatMap(act =>
      (act.does === 'say' || act.does === 'ask' || act.does === 'record') && act.call === call
        ? [act.prompt]
        : [],
    )
  }

  /** Offers so far, as `ring 0 3` for agent 0 and caller 3. */
  offers(): string[] {
    return this.#directed().flatMap(act =>
      act.does === 'ring' || act.does === 'dial' ? [`${act.does} ${act.agent} ${act.call}`] : [],
    )
  }

  /** Scores that callers gave, in order. */
  scores(): number[] {
    const seen = this.moments.flatMap(({ seen }) => seen)
    return seen.flatMap(event => (event.sees === 'rated' ? [event.score] : []))
  }

  /** How a call ended. */
  outcome(call: number): Outcome | undefined {
    const seen = this.moments.flatMap(({ seen }) => seen)
    return seen.flatMap(event => (event.sees === 'ended' && event.call === call ? [event.outcome] : []))[0]
  }

  #directed(): Directed[] {
    return this.moments.flatMap(({ directed }) => directed)
  }
}
