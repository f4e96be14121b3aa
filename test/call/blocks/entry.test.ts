import { expect, test } from 'vitest'
import { entry, say } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof entry>[0]

const asks = (options: Partial<Options> = {}) =>
  lineOf({
    first: entry({
      prompt: 'number',
      digits: 4,
      sorry: 'sorry',
      to: '#call.right',
      giveUp: '#call.person',
      ...options,
    }),
    right: say('right', '#call.gone'),
    person: say('person', '#call.gone'),
    ...(options.without && { none: say('none', '#call.gone') }),
  })

const journalOf = (story: { readonly journal: readonly unknown[] }) => JSON.stringify(story.journal)

test('so many digits are an entry, and one too few is a slip', () => {
  expect(problemsOf(asks())).toEqual([])
  call(asks()).hears('number').enters('4711').hears('right')
  call(asks()).enters('471#').hears('sorry').hears('number').enters('4711').hears('right')
})

test('digits may be of several lengths, ended by pound or by a pause', () => {
  const line = asks({ digits: { least: 2, most: 4 } })
  expect(problemsOf(line)).toEqual([])
  call(line).enters('47#').hears('right')
  call(line).enters('47').hears('right')
  call(line).enters('4711').hears('right')
  call(line).enters('4#').hears('sorry')
})

test('slips are forgiven as often as it says', () => {
  call(asks())
    .isSilent()
    .hears('sorry')
    .enters('1#')
    .hears('sorry')
    .hears('number')
    .isSilent()
    .hears('person')
  expect(problemsOf(asks({ tries: 1 }))).toEqual([])
  call(asks({ tries: 1 }))
    .isSilent()
    .hears('person')
})

test('a caller without the number goes where it says, on silence or pound alone', () => {
  const line = asks({ without: '#call.none' })
  expect(problemsOf(line)).toEqual([])
  call(line).isSilent().hears('none')
  call(line).enters('#').hears('none')
  call(line).enters('1#').hears('sorry')
})

test('what was entered is spoken and confirmed where it says so, and may be entered again', () => {
  const line = asks({ confirm: 'entered' })
  expect(problemsOf(line)).toEqual([])
  const story = call(line)
    .enters('4711')
    .hears('entered')
    .presses('2')
    .hears('number')
    .enters('4712')
    .hears('entered')
  expect(story.heard.filter(({ prompt }) => prompt === 'entered').map(({ text }) => text)).toEqual([
    'entered four, seven, one, one',
    'entered four, seven, one, two',
  ])
  story.presses('1').hears('right')
})

test('slips at the number and at its confirmation count together, and so does a number that was not the right one', () => {
  const line = asks({ confirm: 'entered' })
  call(line)
    .enters('1#')
    .enters('4711')
    .presses('9')
    .hears('sorry')
    .hears('entered')
    .isSilent()
    .hears('person')
  call(line)
    .enters('4711')
    .presses('2')
    .enters('4712')
    .presses('2')
    .enters('4713')
    .presses('2')
    .hears('person')
  expect(problemsOf(asks({ confirm: 'entered', tries: 1 }))).toEqual([])
})

test('digits stand in no journal, and a secret not even in the transcript', () => {
  const open = call(asks()).enters('4711')
  expect(journalOf(open)).not.toContain('4711')
  expect(open.transcript).toContain('4711')
  const secret = call(asks({ as: 'secret' }))
    .enters('4711')
    .hears('right')
  expect(journalOf(secret)).not.toContain('4711')
  expect(secret.transcript).not.toContain('4711')
})

test('a telephone number must be one that can be called', () => {
  const line = asks({ as: 'number', digits: { least: 3, most: 15 } })
  expect(problemsOf(line)).toEqual([])
  call(line).enters('911#').hears('sorry')
  call(line).enters('2125550123#').hears('right')
})

test('silence counts after as long as it says', () => {
  const silentAfter = (line = asks()) => {
    const { journal } = call(line).hears('number').isSilent()
    return (journal.at(-1)!.atMs - journal.at(-2)!.atMs) / 1_000
  }
  expect(silentAfter(asks({ timeoutSeconds: 12 })) - silentAfter()).toBeCloseTo(4)
})

test.each([
  [{ digits: 1 }, 'the entry "number" takes 1 to 1 digits; expected 2 or more, the least first'],
  [{ digits: { least: 4, most: 2 } }, 'takes 4 to 2 digits'],
  [{ digits: { least: 0, most: 2 } }, 'takes 0 to 2 digits'],
  [{ as: 'secret', confirm: 'entered' }, 'the entry "number" has a confirmation; a secret is kept nowhere'],
] as const)('%o is refused', (options, message) => {
  expect(() => asks(options)).toThrow(message)
})

test('a caller who hangs up among the digits is gone, and one whom a fault of ours meets goes on', () => {
  call(asks()).presses('47').hangsUp().isOver('left')
  call(asks()).presses('47').meetsAFault().hears('bye')
})
