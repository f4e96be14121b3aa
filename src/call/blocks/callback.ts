import { flow } from '../flow.ts'
import type { TalkOptions } from './hold.ts'
import { talking } from './hold.ts'
import { asksKey, HANG_UP, KEEP_PLACE, LEAVE, speaks } from './parts.ts'

export interface CallbackOptions extends TalkOptions {
  /** The queue in which the place is kept. A call that a fault of ours took out of it joins it again. */
  readonly queue: string
  /** Where a caller goes whose number cannot be called, usually back to the hold. */
  readonly refused: string
  /**
   * The hold of the same queue, for a caller who was called back and whose agent does not pick up in half a minute.
   * The place is kept. Without it such a caller hears music alone until another agent answers.
   */
  readonly hold?: string
  /** Where a caller goes who was called back and whom closing time finds without an agent; by default the call ends. */
  readonly closing?: string
  readonly prompts?: Partial<CallbackPrompts>
}

export interface CallbackPrompts {
  /** Confirms that the place is kept. */
  readonly kept: string
  /** Asks the person who picks up to press 1, so that a machine does not count. */
  readonly here: string
  /** Spoken while the agent's phone rings. */
  readonly oneMoment: string
  /** Says that this number cannot be called. */
  readonly refused: string
}

export const CALLBACK_PROMPTS: CallbackPrompts = {
  kept: 'callback-kept',
  here: 'callback-here',
  oneMoment: 'callback-one-moment',
  refused: 'callback-refused',
}

/** Hangs up but keeps the caller's place; the centre calls back when an agent is reserved. */
export function callback(options: CallbackOptions) {
  const { kept, refused } = { ...CALLBACK_PROMPTS, ...options.prompts }
  return flow.createStateConfig({
    initial: 'keeping',
    meta: { asks: { kind: 'nothing' } },
    on: { 'callback.given-up': '#call.gone' },
    states: {
      keeping: {
        entry: KEEP_PLACE,
        on: {
          'callback.kept': { target: 'away', actions: [speaks(kept), HANG_UP] },
          'callback.refused': { target: options.refused, actions: speaks(refused) },
        },
      },
      ...calledBack(options),
    },
  })
}

/** What becomes of a caller whose place is kept, from `away` on: the call back, the talk, attempts that reach nobody. */
export function calledBack(options: Omit<CallbackOptions, 'refused'>) {
  const { queue, hold, closing = '#call.gone' } = options
  const { here, oneMoment } = { ...CALLBACK_PROMPTS, ...options.prompts }
  return {
    // The caller's own leg ends here while the call lives on in its place.
    away: { on: { hangup: {}, 'callback.answered': 'asking', recover: 'rejoining' } },
    asking: { ...asking(here), on: { ...PICKED_UP, 'key.*': 'askingAgain' } },
    askingAgain: { ...asking(here), on: { ...PICKED_UP, 'key.*': MACHINE } },
    connecting: {
      entry: [speaks(oneMoment), { type: 'joinAgent', params: {} }, { type: 'playMusic', params: {} }],
      on: { 'agent.answered': 'talking', 'queue.closing': { target: closing, actions: LEAVE } },
      ...(hold === undefined ? {} : { after: { [PATIENCE_MS]: hold } }),
    },
    talking: talking(options),
    rejoining: rejoining(queue),
  } as const
}

/** So long a reserved agent has to pick up before the caller is told something again. */
const PATIENCE_MS = 30_000

/** Whoever picked up but did not press 1: an attempt that reached nobody. */
const MACHINE = { target: 'away', actions: HANG_UP } as const

const PICKED_UP = {
  'key.1': 'connecting',
  silence: MACHINE,
  hangup: 'away',
  recover: 'rejoining',
} as const

function asking(prompt: string) {
  return {
    meta: { asks: { kind: 'choice', choices: { '1': { serves: [] } } } },
    entry: asksKey(prompt, 8),
  } as const
}

/** A fault of ours took the call out of the queue: the promise to call back still stands. */
function rejoining(queue: string) {
  return {
    entry: [HANG_UP, { type: 'enqueue', params: { queue } }],
    on: { hangup: {}, 'wait.*': 'away', 'queue.full': '#call.gone', 'queue.closing': '#call.gone' },
  } as const
}
