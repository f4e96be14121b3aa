import { assert } from '../base/assert.ts'
import { DAY_MS } from '../base/units.ts'
import type { Line } from '../call/line.ts'
import { type Act, act } from './act.ts'
import { CallStory } from './call-story.ts'
import type { From } from './caller.ts'
import type { Cast } from './cast.ts'
import { playersOf } from './cast.ts'
import { Stage } from './stage.ts'
import { Telling } from './telling.ts'

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
