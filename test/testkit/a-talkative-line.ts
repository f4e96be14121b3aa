import { callback, hold, say } from '../../src/call/blocks.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'

const TEXTS: Readonly<Record<string, string>> = {
  hello: 'Hello.',
  'welcome-back': 'You rang about case {case}.',
  'storm-notice': 'There is a storm.',
  'fee-due': 'Your fee is due.',
  main: 'What can we do for you?',
  again: "I didn't get that.",
  'about-cards': 'Cards are sent in a week.',
  'case-number': 'Enter your case number, and pound.',
  'case-heard': 'You entered {entry}.',
  pin: 'Enter your PIN.',
  'pin-heard': 'Thank you{entry}.',
  'confirm-number': 'We call you at the number that ends in {number}. Is that right?',
  'which-number': 'Enter your number, and pound.',
  'will-call': 'We call you in your turn.',
  'call-later': 'We call you {promised}.',
  'leave-message': 'Please speak after the tone.',
  'message-kept': 'We have your message.',
  'message-empty': 'We heard nothing.',
  'how-was-it': 'From 1 to 5, how was it?',
  thanks: 'Thank you.',
  'sends-on': 'One moment.',
  here: 'You asked us to call. Press 1.',
  'one-moment': 'One moment, please.',
  refused: 'We cannot call you.',
  'offer-callback': 'To be called back, press 1.',
  tip: 'Have your card at hand.',
  busy: 'We cannot take your call. Goodbye.',
  'queue-position-and-wait': 'You are number {position}. We expect {low} to {high} minutes.',
  'queue-position': 'You are number {position}.',
  'queue-wait': 'We expect {low} to {high} minutes.',
  'queue-wait-longer': 'It takes longer: {low} to {high} minutes.',
  'queue-soon': 'We expect to answer you within a minute.',
  'queue-still-waiting': 'Thank you for waiting.',
}

const says = (prompt: string) => ({ type: 'say', params: { prompt } }) as const
const SCORES = [1, 2, 3, 4, 5] as const

const holds = (queue: 'help' | 'cards', callbackAt: string) => ({
  ...hold({
    queue,
    announceEvery: '60 s',
    offerCallback: callbackAt,
    full: '#call.busy',
    closing: '#call.recording',
    messages: ['tip'],
  }),
})

