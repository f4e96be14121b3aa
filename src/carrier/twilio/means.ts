import type { Clock } from '../../base/clock.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Legs } from './legs.ts'
import type { Offers } from './offers.ts'
import type { Pace } from './pace.ts'
import type { Phones } from './phones.ts'
import type { Rest } from './rest.ts'
import type { LookUp, Served } from './served.ts'

/** How callers are asked for a score by e-mail. */
export interface Surveys {
  readonly mailer: Mailer
  /** By which links are signed. */
  readonly key: Buffer
}

/** What deeds are done with. */
export interface Means {
  readonly clock: Clock
  readonly publicUrl: string
  readonly rest: Rest
  /** Of all calls of ours. */
  readonly pace: Pace
  readonly lookUp: LookUp
  readonly legs: Legs
  readonly phones: Phones
  readonly offers: Offers
  readonly served: Served
  readonly surveys?: Surveys
}
