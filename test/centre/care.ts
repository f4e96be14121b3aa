import { callback, hold, owes, say } from '../../src/call/blocks.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import type { LineDefinition } from '../../src/line/definition.ts'
import { definition } from './lines.ts'

/** Queues of the care line, where it is the only line of a centre. */
export const BILLING = 0
export const ACCOUNT = 1
export const NIGHT = 2
export const MESSAGES = 3

/** A message gives way to callers for so long. */
export const YIELD_MS = 1_200_000

/** After this a callback that is promised for later comes. */
export const LATER_MS = 300_000

const TEXTS = {
  outage: 'The app is down.',
  snow: 'Snow delays the post.',
  'payment-due': 'A payment is due.',
  'card-sent': 'Your card is on its way.',
  welcome: 'Welcome.',
  'welcome-back': 'Welcome back.',
  expected: 'We were to call you back.',
  'your-case': 'This is about your case.',
  main: 'What is it about?',
  number: 'At which number?',
  message: 'Leave a message.',
  survey: 'How was it?',
  'callback-promised': 'We call you back {promised}.',
  'closed-menu': 'We open again {opening}.',
}

/** One key, with a while to find it. */
const ASK_ONE = { keys: 1, timeoutSeconds: 8 } as const

const HOLDING = { announceEvery: '45 s', full: '#call.full', closing: '#call.closing' } as const

/** Whoever is promised a time hears it as the place is kept. */
const PROMISED = {
  kept: 'callback-promised',
  here: 'callback-here',
  oneMoment: 'callback-one-moment',
  refused: 'callback-refused',
}

