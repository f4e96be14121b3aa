import type { AnyStateMachine } from 'xstate'
import { assign, setup } from 'xstate'
import type { FlowEvent, Key } from './events.ts'

/** What a flow counts about one call, e.g. slips at a menu. Small whole numbers, each with a limit in the flow. */
export interface FlowContext {
  [counter: string]: number
}

/** How a state that waits for the caller can be answered: what a simulated caller, and the check, go by. */
export type Asks =
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, Choice>> }
  | { readonly kind: 'entry'; readonly oddsRight: number }
  | { readonly kind: 'confirmation'; readonly yes: Key; readonly no: Key }
  | { readonly kind: 'recording' }
  | { readonly kind: 'nothing' }

/** What a key leads to, as a caller would see it. */
export interface Choice {
  /** Intents that a caller who listens well presses this key for; empty for keys such as "repeat". */
  readonly serves: readonly string[]
  /** Languages whose speakers press this key. */
  readonly speaks?: string
}

/** What a state says about itself to the simulator, the check and the drawing. */
export interface FlowMeta {
  asks?: Asks
  /** Reached by `recover` after a fault of ours, and by calls whose state a new version no longer has. */
  recover?: boolean
}

/** Prompts of an announcement in the queue, by what can be told truthfully at that moment. */
export interface AnnouncementPrompts {
  /** Holds `{position}`, `{low}` and `{high}`. */
  readonly positionAndWait: string
  /** Holds `{position}`: nothing is known about the wait. */
  readonly position: string
  /** Holds `{low}` and `{high}`: the caller was overtaken, and a position told never rises. */
  readonly wait: string
  /** Holds `{low}` and `{high}`, and says that it takes longer than was told, since something happened. */
  readonly longer: string
  /** The caller will be answered within a minute. */
  readonly soon: string
  /** Nothing can be told but that the caller is not forgotten. */
  readonly still: string
}

/** As `AnnouncementPrompts`, of the place alone: the estimate that was told stands as it was. */
export type PlacePrompts = Pick<AnnouncementPrompts, 'position' | 'still'>

/** What is listened for after a prompt. */
export interface AskParams {
  readonly prompt: string
  /** Keys at most. Of one key its `key.*` follows, of more `entry.valid` or `entry.invalid`. */
  readonly keys: number
  /** Keys at least, ended by #; absent: all of them. */
  readonly least?: number
  readonly timeoutSeconds: number
  /** Words are understood too: `said.<intent>`, or `said.unclear`. */
  readonly speech?: boolean
  /**
   * What the digits are for: a `secret` is kept nowhere, a `number` must be one that can be called, a `case` the number
   * of one. Absent: they are kept beside the journal, for the agent.
   */
  readonly as?: 'secret' | 'number' | 'case'
}

const directive =
  <Params>() =>
  (_: unknown, _params: Params): void => {}

/**
 * The XState setup that every flow is made with. Its actions are the directives that a flow can give: they have
 * typed parameters and no effect, and the centre carries them out. Its other actions and guards count, so that a
 * flow needs no function of its own and is plain data: it can be hashed, stored beside a journal and replayed.
 */
