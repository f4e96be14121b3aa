import type { Response } from 'express'
import type { LocalCarrier } from '../carrier/local/carrier.ts'
import type { Phone } from '../carrier/local/phone.ts'
import { phoneEvent } from './phone-events.ts'
import { PhoneFeed } from './phone-feed.ts'

/** A page that is gone for as long was closed, not loaded again. */
const GONE_MS = 5_000

export interface PageLegsOptions {
  /** Where pages are plugged in as telephones. */
  readonly carrier: Pick<LocalCarrier, 'plug'>
  /** How long a talk goes on without a page, in ms of the real clock. */
  readonly goneMs?: number
}

/** Telephones in pages of agents, at the carrier on this machine, each by its address. */
export class PageLegs {
  readonly #options: PageLegsOptions
  readonly #legs = new Map<string, PageLeg>()

  constructor(options: PageLegsOptions) {
    this.#options = options
  }

  /** The telephone at an address. From the first time on, whoever rings there rings it. */
  at(address: string): PageLeg {
    const known = this.#legs.get(address)
    if (known) return known
    const { carrier, goneMs = GONE_MS } = this.#options
    const leg = new PageLeg(goneMs)
    this.#legs.set(address, leg)
    carrier.plug(address, phone => leg.rings(phone))
    return leg
  }

  /** No page can look at a telephone any more. */
  letGo(): void {
    for (const leg of this.#legs.values()) leg.letGo()
  }
}

/** A telephone in pages of one agent: it rings where no page is, too, until it is given up. */
export class PageLeg {
  readonly #feed: PhoneFeed
  #phone: Phone | undefined

  constructor(goneMs: number) {
    // A talk without a page is cut off; what only rings goes on ringing, as where nobody is.
    const onGone = () => {
      if (this.#phone?.status === 'in-progress') this.#phone.hangUp()
    }
    this.#feed = new PhoneFeed({ goneMs, onGone })
  }

  /** The call that rings or is up; undefined while there is none. */
  get phone(): Phone | undefined {
    return this.#phone?.isOver ? undefined : this.#phone
  }

  rings(phone: Phone): void {
    if (this.phone) {
      phone.refuse('busy')
      return
    }
    this.#phone = phone
    this.#feed.restart()
    this.#feed.tell({ kind: 'begins' })
    const beganMs = phone.diary[0]?.atMs ?? 0
    const happens = (happening: Phone['diary'][number]) => {
      const event = phoneEvent(happening, beganMs)
      if (event && SHOWN.has(event.kind)) this.#feed.tell(event)
    }
    for (const happening of phone.diary) happens(happening)
    phone.listen(happens)
  }

  follow(page: Response, lastId: number): void {
    this.#feed.follow(page, lastId)
  }

  letGo(): void {
    this.#feed.letGo()
  }
}

/** Documents and webhooks are no business of an agent's. */
const SHOWN: ReadonlySet<string> = new Set(['status', 'says', 'asks', 'plays', 'talks', 'voice', 'spoke'])
