import { SECOND_MS } from '../../base/units.ts'
import type { CallOutcome } from './outcomes.ts'

/** How one day went by phone, held against the same day in the simulator. */
export interface Agreement {
  /** Calls that went the same way. */
  readonly agree: number
  /** Calls that are over in the simulator and that nobody served by phone to their end. */
  readonly lost: number
  /** The first call that went otherwise; `rung` is absent for one that never came. */
  readonly first?: { readonly simulated: CallOutcome; readonly rung?: CallOutcome }
}

/** Music is cut into pieces of at most so long; whoever hears one is at most that much later than the simulator says. */
const PIECE_MS = 15 * SECOND_MS

/** Compares call by call: when it came, how it ended, in which queue, by a callback or not, with whom, and when. */
export function agreementOf(simulated: readonly CallOutcome[], rung: readonly CallOutcome[]): Agreement {
  const other = simulated.filter((call, index) => !isSame(call, rung[index]))
  const lost = simulated.filter((call, index) => isOver(call) && !isOver(rung[index]))
  const agree = simulated.length - other.length
  const [first] = other
  if (!first) return { agree, lost: lost.length }
  const found = rung[simulated.indexOf(first)]
  return { agree, lost: lost.length, first: { simulated: first, ...(found && { rung: found }) } }
}

function isOver(call: CallOutcome | undefined): boolean {
  return call !== undefined && call.outcome !== 'on the line'
}

function isSame(simulated: CallOutcome, rung: CallOutcome | undefined): boolean {
  return (
    rung !== undefined &&
    rung.arrivedMs === simulated.arrivedMs &&
    rung.outcome === simulated.outcome &&
    rung.queue === simulated.queue &&
    rung.agent === simulated.agent &&
    rung.isCallback === simulated.isCallback &&
    isWithinPiece(simulated.answeredMs, rung.answeredMs)
  )
}

function isWithinPiece(simulatedMs: number, rungMs: number): boolean {
  const areNever = Number.isNaN(simulatedMs) && Number.isNaN(rungMs)
  return areNever || Math.abs(simulatedMs - rungMs) <= PIECE_MS
}