/** A line that listens, records, asks for numbers and knows its callers, as `pier` does not. */
export const harbour: Line = defineLine(
  {
    name: 'harbour',
    timeZone: 'America/New_York',
    hours: { monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] },
    holidays: [],
    languages: ['en-US', 'es-US'],
    intents: ['help', 'lost-card'],
    phrases: {
      help: { 'en-US': ['help', 'a person'], 'es-US': ['ayuda'] },
      'lost-card': { 'en-US': ['lost my card'], 'es-US': ['perdí mi tarjeta'] },
    },
    queues: [
      { name: 'help', limit: 5, handleSeconds: 500, wrapUpSeconds: 0 },
      { name: 'cards', limit: 5, handleSeconds: 500, wrapUpSeconds: 0 },
    ],
    tiers: [{ name: 'ordinary', headStartSeconds: 0 }],
    thresholds: { longWaitSeconds: 180, veryLongWaitSeconds: 900 },
    limits: {
      ringSeconds: 20,
      missedOffers: 2,
      serveAfterClosingSeconds: 600,
      redialSeconds: 120,
      callbackAttempts: 2,
      callbackGapSeconds: 60,
    },
    notices: [{ prompt: 'storm-notice', from: '2026-12-15T00:00', until: '2026-12-16T00:00' }],
    matters: [{ name: 'fee-due', prompt: 'fee-due' }],
    prompts: Object.fromEntries(
      Object.entries(TEXTS).map(([name, text]) => [name, { text: { 'en-US': text, 'es-US': text } }]),
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
        on: { 'line.open': 'identifying', 'line.closed': 'recording', 'line.holiday': 'recording' },
      },
      identifying: {
        entry: { type: 'identify', params: {} },
        on: { 'caller.unknown': 'hello', 'caller.known': 'known', 'caller.returning': 'returning' },
      },
      hello: { entry: [says('hello'), { type: 'sayNotices', params: {} }], always: 'main' },
      known: { entry: { type: 'sayMatters', params: {} }, always: 'main' },
      returning: {
        entry: [says('welcome-back'), { type: 'preferLastAgent', params: {} }],
        always: 'known',
      },
      main: {
        meta: {
          asks: {
            kind: 'choice',
            choices: {
              '1': { serves: ['help'] },
              '2': { serves: [] },
              '3': { serves: [] },
              '4': { serves: [] },
              '5': { serves: [] },
              '6': { serves: ['lost-card'] },
              '9': { serves: [], speaks: 'es-US' },
            },
          },
        },
        entry: { type: 'ask', params: { prompt: 'main', keys: 1, timeoutSeconds: 6, speech: true } },
        on: {
          'key.1': 'holdHelp',
          'key.2': 'enteringCase',
          'key.3': 'enteringPin',
          'key.4': 'rating',
          'key.5': 'recording',
          'key.6': 'cards',
          'key.9': {
            target: 'main',
            reenter: true,
            actions: { type: 'speak', params: { language: 'es-US' } },
          },
          'said.help': 'holdHelp',
          'said.lost-card': 'cards',
          'said.*': 'unheard',
          'key.*': 'unheard',
          silence: 'unheard',
        },
      },
      unheard: say('again', '#call.holdHelp'),
      cards: say('about-cards', '#call.holdCards'),
      enteringCase: {
        meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
        entry: { type: 'ask', params: { prompt: 'case-number', keys: 8, least: 4, timeoutSeconds: 6 } },
        on: { 'entry.valid': 'caseHeard', 'entry.invalid': 'unheard', silence: 'unheard' },
      },
      caseHeard: say('case-heard', '#call.holdHelp'),
      enteringPin: {
        meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
        entry: { type: 'ask', params: { prompt: 'pin', keys: 4, timeoutSeconds: 6, as: 'secret' } },
        on: { 'entry.valid': 'pinHeard', 'entry.invalid': 'unheard', silence: 'unheard' },
      },
      pinHeard: say('pin-heard', '#call.holdHelp'),
      rating: {
        meta: {
          asks: { kind: 'choice', choices: Object.fromEntries(SCORES.map(key => [key, { serves: [] }])) },
        },
        entry: { type: 'ask', params: { prompt: 'how-was-it', keys: 1, timeoutSeconds: 6 } },
        on: {
          ...Object.fromEntries(
            SCORES.map(score => [
              `key.${score}`,
              { target: 'thanked', actions: { type: 'rate', params: { score } } } as const,
            ]),
          ),
          'key.*': 'thanked',
          silence: 'thanked',
        },
      },
      thanked: say('thanks', '#call.gone'),
      recording: {
        meta: { asks: { kind: 'recording' } },
        entry: { type: 'record', params: { prompt: 'leave-message', seconds: 60 } },
        on: { 'recording.kept': 'messageKept', 'recording.empty': 'messageEmpty' },
      },
      messageKept: say('message-kept', '#call.gone'),
      messageEmpty: say('message-empty', '#call.gone'),
      holdHelp: {
        ...holds('help', '#call.confirming'),
        on: { 'agent.transfers.cards': 'sentOn', 'agent.left': 'rating' },
      },
      sentOn: say('sends-on', '#call.holdCards'),
      holdCards: holds('cards', '#call.confirming'),
      confirming: {
        meta: { asks: { kind: 'confirmation', yes: '3', no: '4' } },
        entry: [
          { type: 'leaveQueue', params: {} },
          { type: 'ask', params: { prompt: 'confirm-number', keys: 1, timeoutSeconds: 6 } },
        ],
        on: { 'key.3': 'callback', 'key.4': 'enteringNumber', 'key.*': 'callback', silence: 'callback' },
      },
      enteringNumber: {
        meta: { asks: { kind: 'entry', oddsRight: 0.9 } },
        entry: {
          type: 'ask',
          params: { prompt: 'which-number', keys: 15, least: 7, timeoutSeconds: 6, as: 'number' },
        },
        on: {
          'entry.valid': { target: 'promising', actions: { type: 'useNumber', params: {} } },
          'entry.invalid': 'unheard',
          silence: 'unheard',
        },
      },
      promising: {
        meta: { asks: { kind: 'confirmation', yes: '1', no: '2' } },
        entry: [
          { type: 'promise', params: { afterSeconds: 3_600 } },
          { type: 'ask', params: { prompt: 'confirm-number', keys: 1, timeoutSeconds: 6 } },
        ],
        on: { 'key.1': 'later', 'key.2': 'enteringNumber', 'key.*': 'later', silence: 'later' },
      },
      callback: callback({ queue: 'help', refused: '#call.holdHelp', prompts: PROMPTS('will-call') }),
      later: callback({ queue: 'help', refused: '#call.holdHelp', prompts: PROMPTS('call-later') }),
      busy: say('busy', '#call.gone'),
      recover: { always: 'holdHelp', meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)

function PROMPTS(kept: string) {
  return { kept, here: 'here', oneMoment: 'one-moment', refused: 'refused' } as const
}
