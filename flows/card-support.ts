import { afterHours, entry, escalate, hold, menu, owed, recordingConsent, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { DEFINITION } from './card-support/definition.ts'
import { AFTERWARDS } from './closing-time.ts'
import { arriving, FRONT_DOOR, MAIN_KEYS } from './front-door.ts'
import { recordedAnswer } from './recorded-answer.ts'
import { waiting } from './waiting.ts'

const WHEN_CLOSED = {
  choose: 'closed-choices',
  choices: {
    '1': { to: '#call.holdNight', serves: ['lost-card'] },
    '2': { to: '#call.message', serves: [] },
  },
} as const

/** Customer service of a credit card: billing, account and rewards, in English and Spanish; lost cards day and night. */
export const cardSupport: Line = defineLine(
  DEFINITION,
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      ...FRONT_DOOR,
      arriving: arriving({
        billing: '#call.callbackBilling',
        account: '#call.callbackAccount',
        rewards: '#call.callbackRewards',
        supervisors: '#call.owedBySupervisors',
        messages: '#call.owedMessages',
      }),
      closed: afterHours({ prompt: 'closed-until', ...WHEN_CLOSED }),
      holiday: afterHours({ prompt: 'closed-holiday', ...WHEN_CLOSED }),
      main: menu({
        prompt: 'main',
        sorry: 'sorry',
        giveUp: '#call.toAgent',
        speech: true,
        choices: {
          '1': { to: '#call.billing', serves: ['billing', 'disputing', 'statements'] },
          '2': { to: '#call.account', serves: ['account', 'password'] },
          '3': { to: '#call.rewards', serves: ['rewards', 'redeeming'] },
          '4': { to: '#call.lostCard', serves: ['lost-card'] },
          '0': { to: '#call.toAgent', serves: [] },
          ...MAIN_KEYS,
        },
        repeat: 'pound',
      }),
      billing: menu({
        prompt: 'billing',
        sorry: 'sorry',
        giveUp: '#call.holdBilling',
        speech: true,
        choices: {
          '1': { to: '#call.holdBilling', serves: ['billing'] },
          '2': { to: '#call.disputing', serves: ['disputing'] },
          '3': { to: '#call.statements', serves: ['statements'] },
          '0': { to: '#call.holdBilling', serves: [] },
        },
        repeat: 'pound',
        back: '#call.main',
      }),
      account: menu({
        prompt: 'account',
        sorry: 'sorry',
        giveUp: '#call.holdAccount',
        speech: true,
        choices: {
          '1': { to: '#call.holdAccount', serves: ['account'] },
          '2': { to: '#call.password', serves: ['password'] },
          '3': { to: '#call.caseNumber', serves: [] },
          '0': { to: '#call.holdAccount', serves: [] },
        },
        help: { key: '9', prompt: 'account-help' },
        repeat: 'pound',
        back: '#call.main',
      }),
      rewards: menu({
        prompt: 'rewards',
        sorry: 'sorry',
        giveUp: '#call.holdRewards',
        speech: true,
        choices: {
          '1': { to: '#call.holdRewards', serves: ['rewards'] },
          '2': { to: '#call.redeeming', serves: ['redeeming'] },
          '0': { to: '#call.holdRewards', serves: [] },
        },
        repeat: 'pound',
        back: '#call.main',
      }),
      disputing: recordedAnswer({
        tells: 'about-disputes',
        back: '#call.billing',
        agent: '#call.holdBilling',
      }),
      statements: recordedAnswer({
        tells: 'about-statements',
        back: '#call.billing',
        agent: '#call.holdBilling',
      }),
      password: recordedAnswer({
        tells: 'about-password',
        back: '#call.account',
        agent: '#call.holdAccount',
      }),
      redeeming: recordedAnswer({
        tells: 'about-redeeming',
        back: '#call.rewards',
        agent: '#call.holdRewards',
      }),
      caseNumber: entry({
        prompt: 'case-number',
        digits: { least: 6, most: 10 },
        as: 'case',
        sorry: 'sorry',
        confirm: 'case-number-entered',
        without: '#call.holdAccount',
        to: '#call.holdAccount',
        giveUp: '#call.holdAccount',
      }),
      about: say('to-case', '#call.holdAccount'),
      // What was said about a lost card may be needed later; whoever would rather not is helped all the same.
      lostCard: say('lost-card', '#call.mayRecord'),
      mayRecord: recordingConsent({ to: '#call.holdAccount' }),
      toAgent: say('to-agent', '#call.holdAccount'),
      ...waiting(
        [
          { queue: 'billing', name: 'Billing' },
          { queue: 'account', name: 'Account' },
          { queue: 'rewards', name: 'Rewards' },
        ],
        ['tip-account-number', 'tip-online', 'tip-dispute', 'tip-safety'],
      ),
      // Somebody is there for lost cards at every hour.
      holdNight: hold({
        queue: 'night',
        announceEvery: '45 s',
        messages: ['tip-safety'],
        full: '#call.full',
        closing: '#call.message',
        ...AFTERWARDS,
        lost: '#call.lostNight',
      }),
      lostNight: say('agent-lost', '#call.holdNight'),
      escalated: escalate({
        announceEvery: '45 s',
        messages: ['tip-account-number'],
        full: '#call.full',
        closing: '#call.closingAccount',
        ...AFTERWARDS,
        lost: '#call.lostEscalated',
      }),
      owedBySupervisors: owed({
        queue: 'supervisors',
        ...AFTERWARDS,
        lost: '#call.lostEscalated',
      }),
      lostEscalated: say('agent-lost', '#call.escalated'),
      recover: { ...say('apology', '#call.holdAccount'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)
