import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { call, coverage, everythingHeard } from '../../../src/testkit/index.ts'
import { tellLaws } from './laws.ts'
import { tellQueues } from './queues.ts'

describe('a caller of card support', () => {
  test('reaches a person after three wrong keys', () => {
    call(cardSupport)
      .hears('welcome')
      .hears('for-spanish')
      .hears('main')
      .presses('7')
      .hears('sorry')
      .presses('7')
      .hears('sorry')
      .presses('7')
      .isHolding('account')
  })

  test('who hears four minutes may ask for a callback', () => {
    call(cardSupport, { at: '2026-12-14T11:00', agents: { billing: { busy: 2, ahead: 2 } } })
      .hears('welcome')
      .presses('1')
      .presses('1')
      .isHolding('billing')
      .isTold({ position: 3 })
      .waits({ minutes: 4 })
      .hears('offer-callback')
      .presses('1')
      .hears('callback-kept')
      .hangsUp()
      .expectCallback({ keepsPlace: true })
  })

  test('may speak Spanish, and English again', () => {
    const heard = call(cardSupport).presses('9').hears('main').presses('8').hears('main').heard
    expect(heard.map(({ language }) => language)).toEqual(['en-US', 'es-US', 'en-US'])
  })

  test('hears the main menu again for star', () => {
    call(cardSupport).hears('welcome').presses('*').hears('main').hearsNothing()
  })

  test('hears when the line opens, at night and on a holiday', () => {
    const night = call(cardSupport, { at: '2026-12-14T22:15' }).hears('closed-until').isOver('closed')
    expect(night.heard[0]!.text).toContain('We open again tomorrow at eight in the morning.')
    call(cardSupport, { at: '2026-12-25T10:00' }).hears('closed-holiday').isOver('closed')
  })

  test('who is loyal overtakes those who came a little earlier', () => {
    call(cardSupport, { tier: 'loyal', agents: { account: { busy: 1, ahead: 3 } } })
      .presses('0')
      .isTold({ position: 1 })
  })

  test('hears of our fault, and waits for a person', () => {
    call(cardSupport).presses('1').meetsAFault().hears('apology').isHolding('account')
  })

  test.each([
    ['1', 'billing', ['billing', 'disputing', 'statements']],
    ['2', 'account', ['account', 'password']],
    ['3', 'rewards', ['rewards', 'redeeming']],
  ])('comes by key %s or by words to the menu of %s, which forgives two slips', (key, menu, intents) => {
    for (const intent of intents) call(cardSupport).says(intent).hears(menu).presses('*').hears(menu)
    const slips = () => call(cardSupport).presses(key).isSilent().hears('sorry').hears(menu).says('unclear')
    slips().hears('sorry').presses('#').hears('main')
    slips().presses('5').isHolding(menu)
    call(cardSupport).presses(key).presses('0').isHolding(menu)
  })

  test.each([
    ['12', 'about-disputes', 'billing', '1', 'disputing'],
    ['13', 'about-statements', 'billing', '1', 'statements'],
    ['22', 'about-password', 'account', '2', 'password'],
    ['32', 'about-redeeming', 'rewards', '3', 'redeeming'],
  ])('is served by keys %s, which tell %s', (keys, answer, queue, menu, intent) => {
    const told = () => call(cardSupport).presses(keys).hears(answer).hears('anything-else')
    told().isSilent().hears('goodbye').isOver('contained')
    told().presses('*').hears(answer).presses('#').hears('main')
    told().presses('7').hears('sorry').hears('anything-else').presses('77').isHolding(queue)
    told().presses('0').isHolding(queue)
    call(cardSupport).presses(menu).says(intent).hears(answer).hangsUp().isOver('contained')
  })
})

tellQueues(
  cardSupport,
  [
    { queue: 'billing', keys: '11', limit: 200 },
    { queue: 'account', keys: '0', limit: 200 },
    { queue: 'rewards', keys: '31', limit: 200 },
  ],
  { before: '2026-12-14T19:50' },
)

describe('whoever calls card support', () => tellLaws(cardSupport))

test('all that callers of card support can hear', () => {
  expect(everythingHeard(cardSupport)).toMatchSnapshot()
})

test('these stories come to nearly every state and arrow of card support', () => {
  const { states, arrows, text } = coverage(cardSupport)
  expect(states.reached / states.all, text).toBeGreaterThan(0.95)
  expect(arrows.reached / arrows.all, text).toBeGreaterThan(0.95)
})
