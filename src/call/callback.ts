import { flow } from './flow.ts'

export interface CallbackOptions {
  /**
   * The queue in which the place is kept. A call that a fault of ours took out of the queue joins it again; without
   * it such a callback is lost, as the check will say.
   */
  readonly queue?: string
  /** Where a caller goes whose number cannot be called, usually back to the hold. */
  readonly refused: string
  /** Where a caller goes who was called back and whom closing time finds without an agent; by default the call ends. */
  readonly closing?: string
  /** Where the call goes when the agent has hung up. */
  readonly afterwards?: string
  readonly prompts?: {
    /** Confirms that the place is kept. */
    readonly kept: string
    /** Asks the person who picks up to press 1, so that a machine does not count. */
    readonly here: string
    readonly oneMoment: string
    readonly refused: string
  }
}

const PROMPTS = {
  kept: 'callback-kept',
  here: 'callback-here',
  oneMoment: 'callback-one-moment',
  refused: 'callback-refused',
} as const

const LEAVE = { type: 'leaveQueue', params: {} } as const
const HANG_UP = { type: 'hangUp', params: {} } as const

/** Hangs up but keeps the caller's place; the centre calls back when an agent is reserved. */
export function callback(options: CallbackOptions) {
  const { queue, refused, closing = '#call.gone', afterwards = '#call.gone', prompts = PROMPTS } = options
  const back = queue === undefined ? {} : { recover: 'rejoining' as const }
  const oneMoment = { type: 'say', params: { prompt: prompts.oneMoment } } as const
  return flow.createStateConfig({
    initial: 'keeping',
    meta: { asks: { kind: 'nothing' } },
    on: { 'callback.given-up': '#call.gone' },
    states: {
      keeping: {
        entry: { type: 'keepPlace', params: {} },
        on: {
          'callback.kept': {
            target: 'away',
            actions: [{ type: 'say', params: { prompt: prompts.kept } }, HANG_UP],
          },
          'callback.refused': {
            target: refused,
            actions: { type: 'say', params: { prompt: prompts.refused } },
          },
        },
      },
      // The caller's own leg ends here while the call lives on in its place.
      away: { on: { hangup: {}, 'callback.answered': 'asking', ...back } },
      asking: { ...asking(prompts.here), on: { ...PICKED_UP, ...back, 'key.*': 'askingAgain' } },
      askingAgain: { ...asking(prompts.here), on: { ...PICKED_UP, ...back, 'key.*': MACHINE } },
      connecting: {
        entry: [oneMoment, { type: 'joinAgent', params: {} }, { type: 'playMusic', params: {} }],
        on: { 'agent.answered': 'talking', 'queue.closing': { target: closing, actions: LEAVE } },
      },
      talking: { on: { 'agent.left': afterwards } },
      ...(queue === undefined ? {} : { rejoining: rejoining(queue) }),
    },
  })
}

/** Whoever picked up but did not press 1: an attempt that reached nobody. */
const MACHINE = { target: 'away', actions: HANG_UP } as const

const PICKED_UP = {
  'key.1': 'connecting',
  silence: MACHINE,
  hangup: 'away',
} as const

function asking(prompt: string) {
  return {
    meta: { asks: { kind: 'choice', choices: { '1': { serves: [] } } } },
    entry: { type: 'ask', params: { prompt, keys: 1, timeoutSeconds: 8 } },
  } as const
}

/** A fault of ours took the call out of the queue: the promise to call back still stands. */
function rejoining(queue: string) {
  return {
    entry: [HANG_UP, { type: 'enqueue', params: { queue } }],
    on: { hangup: {}, 'wait.*': 'away', 'queue.full': '#call.gone', 'queue.closing': '#call.gone' },
  } as const
}
