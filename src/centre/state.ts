import { NEVER_MS } from '../base/units.ts'
import type { Directives, Watch } from '../call/directives.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { CallingHours } from '../line/calling-hours.ts'
import type { OpeningHours } from '../line/hours.ts'
import { Agents } from './agents.ts'
import type { Watched } from './alert-judgement.ts'
import { Calls } from './calls.ts'
import type { Experience, WaitEstimate } from './estimate.ts'
import { KeptPlaces } from './kept-places.ts'
import type { NearTexts } from './near-texts.ts'
import { PendingCallbacks } from './pending-callbacks.ts'
import { Queues } from './queues.ts'
import type { QuietHours } from './quiet-hours.ts'

export const NO_MOMENT = 0
export const OPENING = 1
export const PROMISED = 2
export const QUIETER = 3

/** What everybody is told for a time. */
export interface Notice {
  readonly prompt: number
  readonly fromMs: number
  readonly untilMs: number
}

/** A line as the centre runs it. */
export interface CentreLine {
  readonly table: FlowTable
  readonly hours: OpeningHours
  /** Numbers in the centre of the line's queues, by their place in the definition. */
  readonly queues: Int32Array
  readonly longWaitMs: number
  readonly veryLongWaitMs: number
  readonly ringMs: number
  readonly missedOffersMax: number
  readonly serveAfterClosingMs: number
  readonly redialMs: number
  readonly callbackAttemptsMax: number
  readonly callbackGapMs: number
  readonly callbackExpiresMs: number
  /** A caller is texted who is to be answered within this. */
  readonly textWhenMs: number
  /** By zone, when numbers there may be called; filled as it is asked for. */
  readonly calling: CallingHours[]
  /** By prompt, the moment that it speaks: `NO_MOMENT`, `OPENING`, `PROMISED` or `QUIETER`. */
  readonly moments: Uint8Array
  readonly notices: readonly Notice[]
  /** By matter, its prompt. */
  readonly matters: Int32Array
  /** Talks are recorded where the caller agreed. */
  readonly recordsTalks: boolean
  /** How long callers waited by the hour of the week, for a line that tells when it is quieter. */
  quiet: QuietHours | undefined
  /** The stretch of time for which `arrivalEvent` holds. */
  spanFromMs: number
  spanUntilMs: number
  /** `line.open`, `line.closed` or `line.holiday`. */
  arrivalEvent: number
  /** Until when the callers of the present opening, or of the last, are served; of the same stretch of time. */
  servesUntilMs: number
  /** When the carrier was asked to say that those who still wait cannot be served any more. */
  wakeMs: number
}

/** All that a centre is, at one moment between two facts. */
export class State {
  /** Time of the last fact: the present. */
  nowMs = 0
  readonly calls = new Calls()
  readonly agents = new Agents()
  readonly queues = new Queues()
  readonly lines: CentreLine[] = []
  readonly experience: Experience[] = []
  /** Facts that made waiting in each queue longer than could be told: agents who went away. */
  readonly setbacks: number[] = []
  readonly places = new KeptPlaces()
  readonly callbacks = new PendingCallbacks()
  /** By call, what callers are to be texted whose place is kept. */
  readonly near = new Map<number, NearTexts>()
  /** Names of the zones of numbers, by number; the first stands for the line's own. */
  readonly zones: string[] = ['']
  /** When the carrier was asked to wake the agents' ringing and wrap-up. */
  agentsWakeMs = NEVER_MS
  /** The rules of all lines by which supervisors are alerted, in the order of lines and of their rules. */
  alerts: Watched[] = []
  /** False where nobody is to be alerted: in a simulation that is not about alerts. */
  takesAlerts = true
  /** When the carrier was asked to have them looked at. */
  alertsWakeMs = NEVER_MS
  out: Directives
  watch: Watch
  /** Scratch, so that an estimate allocates nothing. */
  readonly estimate: WaitEstimate = { known: false, meanMs: 0, lowMs: 0, highMs: 0 }

  constructor(out: Directives, watch: Watch) {
    this.out = out
    this.watch = watch
  }
}
