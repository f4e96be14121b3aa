import { describe, expect, test } from 'vitest'
import { giftCards } from '../../../flows/gift-cards.ts'
import { call, coverage, everythingHeard } from '../../../src/testkit/index.ts'
import { tellLaws } from './laws.ts'
import { tellQueues } from './queues.ts'

describe('a caller of gift cards', () => {
  test('hears the menu, in Spanish for 9 and in English for 8', () => {
    const heard = call(giftCards)
      .hears('welcome')
      .hears('for-spanish')
      .hears('main')
      .presses('9')
      .hears('main')
      .presses('8')
      .hears('main')
      .presses('*')
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

  test('whose card has not come reaches those who look for it, by key or by words', () => {
    call(giftCards).presses('1').isHolding('orders')
    call(giftCards).says('recipient').isHolding('orders')
    call(giftCards).says('tracking').isHolding('orders')
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
    told().presses('*').hears(answer).presses('#').hears('main')
    told().presses('7').hears('sorry').hears('anything-else').presses('77').isHolding('gift-cards')
    told().presses('0').isHolding('gift-cards')
    call(giftCards).says(intent).hears(answer).hangsUp().isOver('contained')
  })

  test('hears when the line opens, on a night and on a holiday', () => {
    call(giftCards, { at: '2026-11-15T12:00' }).hears('closed-until').isOver('closed')
    call(giftCards, { at: '2026-11-26T12:00' }).hears('closed-holiday').isOver('closed')
  })

  test('hears of our fault, and waits for a person', () => {
    call(giftCards).meetsAFault().hears('apology').isHolding('gift-cards')
  })
})

tellQueues(
  giftCards,
  [
    { queue: 'gift-cards', keys: '0', limit: 150 },
    { queue: 'orders', keys: '1', limit: 150 },
  ],
  { before: '2026-12-14T21:50' },
)

describe('whoever calls gift cards', () => tellLaws(giftCards))

test('all that callers of gift cards can hear', () => {
  expect(everythingHeard(giftCards)).toMatchSnapshot()
})

test('these stories come to nearly every state and arrow of gift cards', () => {
  const { states, arrows, text } = coverage(giftCards)
  expect(states.reached / states.all, text).toBeGreaterThan(0.95)
  expect(arrows.reached / arrows.all, text).toBeGreaterThan(0.95)
})
