import { expect, test } from 'vitest'
import { menu, say } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof menu>[0]

const CHOICES = {
  '1': { to: '#call.hats', serves: ['hats'] },
  '2': { to: '#call.shoes', serves: ['shoes', 'boots'] },
} as const

const shop = (options: Partial<Options> = {}) =>
  lineOf(
    {
      first: menu({ prompt: 'main', sorry: 'sorry', giveUp: '#call.person', choices: CHOICES, ...options }),
      hats: say('hats', '#call.gone'),
      shoes: say('shoes', '#call.gone'),
      person: say('person', '#call.gone'),
    },
    {
      intents: ['hats', 'shoes', 'boots'],
      phrases: { hats: { 'en-US': ['a hat'] }, boots: { 'en-US': ['boots'] } },
    },
  )

test('a key leads where its choice says', () => {
  expect(problemsOf(shop())).toEqual([])
  call(shop()).hears('main').presses('2').hears('shoes')
})

test('keys that lead elsewhere are choices to remember, whether or not an intent is served', () => {
  const keys = ['3', '4', '5', '6'] as const
  const more = Object.fromEntries(keys.map(key => [key, { to: '#call.hats', serves: [] }]))
  const found = (choices: Options['choices']) => problemsOf(shop({ choices, repeat: '8' }))
  expect(found({ ...CHOICES, ...more }).join()).toContain(
    'the menu has 6 choices to remember (1, 2, 3, 4, 5, 6)',
  )
  const { '6': _, ...five } = more
  expect(found({ ...CHOICES, ...five, '0': { to: '#call.person', serves: [] } })).toEqual([])
})

test('slips are forgiven as often as it says, and then a person helps', () => {
  call(shop())
    .presses('9')
    .hears('sorry')
    .hears('main')
    .isSilent()
    .hears('sorry')
    .presses('*')
    .hears('person')
  call(shop({ tries: 1 }))
    .presses('9')
    .hears('person')
})

test('a slip is no longer counted once the caller has left the menu', () => {
  const line = lineOf({
    first: menu({
      prompt: 'main',
      sorry: 'sorry',
      giveUp: '#call.bye',
      choices: { '1': { to: '#call.next', serves: [] } },
    }),
    next: menu({
      prompt: 'next',
      sorry: 'sorry',
      giveUp: '#call.bye',
      choices: { '1': { to: '#call.bye', serves: [] } },
    }),
  })
  call(line).presses('99').presses('1').hears('next').presses('99').hears('sorry').hears('next')
})

test('words do instead of keys where it listens, and an intent is known by any of its phrases', () => {
  const listens = shop({ speech: true })
  expect(problemsOf(listens)).toEqual([])
  call(listens).says('I would like a hat').hears('hats')
  call(listens).says('boots').hears('shoes')
  call(listens).says('weather').hears('sorry').hears('main')
  call(shop()).hears('main').says('boots').hearsNothing()
})

test('silence counts after as long as it says', () => {
  const silentAfter = (line = shop()) => {
    const { journal } = call(line).hears('main').isSilent()
    return (journal.at(-1)!.atMs - journal.at(-2)!.atMs) / 1_000
  }
  expect(silentAfter(shop({ timeoutSeconds: 9 })) - silentAfter()).toBeCloseTo(3)
})

test('a silent caller who was served goes where it says', () => {
  const line = shop({ tells: 'hours', silent: '#call.bye' })
  expect(problemsOf(line)).toEqual([])
  call(line).hears('hours').hears('main').isSilent().hears('bye').isOver('contained')
})

test('what it tells is not told again after a slip, but by the key that repeats', () => {
  const line = shop({ tells: 'hours', repeat: 'pound' })
  call(line).presses('9').hears('sorry').hears('main').presses('#').hears('hours').hears('main')
})

test('one key explains, one repeats, star goes back; none of them is a slip', () => {
  const line = shop({ help: { key: '5', prompt: 'help' }, repeat: 'pound', back: '#call.hats' })
  expect(problemsOf(line)).toEqual([])
  const story = call(line)
  for (let times = 0; times < 4; times++)
    story.presses('5').hears('help').hears('main').presses('#').hears('main')
  story.presses('*').hears('hats')
})

test('a key leads one way', () => {
  expect(() => shop({ repeat: '1' })).toThrow('the menu "main" has two ways for key 1; a key has one')
  expect(() => shop({ help: { key: 'star', prompt: 'help' }, back: '#call.hats' })).toThrow(
    'two ways for key star',
  )
})

test('a caller who hangs up is gone, and one whom a fault of ours meets goes on', () => {
  call(shop()).hears('main').hangsUp().isOver('left')
  call(shop()).hears('main').meetsAFault().hears('bye')
})
