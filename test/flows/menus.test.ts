import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { directLine } from '../../src/call/direct.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { promptMs, renderPrompt } from '../../src/line/speech.ts'
import { Story } from './stories.ts'

const card = () => new Story(cardSupport)
/** A caller of whom nothing is known, who has heard the welcome. */
const welcomed = (...events: string[]) => card().on('line.open', 'caller.unknown', ...events)

describe('card support', () => {
  test('a caller hears the welcome, an offer of Spanish in Spanish, what is new, and the menu', () => {
    const story = card().on('line.open')
    expect(story.directed).toEqual([
      'say welcome',
      'speak es-US',
      'say for-spanish',
      'speak en-US',
      'sayNotices',
      'sayMatters',
      'identify',
    ])
    expect(story.on('caller.unknown').directed).toEqual(['ask main 1 6000 speech'])
    expect(card().on('line.open', 'caller.known').directed).toEqual(['ask main 1 6000 speech'])
  })

  test('a caller whose case is open is asked about it first', () => {
    const returning = (...events: string[]) => card().on('line.open', 'caller.returning', ...events)
    expect(returning().directed).toEqual(['ask open-case 1 8000'])
    expect(returning('key.1').directed.slice(0, 3)).toEqual([
      'preferLastAgent',
      'say to-case',
      'enqueue account',
    ])
    expect(returning('key.2').directed).toEqual(['ask main 1 6000 speech'])
    expect(returning('silence').directed).toEqual(['say sorry', 'ask open-case 1 8000'])
    expect(returning('silence', 'key.5').at).toBe('main.asking')
  })

  test.each([
    ['1', '1', 'billing'],
    ['2', '1', 'account'],
    ['3', '1', 'rewards'],
    ['1', '0', 'billing'],
    ['2', '0', 'account'],
    ['3', '0', 'rewards'],
  ])('keys %s and %s lead to an agent for %s', (first, second, queue) => {
    expect(welcomed(`key.${first}`, `key.${second}`).directed[0]).toBe(`enqueue ${queue}`)
  })

  test('0 leads to an agent at once, words to what they name', () => {
    expect(welcomed('key.0').directed.slice(0, 2)).toEqual(['say to-agent', 'enqueue account'])
    expect(welcomed('said.rewards', 'said.rewards').directed[0]).toBe('enqueue rewards')
    expect(welcomed('said.lost-card').directed.slice(0, 2)).toEqual([
      'say lost-card',
      'ask recording-consent 1 8000',
    ])
    expect(welcomed('said.disputing').at).toBe('billing.asking')
  })

  test('9 speaks Spanish from then on, 8 English again', () => {
    expect(welcomed('key.9').directed).toEqual(['speak es-US', 'ask main 1 6000 speech'])
    expect(welcomed('key.9', 'key.8').directed).toEqual(['speak en-US', 'ask main 1 6000 speech'])
  })

  test('two slips are forgiven with an apology, the third leads to a person', () => {
    const story = welcomed('key.7')
    expect(story.directed).toEqual(['say sorry', 'ask main 1 6000 speech'])
    expect(story.on('silence').directed).toEqual(['say sorry', 'ask main 1 6000 speech'])
    expect(story.on('said.unclear').directed.slice(0, 2)).toEqual(['say to-agent', 'enqueue account'])
  })

  test('slips in one menu are forgotten in the next', () => {
    expect(welcomed('silence', 'silence', 'key.1', 'silence').at).toBe('billing.again')
  })

  test('star goes back, pound repeats', () => {
    expect(welcomed('key.3', 'key.pound').directed).toEqual(['ask rewards 1 6000 speech'])
    expect(welcomed('key.3', 'key.star').at).toBe('main.asking')
    expect(welcomed('key.pound').directed).toEqual(['ask main 1 6000 speech'])
  })

  test('9 explains the choices of the account menu, and asks again', () => {
    const story = welcomed('key.2', 'key.9')
    expect(story.directed).toEqual(['say account-help', 'ask account 1 6000 speech'])
    expect(story.on('key.2').directed).toContain('say about-password')
  })

  test('a recorded answer serves the caller; silence ends it, 0 still leads to the right agent', () => {
    const story = welcomed('key.1', 'key.2')
    expect(story.directed).toEqual(['served', 'say about-disputes', 'ask anything-else 1 6000'])
    expect(welcomed('key.1', 'key.2', 'key.pound').directed).toContain('say about-disputes')
    expect(welcomed('key.1', 'key.2', 'key.star').at).toBe('billing.asking')
    expect(welcomed('key.1', 'key.2', 'key.0').directed[0]).toBe('enqueue billing')
    expect(story.on('silence').directed).toEqual(['say goodbye', 'end'])
    expect(story.isOver).toBe(true)
  })

  const CASE_NUMBER = 'ask case-number 10 8000 least 6 case'

  test('a case number is read back, and asked for three times at most', () => {
    const asked = (...events: string[]) => welcomed('key.2', 'key.3', ...events)
    expect(asked().directed).toEqual([CASE_NUMBER])
    expect(asked('entry.valid').directed).toEqual(['ask case-number-entered 1 8000'])
    expect(asked('entry.valid', 'key.1').directed[0]).toBe('enqueue account')
    expect(asked('entry.valid', 'key.2').directed).toEqual([CASE_NUMBER])
    expect(asked('entry.invalid').directed).toEqual(['say sorry', CASE_NUMBER])
    expect(asked('entry.invalid', 'entry.invalid', 'entry.invalid').directed[0]).toBe('enqueue account')
    expect(asked('silence').directed[0]).toBe('enqueue account')
  })

  test.each([
    ['line.closed', 'closed-until'],
    ['line.holiday', 'closed-holiday'],
  ])('%s: callers hear when we open, and may reach the night queue or leave a message', (event, prompt) => {
    expect(card().on(event).directed).toEqual([`say ${prompt}`, 'ask closed-choices 1 6000'])
    expect(card().on(event, 'key.1').directed[0]).toBe('enqueue night')
    expect(card().on(event, 'key.2').directed).toEqual(['record voicemail 120'])
    expect(card().on(event, 'silence').directed).toEqual(['end'])
    expect(card().on(event, 'key.7').directed).toEqual(['say sorry', 'ask closed-choices 1 6000'])
    expect(card().on(event, 'key.7', 'key.7').isOver).toBe(true)
  })

  /** A caller who waits for an agent for rewards, and has heard a long wait. */
  const waiting = (...events: string[]) => welcomed('key.3', 'key.0', 'wait.long', 'wait.long', ...events)

  test('1 while waiting keeps the place, and 1 when called back rings the agent', () => {
    const story = waiting('key.1')
    expect(story.directed).toContain('checkNumber')
    expect(story.on('number.known').directed).toEqual(['ask callback-number 1 8000'])
    expect(story.on('key.1').directed).toEqual(['keepPlace'])
    expect(story.on('callback.kept').directed).toEqual(['ask callback-kept-or-later 1 6000'])
    expect(story.on('silence').directed).toEqual(['say callback-kept', 'hangUp'])
    expect(story.on('callback.answered').directed).toEqual(['ask callback-here 1 8000'])
    expect(story.on('key.1').directed.slice(0, 3)).toEqual([
      'say callback-one-moment',
      'joinAgent',
      'playMusic',
    ])
    expect(story.on('agent.answered').directed).toContain('openCase')
    expect(story.on('agent.left').directed).toEqual(['openCase', 'say your-case', 'ask survey 1 8000'])
    expect(story.on('silence').isOver).toBe(true)
  })

  test('another number is entered and read back before it is used', () => {
    const story = waiting('key.1', 'number.known', 'key.2')
    expect(story.directed).toEqual(['ask callback-other-number 15 8000 least 7 number'])
    expect(story.on('entry.valid').directed).toEqual(['ask callback-number-entered 1 8000'])
    expect(story.on('key.2').directed).toEqual(['ask callback-other-number 15 8000 least 7 number'])
    expect(story.on('entry.valid', 'key.1').directed).toEqual(['useNumber', 'keepPlace'])
  })

  test('a caller whose number is withheld is asked for one at once', () => {
    expect(waiting('key.1', 'number.withheld').directed).toEqual([
      'ask callback-other-number 15 8000 least 7 number',
    ])
  })

  test.each([
    ['1', 'promise 3600'],
    ['2', 'promise 10800'],
    ['3', 'promise opening'],
  ])('%s when the place is kept: %s', (key, promise) => {
    const story = waiting('key.1', 'number.known', 'key.1', 'callback.kept', `key.${key}`)
    expect(story.directed).toEqual([promise, 'keepPlace'])
    expect(story.on('callback.kept').directed).toEqual(['say callback-promised', 'hangUp'])
  })

  test('whoever picks up and presses no 1 is called again later', () => {
    const story = waiting('key.1', 'number.known', 'key.1', 'callback.kept', 'silence')
    expect(story.on('callback.answered', 'key.5').directed).toEqual(['ask callback-here 1 8000'])
    expect(story.on('key.5').directed).toEqual(['hangUp'])
    expect(story.on('callback.answered', 'silence').directed).toEqual(['hangUp'])
    expect(story.at).toBe('callbackRewards.away')
  })

  test('a number that cannot be called keeps waiting in its queue', () => {
    const story = waiting('key.1', 'number.known', 'key.1', 'callback.refused')
    expect(story.directed).toContain('enqueue rewards')
  })

  test('2 while waiting leaves the queue for a message', () => {
    const story = waiting('key.2')
    expect(story.directed).toContain('leaveQueue')
    expect(story.directed.at(-1)).toBe('record voicemail 120')
    expect(story.on('recording.empty').directed).toEqual(['say voicemail-empty', 'record voicemail 120'])
    expect(story.on('recording.kept').directed).toEqual([
      'say voicemail-thanks',
      'openCase',
      'say your-case',
      'text text-case',
      'say goodbye',
      'file messages',
    ])
  })

  test('keys do nothing while talking', () => {
    const story = welcomed('key.0', 'wait.short', 'agent.answered')
    expect(story.on('key.1').directed).toEqual([])
    expect(story.at).toBe('holdAccount.talking')
  })

  test('an agent hands a caller on to any queue but that of the night', () => {
    const talking = () => welcomed('key.0', 'wait.short', 'agent.answered')
    for (const queue of ['billing', 'account', 'rewards'])
      expect(talking().on(`agent.transfers.${queue}`).directed.slice(0, 2)).toEqual([
        'say transfer',
        `enqueue ${queue}`,
      ])
    expect(talking().on('agent.transfers.supervisors').directed.slice(0, 2)).toEqual([
      'say escalate',
      'enqueue supervisors',
    ])
    expect(talking().on('agent.transfers.night').directed).toEqual([])
  })

  test('who stays when the agent has hung up may rate the call, and say why', () => {
    const story = welcomed('key.0', 'wait.short', 'agent.answered', 'agent.left', 'key.4')
    expect(story.directed).toEqual(['rate 4', 'record survey-comment 60'])
    expect(story.on('recording.kept').directed).toEqual(['say survey-thanks', 'say goodbye', 'end'])
  })

  test('after a fault of ours callers hear an apology and wait for an agent', () => {
    const story = welcomed('key.1', 'recover')
    expect(story.directed.slice(0, 2)).toEqual(['say apology', 'enqueue account'])
  })

  test('menus are short: none takes longer than 17 seconds to say', () => {
    for (const prompt of ['main', 'billing', 'account', 'rewards']) {
      for (const language of cardSupport.definition.languages) {
        expect(promptMs(cardSupport.definition, prompt, language), `${prompt} ${language}`).toBeLessThan(
          17_000,
        )
      }
    }
  })

  test('on Christmas morning callers hear of the holiday and of the next day', () => {
    const atMs = Date.parse('2026-12-25T10:00:00-05:00')
    const hours = new OpeningHours(cardSupport.definition)
    expect(hours.at(atMs).status).toBe('holiday')
    const openingMs = hours.nextOpening(atMs)!
    expect(renderPrompt(cardSupport.definition, 'closed-holiday', 'en-US', { openingMs, atMs })).toBe(
      'Our agents are off for the holiday. We open again tomorrow at eight in the morning. Happy holidays.',
    )
  })
})

