import { callback, hold, say } from '../../src/call/blocks.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import type { CallerRecord } from '../../src/store/rows.ts'
import { definition } from '../centre/lines.ts'
import type { LiveLine } from './live-line.ts'

const TEXTS: Readonly<Record<string, string>> = {
  main: 'How can we help?',
  unclear: 'We did not understand.',
  'ask-account': 'Enter four to six digits.',
  'ask-pin': 'Enter your secret.',
  'ask-number': 'Enter your number.',
  'you-entered': 'You entered {entry}.',
  wrong: 'That cannot be right.',
  'number-kept': 'We will call the number ending in {number}.',
  message: 'Speak after the tone.',
  'message-kept': 'We have your message.',
  'message-empty': 'We heard nothing.',
  later: 'We call you back {promised} at the number ending in {number}.',
  'your-case': 'Your case is {case}.',
  'payment-due': 'A payment is due.',
}

const base = definition()

const ask = (
  prompt: string,
  keys: number,
  more: { least?: number; as?: 'secret' | 'number'; speech?: true } = {},
) => ({ type: 'ask', params: { prompt, keys, timeoutSeconds: 6, ...more } }) as const

const tell = (prompt: string) => ({ type: 'say', params: { prompt } }) as const

/** What a number entered or said leads to. */
function entry(asks: ReturnType<typeof ask>, valid: string) {
  return {
    entry: asks,
    on: { 'entry.valid': valid, 'entry.invalid': '#call.wrong', silence: '#call.main' },
  } as const
}

const waiting = (queue: string) =>
  hold({
    queue,
    announceEvery: '60 s',
    full: '#call.gone',
    closing: '#call.gone',
    keys: { '9': '#call.message' },
  })

/** A line that asks for all that can be asked: words, numbers, secrets, messages. */
export const care: Line = defineLine(
  {
    ...base,
    name: 'care',
    hours: 'always',
    intents: ['billing', 'closing'],
    phrases: {
      billing: { 'en-US': ['my bill', 'invoice, or receipt'] },
      closing: { 'en-US': ['close my account'] },
    },
    matters: [{ name: 'payment-due', prompt: 'payment-due' }],
    queues: [
      { name: 'billing', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 },
      { name: 'other', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 },
    ],
    prompts: {
      ...base.prompts,
      ...Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, { text: { 'en-US': text } }])),
    },
  },
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: {},
    on: { hangup: '.gone', recover: '.main' },
    states: {
      arriving: { on: { 'line.open': 'identifying' } },
      identifying: {
        entry: { type: 'identify', params: {} },
        on: {
          'caller.returning': {
            target: 'main',
            actions: [tell('your-case'), { type: 'sayMatters', params: {} }],
          },
          'caller.*': 'main',
        },
      },
      main: {
        entry: ask('main', 1, { speech: true }),
        on: {
          'key.1': 'account',
          'key.2': 'pin',
          'key.3': 'number',
          'key.4': 'message',
          'key.5': 'billing',
          'key.6': 'later',
          'said.billing': 'billing',
          'said.closing': 'other',
          'said.unclear': 'unclear',
          silence: 'billing',
        },
      },
      unclear: say('unclear', '#call.main'),
      account: entry(ask('ask-account', 6, { least: 4 }), '#call.read'),
      pin: entry(ask('ask-pin', 6, { as: 'secret' }), '#call.read'),
      number: entry(ask('ask-number', 15, { least: 7, as: 'number' }), '#call.joining'),
      read: say('you-entered', '#call.main'),
      wrong: say('wrong', '#call.main'),
      joining: {
        entry: [
          { type: 'useNumber', params: {} },
          { type: 'enqueue', params: { queue: 'billing' } },
        ],
        on: { 'wait.*': { target: 'back', actions: tell('number-kept') } },
      },
      later: {
        entry: [{ type: 'promise', params: { afterSeconds: 7_200 } }, tell('later')],
        always: 'main',
      },
      back: callback({ queue: 'billing', refused: '#call.wrong' }),
      message: {
        entry: { type: 'record', params: { prompt: 'message', seconds: 90 } },
        on: {
          'recording.kept': { target: 'gone', actions: tell('message-kept') },
          'recording.empty': { target: 'main', actions: tell('message-empty') },
        },
      },
      billing: { ...waiting('billing'), on: { 'agent.transfers.other': '#call.other' } },
      other: waiting('other'),
      gone: { type: 'final' },
    },
  }),
)

/** Puts a caller in the records of a line. */
export function recordOf(line: LiveLine, number: string, record: CallerRecord): Promise<number> {
  return line.store.withCentre('main', async hold => {
    const atMs = line.clock.nowMs()
    const key = await hold.callerKey({ number, atMs })
    await hold.commit({ facts: [], callers: [{ key, record: { ...record, atMs } }] })
    return key
  })
}

/** An agent for both queues, who is at work. */
export const CARE_ROSTER = JSON.stringify([
  { name: 'ana', skills: ['care/billing', 'care/other'], address: 'client:ana', signedIn: true },
])
