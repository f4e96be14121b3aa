import { callback, hold, menu, owes, say } from '../../src/call/blocks.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import type { LineDefinition } from '../../src/line/definition.ts'

/** Monday 14 December 2026, 08:00 in New York: the support line opens. */
export const OPENING_MS = Date.parse('2026-12-14T13:00:00Z')
/** The same day, 12:00: lunch, shorter than what is served after closing. */
export const LUNCH_MS = Date.parse('2026-12-14T17:00:00Z')
/** The same day, 18:00. */
export const CLOSING_MS = Date.parse('2026-12-14T23:00:00Z')

const PROMPTS = [
  'welcome',
  'main',
  'again',
  'closed',
  'holiday',
  'full',
  'closing',
  'apology',
  'message-1',
  'message-2',
  'survey',
  'survey-thanks',
  'queue-position-and-wait',
  'queue-position',
  'queue-wait',
  'queue-wait-longer',
  'queue-soon',
  'queue-still-waiting',
  'offer-callback',
  'callback-kept',
  'callback-here',
  'callback-one-moment',
  'callback-refused',
]

function textOf(prompt: string): string {
  return prompt === 'closed' || prompt === 'holiday' ? 'We open again {opening}.' : prompt
}

const day = () => [
  { from: '08:00', to: '12:00' },
  { from: '12:20', to: '18:00' },
]

/** A definition with every prompt of the test flows; a test changes the part that it is about. */
export function definition(changes: Partial<LineDefinition> = {}): LineDefinition {
  return {
    name: 'support',
    timeZone: 'America/New_York',
    hours: { monday: day(), tuesday: day(), wednesday: day(), thursday: day(), friday: day() },
    holidays: [{ date: '2026-12-25', name: 'Christmas Day', hours: [] }],
    languages: ['en-US'],
    intents: ['billing', 'account', 'rewards'],
    queues: [
      { name: 'billing', limit: 6, handleSeconds: 180, wrapUpSeconds: 30 },
      { name: 'account', limit: 4, handleSeconds: 120, wrapUpSeconds: 0 },
      { name: 'rewards', limit: 0, handleSeconds: 60, wrapUpSeconds: 10 },
    ],
    tiers: [
      { name: 'loyal', headStartSeconds: 300 },
      { name: 'valued', headStartSeconds: 120 },
      { name: 'ordinary', headStartSeconds: 0 },
    ],
    thresholds: { longWaitSeconds: 120, veryLongWaitSeconds: 600 },
    limits: {
      ringSeconds: 20,
      missedOffers: 2,
      serveAfterClosingSeconds: 1_800,
      redialSeconds: 180,
      callbackAttempts: 2,
      callbackGapSeconds: 120,
    },
    prompts: Object.fromEntries(PROMPTS.map(name => [name, { text: { 'en-US': textOf(name) } }])),
    music: [{ path: '', seconds: 5 }],
    ...changes,
  }
}

const supportFlow = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  context: { slips: 0 },
  on: { hangup: '.gone', recover: '.recovering' },
  states: {
    arriving: {
      on: {
        'line.open': 'welcome',
        'line.closed': 'closed',
        'line.holiday': 'holiday',
        ...owes({ billing: '#call.callback' }),
      },
    },
    closed: say('closed', '#call.gone'),
    holiday: say('holiday', '#call.gone'),
    welcome: say('welcome', '#call.main'),
    main: menu({
      prompt: 'main',
      sorry: 'again',
      giveUp: '#call.account',
      choices: {
        '1': { to: '#call.billing', serves: ['billing'] },
        '2': { to: '#call.account', serves: ['account'] },
        '3': { to: '#call.rewards', serves: ['rewards'] },
      },
    }),
    billing: hold({
      queue: 'billing',
      announceEvery: '45 s',
      full: '#call.full',
      closing: '#call.closing',
      offerCallback: '#call.callback',
      keys: { '0': '#call.account' },
      messages: ['message-1', 'message-2'],
      longest: '30 min',
    }),
    callback: callback({ queue: 'billing', refused: '#call.billing' }),
    account: hold({
      queue: 'account',
      announceEvery: '60 s',
      full: '#call.full',
      closing: '#call.closing',
      afterwards: '#call.survey',
    }),
    // The agents for rewards pass their callers on to those for accounts.
    rewards: hold({
      queue: 'rewards',
      announceEvery: '60 s',
      full: '#call.full',
      closing: '#call.closing',
      afterwards: '#call.account',
    }),
    survey: menu({
      prompt: 'survey',
      sorry: 'again',
      giveUp: '#call.gone',
      choices: { '1': { to: '#call.thanks', serves: [] }, '2': { to: '#call.thanks', serves: [] } },
    }),
    thanks: say('survey-thanks', '#call.gone'),
    full: say('full', '#call.gone'),
    closing: say('closing', '#call.gone'),
    recovering: {
      meta: { recover: true },
      entry: { type: 'say', params: { prompt: 'apology' } },
      always: 'account',
    },
    gone: { type: 'final' },
  },
})

/** Menus, three queues, three tiers, opening hours, callbacks, a survey, a transfer. */
export function support(changes: Partial<LineDefinition> = {}): Line {
  return { definition: definition(changes), flow: supportFlow }
}

const directFlow = flow.createMachine({
  id: 'call',
  initial: 'arriving',
  context: {},
  on: { hangup: '.gone' },
  states: {
    arriving: { on: { 'line.open': 'holding', 'line.closed': 'closed', 'line.holiday': 'closed' } },
    closed: say('closed', '#call.gone'),
    holding: hold({
      queue: 'all',
      announceEvery: '30 s',
      full: '#call.full',
      closing: '#call.closing',
      offerCallback: '#call.callback',
      longest: '20 min',
    }),
    callback: callback({ queue: 'all', refused: '#call.holding' }),
    full: say('full', '#call.gone'),
    closing: say('closing', '#call.gone'),
    gone: { type: 'final' },
  },
})

const ALL = { name: 'all', limit: 5, handleSeconds: 90, wrapUpSeconds: 15 }

/** No menus, one queue, open day and night: what a caller does first is wait. */
export function direct(changes: Partial<LineDefinition> = {}, queue: Partial<typeof ALL> = {}): Line {
  const queues = [{ ...ALL, ...queue }] as const
  return { definition: definition({ name: 'direct', hours: 'always', queues, ...changes }), flow: directFlow }
}
