import { WrongInput } from '../base/wrong-input.ts'
import type { AlertAgentState, Channel, Measure } from '../line/alert-rule.ts'
import type { AwayReason } from './away.ts'
import type { RecordState } from './directives.ts'
import type { Manner } from './facts.ts'

/** Version of the journal's lines. */
export const JOURNAL_VERSION = 1

/**
 * A fact as it stands in a journal. Calls go by their number in the centre, from 1; lines, agents, queues and events
 * by name. Numbers of telephones, names, digits entered and speech are never here: a caller is a key.
 */
export type Fact =
  /** The program that writes from here on. */
  | { kind: 'program-started'; data: { version: string } }
  /** The text of the definition and flow lies beside the journal under its hash. */
  | { kind: 'line-defined'; data: { line: string; hash: string } }
  | { kind: 'roster-defined'; data: { hash: string } }
  | { kind: 'arrived'; data: Arrival }
  /** As `arrived`, for a call whose arrival was put in quarantine: it begins in its flow's `recover`. */
  | { kind: 'rescued'; data: Arrival }
  /** Somebody owes the caller a callback: a call that has no leg until it is dialled. */
  | { kind: 'owed'; data: OwedCallback }
  /** `zone` is that of a number that was entered, where it is known. */
  | { kind: 'heard'; data: { call: number; event: string; zone?: string } }
  | { kind: 'due'; data: { call: number } }
  | { kind: 'hung-up'; data: { call: number } }
  | { kind: 'callback-answered'; data: { call: number } }
  | { kind: 'callback-missed'; data: { call: number } }
  | { kind: 'signed-in'; data: { agent: string } }
  | { kind: 'went-away'; data: { agent: string; reason?: AwayReason } }
  | { kind: 'accepted'; data: { agent: string } }
  | { kind: 'missed'; data: { agent: string } }
  /** The agent's phone could not be rung so far: the offer does not count as missed. */
  | { kind: 'not-rung'; data: { agent: string } }
  | { kind: 'left'; data: { agent: string } }
  /** The agent's phone failed in the talk. */
  | { kind: 'lost'; data: { agent: string } }
  /** The agent hands the caller on to another queue of the caller's line. */
  | { kind: 'transferred'; data: { agent: string; queue: string } }
  /** What came of a call: one of the codes of its queue. */
  | { kind: 'coded'; data: { agent: string; call: number; code: string } }
  | { kind: 'ready'; data: { agent: string } }
  /** The caller of the agent's talk is put on hold, and brought back. */
  | { kind: 'held'; data: { agent: string } }
  | { kind: 'resumed'; data: { agent: string } }
  /** Another agent is asked to help with the agent's talk: one by name, or whoever serves a queue of the caller's line. */
  | { kind: 'invited'; data: { agent: string; other: string } | { agent: string; queue: string } }
  | { kind: 'uninvited'; data: { agent: string } }
  /** The agent who helps goes on alone with the caller. */
  | { kind: 'handed-over'; data: { agent: string } }
  /** A supervisor comes into the talk of another agent, or goes. */
  | { kind: 'monitored'; data: { agent: string; whom: string; how: Manner } }
  | { kind: 'unmonitored'; data: { agent: string } }
  | { kind: 'recording-paused'; data: { agent: string } }
  | { kind: 'recording-resumed'; data: { agent: string } }
  /** The line has something to tell a caller by text message, outside of any call. */
  | { kind: 'texted'; data: { line: string; caller: number; prompt: string } }
  | { kind: 'line-due'; data: { line: string } }
  | { kind: 'agents-due'; data: Record<string, never> }
  | { kind: 'alerts-due'; data: Record<string, never> }
  | { kind: 'recovered'; data: { call: number } }
  | { kind: 'dropped'; data: { call: number } }
  /** Stepping the fact with this sequence threw: it counts as if it had not been. */
  | { kind: 'quarantined'; data: { seq: number; reason: string } }

/** A call that comes in, with what is known of the caller. */
export interface Arrival {
  readonly call: number
  readonly line: string
  /** Key of the caller; 0 for a number that is withheld. */
  readonly caller: number
  readonly tier: string
  /**
   * Where the caller's number is: the name of an IANA zone, or of all in which it may be, joined by spaces; absent where
   * nobody knows.
   */
  readonly zone?: string
  /** The caller's number is known, but is not to be called: premium-rate, or none of any country. */
  readonly callable?: false
  /** Absent for a caller of whom there is no record. */
  readonly known?: {
    readonly openCase?: boolean
    /** Who had the case last. */
    readonly agent?: string
    /** What is pending, by the names of the line. */
    readonly matters?: readonly string[]
  }
}

/** A callback that somebody owes a caller. It stands in its queue from its moment on. */
export interface OwedCallback extends Pick<Arrival, 'call' | 'line' | 'caller' | 'zone'> {
  /** Of the line. */
  readonly queue: string
  /** Absent: the lowest of the line. */
  readonly tier?: string
  /** Who is to make it, if free in time. */
  readonly agent?: string
  /** Not before this moment, in ms since 1970. */
  readonly afterMs?: number
}

export type FactKind = Fact['kind']