const careFlow = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  context: {},
  on: { hangup: '.gone', recover: '.recovering' },
  states: {
    arriving: {
      on: {
        'line.open': 'greeting',
        'line.closed': 'shut',
        'line.holiday': 'shut',
        ...owes({ billing: '#call.helped.callback' }),
      },
    },
    greeting: {
      entry: [
        { type: 'sayNotices', params: {} },
        { type: 'sayMatters', params: {} },
        { type: 'consent', params: { given: true } },
        { type: 'identify', params: {} },
      ],
      on: {
        'caller.unknown': { target: 'main', actions: { type: 'say', params: { prompt: 'welcome' } } },
        'caller.expected': { target: 'main', actions: { type: 'say', params: { prompt: 'expected' } } },
        'caller.known': { target: 'main', actions: { type: 'say', params: { prompt: 'welcome-back' } } },
        'caller.returning': {
          target: 'main',
          actions: [
            { type: 'say', params: { prompt: 'your-case' } },
            { type: 'preferLastAgent', params: {} },
          ],
        },
      },
    },
    main: {
      meta: { asks: { kind: 'nothing' } },
      entry: { type: 'ask', params: { prompt: 'main', ...ASK_ONE } },
      on: {
        'key.1': 'helped.billing',
        'key.2': 'helped.account',
        'key.3': 'helped.night',
        'key.4': 'message',
        'key.5': 'asked',
        'key.6': 'thoughtBetter',
        'key.7': 'forAgents',
        silence: 'helped.account',
      },
    },
    // While an agent talks to the caller, the agent can hand the caller on to any queue but the night's.
    helped: {
      on: { 'agent.transfers.billing': '.billing', 'agent.transfers.account': '.account' },
      initial: 'billing',
      states: {
        billing: hold({
          ...HOLDING,
          queue: 'billing',
          offerCallback: '#call.helped.callback',
          keys: {
            '2': '#call.later',
            '3': '#call.number',
            '4': '#call.message',
            '5': '#call.tomorrow',
            '7': '#call.forAgents',
          },
          afterwards: '#call.survey',
          lost: '#call.helped.billing',
        }),
        account: hold({ ...HOLDING, queue: 'account', afterwards: '#call.survey' }),
        night: hold({ ...HOLDING, queue: 'night', longest: '30 min' }),
        callback: callback({ queue: 'billing', refused: '#call.helped.billing' }),
        promised: callback({ queue: 'billing', refused: '#call.message', prompts: PROMISED }),
      },
    },
    later: {
      entry: { type: 'promise', params: { afterSeconds: LATER_MS / 1_000 } },
      always: 'helped.promised',
    },
    // Whoever asks for the next opening before waiting has the place of one who just joined; full or not.
    asked: { entry: { type: 'enqueue', params: { queue: 'billing' } }, on: { '*': 'tomorrow' } },
    // Promised a time, and waits on the line all the same.
    thoughtBetter: {
      entry: { type: 'promise', params: { afterSeconds: LATER_MS / 1_000 } },
      always: 'helped.billing',
    },
    tomorrow: { entry: { type: 'promise', params: { at: 'opening' } }, always: 'helped.promised' },
    number: {
      meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
      entry: {
        type: 'ask',
        params: { prompt: 'number', keys: 15, least: 7, as: 'number', timeoutSeconds: 8 },
      },
      on: {
        'entry.valid': { target: 'later', actions: { type: 'useNumber', params: {} } },
        'entry.invalid': 'message',
        silence: 'message',
      },
    },
    message: {
      meta: { asks: { kind: 'recording' } },
      entry: { type: 'record', params: { prompt: 'message', seconds: 120 } },
      on: { 'recording.kept': 'gone', 'recording.empty': 'gone' },
    },
    // A message that agents are rung for.
    forAgents: {
      meta: { asks: { kind: 'recording' } },
      entry: { type: 'record', params: { prompt: 'message', seconds: 120 } },
      on: { 'recording.kept': 'filed', 'recording.empty': 'gone' },
    },
    filed: {
      meta: { asks: { kind: 'nothing' } },
      entry: { type: 'fileMessage', params: { queue: 'messages' } },
      on: { 'agent.answered': 'heard', 'queue.full': 'gone' },
    },
    heard: { on: { 'agent.left': 'gone' } },
    survey: {
      meta: { asks: { kind: 'nothing' } },
      entry: { type: 'ask', params: { prompt: 'survey', ...ASK_ONE } },
      on: {
        'key.1': { target: 'gone', actions: { type: 'rate', params: { score: 1 } } },
        'key.2': { target: 'gone', actions: { type: 'rate', params: { score: 2 } } },
        'key.5': { target: 'gone', actions: { type: 'rate', params: { score: 5 } } },
        silence: 'gone',
      },
    },
    shut: {
      meta: { asks: { kind: 'nothing' } },
      entry: { type: 'ask', params: { prompt: 'closed-menu', ...ASK_ONE } },
      on: {
        'key.1': 'early',
        'key.3': 'helped.night',
        'key.4': 'message',
        'key.7': 'forAgents',
        silence: 'gone',
      },
    },
    // Nobody serves the queue now; whoever asks has a place in it all the same when the line opens.
    early: {
      entry: { type: 'enqueue', params: { queue: 'billing' } },
      on: { 'wait.*': 'helped.billing', 'queue.closing': 'tomorrow', 'queue.full': 'full' },
    },
    full: say('full', '#call.gone'),
    closing: say('closing', '#call.gone'),
    recovering: {
      meta: { recover: true },
      entry: { type: 'say', params: { prompt: 'apology' } },
      always: 'helped.account',
    },
    gone: { type: 'final' },
  },
})

/**
 * All that a line can do for callers whom it knows and callers who would rather not wait: notices, pending matters,
 * preferred agents, transfers, promised callbacks, messages, scores, and a queue that is served at night.
 */
export function care(changes: Partial<LineDefinition> = {}): Line {
  const base = definition()
  return {
    definition: {
      ...base,
      name: 'care',
      recordTalks: 'with-consent',
      queues: [
        { name: 'billing', limit: 6, handleSeconds: 180, wrapUpSeconds: 30 },
        { name: 'account', limit: 6, handleSeconds: 120, wrapUpSeconds: 0 },
        { name: 'night', limit: 4, handleSeconds: 120, wrapUpSeconds: 0, hours: 'always' },
        { name: 'messages', limit: 4, handleSeconds: 60, wrapUpSeconds: 20, yieldSeconds: YIELD_MS / 1_000 },
      ],
      notices: [{ prompt: 'outage', from: '2026-12-14T10:30', until: '2026-12-14T12:30' }],
      matters: [
        { name: 'payment-due', prompt: 'payment-due' },
        { name: 'card-sent', prompt: 'card-sent' },
      ],
      prompts: {
        ...base.prompts,
        ...Object.fromEntries(
          Object.entries(TEXTS).map(([name, text]) => [name, { text: { 'en-US': text } }]),
        ),
      },
      ...changes,
    },
    flow: careFlow,
  }
}
