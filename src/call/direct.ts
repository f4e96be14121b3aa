import type { LineDefinition } from '../line/definition.ts'
import { defineLine } from './define-line.ts'
import { flow } from './flow.ts'
import type { Line } from './line.ts'

/** Twilio's own bound on a queue. */
const QUEUE_LIMIT_MAX = 5_000

/** Callers join the one queue as they arrive and hear nothing but silence: no timer, no prompt, five events. */
const FLOW = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  on: { hangup: '.gone', recover: '.recover' },
  states: {
    arriving: {
      meta: { asks: { kind: 'nothing' } },
      on: { 'line.open': 'waiting' },
    },
    waiting: {
      meta: { asks: { kind: 'nothing' } },
      entry: { type: 'enqueue', params: { queue: 'direct' } },
      on: { 'agent.answered': 'talking', 'queue.full': 'gone', 'queue.closing': 'gone' },
    },
    talking: { meta: { asks: { kind: 'nothing' } }, on: { 'agent.left': 'gone' } },
    recover: { always: 'waiting', meta: { recover: true } },
    gone: { type: 'final' },
  },
})

/**
 * The line that is built in: no menus, one queue, always open. It is what a scenario without a flow runs.
 * @param queueLimit callers who may wait at once; 0 is pure loss
 */
export function directLine({ queueLimit = QUEUE_LIMIT_MAX }: { readonly queueLimit?: number } = {}): Line {
  const definition: LineDefinition = {
    name: 'direct',
    timeZone: 'UTC',
    hours: 'always',
    holidays: [],
    languages: ['en-US'],
    intents: [],
    queues: [{ name: 'direct', limit: queueLimit, handleSeconds: 270, wrapUpSeconds: 0 }],
    tiers: [{ name: 'ordinary', headStartSeconds: 0 }],
    thresholds: { longWaitSeconds: 180, veryLongWaitSeconds: 900 },
    // Nobody is cut off, called back or put away: nothing here is ever used up in a comparison with a formula.
    limits: {
      ringSeconds: 20,
      missedOffers: 100,
      serveAfterClosingSeconds: 0,
      redialSeconds: 0,
      callbackAttempts: 1,
      callbackGapSeconds: 0,
    },
    prompts: {},
    music: [{ path: '', seconds: 15 }],
  }
  return defineLine(definition, FLOW)
}

/** The built-in line with the longest queue that a carrier takes. */
export const direct: Line = directLine()
