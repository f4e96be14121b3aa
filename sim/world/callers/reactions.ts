import { widened } from '../../../src/base/columns.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { STREAM_REACTIONS, streamOf } from '../kinds.ts'
import type { Announcements } from './caller-kinds.ts'

const NOT_BEGUN = -1
const NOTHING_TOLD = -1
const NO_LUCK_YET = -1
const MOST = 2 ** 31 - 1

/**
 * What announcements do to the patience of callers on hold, by call slot. A caller has so much patience, which time
 * uses up: as fast as it passes while nothing has been told, at another pace until the wait told is over, and at a third
 * one after it. Of those who have less left than the wait told, some hang up at once; and some hang up at any
 * announcement, which reminds them that they wait.
 *
 * Sources: balking by comparing one's patience with the wait told is Whitt 1999 (Improving service by informing
 * customers about anticipated delays); that those who stay renege later, above all once the wait told has passed, is
 * Jouini, Akşin and Dallery 2011 (Call centers with delay information), and seen in a bank's log by Webb, Yu and
 * Bretthauer 2017 (Linking delay announcements, abandonment, and staffing). With exponential patience the paces are
 * factors of the hazard.
 *
 * Both kinds of luck are one draw a caller, whatever is announced and however often.
 */
export class Reactions {
  readonly #luck = new RandomStream(0)
  #seed = 0
  #stream = 0
  /** Patience left, in milliseconds of waiting untold, at `#sinceMs`. */
  #leftMs = new Float64Array(0)
  #sinceMs = new Float64Array(0)
  /** When the wait told is over. */
  #toldByMs = new Float64Array(0)
  /** From 0 to 1: how far the caller is from balking. */
  #courage = new Float64Array(0)
  /** Announcements that the caller still bears with. */
  #bears = new Int32Array(0)

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_REACTIONS)
  }

  /** A new caller rings, and has been told nothing. */
  rings(call: number): void {
    if (call >= this.#leftMs.length) this.#grow(Math.max(16, 2 * call))
    this.#leftMs[call] = NOT_BEGUN
    this.#toldByMs[call] = NOTHING_TOLD
    this.#bears[call] = NO_LUCK_YET
  }

  /** The wait is over; if there is another it begins anew. */
  isOver(call: number): void {
    this.#leftMs[call] = NOT_BEGUN
    this.#toldByMs[call] = NOTHING_TOLD
  }

  /** The caller waits from now on, with so much patience; nothing new for one who waits already. */
  waits(call: number, patienceMs: number, atMs: number): void {
    if (this.#leftMs[call] !== NOT_BEGUN) return
    this.#leftMs[call] = patienceMs
    this.#sinceMs[call] = atMs
  }

  /**
   * A caller who waits hears an announcement. True for one who hangs up at it.
   * @param caller names the caller's luck
   * @param minutes the wait told at most; 0 where only the place is told
   */
  hears(call: number, caller: number, minutes: number, traits: Announcements, atMs: number): boolean {
    if (this.#bears[call] === NO_LUCK_YET) this.#draw(call, caller, traits)
    const leftMs = this.#leftAt(call, traits, atMs)
    this.#leftMs[call] = leftMs
    this.#sinceMs[call] = atMs
    const isReminded = this.#bears[call]! === 0
    if (!isReminded) this.#bears[call]!--
    return this.#takesIn(call, minutes, leftMs, traits, atMs) || isReminded
  }

  /** When the patience of a caller who waits is over, as things stand; infinity for never. */
  overMs(call: number, traits: Announcements): number {
    const sinceMs = this.#sinceMs[call]!
    const leftMs = this.#leftMs[call]!
    if (this.#toldByMs[call] === NOTHING_TOLD) return sinceMs + leftMs
    const { patienceUntilTold, patienceAfterTold } = traits
    const aheadMs = Math.max(0, this.#toldByMs[call]! - sinceMs)
    const thenLeftMs = leftMs - aheadMs / patienceUntilTold
    if (thenLeftMs <= 0) return sinceMs + leftMs * patienceUntilTold
    return sinceMs + aheadMs + thenLeftMs * patienceAfterTold
  }

  /** Takes in what is told of the wait; true for one who balks. */
  #takesIn(call: number, minutes: number, leftMs: number, { balking }: Announcements, atMs: number): boolean {
    if (minutes === 0) return false
    const toldByMs = this.#toldByMs[call]!
    const byMs = atMs + minutes * MINUTE_MS
    // Minutes are rounded up: a wait told that ends less than a minute later than before is no news.
    const isNews = toldByMs === NOTHING_TOLD || byMs >= toldByMs + MINUTE_MS
    this.#toldByMs[call] = isNews ? byMs : Math.min(byMs, toldByMs)
    return isNews && leftMs < minutes * MINUTE_MS && this.#courage[call]! < balking
  }

  #leftAt(call: number, { patienceUntilTold, patienceAfterTold }: Announcements, atMs: number): number {
    const sinceMs = this.#sinceMs[call]!
    const leftMs = this.#leftMs[call]!
    if (this.#toldByMs[call] === NOTHING_TOLD) return Math.max(0, leftMs - (atMs - sinceMs))
    const toldByMs = this.#toldByMs[call]!
    const untilMs = Math.max(0, Math.min(atMs, toldByMs) - sinceMs)
    const afterMs = atMs - sinceMs - untilMs
    return Math.max(0, leftMs - untilMs / patienceUntilTold - afterMs / patienceAfterTold)
  }

  #draw(call: number, caller: number, { hangUps }: Announcements): void {
    this.#luck.reseed(this.#seed, this.#stream, caller)
    this.#courage[call] = this.#luck.next()
    // How many announcements one bears with who hangs up at each with the same probability: geometric.
    const bears = hangUps === 0 ? MOST : Math.log1p(-this.#luck.next()) / Math.log1p(-hangUps)
    this.#bears[call] = Math.min(MOST, Math.floor(bears))
  }

  #grow(capacity: number): void {
    this.#leftMs = widened(this.#leftMs, capacity)
    this.#sinceMs = widened(this.#sinceMs, capacity)
    this.#toldByMs = widened(this.#toldByMs, capacity)
    this.#courage = widened(this.#courage, capacity)
    this.#bears = widened(this.#bears, capacity)
  }
}