describe('gift cards', () => {
  const welcomed = (...events: string[]) => new Story(giftCards).on('line.open', 'caller.unknown', ...events)

  test.each([
    ['key.1', 'ask order-number 10 8000 least 6'],
    ['key.0', 'enqueue gift-cards'],
    ['key.2', 'served'],
    ['key.3', 'served'],
  ])('%s: %s', (key, first) => {
    expect(welcomed(key).directed[0]).toBe(first)
  })

  test('an order number that is right, missing or wrong three times leads to who looks for orders', () => {
    expect(welcomed('key.1', 'entry.valid', 'key.1').directed[0]).toBe('enqueue orders')
    expect(welcomed('key.1', 'silence').directed[0]).toBe('enqueue orders')
    const slips = ['entry.invalid', 'entry.invalid', 'entry.invalid']
    expect(welcomed('key.1', ...slips).directed[0]).toBe('enqueue orders')
  })

  test('the digits of a card are a secret, and are never read back', () => {
    const asked = welcomed('key.2', 'key.0')
    expect(asked.directed).toEqual(['ask last-four 4 8000 secret'])
    expect(asked.on('entry.valid').directed[0]).toBe('enqueue gift-cards')
  })

  test('in December agents answer until ten at night', () => {
    const hours = new OpeningHours(giftCards.definition)
    expect(hours.at(Date.parse('2026-12-14T21:59:00-05:00')).status).toBe('open')
    expect(hours.at(Date.parse('2026-11-16T21:59:00-05:00')).status).toBe('closed')
  })
})

describe('the built-in line', () => {
  test('a caller joins the queue at once and hears nothing', () => {
    const story = new Story(directLine({ queueLimit: 1_000 }))
    expect(story.on('line.open').directed).toEqual(['enqueue direct'])
    expect(story.on('wait.long').directed).toEqual([])
    expect(story.on('agent.answered').directed).toEqual([])
    expect(story.on('hangup').directed).toEqual(['end'])
  })

  test('a caller who finds the queue full is gone', () => {
    expect(new Story(directLine({ queueLimit: 0 })).on('line.open', 'queue.full').isOver).toBe(true)
  })

  test('a limit that no carrier takes is refused', () => {
    expect(() => directLine({ queueLimit: 5_001 })).toThrow(/queues\[0\]\.limit is 5001/)
  })
})
