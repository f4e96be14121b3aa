import type { Directed, Seen } from '../centre/happened.ts'
import type { CallPicture, Picture } from '../centre/picture.ts'
import { byOrder } from '../centre/picture.ts'
import type { Moment, World } from '../centre/world.ts'

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

/**
 * Offers of a moment that still stand at its end. An agent who stays with the same caller, from ringing to a callback
 * or from there to ringing, was offered nobody new.
 */
export function offers(directed: readonly Directed[], before: Picture, after: Picture) {
  return directed.flatMap(act => {
    if (act.does !== 'ring' && act.does !== 'dial') return []
    const was = before.agents[act.agent]!
    if (was.call === act.call && (was.state === 'reserved' || act.does === 'dial')) return []
    const call = after.calls.find(({ number }) => number === act.call)
    // An agent who was reserved for somebody's callback stays with that caller, who rang again.
    const reservedFor = was.state === 'reserved' && before.calls.find(({ number }) => number === was.call)
    if (reservedFor && reservedFor.caller !== 0 && reservedFor.caller === call?.caller) return []
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

/** True when an agent missed the offer of a caller who comes before this one, and who is still to be answered. */
export function missedBefore({ directed, after }: Moment, before: Picture, call: CallPicture): boolean {
  const still = aheadOf(after, call)
  const rung = (number: number) => directed.some(act => act.does === 'ring' && act.call === number)
  const waits = (number: number) =>
    after.calls.some(other => other.number === number && other.phase === 'waiting')
  return before.calls.some(
    ({ number, phase }) => phase === 'offered' && still.has(number) && (rung(number) || waits(number)),
  )
}

/** Callers of the same queue whose turn comes before, whether or not an agent is being rung for them. */
export function aheadOf({ calls }: Picture, call: CallPicture): ReadonlySet<number> {
  const wants = ({ phase }: CallPicture) => phase === 'waiting' || phase === 'offered' || phase === 'dialling'
  const ahead = calls.filter(other => wants(other) && other.queue === call.queue && byOrder(other, call) < 0)
  return new Set(ahead.map(({ number }) => number))
}

/**
 * The one of these whose turn it is before a caller who was offered to an agent. A caller whom this very agent is to
 * take passes over others, though over nobody who has waited very long.
 */
export function passedOver(
  { centre: { state } }: World,
  { atMs }: Moment,
  { call, agent }: { readonly call: CallPicture; readonly agent: number },
  others: readonly CallPicture[],
): CallPicture | undefined {
  const isLong = (other: CallPicture) => atMs - other.orderMs >= state.lines[other.line]!.veryLongWaitMs
  return others.find(other => byOrder(other, call) < 0 && (call.wanted !== agent || isLong(other)))
}
