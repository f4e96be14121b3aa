import { RandomStream } from '../../../src/base/random.ts'
import type { Known } from '../../../src/call/facts.ts'
import type { Arrivals } from '../arrivals/arrivals.ts'
import { STREAM_KINDS, streamOf } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import { pick } from '../shares.ts'
import { DISCONTENT, PRESSES_ZERO } from './marks.ts'
import { hasRecords, Records } from './records.ts'

/** Who is ringing: what the next caller wants, speaks and brings along. Filled anew for each. */
export class Arriving {
  /** Names the one who is ringing, and their luck. */
  number = 0
  /** Of the plan's kinds of callers. */
  kind = 0
  intent = 0
  tier = 0
  wanted = 0
  handleBits = 0
  patienceBits = 0
  /** Bits of `marks.ts` with which the caller comes. */
  marks = 0
  /** How often the caller has rung before. */
  redials = 0
  /** What is known of the caller beforehand; undefined for nothing. */
  known: Known | undefined = undefined
  readonly #plan: Plan
  /** Says of what kind a caller is, apart from all other luck: a day with one kind has the same callers. */
  readonly #kinds = new RandomStream(0)
  readonly #differ: boolean
  readonly #records: Records | undefined
  #seed = 0
  #kindStream = 0

  constructor(plan: Plan, agents: number) {
    this.#plan = plan
    this.#differ = plan.callers.differ
    this.#records = hasRecords(plan) ? new Records(agents) : undefined
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#kindStream = streamOf(replication, STREAM_KINDS)
  }

  /** The next caller rings. */
  next(arrivals: Arrivals): void {
    const { number, intent, luck } = arrivals
    this.number = number
    if (this.#differ) this.#drawKind(arrivals.kind)
    this.redials = 0
    const kind = this.#plan.callers.kinds[this.kind]!
    const { intents, tiers, languages } = kind
    this.handleBits = arrivals.handleBits(luck.nextBits())
    this.patienceBits = arrivals.patienceBits(luck.nextBits(), kind.patience)
    this.intent = intents.length < 2 ? 0 : pick(intents, luck.next())
    if (intent >= 0) this.intent = intent
    this.tier = tiers.length < 2 ? 0 : pick(tiers, luck.next())
    this.wanted = languages.length < 2 ? 0 : pick(languages, luck.next())
    this.known = this.#records?.next(kind, luck)
  }

  /** @param given the kind that is known beforehand; -1 for none */
  #drawKind(given: number): void {
    const { kinds, shares } = this.#plan.callers
    const luck = this.#kinds
    luck.reseed(this.#seed, this.#kindStream, this.number)
    const drawn = pick(shares, luck.next())
    this.kind = given >= 0 ? given : drawn
    const { zeroPressers, selfService } = kinds[this.kind]!
    const pressesZero = luck.next() < zeroPressers ? PRESSES_ZERO : 0
    const isDiscontent = luck.next() >= selfService ? DISCONTENT : 0
    this.marks = pressesZero | isDiscontent
  }
}
