import { hold, menu, say } from '../../src/call/blocks.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'

const TEXTS = {
  hello: 'Hello.',
  main: 'For help, press 1. For our address, press 2. To be called, press 3.',
  again: "I didn't get that.",
  address: 'We are at Pier 4.',
  'confirm-number': 'We call the number that you are calling from. If that is right, press 1.',
  'will-call': 'Done. Goodbye.',
  code: 'Please enter your four-digit code.',
  'code-right': 'Thank you.',
  busy: 'We cannot take your call. Goodbye.',
  closed: 'We open again {opening}.',
  bye: 'Goodbye.',
  'queue-position-and-wait': 'You are number {position}. We expect {low} to {high} minutes.',
  'queue-position': 'You are number {position}.',
  'queue-wait': 'We expect {low} to {high} minutes.',
  'queue-wait-longer': 'It takes longer: {low} to {high} minutes.',
  'queue-soon': 'We expect to answer you within a minute.',
  'queue-still-waiting': 'Thank you for waiting.',
}

/** A small line of its own, so that what the kit says of it changes with the kit alone. */
export const pier: Line = defineLine(
  {
    name: 'pier',
    timeZone: 'America/New_York',
    hours: { monday: [{ from: '09:00', to: '17:00' }] },
    holidays: [],
    languages: ['en-US'],
    intents: ['help', 'address'],
    queues: [{ name: 'help', limit: 5, handleSeconds: 120, wrapUpSeconds: 0 }],
    tiers: [
      { name: 'friend', headStartSeconds: 60 },
      { name: 'ordinary', headStartSeconds: 0 },
    ],
    thresholds: { longWaitSeconds: 180, veryLongWaitSeconds: 900 },
    limits: {
      ringSeconds: 20,
      missedOffers: 2,
      serveAfterClosingSeconds: 600,
      redialSeconds: 120,
      callbackAttempts: 2,
      callbackGapSeconds: 60,
    },
    prompts: Object.fromEntries(
      Object.entries(TEXTS).map(([name, text]) => [name, { text: { 'en-US': text } }]),
    ),
    music: [{ path: '', seconds: 5 }],
  },
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      arriving: {
        meta: { asks: { kind: 'nothing' } },
        on: { 'line.open': 'hello', 'line.closed': 'closed', 'line.holiday': 'closed' },
      },
      closed: say('closed', '#call.gone'),
      hello: say('hello', '#call.main'),
      main: menu({
        prompt: 'main',
        sorry: 'again',
        giveUp: '#call.holdHelp',
        speech: true,
        choices: {
          '1': { to: '#call.holdHelp', serves: ['help'] },
          '2': { to: '#call.address', serves: ['address'] },
          '3': { to: '#call.confirming', serves: [] },
          '4': { to: '#call.coding', serves: [] },
        },
      }),
      address: say('address', '#call.main'),
      confirming: menu({
        prompt: 'confirm-number',
        sorry: 'again',
        giveUp: '#call.gone',
        choices: { '1': { to: '#call.willCall', serves: [] } },
      }),
      willCall: say('will-call', '#call.gone'),
      coding: {
        meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
        entry: { type: 'ask', params: { prompt: 'code', keys: 4, timeoutSeconds: 6 } },
        on: { 'entry.valid': 'codeRight', 'entry.invalid': 'main', silence: 'main' },
      },
      codeRight: say('code-right', '#call.main'),
      holdHelp: hold({ queue: 'help', announceEvery: '60 s', full: '#call.busy', closing: '#call.busy' }),
      busy: say('busy', '#call.gone'),
      recover: { always: 'holdHelp', meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)
