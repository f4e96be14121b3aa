import type { CommonEvent } from '../../src/call/events.ts'
import type { AgentState, Phase } from '../centre/picture.ts'
import type { FactName } from '../centre/world.ts'

/** One thing that may happen. Who it happens to is the `nth` of those to whom it can, or of all for stale facts. */
export type Step =
  | { readonly passes: number }
  | {
      readonly arrives: number
      readonly caller: number
      readonly tier: number
      readonly key: CommonEvent
      /** The agent who had the open case of the caller, by number; beyond the last agent there is none. */
      readonly known: number | undefined
      readonly matters: number
      readonly zone: string
    }
  /** Somebody owes a caller a callback from the first queue of a line, after a while; an agent may be to make it. */
  | {
      readonly owes: number
      readonly caller: number
      readonly agent: number | undefined
      readonly afterMs: number
      readonly zone: string
    }
  | { readonly hears: CommonEvent; readonly nth: number }
  /** One who waits would rather be called back later. */
  | { readonly asksLater: number }
  /** Whoever is asked how it was says so. */
  | { readonly rates: CommonEvent }
  /** Somebody with this caller's key leaves a message for agents. */
  | { readonly leavesMessage: number; readonly tier: number }
  | { readonly picksUp: number; readonly key: CommonEvent }
  | { readonly callFact: keyof typeof PHASES_OF; readonly nth: number; readonly stale: boolean }
  | { readonly agentFact: keyof typeof STATES_OF; readonly nth: number; readonly stale: boolean }
  /** An agent hands on to a queue of the caller's line. */
  | { readonly transfers: number; readonly queue: number; readonly stale: boolean }
  /** Something happens in the talk of an agent; `other` is the agent or queue that it is about. */
  | {
      readonly talkFact: (typeof TALK_FACTS)[number]
      readonly nth: number
      readonly other: number
      readonly stale: boolean
    }
  /** An agent asks another one, who comes; what happens then comes after a while. */
  | { readonly consults: number; readonly other: number; readonly ends: (typeof TALK_ENDS)[number] }
  /** A supervisor comes into the talk of an agent, or changes how. */
  | { readonly monitors: number; readonly whom: number; readonly manner: number; readonly stale: boolean }
  | { readonly lineIsDue: number }
  | { readonly agentsAreDue: true }

/** In which phases a fact about a call is not a slip. */
export const PHASES_OF = {
  hangsUp: ['in flow', 'waiting', 'offered', 'talking', 'dialling'],
  answersCallback: ['dialling'],
  missesCallback: ['dialling'],
  isDue: ['waiting', 'resting', 'in flow'],
  recovers: ['in flow', 'waiting', 'offered', 'talking', 'dialling', 'resting'],
  drops: ['in flow', 'waiting', 'offered', 'talking', 'dialling', 'resting'],
} as const satisfies { [fact in FactName]?: readonly Phase[] }

export const STATES_OF = {
  signsIn: ['away'],
  unmonitors: ['away'],
  goesAway: ['available', 'ringing', 'talking', 'wrap-up', 'reserved'],
  accepts: ['ringing'],
  misses: ['ringing'],
  failsToRing: ['ringing'],
  leaves: ['talking'],
  loses: ['talking'],
  isReady: ['wrap-up'],
  codes: ['wrap-up', 'talking'],
} as const satisfies { [fact in FactName]?: readonly AgentState[] }

export const TALK_FACTS = [
  'holds',
  'resumes',
  'invites',
  'asksQueue',
  'uninvites',
  'handsOver',
  'pausesRecording',
  'resumesRecording',
] as const satisfies readonly FactName[]

/** What comes of it when an agent has asked another one, who is there. */
export const TALK_ENDS = ['handsOver', 'uninvites', 'leaves', 'resumes', 'transfers', 'hangsUp'] as const
