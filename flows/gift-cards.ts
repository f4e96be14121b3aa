import { afterHours, entry, escalate, menu, owed, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { AFTERWARDS } from './closing-time.ts'
import { arriving, FRONT_DOOR, MAIN_KEYS } from './front-door.ts'
import { DEFINITION } from './gift-cards/definition.ts'
import { recordedAnswer } from './recorded-answer.ts'
import { waiting } from './waiting.ts'

const WHEN_CLOSED = {
  choose: 'closed-choices',
  choices: { '1': { to: '#call.message', serves: [] } },
} as const

/** Gift-card care over the holidays: cards gone astray, redeeming, balances. */
export const giftCards: Line = defineLine(
  DEFINITION,
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      ...FRONT_DOOR,
      arriving: arriving({
        orders: '#call.callbackOrders',
        'gift-cards': '#call.callbackGiftCards',
        supervisors: '#call.owedBySupervisors',
        messages: '#call.owedMessages',
      }),
      closed: afterHours({ prompt: 'closed-until', ...WHEN_CLOSED }),
      holiday: afterHours({ prompt: 'closed-holiday', ...WHEN_CLOSED }),
      main: menu({
        prompt: 'main',
        sorry: 'sorry',
        giveUp: '#call.holdGiftCards',
        speech: true,
        choices: {
          '1': { to: '#call.orderNumber', serves: ['recipient', 'tracking'] },
          '2': { to: '#call.redeeming', serves: ['redeeming'] },
          '3': { to: '#call.balance', serves: ['balance'] },
          '0': { to: '#call.holdGiftCards', serves: [] },
          ...MAIN_KEYS,
        },
        repeat: 'pound',
      }),
      orderNumber: entry({
        prompt: 'order-number',
        digits: { least: 6, most: 10 },
        sorry: 'sorry',
        confirm: 'order-number-entered',
        without: '#call.holdOrders',
        to: '#call.holdOrders',
        giveUp: '#call.holdOrders',
      }),
      redeeming: recordedAnswer({
        tells: 'about-redeeming',
        back: '#call.main',
        agent: '#call.lastFour',
      }),
      balance: recordedAnswer({
        tells: 'about-balance',
        back: '#call.main',
        agent: '#call.lastFour',
      }),
      // What could be used to steal a card is kept nowhere: that it was keyed right is all that is noted.
      lastFour: entry({
        prompt: 'last-four',
        digits: 4,
        sorry: 'sorry',
        as: 'secret',
        without: '#call.holdGiftCards',
        to: '#call.holdGiftCards',
        giveUp: '#call.holdGiftCards',
      }),
      about: say('to-case', '#call.holdGiftCards'),
      ...waiting(
        [
          { queue: 'orders', name: 'Orders' },
          { queue: 'gift-cards', name: 'GiftCards' },
        ],
        ['tip-order-number', 'tip-spam-folder', 'tip-scams'],
      ),
      escalated: escalate({
        announceEvery: '45 s',
        messages: ['tip-order-number'],
        full: '#call.full',
        closing: '#call.closingGiftCards',
        ...AFTERWARDS,
        lost: '#call.lostEscalated',
      }),
      owedBySupervisors: owed({
        queue: 'supervisors',
        ...AFTERWARDS,
        lost: '#call.lostEscalated',
      }),
      lostEscalated: say('agent-lost', '#call.escalated'),
      recover: { ...say('apology', '#call.holdGiftCards'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)
