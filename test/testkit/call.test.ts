import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { call, StoryFailed } from '../../src/testkit/index.ts'
import { pier } from './a-line.ts'

function failure(story: () => unknown): StoryFailed {
  try {
    story()
  } catch (error) {
    if (error instanceof StoryFailed) return error
    throw error
  }
  throw new Error('the story went as it was told')
}

const toldOf = (story: () => unknown) => failure(story).message.split('\n')

describe('a story that goes another way', () => {
  test('shows what was heard instead, beside what was expected', () => {
    expect(toldOf(() => call(pier).hears('hello').hears('main').presses('9').hears('main'))).toEqual([
      'a call to pier on 2026-12-14 at 11:00',
      '  heard    hello',
      '  heard    main',
      '  pressed  9',
      '  heard    again              <- expected to hear: main',
      '  line pier, state main.again',
    ])
  })

  test('shows how things stand, where nothing more is to be heard', () => {
    expect(toldOf(() => call(pier).hears('hello').hears('main').hears('again')).slice(-2)).toEqual([
      '  is       asked main         <- expected to hear: again',
      '  line pier, state main.asking',
    ])
    expect(toldOf(() => call(pier).presses('1').isHolding('help').isTold({ position: 2 })).slice(-2)).toEqual(
      [
        '  heard    queue-position (position 1) <- expected to be told: position 2',
        '  line pier, state holdHelp.waiting.music',
      ],
    )
  })

  const ways: [string, () => unknown][] = [
    ['is       holding help       <- expected to be over', () => call(pier).presses('1').isOver()],
    ['is       asked main         <- expected to be holding: help', () => call(pier).isHolding('help')],
    [
      'is       over: left         <- expected to be over: contained',
      () => call(pier).hangsUp().isOver('contained'),
    ],
    [
      'is       over: left         <- expected to be on the line, to press 1',
      () => call(pier).hangsUp().presses('1'),
    ],
    ['heard    hello              <- expected to hear nothing', () => call(pier).hearsNothing()],
    [
      'heard    main               <- expected to hear nothing',
      () => call(pier).hears('hello').hearsNothing(),
    ],
    ['is       holding help       <- expected to be answered', () => call(pier).presses('1').isAnsweredBy()],
    [
      'is       holding help       <- expected to be asked something',
      () => call(pier).presses('1').isSilent(),
    ],
    [
      'is       holding help       <- expected to be asked to confirm the number',
      () => call(pier).presses('1').confirmsNumber(),
    ],
    [
      'is       asked confirm-number <- expected to be asked to confirm the number',
      () => call(pier).presses('3').confirmsNumber(),
    ],
    ['is       asked main         <- expected a callback to be promised', () => call(pier).expectCallback()],
    ['is       asked main         <- expected to be called back', () => call(pier).isCalledBack()],
    ['is       asked main         <- expected the phone to ring', () => call(pier).picksUp()],
    ['is       asked main         <- expected an agent to be talking', () => call(pier).agentFinishes()],
    ['is       asked main         <- expected the caller to have hung up', () => call(pier).ringsAgain()],
  ]
  test.each(ways)('%s', (last, story) => {
    expect(toldOf(story).at(-2)).toBe(`  ${last}`)
  })

  test('names the file of the flow where it stands in flows/ under the name of the line', () => {
    expect(toldOf(() => call(cardSupport).isOver()).at(-1)).toBe('  flows/card-support.ts, state main.asking')
  })

  test('points at the step in the test', () => {
    const [place] = failure(() => call(pier).hears('hello').hears('again')).stack!.match(/\n +at .*/)!
    expect(place).toContain('call.test.ts')
  })

  test('shows the last of a long call', () => {
    const lines = toldOf(() => call(pier).presses('1').waits({ hours: 1 }).isOver())
    expect(lines[1]).toMatch(/^ {2}… \d+ more before$/)
    expect(lines.length).toBe(51)
  })
})