/** A directive as it stands in a journal. Times are ms since 1970; null is never. */
export type Directive =
  | { do: 'answer'; call: number }
  | {
      do: 'say'
      call: number
      prompt: string
      position?: number
      lowMinutes?: number
      highMinutes?: number
      openingMs?: number
      promisedMs?: number
      quieterMs?: number
    }
  | {
      do: 'ask'
      call: number
      prompt: string
      keys: number
      /** Absent: as many as `keys`. */
      least?: number
      timeoutMs: number
      speech?: true
      as?: 'secret' | 'number' | 'case'
    }
  | { do: 'record'; call: number; prompt: string; seconds: number }
  | { do: 'speak'; call: number; language: string }
  | { do: 'play-music'; call: number }
  | { do: 'wake-call'; call: number; dueMs: number | null }
  | { do: 'wake-line'; line: string; dueMs: number }
  | { do: 'wake-agents'; dueMs: number }
  /** `helps`: the agent who asked this one to help with the call. */
  | { do: 'ring'; agent: string; call: number; helps?: string }
  | { do: 'stop-ringing'; agent: string }
  | { do: 'connect'; agent: string; call: number }
  | { do: 'play-message'; agent: string; call: number }
  | { do: 'dial'; call: number; agent: string }
  | {
      do: 'text'
      call: number
      prompt: string
      lowMinutes?: number
      highMinutes?: number
      openingMs?: number
      promisedMs?: number
      quieterMs?: number
      /** The reply is taken for a score. */
      asks?: 'score'
      /** Absent: the caller's own number. */
      to?: 'given'
    }
  | { do: 'open-case'; call: number; line: string; caller: number; queue?: string }
  | { do: 'text-caller'; line: string; caller: number; prompt: string }
  | { do: 'hang-up'; call: number }
  | { do: 'hold'; call: number }
  | { do: 'unhold'; call: number }
  | { do: 'join'; agent: string; call: number }
  | { do: 'part'; agent: string }
  | { do: 'monitor'; agent: string; whom: string; how: Manner }
  | { do: 'stop-monitoring'; agent: string }
  | { do: 'record-talk'; call: number; state: RecordState }
  | { do: 'wake-alerts'; dueMs: number }
  | AlertDirective

/** What became of an alert of a line. It says all that whoever is told needs to know. */
export interface AlertDirective {
  readonly do: 'alert'
  readonly line: string
  readonly rule: string
  readonly measure: Measure
  /** The queue that it is about, or the worst one of the line. */
  readonly queue?: string
  readonly state: 'raised' | 'recovered'
  /** It was raised before, and lasts. */
  readonly again?: true
  /** Why it is over, where that is not by itself: the line closed, or has the rule no more. */
  readonly because?: 'closed' | 'rule-gone'
  /** Seconds, a share or a count; null for a wait of which nobody can say how long it is. Absent: nothing to measure. */
  readonly value?: number | null
  readonly above?: number
  readonly below?: number
  /** Of agents who are counted. */
  readonly agents?: AlertAgentState
  readonly withinSeconds?: number
  readonly windowMinutes?: number
  /** Since when the measure has been beyond the threshold. */
  readonly sinceMs: number
  readonly to: readonly Channel[]
}

/** One line of a journal: a fact in its place, and the directives that it led to. */
export interface Entry {
  readonly centre: string
  /** From 1, without a gap. */
  readonly seq: number
  readonly atMs: number
  readonly fact: Fact
  /** Absent where the program stopped between the fact and its directives. */
  readonly directives?: readonly Directive[]
}

/** One journal line, without its newline. */
export function formatEntry({ centre, seq, atMs, fact, directives }: Entry): string {
  const { kind, data } = fact
  return JSON.stringify({ v: JOURNAL_VERSION, centre, seq, atMs, kind, data, directives })
}

const KINDS: ReadonlySet<string> = new Set<FactKind>([
  'program-started',
  'line-defined',
  'roster-defined',
  'arrived',
  'rescued',
  'owed',
  'heard',
  'due',
  'hung-up',
  'callback-answered',
  'callback-missed',
  'signed-in',
  'went-away',
  'accepted',
  'missed',
  'not-rung',
  'left',
  'lost',
  'transferred',
  'coded',
  'ready',
  'held',
  'resumed',
  'invited',
  'uninvited',
  'handed-over',
  'monitored',
  'unmonitored',
  'recording-paused',
  'recording-resumed',
  'texted',
  'line-due',
  'agents-due',
  'alerts-due',
  'recovered',
  'dropped',
  'quarantined',
])

/** Reads one journal line. @throws WrongInput saying what is wrong with it. */
export function parseEntry(text: string): Entry {
  let line: Record<string, unknown>
  try {
    line = JSON.parse(text)
  } catch {
    throw new WrongInput('this is no JSON; a journal has one object a line')
  }
  const { v, centre, seq, atMs, kind, data, directives } = line ?? {}
  if (v !== JOURNAL_VERSION) {
    throw new WrongInput(
      `"v" is ${JSON.stringify(v)}; this program reads journals of version ${JOURNAL_VERSION}`,
    )
  }
  if (typeof kind !== 'string' || !KINDS.has(kind)) {
    throw new WrongInput(
      `"kind" is ${JSON.stringify(kind)}, which is no fact; facts are: ${[...KINDS].join(', ')}`,
    )
  }
  if (typeof centre !== 'string' || !Number.isSafeInteger(seq) || !Number.isFinite(atMs)) {
    throw new WrongInput('"centre" must be a name, "seq" and "atMs" numbers')
  }
  if (typeof data !== 'object' || data === null) throw new WrongInput('"data" must be an object')
  const entry = { centre, seq: seq as number, atMs: atMs as number, fact: { kind, data } as Fact }
  return directives === undefined ? entry : { ...entry, directives: directives as Directive[] }
}
