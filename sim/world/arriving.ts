import type { Known } from '../../src/call/facts.ts'
import type { Arrivals } from './arrivals.ts'
import type { Plan } from './plan.ts'
import { pick } from './plan.ts'
import { hasRecords, Records } from './records.ts'

/** Who is ringing: what the next caller wants, speaks and brings along. Filled anew for each. */
export class Arriving {
  /** Names the one who is ringing, and their luck. */
  number = 0
  intent = 0
  tier = 0
  wanted = 0
  handleBits = 0
  patienceBits = 0
  /** What is known of the caller beforehand; undefined for nothing. */
  known: Known | undefined = undefined
  readonly #plan: Plan
  readonly #records: Records | undefined

  constructor(plan: Plan, agents: number) {
    this.#plan = plan
    this.#records = hasRecords(plan) ? new Records(plan, agents) : undefined
  }

  /** The next caller rings. */
  next({ number, intent, luck }: Arrivals): void {
    const { intents, tiers, languages } = this.#plan
    this.number = number
    this.handleBits = luck.nextBits()
    this.patienceBits = luck.nextBits()
    this.intent = intents.length < 2 ? 0 : pick(intents, luck.next())
    if (intent >= 0) this.intent = intent
    this.tier = tiers.length < 2 ? 0 : pick(tiers, luck.next())
    this.wanted = languages.length < 2 ? 0 : pick(languages, luck.next())
    this.known = this.#records?.next(luck)
  }
}
