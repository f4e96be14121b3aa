import { callback, hold, say } from '../../src/call/blocks.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import { definition } from '../centre/lines.ts'

const ONE_KEY = { keys: 1, timeoutSeconds: 8 } as const

/** Asks for a date of birth, announces, offers a callback and a message, asks at which number and when, and surveys. */
const clinicFlow = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  context: { slips: 0 },
  on: { hangup: '.gone' },
  states: {
    arriving: { on: { 'line.*': 'greeting' } },
    greeting: {
      entry: [
        { type: 'sayMatters', params: {} },
        { type: 'identify', params: {} },
      ],
      on: {
        'caller.returning': {
          target: 'entering',
          actions: [
            { type: 'say', params: { prompt: 'your-case' } },
            { type: 'preferLastAgent', params: {} },
          ],
        },
        'caller.*': 'entering',
      },
    },
    entering: {
      meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
      entry: { type: 'ask', params: { prompt: 'birthday', keys: 8, as: 'secret', timeoutSeconds: 8 } },
      on: { 'entry.valid': 'holding', 'entry.invalid': 'again', silence: 'holding' },
    },
    again: {
      meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
      entry: { type: 'ask', params: { prompt: 'birthday-again', keys: 8, as: 'secret', timeoutSeconds: 8 } },
      on: { 'entry.*': 'holding', silence: 'holding' },
    },
    holding: hold({
      queue: 'all',
      announceEvery: '45 s',
      full: '#call.gone',
      closing: '#call.gone',
      offerCallback: '#call.confirming',
      keys: { '2': '#call.message' },
      messages: ['offer-voicemail'],
      afterwards: '#call.survey',
    }),
    confirming: {
      meta: { asks: { kind: 'confirmation', yes: '1', no: '2' } },
      entry: { type: 'ask', params: { prompt: 'callback-number', ...ONE_KEY } },
      on: { 'key.1': 'keeping', 'key.*': 'typing', silence: 'keeping', 'agent.answered': 'talking' },
    },
    typing: {
      meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
      entry: {
        type: 'ask',
        params: { prompt: 'other-number', keys: 15, least: 7, as: 'number', timeoutSeconds: 8 },
      },
      on: {
        'entry.valid': { target: 'keeping', actions: { type: 'useNumber', params: {} } },
        'entry.invalid': 'keeping',
        silence: 'keeping',
        'agent.answered': 'talking',
      },
    },
    keeping: {
      entry: { type: 'keepPlace', params: {} },
      on: { 'callback.kept': 'choosing', 'callback.refused': 'holding' },
    },
    // The place is kept already; whoever hangs up is called back in turn.
    choosing: {
      meta: { asks: { kind: 'choice', choices: { '3': { serves: [] } } } },
      entry: { type: 'ask', params: { prompt: 'kept-or-later', ...ONE_KEY } },
      on: { 'key.3': 'later', silence: 'leaving', hangup: 'callback.away', 'agent.answered': 'talking' },
    },
    leaving: { entry: { type: 'hangUp', params: {} }, always: 'callback.away' },
    later: { entry: { type: 'promise', params: { afterSeconds: 1_800 } }, always: 'callback' },
    callback: callback({ queue: 'all', refused: '#call.holding' }),
    talking: { on: { 'agent.left': 'survey' } },
    message: {
      meta: { asks: { kind: 'recording' } },
      entry: { type: 'record', params: { prompt: 'message', seconds: 60 } },
      on: { 'recording.kept': 'thanks', 'recording.empty': 'gone' },
    },
    thanks: say('thanks', '#call.gone'),
    survey: {
      meta: { asks: { kind: 'choice', choices: { '1': { serves: [] }, '5': { serves: [] } } } },
      entry: { type: 'ask', params: { prompt: 'survey', ...ONE_KEY } },
      on: { 'key.*': 'gone', silence: 'gone' },
    },
    gone: { type: 'final' },
  },
})

const PROMPTS = [
  ...['birthday', 'birthday-again', 'offer-voicemail', 'callback-number', 'other-number', 'kept-or-later'],
  ...['message', 'thanks', 'payment-due', 'card-sent', 'your-case'],
]

/** A line that asks, offers and records. */
export function clinic(): Line {
  const base = definition()
  const prompts = Object.fromEntries(PROMPTS.map(name => [name, { text: { 'en-US': `This is ${name}.` } }]))
  return {
    definition: {
      ...base,
      name: 'clinic',
      hours: 'always',
      holidays: [],
      intents: [],
      queues: [{ name: 'all', limit: 100, handleSeconds: 180, wrapUpSeconds: 0 }],
      matters: [
        { name: 'payment-due', prompt: 'payment-due' },
        { name: 'card-sent', prompt: 'card-sent' },
      ],
      prompts: { ...base.prompts, ...prompts },
    },
    flow: clinicFlow,
  }
}

/** Two hours of it with 200 callers an hour, who make no mistakes, and agents for about two in three of them. */
export const CLINIC_HOURS = {
  line: 'clinic',
  durationHours: 2,
  arrivals: { callsPerHour: 200 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: { distribution: 'exponential', mean: 300 },
  agents: 7,
  readingErrors: 0,
  silence: 0,
}
