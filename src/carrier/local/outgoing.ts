import type { Clock } from '../../base/clock.ts'
import type { RingResult } from './house.ts'
import type { Leg } from './leg.ts'
import { Stretch } from './stretch.ts'

/** Lets the phone of a leg ring: `begins` tells whoever has the phone. Gives how that ended. */
export async function ring(
  leg: Leg,
  options: { clock: Clock; forMs: number; within: Stretch<unknown>; begins: () => void },
): Promise<RingResult> {
  const ringing = new Stretch<RingResult>(options.within)
  const ended = new Stretch<never>(leg.life)
  const stop = ended.whenCut(() => ringing.cut('canceled'))
  leg.bell = { answer: () => ringing.cut('answered'), refuse: how => ringing.cut(how) }
  try {
    const rung = await ringing.spend(async stretch => {
      leg.becomes('initiated')
      leg.becomes('ringing')
      options.begins()
      await stretch.lasts(options.clock, options.forMs)
    })
    const result = rung.isCut ? rung.reason : 'no-answer'
    if (result === 'answered') leg.becomes('in-progress')
    else leg.ends(result)
    return result
  } finally {
    stop()
    leg.bell = undefined
  }
}

/** Lets calls begin one after the other, so many a second at most; more wait, for a day at most. */
export class Pace {
  readonly #clock: Clock
  readonly #gapMs: number
  #nextMs = 0

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock
    this.#gapMs = 1_000 / perSecond
  }

  /** When the next call may begin. */
  turnMs(): number {
    const turnMs = Math.max(this.#clock.nowMs(), this.#nextMs)
    this.#nextMs = turnMs + this.#gapMs
    return Math.ceil(turnMs)
  }
}
