import { describe, expect, test } from 'vitest'
import { giftCards } from '../../../flows/gift-cards.ts'
import { call, coverage, everythingHeard } from '../../../src/testkit/index.ts'
import { tellCallbacks, tellOwed } from './callbacks.ts'
import { tellClosing } from './closing.ts'
import { tellLaws } from './laws.ts'
import { tellMessages } from './messages.ts'
import { tellQueues } from './queues.ts'
import { tellTalks } from './talks.ts'

describe('a caller of gift cards', () => {
  test('hears the menu, in Spanish for 9 and in English for 8', () => {
    const heard = call(giftCards, { at: '2026-11-16T11:00' })
      .hears('welcome')
      .hears('for-spanish')
      .hears('main')
      .presses('9')
      .hears('main')
      .presses('8')
      .hears('main')
      .presses('#')
      .hears('main').heard
    expect(heard.map(({ language }) => language)).toEqual([
      'en-US',
      'es-US',
      'en-US',
      'es-US',
      'en-US',
      'en-US',
    ])
  })

  test('hears until when cards by mail arrive, then that they no longer do, and after Christmas neither', () => {
    const spoken = (at: string) => call(giftCards, { at }).hears('welcome').hears('for-spanish')
    spoken('2026-12-09T11:00').hears('main')
    spoken('2026-12-10T11:00').hears('notice-last-shipping').hears('main')
    spoken('2026-12-22T11:00').hears('notice-mail-only').hears('main')
    spoken('2026-12-26T11:00').hears('main')
  })

  test('hears that a card came back, if one did', () => {
    call(giftCards, { at: '2026-11-16T11:00', caller: { matters: ['card-returned'] } })
      .hears('welcome')
      .hears('for-spanish')
      .hears('matter-card-returned')
      .hears('main')
  })

  test('who rings about a case that is open reaches the agent who knows it', () => {
    const returning = () =>
      call(giftCards, {
        caller: { openCase: '104711', lastAgent: 'Ben' },
        agents: { 'gift-cards': { available: 2 } },
      })
        .hears('welcome')
        .hears('for-spanish')
        .hears('notice-last-shipping')
        .hears('open-case')
    returning().confirmsNumber().hears('to-case').isAnsweredBy('Ben')
    returning().presses('2').hears('main').presses('0').isAnsweredBy('Ana')
    returning().isSilent().hears('sorry').hears('open-case').isSilent().hears('main')
  })

  test('whose card has not come reaches those who look for it, by key or by words', () => {
    const asked = () => call(giftCards).presses('1').hears('order-number')
    asked().enters('123456#').hears('order-number-entered').confirmsNumber().isHolding('orders')
    asked().enters('1234567890').hears('order-number-entered').confirmsNumber().isHolding('orders')
    asked().enters('12345678').hears('order-number-entered').presses('2').hears('order-number')
    asked().enters('12345#').hears('sorry').hears('order-number').presses('#').isHolding('orders')
    asked().isSilent().isHolding('orders')
    asked().enters('1#').enters('1#').enters('1#').isHolding('orders')
    asked()
      .enters('123456#')
      .isSilent()
      .hears('sorry')
      .hears('order-number-entered')
      .presses('77')
      .isHolding('orders')
    call(giftCards).says('it went to the wrong person').hears('order-number')
    call(giftCards).says('where is my card').hears('order-number')
    call(giftCards).presses('9').says('no ha llegado').hears('order-number')
  })

  test('enters the digits of a card for nobody to see', () => {
    const asked = () => call(giftCards).presses('20').hears('last-four')
    const story = asked().enters('4711').isHolding('gift-cards')
    expect(story.transcript).toContain('entered  ••••')
    expect(story.transcript).not.toContain('4711')
    expect(JSON.stringify(story.journal)).not.toContain('4711')
    asked()
      .enters('47#')
      .hears('sorry')
      .hears('last-four')
      .enters('47#')
      .enters('47#')
      .isHolding('gift-cards')
    asked().presses('#').isHolding('gift-cards')
    asked().isSilent().isHolding('gift-cards')
  })

  test('reaches a person after three slips', () => {
    call(giftCards)
      .presses('7')
      .hears('sorry')
      .hears('main')
      .isSilent()
      .says('unclear')
      .isHolding('gift-cards')
  })

  test.each([
    ['2', 'about-redeeming', 'redeeming'],
    ['3', 'about-balance', 'balance'],
  ])('is served by key %s, which tells %s', (key, answer, intent) => {
    const told = () => call(giftCards).presses(key).hears(answer).hears('anything-else')
    told().isSilent().hears('goodbye').isOver('contained')
    told().presses('#').hears(answer).presses('*').hears('main')
    told().presses('7').hears('sorry').hears('anything-else').presses('77').hears('last-four')
    told().presses('0').hears('last-four')
    call(giftCards).says(intent).hears(answer).hangsUp().isOver('contained')
  })

  test('hears when the line opens, on a night and on a holiday, and may leave a message', () => {
    const night = () =>
      call(giftCards, { at: '2026-11-15T12:00' }).hears('closed-until').hears('closed-choices')
    night().isSilent().isOver('closed')
    night().presses('5').hears('sorry').hears('closed-choices').presses('5').isOver('closed')
    night().presses('1').hears('voicemail').records({ seconds: 10 }).hangsUp().isOver('voicemail')
    const holiday = () =>
      call(giftCards, { at: '2026-11-26T12:00' }).hears('closed-holiday').hears('closed-choices')
    holiday().isSilent().isOver('closed')
    holiday().presses('5').hears('sorry').presses('5').isOver('closed')
    holiday().presses('1').hears('voicemail').recordsNothing().hangsUp().isOver('closed')
  })

  test('hears of our fault, and waits for a person', () => {
    call(giftCards).meetsAFault().hears('apology').isHolding('gift-cards')
  })
})

const QUEUES = [
  { queue: 'gift-cards', keys: '0', limit: 150 },
  { queue: 'orders', keys: '1#', limit: 150 },
]
// In the season people may no longer be called when gift cards close.
const CLOSING = { before: '2026-12-28T19:50', calls: '2026-12-15T08:00' }

tellQueues(giftCards, QUEUES)
tellCallbacks(giftCards, QUEUES, CLOSING)
tellMessages(giftCards, { at: '2026-11-15T12:00', key: '1' })
for (const queue of ['supervisors', 'messages']) tellOwed(giftCards, CLOSING, queue)
tellClosing(giftCards, QUEUES, CLOSING)
tellTalks(giftCards, QUEUES, CLOSING)

describe('whoever calls gift cards', () => tellLaws(giftCards))

test('all that callers of gift cards can hear', () => {
  expect(everythingHeard(giftCards)).toMatchSnapshot()
})

test('these stories come to nearly every state and arrow of gift cards', () => {
  const { states, arrows, text } = coverage(giftCards)
  expect(states.reached / states.all, text).toBeGreaterThan(0.95)
  expect(arrows.reached / arrows.all, text).toBeGreaterThan(0.95)
})
