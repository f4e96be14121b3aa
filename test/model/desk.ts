import { callback, hold, owes, say } from '../../src/call/blocks.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import type { LineDefinition } from '../../src/line/definition.ts'
import { definition } from '../centre/lines.ts'

export const LONGEST_MS = 20 * 60_000
export const LATER_MS = 300_000
export const EXPIRES_MS = 3_600_000

const HOLDING = {
  announceEvery: '30 s',
  full: '#call.full',
  closing: '#call.full',
  offerCallback: '#call.served.callback',
  keys: { '2': '#call.later' },
  longest: '20 min',
} as const

/** Whatever the hour, a caller waits from the first moment on: for the agent who had the case, or for any. */
const deskFlow = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  context: {},
  on: { hangup: '.gone' },
  states: {
    arriving: { on: { 'line.*': 'knowing', ...owes({ first: '#call.served.callback' }) } },
    knowing: {
      entry: { type: 'identify', params: {} },
      on: {
        'caller.returning': { target: 'served', actions: { type: 'preferLastAgent', params: {} } },
        'caller.*': 'served',
      },
    },
    served: {
      on: { 'agent.transfers.first': '.first', 'agent.transfers.second': '.second', 'agent.lost': '.first' },
      initial: 'first',
      states: {
        first: hold({ ...HOLDING, queue: 'first' }),
        second: hold({ ...HOLDING, queue: 'second' }),
        // Back to the first queue, also for one who waited in the second.
        callback: callback({ queue: 'first', refused: '#call.served.first' }),
      },
    },
    later: {
      entry: { type: 'promise', params: { afterSeconds: LATER_MS / 1_000 } },
      always: 'served.callback',
    },
    full: say('full', '#call.gone'),
    gone: { type: 'final' },
  },
})

/** Where codes are given, one is wanted for each call. No menus, two queues that are served day and night, callbacks now or later, transfers, returning callers. */
export function desk(
  name: string,
  limit: number,
  wrapUpSeconds: number,
  hours: LineDefinition['hours'] = 'always',
  wrapUpCodes?: readonly string[],
): Line {
  const wrapUp = { wrapUpSeconds, ...(wrapUpCodes && { wrapUpCodes, wrapUpEnds: 'by-code' as const }) }
  const queue = (name: string) => ({ name, limit, handleSeconds: 90, ...wrapUp, hours: 'always' }) as const
  const holidays = hours === 'always' ? [] : definition().holidays
  const queues = [queue('first'), queue('second')] as const
  const limits = { ...definition().limits, callbackExpiresSeconds: EXPIRES_MS / 1_000 }
  return { definition: definition({ name, hours, holidays, queues, limits }), flow: deskFlow }
}
