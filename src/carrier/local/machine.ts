import type { Clock } from '../../base/clock.ts'
import type { Leg } from './leg.ts'

/** Who picks up: a person, a machine, or nobody knows. */
export type AnsweredBy = 'human' | 'machine_start' | 'unknown'

/** How an outgoing call finds out whether a machine picked up. */
export interface Detection {
  /** False: nothing of the line's document is performed before it is known. */
  readonly isAsync: boolean
  readonly timeoutMs: number
  readonly callback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined
}

/** A person says hello, a machine its message; whoever is silent is not known until the time is over. */
const HEARD_MS: Readonly<Record<AnsweredBy, number>> = {
  human: 2_000,
  machine_start: 4_000,
  unknown: Number.POSITIVE_INFINITY,
}

/** Listens who picked up. Gives what Twilio calls it, and how long that took. */
export async function detect(
  leg: Leg,
  who: AnsweredBy,
  { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
): Promise<{ by: AnsweredBy; tookMs: number }> {
  const tookMs = Math.min(HEARD_MS[who], timeoutMs)
  await leg.life.lasts(clock, tookMs)
  return { by: tookMs < HEARD_MS[who] ? 'unknown' : who, tookMs }
}
