import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { directLine } from '../../src/call/direct.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { promptMs, renderPrompt } from '../../src/line/speech.ts'
import { Story } from './stories.ts'

const card = () => new Story(cardSupport)

describe('card support', () => {
  test('a caller hears the welcome, an offer of Spanish in Spanish, and the menu', () => {
    expect(card().on('line.open').directed).toEqual([
      'say welcome',
      'speak es-US',
      'say for-spanish',
      'speak en-US',
      'ask main 1 6000',
    ])
  })

  test.each([
    ['1', '1', 'billing'],
    ['2', '1', 'account'],
    ['3', '1', 'rewards'],
    ['1', '0', 'billing'],
    ['2', '0', 'account'],
    ['3', '0', 'rewards'],
  ])('keys %s and %s lead to an agent for %s', (first, second, queue) => {
    const story = card().on('line.open', `key.${first}`, `key.${second}`)
    expect(story.directed[0]).toBe(`enqueue ${queue}`)
  })

  test('0 leads to an agent at once, words too', () => {
    expect(card().on('line.open', 'key.0').directed.slice(0, 2)).toEqual(['say to-agent', 'enqueue account'])
    expect(card().on('line.open', 'said.rewards', 'said.rewards').directed[0]).toBe('enqueue rewards')
  })

  test('9 speaks Spanish from then on, 8 English again', () => {
    expect(card().on('line.open', 'key.9').directed).toEqual(['speak es-US', 'ask main 1 6000'])
    expect(card().on('line.open', 'key.9', 'key.8').directed).toEqual(['speak en-US', 'ask main 1 6000'])
  })

  test('two slips are forgiven with an apology, the third leads to a person', () => {
    const story = card().on('line.open', 'key.7')
    expect(story.directed).toEqual(['say sorry', 'ask main 1 6000'])
    expect(story.on('silence').directed).toEqual(['say sorry', 'ask main 1 6000'])
    expect(story.on('said.unclear').directed.slice(0, 2)).toEqual(['say to-agent', 'enqueue account'])
  })

  test('slips in one menu are forgotten in the next', () => {
    const story = card().on('line.open', 'silence', 'silence', 'key.1', 'silence')
    expect(story.at).toBe('billing.again')
  })

  test('star repeats, pound goes back', () => {
    expect(card().on('line.open', 'key.3', 'key.star').directed).toEqual(['ask rewards 1 6000'])
    expect(card().on('line.open', 'key.3', 'key.pound').at).toBe('main.asking')
  })

  test('a recorded answer serves the caller; silence ends it, 0 still leads to the right agent', () => {
    const story = card().on('line.open', 'key.1', 'key.2')
    expect(story.directed).toEqual(['served', 'say about-disputes', 'ask anything-else 1 6000'])
    expect(card().on('line.open', 'key.1', 'key.2', 'key.star').directed).toContain('say about-disputes')
    expect(card().on('line.open', 'key.1', 'key.2', 'key.0').directed[0]).toBe('enqueue billing')
    expect(story.on('silence').directed).toEqual(['say goodbye', 'end'])
    expect(story.isOver).toBe(true)
  })

  test.each([
    ['line.closed', 'closed-until'],
    ['line.holiday', 'closed-holiday'],
  ])('%s: callers hear when we open, and the call ends', (event, prompt) => {
    const story = card().on(event)
    expect(story.directed).toEqual([`say ${prompt}`, 'end'])
  })

  test('1 while waiting keeps the place, and 1 when called back rings the agent', () => {
    const story = card().on('line.open', 'key.3', 'key.0', 'wait.long', 'wait.long', 'key.1')
    expect(story.directed).toContain('keepPlace')
    expect(story.on('callback.kept').directed).toEqual(['say callback-kept', 'hangUp'])
    expect(story.on('callback.answered').directed).toEqual(['ask callback-here 1 8000'])
    expect(story.on('key.1').directed).toEqual(['say callback-one-moment', 'joinAgent', 'playMusic'])
    expect(story.on('agent.answered', 'agent.left').isOver).toBe(true)
  })

  test('whoever picks up and presses no 1 is called again later', () => {
    const story = card().on('line.open', 'key.0', 'wait.long', 'wait.long', 'key.1', 'callback.kept')
    expect(story.on('callback.answered', 'key.5').directed).toEqual(['ask callback-here 1 8000'])
    expect(story.on('key.5').directed).toEqual(['hangUp'])
    expect(story.on('callback.answered', 'silence').directed).toEqual(['hangUp'])
    expect(story.at).toBe('callbackAccount.away')
  })

  test('a number that cannot be called keeps waiting in its queue', () => {
    const story = card().on(
      'line.open',
      'key.3',
      'key.0',
      'wait.long',
      'wait.long',
      'key.1',
      'callback.refused',
    )
    expect(story.directed).toContain('enqueue rewards')
  })

  test('keys do nothing while talking', () => {
    const story = card().on('line.open', 'key.0', 'wait.short', 'agent.answered')
    expect(story.on('key.1').directed).toEqual([])
    expect(story.at).toBe('holdAccount.talking')
  })

  test('after a fault of ours callers hear an apology and wait for an agent', () => {
    const story = card().on('line.open', 'key.1', 'recover')
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
      'Our agents are off for the holiday. We open again tomorrow at eight in the morning. Happy holidays, and goodbye.',
    )
  })
})

describe('gift cards', () => {
  const gift = () => new Story(giftCards)

  test.each([
    ['key.1', 'enqueue orders'],
    ['key.0', 'enqueue gift-cards'],
    ['key.2', 'served'],
    ['key.3', 'served'],
  ])('%s: %s', (key, first) => {
    expect(gift().on('line.open', key).directed[0]).toBe(first)
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
