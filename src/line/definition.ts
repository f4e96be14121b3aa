import type { AlertRule } from './alert-rule.ts'

/**
 * A line: one phone number's support line, as its author writes it. Plain data, so that it can be hashed, stored
 * beside a journal and read back by `replay`; the flow that goes with it is added on the floor of calls.
 */
export interface LineDefinition {
  /** Lower-case words joined by dashes, unique in a centre, e.g. `card-support`. */
  readonly name: string
  /** Who texts and e-mails say that they are from, as callers know the line. Absent: its name. */
  readonly sender?: string
  /** IANA name of the zone in which hours, holidays and days are meant. */
  readonly timeZone: string
  /** When agents answer. `always` is day and night. */
  readonly hours: WeeklyHours | 'always'
  /** Days with hours of their own, which replace the weekday's. */
  readonly holidays: readonly Holiday[]
  /**
   * Nobody is called, back or at all, at another time of the day where the number is: by default from 08:00 to 21:00.
   * A number that may be in one of several zones is called only while it is so in all of them.
   */
  readonly callingHours?: Span
  /** BCP 47 tags, e.g. `en-US`. The first is what callers hear until they choose. */
  readonly languages: readonly [string, ...string[]]
  /** What callers may want, in the words that a scenario and a speech recogniser use. */
  readonly intents: readonly string[]
  /** By intent and language: words by which callers say that they want it. A menu that listens knows these. */
  readonly phrases?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /**
   * The carrier writes down what callers say into recordings, for the agents who work messages off. Twilio's knows
   * English alone, so others are not transcribed, and costs by the minute. Absent: nothing is written down.
   */
  readonly transcribes?: true
  readonly queues: readonly [QueueDefinition, ...QueueDefinition[]]
  /** Priority classes, best first, each with its head start. Without any, everybody is `ordinary`. */
  readonly tiers: readonly [TierDefinition, ...TierDefinition[]]
  /** Where an estimated wait turns from short to long, and from long to very long. */
  readonly thresholds: { readonly longWaitSeconds: number; readonly veryLongWaitSeconds: number }
  readonly limits: LineLimits
  /** Talks to agents are recorded where the caller agreed to that, see the flow's `consent`. Absent: never. */
  readonly recordTalks?: 'with-consent'
  /** Callers who give this score or a lower one are followed up; 2 unless it is said, 0 for none. */
  readonly lowScore?: number
  /** So long before their turn callers are texted who asked for it; 5 unless it is said. */
  readonly textWhenMinutes?: number
  /** What everybody is told while it is so: policy changes, outages. */
  readonly notices?: readonly NoticeDefinition[]
  /** What may be pending for one caller, by the caller's record: a payment due soon. */
  readonly matters?: readonly MatterDefinition[]
  /** When supervisors are alerted. */
  readonly alerts?: readonly AlertRule[]
  /**
   * What is said, by name. A text may hold `{position}`, `{low}`, `{high}`, `{minutes}`, `{opening}`, `{promised}`,
   * and digits that only the carrier knows: `{entry}`, `{number}`, `{case}`.
   */
  readonly prompts: Readonly<Record<string, Prompt>>
  /** Hold music, cut into pieces of at most 15 s; each is a path under the line's audio or a silence of that length. */
  readonly music: readonly [MusicPiece, ...MusicPiece[]]
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** Clock times `HH:MM`, 24 hours; `24:00` is midnight at the end of the day. `from` is before `to`. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** A missing weekday is closed. Spans of a day do not overlap and stand in order. */
export type WeeklyHours = { readonly [day in Weekday]?: readonly Span[] }

export interface Holiday {
  /** `YYYY-MM-DD` in the line's zone. */
  readonly date: string
  readonly name: string
  /** Empty: closed all day. */
  readonly hours: readonly Span[]
}

export interface QueueDefinition {
  readonly name: string
  /** Callers who may wait at once; 0 is pure loss. At most 5,000, Twilio's own bound. */
  readonly limit: number
  /** Mean of talk and wrap-up expected before the line has seen any, for the first estimates. */
  readonly handleSeconds: number
  /** After-call work granted before the agent is taken back as available; 0 for none. */
  readonly wrapUpSeconds: number
  /** By what agents say how a call ended, e.g. `resolved`; without any, they are not asked. */
  readonly wrapUpCodes?: readonly string[]
  /**
   * When wrap-up ends by itself: `timed`, after `wrapUpSeconds`; `by-code`, then too, but not before the agent has said
   * by one of `wrapUpCodes` how the call ended. `timed` unless it is said.
   */
  readonly wrapUpEnds?: 'timed' | 'by-code'
  /** Served day and night, whatever the line's hours: a night queue. Absent: served in the line's hours. */
  readonly hours?: 'always'
  /**
   * For messages, and others who are not on the line: they count as having joined so much later, so that whoever waits
   * on the line is taken first, and one of them comes in turn after this time at the latest. At most seven days.
   */
  readonly yieldSeconds?: number
}

/** Moments `YYYY-MM-DDTHH:MM` on the line's clock: told from the first until before the second; absent: without end. */
export interface NoticeDefinition {
  readonly prompt: string
  readonly from?: string
  readonly until?: string
}

export interface MatterDefinition {
  /** As it stands in the caller's record, e.g. `payment-due`. */
  readonly name: string
  readonly prompt: string
}

export interface TierDefinition {
  readonly name: string
  /**
   * Callers of this tier join as if they had waited this long already, so a caller of a lower tier overtakes
   * a fresh one of this tier after at most this much more waiting: that is the bound on starvation.
   */
  readonly headStartSeconds: number
}

export interface LineLimits {
  /** How long an agent's phone rings before the offer goes to the next agent. */
  readonly ringSeconds: number
  /** Offers in a row that an agent may miss before the centre puts the agent away. */
  readonly missedOffers: number
  /** How long callers who still wait at closing time go on being served. */
  readonly serveAfterClosingSeconds: number
  /** Within this time a caller who was cut off while waiting gets the old place back. */
  readonly redialSeconds: number
  /** How often a callback is dialled before it is given up. */
  readonly callbackAttempts: number
  /** Gap between two attempts of a callback. */
  readonly callbackGapSeconds: number
  /**
   * A callback that reached nobody so long after it could first be made is given up, however many attempts it has had;
   * three days unless it is said.
   */
  readonly callbackExpiresSeconds?: number
  /** For so many days after it was opened a case is asked about when its caller rings; 14 unless it is said. */
  readonly recallDays?: number
}

/** Text per language, and recorded audio per language where there is some (a path that the carrier can play). */
export interface Prompt {
  readonly text: Readonly<Record<string, string>>
  readonly audio?: Readonly<Record<string, { readonly path: string; readonly seconds: number }>>
}

export interface MusicPiece {
  readonly path: string
  /** More than 0, at most 15. */
  readonly seconds: number
}
