import { callback, hold, menu, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { closingTime } from './closing-time.ts'
import { FRONT_DOOR, MAIN_KEYS } from './front-door.ts'
import { DEFINITION } from './gift-cards/definition.ts'
import { recordedAnswer } from './recorded-answer.ts'

const waitFor = (queue: string, offerCallback: string, closing: string) =>
  hold({
    queue,
    announceEvery: '45 s',
    messages: ['tip-order-number', 'tip-spam-folder', 'tip-scams'],
    offerCallback,
    full: '#call.full',
    closing,
    afterwards: '#call.goodbye',
  })

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
      main: menu({
        prompt: 'main',
        sorry: 'sorry',
        giveUp: '#call.holdGiftCards',
        choices: {
          '1': { to: '#call.holdOrders', serves: ['recipient', 'tracking'] },
          '2': { to: '#call.redeeming', serves: ['redeeming'] },
          '3': { to: '#call.balance', serves: ['balance'] },
          '0': { to: '#call.holdGiftCards', serves: [] },
          ...MAIN_KEYS,
        },
      }),
      redeeming: recordedAnswer({
        tells: 'about-redeeming',
        self: '#call.redeeming',
        agent: '#call.holdGiftCards',
      }),
      balance: recordedAnswer({
        tells: 'about-balance',
        self: '#call.balance',
        agent: '#call.holdGiftCards',
      }),
      holdOrders: waitFor('orders', '#call.callbackOrders', '#call.closingOrders'),
      holdGiftCards: waitFor('gift-cards', '#call.callbackGiftCards', '#call.closingGiftCards'),
      callbackOrders: callback({
        queue: 'orders',
        refused: '#call.holdOrders',
        closing: '#call.goodbye',
        afterwards: '#call.goodbye',
      }),
      callbackGiftCards: callback({
        queue: 'gift-cards',
        refused: '#call.holdGiftCards',
        closing: '#call.goodbye',
        afterwards: '#call.goodbye',
      }),
      full: say('full', '#call.gone'),
      ...closingTime({ queue: 'orders', name: 'Orders' }),
      ...closingTime({ queue: 'gift-cards', name: 'GiftCards' }),
      goodbye: say('goodbye', '#call.gone'),
      recover: { ...say('apology', '#call.holdGiftCards'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)