export const flow = setup({
  types: {
    context: {} as FlowContext,
    events: {} as FlowEvent,
    meta: {} as FlowMeta,
  },
  actions: {
    /** Speaks a prompt. Prompts spoken in one step follow one another. */
    say: directive<{ prompt: string }>(),
    /** Speaks a prompt and listens; after `timeoutSeconds` without an answer comes `silence`. */
    ask: directive<AskParams>(),
    /** Speaks a prompt and records what the caller says after the tone. `recording.*` follows. */
    record: directive<{ prompt: string; seconds: number }>(),
    /**
     * Sends the words of a prompt to the caller as a text message, where there is a number and the caller has not opted
     * out. With `asks` the reply is taken for a score from 1 to 5.
     */
    text: directive<{ prompt: string; asks?: 'score' }>(),
    /**
     * A caller whose place is kept for a callback, and who has hung up, is texted `soon` when it is nearly their turn
     * (`textWhenMinutes` of the line), and `changed` when the wait is much longer or shorter than was told. Both may
     * hold `{low}` and `{high}`.
     */
    textWhenNear: directive<{ soon: string; changed: string }>(),
    /**
     * Gives the caller a case number, which `{case}` speaks from then on; whoever has an open case keeps it.
     */
    openCase: directive<Record<string, never>>(),
    /** Asks whether the caller can be called back at a number that is known; `number.*` follows at once. */
    checkNumber: directive<Record<string, never>>(),
    /** The number that the caller entered last is where to call back; only for what was entered as a number. */
    useNumber: directive<Record<string, never>>(),
    /**
     * Fixes when the place that is kept next is for: so many seconds from now, or when the line opens next; never
     * while it is closed. Joining a queue undoes it.
     */
    promise: directive<{ afterSeconds: number } | { at: 'opening' }>(),
    /** Notes how content the caller was, from 1 to 5. */
    rate: directive<{ score: number }>(),
    /**
     * The message that the caller left waits in a queue until an agent has heard it, and the caller's leg ends:
     * `agent.answered` follows, and `agent.left`. `queue.full` follows where the queue takes no more: then the
     * recording is kept, but nobody is rung for it.
     */
    fileMessage: directive<{ queue: string }>(),
    /** Asks what is known of the caller; `caller.*` follows at once. */
    identify: directive<Record<string, never>>(),
    /** Speaks the line's notices that hold now. */
    sayNotices: directive<Record<string, never>>(),
    /** Speaks what is pending for this caller. */
    sayMatters: directive<Record<string, never>>(),
    /**
     * The agent who had this caller's case last takes the call, if available now, or once free: before others, unless
     * one of them has waited very long. Whoever else is free when it is the caller's turn takes the call as well.
     */
    preferLastAgent: directive<Record<string, never>>(),
    /** The caller agrees to talks being recorded, or does not; until then nothing is recorded. */
    consent: directive<{ given: boolean }>(),
    /** Sets the language of all that follows in this call. */
    speak: directive<{ language: string }>(),
    /** Joins a queue. `wait.*`, `queue.full` or `queue.closing` follows at once. */
    enqueue: directive<{ queue: string }>(),
    /** Leaves the queue, for a caller who goes elsewhere without hanging up. */
    leaveQueue: directive<Record<string, never>>(),
    /** Plays the line's music from where it stopped, until something else is to be said or done. */
    playMusic: directive<Record<string, never>>(),
    /**
     * Tells the caller place and estimate, or with two prompts the place alone, as far as they can be told truthfully.
     * `wait.*` follows at once.
     */
    announce: directive<AnnouncementPrompts | PlacePrompts>(),
    /** Speaks the next of several on-hold messages. */
    sayNext: directive<{ prompts: readonly string[] }>(),
    /**
     * Keeps the caller's place for a callback, until the time that was promised if there is one. `callback.kept`
     * follows, or `callback.refused` for a number that cannot be called.
     */
    keepPlace: directive<Record<string, never>>(),
    /** The caller is on the line for the agent who is reserved: rings that agent. */
    joinAgent: directive<Record<string, never>>(),
    /** The caller got what the call was for without an agent. */
    served: directive<Record<string, never>>(),
    /** Ends the caller's leg. */
    hangUp: directive<Record<string, never>>(),
    count: assign(({ context }, { counter }: { counter: string }) => ({
      [counter]: (context[counter] ?? 0) + 1,
    })),
    reset: assign((_, { counter }: { counter: string }) => ({ [counter]: 0 })),
  },
  guards: {
    below: ({ context }, { counter, limit }: { counter: string; limit: number }) =>
      (context[counter] ?? 0) < limit,
  },
})

/** A flow: an XState machine made with `flow.createMachine`, one instance of which runs each call. */
export type Flow = AnyStateMachine
