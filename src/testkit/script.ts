import { assert } from '../base/assert.ts'
import { DAY_MS } from '../base/units.ts'
import type { Key } from '../call/events.ts'
import type { Line } from '../call/line.ts'
import { CallStory } from './call-story.ts'
import type { Cast } from './cast.ts'
import { playersOf } from './cast.ts'
import type { Phone } from './phone.ts'
import type { From } from './stage.ts'
import { Stage } from './stage.ts'
import { Telling } from './telling.ts'

/** Something that a caller, or somebody in the centre, does; nothing where it makes no sense. */
export type Act =
  /** Answers what is asked: presses the key of the n-th choice. */
  | { readonly does: 'answer'; readonly nth: number }
  | { readonly does: 'press'; readonly key: Key }
  | { readonly does: 'say'; readonly intent: string }
  | { readonly does: 'hang-up' | 'finish' | 'miss' | 'fault' }
  /** The n-th agent goes away, or comes back. */
  | { readonly does: 'go-away' | 'sign-in'; readonly nth: number }

/** Acts, each so long after the one before. */
export type Acts = readonly { readonly afterMs: number; readonly act: Act }[]

/** What one caller does. */
export interface Script {
  readonly ringsAfterMs: number
  readonly from: From
  readonly steps: Acts
  /** For each time that the caller is called back, what follows on picking up; undefined is to let it ring. */
  readonly calledBack: readonly (Acts | undefined)[]
}

/** From the first ring of a callback to a "hello". */
const PICKS_UP_MS = 4_000

/** Where scripts are played. */
export interface Scene {
  readonly atMs: number
  readonly agents: Cast
}

/**
 * Plays callers against one centre, and then lets each go who is still there: they hang up, and whoever is owed a
 * callback that can be made is called back.
 */
export function play(line: Line, { atMs, agents }: Scene, scripts: readonly Script[]): CallStory[] {
  const stage = new Stage(line, atMs, playersOf(line.definition, agents))
  const players: Player[] = []
  for (const [index, script] of scripts.entries()) {
    const player = new Player(stage, `caller ${index}`, script)
    players.push(player)
  }
  while (players.some(player => player.isPlaying)) {
    stage.clock.passes(stage.clock.nextMs)
    for (const player of players) player.answersRing()
  }
  for (const player of players) player.leaves()
  const untilMs = stage.clock.nowMs + DAY_MS
  while (players.some(player => player.isOwed) && stage.clock.nextMs <= untilMs) {
    stage.clock.passes(stage.clock.nextMs)
    for (const player of players) {
      player.answersRing()
      player.leaves()
    }
    for (const agent of [...stage.talks.keys()]) stage.finishes(agent)
  }
  return players.map(player => new CallStory(player.telling))
}

/** One caller on the stage, who plays a script. */
class Player {
  readonly #stage: Stage
  readonly #name: string
  readonly #script: Script
  #telling: Telling | undefined
  #callbacks = 0

  constructor(stage: Stage, name: string, script: Script) {
    this.#stage = stage
    this.#name = name
    this.#script = script
    stage.clock.set(name, stage.clock.nowMs + script.ringsAfterMs, () => {
      this.#telling = new Telling(stage, script.from)
      this.#goesOn(script.steps)
    })
  }

  get telling(): Telling {
    assert(this.#telling, `${this.#name} has not rung yet`)
    return this.#telling
  }

  get isPlaying(): boolean {
    return this.#stage.clock.isSet(this.#name)
  }

  /** Somebody else is still to do something for this caller. */
  get isOwed(): boolean {
    return this.telling.phone.state !== 'over'
  }

  /** Hangs up, once there is no more to do. */
  leaves(): void {
    const { phone } = this.telling
    if (!this.isPlaying && phone.state === 'on-the-line') phone.hangUp()
  }

  /** Picks up the callback that rings, or does not; then goes on as the script says. */
  answersRing(): void {
    const phone = this.#telling?.phone
    const pickUp = `${this.#name} picks up`
    if (phone?.state !== 'ringing' || this.#stage.clock.isSet(pickUp)) return
    const steps = this.#script.calledBack[this.#callbacks++]
    if (!steps) return void phone.missRing()
    this.#stage.clock.set(pickUp, this.#stage.clock.nowMs + PICKS_UP_MS, () => {
      if (phone.state !== 'ringing') return
      phone.pickUp()
      this.#goesOn(steps)
    })
  }

  #goesOn([next, ...rest]: Acts): void {
    if (!next) return
    this.#stage.clock.set(this.#name, this.#stage.clock.nowMs + next.afterMs, () => {
      act(this.#stage, this.telling.phone, next.act)
      this.#goesOn(rest)
    })
  }
}

function act(stage: Stage, phone: Phone, act: Act): void {
  switch (act.does) {
    case 'answer':
    case 'press':
    case 'say':
      if (phone.state === 'on-the-line') answer(stage, phone, act)
      return
    case 'hang-up':
      if (phone.state === 'on-the-line') phone.hangUp()
      return
    case 'fault':
      if (phone.state !== 'over') phone.meetsAFault()
      return
    default:
      agentActs(stage, phone, act)
  }
}

function answer(stage: Stage, phone: Phone, act: Extract<Act, { does: 'answer' | 'press' | 'say' }>): void {
  if (act.does === 'press') phone.press(act.key)
  else if (act.does === 'say') phone.say(act.intent)
  else {
    const keys = stage.keysAsked(phone.call)
    phone.press(keys[act.nth % keys.length] ?? '1')
  }
}

function agentActs(stage: Stage, phone: Phone, act: Act): void {
  const { players } = stage
  if (players.length === 0) return
  if (act.does === 'finish') {
    if (phone.agent !== undefined) phone.isLeft()
    else stage.finishes(stage.talks.keys().next().value ?? '')
  } else if (act.does === 'miss') {
    const rung = players.find(({ name }) => stage.isRinging(name))
    if (rung) stage.misses(rung.name)
  } else if (act.does === 'go-away' || act.does === 'sign-in') {
    const agent = players[act.nth % players.length]!.name
    stage.enter({ kind: act.does === 'go-away' ? 'went-away' : 'signed-in', data: { agent } })
  }
}
