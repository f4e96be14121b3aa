import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { type CallerRecord, call, coverage, everythingHeard } from '../../../src/testkit/index.ts'
import { tellCallbacks, tellOwed } from './callbacks.ts'
import { tellClosing } from './closing.ts'
import { tellLaws } from './laws.ts'
import { tellMessages } from './messages.ts'
import { tellQueues } from './queues.ts'
import { tellTalks } from './talks.ts'

describe('a caller of card support', () => {
  test('reaches a person after three wrong keys', () => {
    call(cardSupport)
      .hears('welcome')
      .hears('for-spanish')
      .hears('notice-holiday-disputes')
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
      .hears('offer-voicemail')
      .presses('1')
      .hears('callback-number')
      .confirmsNumber()
      .hears('callback-kept-or-later')
      .hangsUp()
      .expectCallback({ keepsPlace: true })
  })

  test('who waits four minutes behind nobody has been told of as many, and may ask for a callback', () => {
    call(cardSupport, { at: '2026-12-14T11:00', agents: { billing: { busy: 2 } } })
      .hears('welcome')
      .presses('1')
      .presses('1')
      .isHolding('billing')
      .waits({ minutes: 4 })
      .hears('offer-callback')
      .presses('1')
      .confirmsNumber()
      .hangsUp()
      .expectCallback({ keepsPlace: true })
  })

  test('may speak Spanish, and English again', () => {
    const heard = call(cardSupport).presses('9').hears('main').presses('8').hears('main').heard
    expect(heard.map(({ language }) => language)).toEqual(['en-US', 'es-US', 'en-US'])
  })

  test('hears the main menu again for pound', () => {
    call(cardSupport).hears('welcome').presses('#').hears('main').hearsNothing()
  })

  test('hears of the holidays while disputes take longer, and not before', () => {
    const spoken = (at: string) => call(cardSupport, { at }).hears('welcome').hears('for-spanish')
    spoken('2026-11-30T11:00').hears('main')
    spoken('2026-12-01T11:00').hears('notice-holiday-disputes').hears('main')
    spoken('2027-01-09T11:00').hears('main')
  })

  test('hears what is pending, and nobody else does', () => {
    const known = (matters: string[]) =>
      call(cardSupport, { at: '2026-11-16T11:00', caller: { matters } }).hears('welcome').hears('for-spanish')
    known(['payment-due', 'near-limit']).hears('matter-payment-due').hears('matter-near-limit').hears('main')
    known(['near-limit']).hears('matter-near-limit').hears('main')
    known([]).hears('main')
  })

  test('who rings about a case that is open reaches the agent who knows it, if that one is free', () => {
    const returning = (caller: CallerRecord, free = 3) =>
      call(cardSupport, { caller, agents: { account: { busy: 3 - free, available: free } } })
        .hears('welcome')
        .hears('for-spanish')
        .hears('notice-holiday-disputes')
        .hears('open-case')
    const asked = returning({ openCase: '104711', lastAgent: 'Carmen' })
    expect(asked.heard.at(-1)!.text).toBe(
      'Are you calling about case one, zero, four, seven, one, one? For yes, press 1. For something else, press 2.',
    )
    asked.confirmsNumber().hears('to-case').isAnsweredBy('Carmen')
    returning({ openCase: '104711', lastAgent: 'Ana' }, 2)
      .confirmsNumber()
      .hears('to-case')
      .isAnsweredBy('Ben')
    returning({ openCase: '104711' }).presses('2').hears('main')
    returning({ openCase: '104711' })
      .presses('7')
      .hears('sorry')
      .hears('open-case')
      .presses('7')
      .hears('main')
  })

  test('enters a case number, which is read back and may be entered again', () => {
    const asked = () => call(cardSupport).presses('23').hears('case-number')
    const entered = asked().enters('104714#').hears('case-number-entered')
    expect(entered.heard.at(-1)!.text).toContain('one, zero, four, seven, one, four')
    entered.confirmsNumber().isHolding('account')
    asked()
      .enters('104711#')
      .hears('sorry')
      .hears('case-number')
      .enters('104714#')
      .confirmsNumber()
      .isHolding('account')
    asked()
      .enters('104714#')
      .presses('2')
      .hears('case-number')
      .enters('100014#')
      .confirmsNumber()
      .isHolding('account')
    asked().enters('104714#').isSilent().hears('sorry').hears('case-number-entered')
  })

  test('who has no case number at hand, or slips three times, waits for a person all the same', () => {
    const asked = () => call(cardSupport).presses('23').hears('case-number')
    asked().isSilent().isHolding('account')
    asked().presses('#').isHolding('account')
    asked().enters('1#').enters('1#').enters('1#').isHolding('account')
    asked().enters('104714#').presses('777').isHolding('account')
    asked()
      .enters('104714#')
      .presses('2')
      .enters('104714#')
      .presses('2')
      .enters('104714#')
      .presses('2')
      .isHolding('account')
  })

  test('says what it is about in words, in the language that is spoken', () => {
    call(cardSupport)
      .says('I want to pay my bill')
      .hears('billing')
      .says('dispute a charge')
      .hears('about-disputes')
    call(cardSupport).says('I lost my card').hears('lost-card').presses('2').isHolding('account')
    call(cardSupport)
      .presses('9')
      .says('canjear mis puntos')
      .hears('rewards')
      .says('mis puntos')
      .isHolding('rewards')
    call(cardSupport).says('canjear mis puntos').hears('sorry').hears('main')
  })

  test('who has lost a card reaches an agent by one key', () => {
    call(cardSupport)
      .presses('4')
      .hears('lost-card')
      .hears('recording-consent')
      .presses('1')
      .isHolding('account')
  })

  test('who has lost a card says whether the talk may be recorded', () => {
    const asked = () =>
      call(cardSupport, { agents: { account: { available: ['Ana'] }, supervisors: { available: ['Ben'] } } })
        .presses('4')
        .hears('lost-card')
        .hears('recording-consent')
    const talk = asked().presses('1').isAnsweredBy('Ana')
    expect(talk.recording).toBe('on')
    expect(talk.agent('Ana').pausesRecording().recording).toBe('paused')
    expect(
      talk.agent('Ana').resumesRecording().agentFinishes().hears('your-case').hears('survey').recording,
    ).toBe('off')
    expect(asked().presses('2').isAnsweredBy('Ana').recording).toBe('off')
    expect(asked().isSilent().isAnsweredBy('Ana').recording).toBe('off')
    const slipped = () => asked().presses('5').hears('sorry').hears('recording-consent')
    expect(slipped().presses('1').isAnsweredBy('Ana').recording).toBe('on')
    expect(slipped().presses('2').isAnsweredBy('Ana').recording).toBe('off')
    expect(slipped().presses('5').isAnsweredBy('Ana').recording).toBe('off')
    expect(slipped().isSilent().isAnsweredBy('Ana').recording).toBe('off')
    asked().hangsUp().isOver('left')
    slipped().hangsUp().isOver('left')
  })

  test('whose agent asks a supervisor waits to music, and goes on with the supervisor', () => {
    const asked = () =>
      call(cardSupport, { agents: { billing: { available: ['Ana'] }, supervisors: { available: ['Ben'] } } })
        .presses('1')
        .presses('1')
        .isAnsweredBy('Ana')
        .agent('Ana')
        .invites('Ben')
        .waits({ seconds: 4 })
    const told = asked()
      .agent('Ana')
      .handsOver()
      .agentFinishes()
      .hears('your-case')
      .hears('survey')
      .isSilent()
      .isOver('answered')
    const words = told.happenings.map(({ did, what }) => `${did} ${what}`)
    expect(words).toEqual(expect.arrayContaining(['is put on hold', 'is back with Ben', 'talks to Ben']))
    asked().agent('Ana').letsGo().agentFinishes().hears('your-case').hears('survey')
    asked().agent('Ana').resumes().agent('Ana').holds().hangsUp().isOver('answered')
  })

  test('hears when the line opens, at night and on a holiday', () => {
    const night = call(cardSupport, { at: '2026-12-14T22:15' }).hears('closed-until').hears('closed-choices')
    expect(night.heard[0]!.text).toContain('We open again tomorrow at eight in the morning.')
    night.isSilent().isOver('closed')
    call(cardSupport, { at: '2026-12-25T10:00' })
      .hears('closed-holiday')
      .hears('closed-choices')
      .hangsUp()
      .isOver('closed')
  })

  describe.each([
    ['at night', '2026-12-14T22:15'],
    ['on a holiday', '2026-12-25T10:00'],
  ])('%s', (_, at) => {
    const closed = (available = 0) => call(cardSupport, { at, agents: { night: { available } } })

    test('reaches somebody about a lost card', () => {
      closed(1)
        .presses('1')
        .isAnsweredBy('Ana')
        .agentFinishes()
        .hears('your-case')
        .hears('survey')
        .rates(5)
        .hangsUp()
        .isOver('answered')
      closed(1)
        .presses('1')
        .isAnsweredBy('Ana')
        .agent('Ana')
        .isCutOff()
        .hears('agent-lost')
        .isHolding('night')
      closed().presses('1').isHolding('night').isTold({ position: 1 }).hangsUp().isOver('abandoned')
      closed().presses('1').waits({ hours: 3, minutes: 1 }).hears('full').isOver()
    })

    test('leaves a message', () => {
      closed()
        .presses('2')
        .hears('voicemail')
        .records({ seconds: 30 })
        .presses('#')
        .hears('voicemail-thanks')
        .hears('your-case')
        .hears('goodbye')
        .isOver('voicemail')
    })

    test('is let go who finds no key that helps', () => {
      closed().presses('7').hears('sorry').hears('closed-choices').presses('7').isOver('closed')
    })
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
    for (const intent of intents) call(cardSupport).says(intent).hears(menu).presses('#').hears(menu)
    const slips = () => call(cardSupport).presses(key).isSilent().hears('sorry').hears(menu).says('unclear')
    slips().hears('sorry').presses('*').hears('main')
    slips().presses('5').isHolding(menu)
    call(cardSupport).presses(key).presses('0').isHolding(menu)
  })

  test('has the choices of the account menu explained', () => {
    call(cardSupport)
      .presses('29')
      .hears('account-help')
      .hears('account')
      .presses('2')
      .hears('about-password')
    call(cardSupport)
      .presses('29')
      .presses('7')
      .hears('sorry')
      .presses('9')
      .hears('account-help')
      .presses('*')
      .hears('main')
  })

  test.each([
    ['12', 'about-disputes', 'billing', '1', 'disputing'],
    ['13', 'about-statements', 'billing', '1', 'statements'],
    ['22', 'about-password', 'account', '2', 'password'],
    ['32', 'about-redeeming', 'rewards', '3', 'redeeming'],
  ])('is served by keys %s, which tell %s', (keys, answer, queue, menu, intent) => {
    const told = () => call(cardSupport).presses(keys).hears(answer).hears('anything-else')
    told().isSilent().hears('goodbye').isOver('contained')
    told().presses('#').hears(answer).presses('*').hears(queue)
    told().presses('7').hears('sorry').hears('anything-else').presses('77').isHolding(queue)
    told().presses('0').isHolding(queue)
    call(cardSupport).presses(menu).says(intent).hears(answer).hangsUp().isOver('contained')
  })
})

const QUEUES = [
  { queue: 'billing', keys: '11', limit: 200 },
  { queue: 'account', keys: '0', limit: 200 },
  { queue: 'rewards', keys: '31', limit: 200 },
]
const CLOSING = { before: '2026-12-14T19:50', calls: '2026-12-15T08:00' }

tellQueues(cardSupport, QUEUES)
tellCallbacks(cardSupport, QUEUES, CLOSING)
for (const queue of ['supervisors', 'messages']) tellOwed(cardSupport, CLOSING, queue)
tellMessages(cardSupport, { at: '2026-11-15T22:00', key: '2' })
tellClosing(cardSupport, QUEUES, CLOSING)
tellTalks(cardSupport, QUEUES, CLOSING)

describe('whoever calls card support', () => tellLaws(cardSupport))

test('all that callers of card support can hear', () => {
  expect(everythingHeard(cardSupport)).toMatchSnapshot()
})

test('these stories come to nearly every state and arrow of card support', () => {
  const { states, arrows, text } = coverage(cardSupport)
  expect(states.reached / states.all, text).toBeGreaterThan(0.95)
  expect(arrows.reached / arrows.all, text).toBeGreaterThan(0.95)
})
