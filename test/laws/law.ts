import type { CallPicture, Picture } from '../centre/picture.ts'
import { byOrder } from '../centre/picture.ts'
import type { Directed, Moment, Seen, World } from '../centre/world.ts'

/** Where a run broke a law, and how. */
export interface Breach {
  /** Index of the moment. */
  readonly at: number
  readonly because: string
}

/** A law looks at a run's record and gives its first breach. */
export type Law = (world: World) => Breach | undefined

/** A law about single moments: gives what is wrong with one, if anything. A fresh one is made for every run. */
type EachMoment = (world: World) => (moment: Moment, before: Picture) => string | undefined

/** A law that holds in every moment. */
export function always(law: EachMoment): Law {
  return world => {
    const broken = law(world)
    for (const [at, moment] of world.moments.entries()) {
      const because = broken(moment, world.moments[at - 1]?.after ?? world.start)
      if (because) return { at, because }
    }
    return undefined
  }
}

export function isEnd(event: Seen): event is Extract<Seen, { sees: 'ended' }> {
  return event.sees === 'ended'
}

export function isQueued(event: Seen): event is Extract<Seen, { sees: 'queued' | 'keptPlace' }> {
  return event.sees === 'queued'
}

export function isSaid(act: Directed): act is Extract<Directed, { does: 'say' }> {
  return act.does === 'say'
}

export function isRinging(picture: Picture, agent: number): boolean {
  return picture.agents[agent]!.state === 'ringing'
}

/** Offers of a moment that still stand at its end; that a reserved agent is rung at last is none. */
export function offers(directed: readonly Directed[], before: Picture, after: Picture) {
  return directed.flatMap(act => {
    if (act.does !== 'ring' && act.does !== 'dial') return []
    const was = before.agents[act.agent]!
    if (was.state === 'reserved' && was.call === act.call) return []
    const call = after.calls.find(({ number }) => number === act.call)
    return call?.agent === act.agent && call.phase !== 'in flow'
      ? [{ call, agent: act.agent, queue: call.queue }]
      : []
  })
}

/** Callers who wait in a queue before and after a moment. */
export function waitThroughout(before: Picture, after: Picture, queue: number): CallPicture[] {
  return after.calls.filter(
    ({ number, phase, queue: at }) =>
      phase === 'waiting' && at === queue && before.waiting[queue]!.includes(number),
  )
}

/** True when an agent missed the offer of a caller who comes before this one. */
export function missedBefore(directed: readonly Directed[], before: Picture, call: CallPicture): boolean {
  return before.calls.some(
    other =>
      other.phase === 'offered' &&
      other.queue === call.queue &&
      byOrder(other, call) < 0 &&
      directed.some(act => act.does === 'ring' && act.call === other.number),
  )
}

export function aheadOf(picture: Picture, call: CallPicture): ReadonlySet<number> {
  return new Set(
    picture.calls
      .filter(other => other.phase === 'waiting' && other.queue === call.queue && byOrder(other, call) < 0)
      .map(({ number }) => number),
  )
}
