import { callback, hold, menu, say } from '../src/call/blocks.ts'
import { defineLine } from '../src/call/define-line.ts'
import { flow } from '../src/call/flow.ts'
import type { Line } from '../src/call/line.ts'
import { closingTime } from './closing-time.ts'
import { DEFINITION } from './gift-cards/definition.ts'

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

/** A recorded answer, after which an agent is still one key away. */
const answer = (tells: string, self: string) =>
  menu({
    tells,
    prompt: 'anything-else',
    sorry: 'sorry',
    silent: '#call.goodbye',
    giveUp: '#call.holdGiftCards',
    choices: {
      '0': { to: '#call.holdGiftCards', serves: [] },
      star: { to: self, serves: [] },
      pound: { to: '#call.main', serves: [] },
    },
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
        giveUp: '#call.holdGiftCards',
        choices: {
          '1': { to: '#call.holdOrders', serves: ['recipient', 'tracking'] },
          '2': { to: '#call.redeeming', serves: ['redeeming'] },
          '3': { to: '#call.balance', serves: ['balance'] },
          '0': { to: '#call.holdGiftCards', serves: [] },
          '8': { to: '#call.english', serves: [], speaks: 'en-US' },
          '9': { to: '#call.spanish', serves: [], speaks: 'es-US' },
          star: { to: '#call.main', serves: [] },
        },
      }),
      redeeming: answer('about-redeeming', '#call.redeeming'),
      balance: answer('about-balance', '#call.balance'),
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
