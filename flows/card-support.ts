import { callback, hold, menu, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { DEFINITION } from './card-support/definition.ts'
import { closingTime } from './closing-time.ts'

const MESSAGES = ['tip-account-number', 'tip-online', 'tip-dispute', 'tip-safety']

/** A queue of this line: all three hold alike, and differ in whom they wait for. */
const waitFor = (queue: string, offerCallback: string, closing: string) =>
  hold({
    queue,
    announceEvery: '45 s',
    messages: MESSAGES,
    offerCallback,
    full: '#call.full',
    closing,
    afterwards: '#call.goodbye',
  })

const callBack = (queue: string, refused: string) =>
  callback({ queue, refused, closing: '#call.goodbye', afterwards: '#call.goodbye' })

/** A recorded answer, after which an agent is still one key away. */
const answer = (tells: string, self: string, agent: string) =>
  menu({
    tells,
    prompt: 'anything-else',
    sorry: 'sorry',
    silent: '#call.goodbye',
    giveUp: agent,
    choices: {
      '0': { to: agent, serves: [] },
      star: { to: self, serves: [] },
      pound: { to: '#call.main', serves: [] },
    },
  })

/** Customer service of a credit card: billing, account and rewards, in English and Spanish. */
export const cardSupport: Line = defineLine(
  DEFINITION,
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      arriving: {
        meta: { asks: { kind: 'nothing' } },
        on: { 'line.open': 'welcome', 'line.closed': 'closed', 'line.holiday': 'holiday' },
      },
      closed: say('closed-until', '#call.gone'),
      holiday: say('closed-holiday', '#call.gone'),
      welcome: {
        entry: [
          { type: 'say', params: { prompt: 'welcome' } },
          { type: 'speak', params: { language: 'es-US' } },
          { type: 'say', params: { prompt: 'for-spanish' } },
          { type: 'speak', params: { language: 'en-US' } },
        ],
        always: 'main',
      },
      spanish: { entry: { type: 'speak', params: { language: 'es-US' } }, always: 'main' },
      english: { entry: { type: 'speak', params: { language: 'en-US' } }, always: 'main' },
      main: menu({
        prompt: 'main',
        sorry: 'sorry',
        giveUp: '#call.toAgent',
        choices: {
          '1': { to: '#call.billing', serves: ['billing', 'disputing', 'statements'] },
          '2': { to: '#call.account', serves: ['account', 'password'] },
          '3': { to: '#call.rewards', serves: ['rewards', 'redeeming'] },
          '0': { to: '#call.toAgent', serves: [] },
          '8': { to: '#call.english', serves: [], speaks: 'en-US' },
          '9': { to: '#call.spanish', serves: [], speaks: 'es-US' },
          star: { to: '#call.main', serves: [] },
        },
      }),
      billing: menu({
        prompt: 'billing',
        sorry: 'sorry',
        giveUp: '#call.holdBilling',
        choices: {
          '1': { to: '#call.holdBilling', serves: ['billing'] },
          '2': { to: '#call.disputing', serves: ['disputing'] },
          '3': { to: '#call.statements', serves: ['statements'] },
          '0': { to: '#call.holdBilling', serves: [] },
          star: { to: '#call.billing', serves: [] },
          pound: { to: '#call.main', serves: [] },
        },
      }),
      account: menu({
        prompt: 'account',
        sorry: 'sorry',
        giveUp: '#call.holdAccount',
        choices: {
          '1': { to: '#call.holdAccount', serves: ['account'] },
          '2': { to: '#call.password', serves: ['password'] },
          '0': { to: '#call.holdAccount', serves: [] },
          star: { to: '#call.account', serves: [] },
          pound: { to: '#call.main', serves: [] },
        },
      }),
      rewards: menu({
        prompt: 'rewards',
        sorry: 'sorry',
        giveUp: '#call.holdRewards',
        choices: {
          '1': { to: '#call.holdRewards', serves: ['rewards'] },
          '2': { to: '#call.redeeming', serves: ['redeeming'] },
          '0': { to: '#call.holdRewards', serves: [] },
          star: { to: '#call.rewards', serves: [] },
          pound: { to: '#call.main', serves: [] },
        },
      }),
      disputing: answer('about-disputes', '#call.disputing', '#call.holdBilling'),
      statements: answer('about-statements', '#call.statements', '#call.holdBilling'),
      password: answer('about-password', '#call.password', '#call.holdAccount'),
      redeeming: answer('about-redeeming', '#call.redeeming', '#call.holdRewards'),
      toAgent: say('to-agent', '#call.holdAccount'),
      holdBilling: waitFor('billing', '#call.callbackBilling', '#call.closingBilling'),
      holdAccount: waitFor('account', '#call.callbackAccount', '#call.closingAccount'),
      holdRewards: waitFor('rewards', '#call.callbackRewards', '#call.closingRewards'),
      callbackBilling: callBack('billing', '#call.holdBilling'),
      callbackAccount: callBack('account', '#call.holdAccount'),
      callbackRewards: callBack('rewards', '#call.holdRewards'),
      full: say('full', '#call.gone'),
      ...closingTime({ queue: 'billing', name: 'Billing' }),
      ...closingTime({ queue: 'account', name: 'Account' }),
      ...closingTime({ queue: 'rewards', name: 'Rewards' }),
      goodbye: say('goodbye', '#call.gone'),
      recover: { ...say('apology', '#call.holdAccount'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)