describe('a story', () => {
  test('goes through an hour of hold without an hour', () => {
    call(pier, { agents: { help: { busy: 2, ahead: 3 } } })
      .presses('1')
      .isTold({ position: 4 })
      .waits({ hours: 1 })
      .isHolding('help')
  })

  test('may tell some of what was heard while waiting, in order', () => {
    const waited = () =>
      call(pier, { agents: { help: { busy: 1, ahead: 1 } } })
        .presses('1')
        .waits({ minutes: 5 })
    waited().hears('queue-position-and-wait').hears('queue-position-and-wait')
    expect(() => waited().hears('again')).toThrow('expected to hear: again')
  })

  test('waits through music for the next prompt', () => {
    call(pier, { agents: { help: { busy: 1 } } })
      .presses('1')
      .hears('queue-position-and-wait')
      .isTold({ position: 1, lowMinutes: 1, highMinutes: 5 })
      .hears('queue-position-and-wait')
      .isTold({ highMinutes: 4 })
  })

  test('tells of agents: they pick up, miss, go away, finish', () => {
    call(pier, { agents: { help: { available: ['Zoe', 'Yan'] } } })
      .presses('1')
      .hearsNothing()
      .agent('Zoe')
      .misses()
      .isAnsweredBy('Yan')
      .agentFinishes()
      .isOver('answered')
    call(pier, { agents: { help: { busy: [{ minutes: 2 }, { minutes: 9 }] } } })
      .presses('1')
      .waits({ minutes: 1, seconds: 50 })
      .isHolding('help')
      .waits({ seconds: 15 })
      .isAnsweredBy('Ana')
    call(pier, { agents: { help: { available: 1 } } })
      .agent('Ana')
      .goesAway()
      .presses('1')
      .hears('queue-position')
      .agent('Ana')
      .signsIn()
      .isAnsweredBy('Ana')
  })

  test('tells of entries, words, silence, and a number that is confirmed', () => {
    call(pier)
      .presses('4')
      .hears('code')
      .presses('123')
      .hearsNothing()
      .presses('4')
      .hears('code-right')
      .hears('main')
    call(pier).presses('4').presses('12#').hears('main')
    call(pier).says('address').hears('address').hears('main').isSilent().hears('again')
    call(pier).presses('3').hears('confirm-number').presses('1').hears('will-call').hangsUp().isOver('left')
  })

  test('begins when it is told to: by the line’s clock, or by an instant', () => {
    call(pier, { at: '2026-12-14T08:59:30' }).hears('closed').isOver('closed')
    call(pier, { at: '2026-12-14T13:59:30Z' }).hears('closed')
    call(pier, { at: '2026-12-14T09:00' }).hears('hello')
  })

  test('puts a friend before those who came just before', () => {
    const ahead = { help: { busy: 1, ahead: 2 } }
    call(pier, { agents: ahead, tier: 'friend' }).presses('1').isTold({ position: 1 })
    call(pier, { agents: ahead }).presses('1').isTold({ position: 3 })
  })

  test('knows that a key does nothing while an agent talks', () => {
    const story = call(pier, { agents: { help: { available: 1 } } })
      .presses('1')
      .isAnsweredBy('Ana')
    const before = story.journal.length
    story.presses('2').hearsNothing()
    expect(story.journal).toHaveLength(before)
  })

  test('leaves a journal and a transcript', () => {
    const story = call(pier).presses('2').hears('address').hangsUp()
    expect(story.transcript.split('\n')).toEqual([
      'a call to pier on 2026-12-14 at 11:00',
      '  heard    hello',
      '  pressed  2',
      '  heard    address',
      '  hung up',
      '  is over  left',
    ])
    expect(story.journal.map(({ fact }) => fact.kind).slice(-3)).toEqual(['arrived', 'heard', 'hung-up'])
    expect(story.heard.map(({ text }) => text)).toEqual(['Hello.', 'We are at Pier 4.'])
  })
})

test.each([
  [() => call(pier, { at: 'noon' }), 'at is "noon"; expected a time such as 2026-12-14T11:00'],
  [() => call(pier, { tier: 'gold' }), 'tier is "gold"; line "pier" has: friend, ordinary'],
  [
    () => call(pier, { agents: { sales: {} } }),
    'agents.sales names the queue "sales"; line "pier" has: help',
  ],
  [
    () => call(pier, { agents: { help: { busy: -1 } } }),
    'agents.help.busy is -1; expected a whole number from 0 on',
  ],
  [
    () => call(pier, { agents: { help: { available: 1, ahead: 1 } } }),
    'agents.help has callers ahead and agents available, who would take them',
  ],
  [
    () => call(pier, { at: '2026-12-13T11:00', agents: { help: { busy: 1 } } }),
    'agents are busy, or callers ahead, while the line is closed: begin the story before',
  ],
  [() => call(pier).hears('helo'), 'line "pier" has no prompt "helo"'],
  [() => call(pier).says('sales'), 'line "pier" has no intent "sales"; it has: help, address, unclear'],
  [() => call(pier).isHolding('sales'), 'line "pier" has no queue "sales"; it has: help'],
  [() => call(pier).presses('a'), 'a phone has no key "a"; it has 0 to 9, * and #'],
  [() => call(pier).waits({}), 'a length of {}; expected { minutes: 4 } or the like'],
  [() => call(pier).waits(4 as { minutes?: number }), 'a length of 4; expected { minutes: 4 } or the like'],
  [
    () => call('pier' as unknown as typeof pier),
    'call got "pier"; expected a line, as `defineLine` gives it',
  ],
  [
    () => call(pier, { agent: {} } as object),
    'call has no option "agent"; it has: at, from, caller, tier, owed, agents',
  ],
  [() => call(pier).agent('Bob'), 'no agent is called "Bob"; the cast is: empty'],
] as [() => unknown, string][])('a story that cannot be told says why: %#', (story, why) => {
  expect(story).toThrow(why)
})
