import { callback, hold, menu, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { DEFINITION } from './card-support/definition.ts'
import { closingTime } from './closing-time.ts'
import { FRONT_DOOR, MAIN_KEYS } from './front-door.ts'
import { recordedAnswer } from './recorded-answer.ts'

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

/** Customer service of a credit card: billing, account and rewards, in English and Spanish. */
export const cardSupport: Line = defineLine(
  DEFINITION,
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      ...FRONT_DOOR,
      main: menu({
        prompt: 'main',
        sorry: 'sorry',
        giveUp: '#call.toAgent',
        choices: {
          '1': { to: '#call.billing', serves: ['billing', 'disputing', 'statements'] },
          '2': { to: '#call.account', serves: ['account', 'password'] },
          '3': { to: '#call.rewards', serves: ['rewards', 'redeeming'] },
          '0': { to: '#call.toAgent', serves: [] },
          ...MAIN_KEYS,
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
      disputing: recordedAnswer({
        tells: 'about-disputes',
        self: '#call.disputing',
        agent: '#call.holdBilling',
      }),
      statements: recordedAnswer({
        tells: 'about-statements',
        self: '#call.statements',
        agent: '#call.holdBilling',
      }),
      password: recordedAnswer({
        tells: 'about-password',
        self: '#call.password',
        agent: '#call.holdAccount',
      }),
      redeeming: recordedAnswer({
        tells: 'about-redeeming',
        self: '#call.redeeming',
        agent: '#call.holdRewards',
      }),
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
