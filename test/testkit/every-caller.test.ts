import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callers, everyCaller } from '../../src/testkit/fast-check.ts'
import type { CallStory } from '../../src/testkit/index.ts'
import { pier } from './a-line.ts'
import { harbour } from './a-talkative-line.ts'

const seed = 1

test('what is wrong with a line is found, and told by the shortest call that shows it', () => {
  const nobodyIsToldTheAddress = fc.property(everyCaller(pier), caller => {
    expect(caller.rings().heard.map(({ prompt }) => prompt)).not.toContain('address')
  })
  const { failed, counterexample, errorInstance } = fc.check(nobodyIsToldTheAddress, { seed, numRuns: 500 })
  expect(failed).toBe(true)
  expect((errorInstance as Error).message).toContain("to not include 'address'")
  expect(fc.stringify(counterexample![0]).trim().split('\n')).toEqual([
    'a call to pier on 2026-12-14 at 11:00',
    '  heard    hello',
    '  pressed  2',
    '  heard    address',
    '  hung up',
    '  is over  left',
  ])
})

test('the same caller makes the same call every time', () => {
  fc.assert(
    fc.property(everyCaller(pier), caller => {
      expect(caller.rings().transcript).toBe(caller.rings().transcript)
    }),
    { seed, numRuns: 50 },
  )
})

test('callers of one day meet in its queues', () => {
  const nobodyWaitsBehindAnother = fc.property(callers(pier), all => {
    const places = all.ring().flatMap(({ heard }) => heard.map(({ position = 0 }) => position))
    expect(Math.max(0, ...places)).toBeLessThan(2)
  })
  const { failed, counterexample } = fc.check(nobodyWaitsBehindAnother, { seed, numRuns: 500 })
  expect(failed).toBe(true)
  expect(fc.stringify(counterexample![0])).toContain('position 2')
})

describe('a line that listens, records and knows its callers meets with one', () => {
  /** The shortest call of which this is not so. */
  function shortest(isNeverSo: (story: CallStory) => unknown): string[] {
    const law = fc.property(everyCaller(harbour), caller => {
      expect(isNeverSo(caller.rings())).toBeFalsy()
    })
    const { failed, counterexample } = fc.check(law, { seed, numRuns: 1_000 })
    expect(failed).toBe(true)
    return fc.stringify(counterexample![0]).trim().split('\n')
  }

  test('who enters a number', () => {
    const heard = (prompt: string) => shortest(story => story.heard.some(spoken => spoken.prompt === prompt))
    expect(heard('case-heard')).toEqual([
      'a call to harbour on 2026-12-14 at 11:00',
      '  heard    hello',
      '  pressed  2',
      '  heard    case-number',
      '  entered  2125#',
      '  heard    case-heard',
      '  hung up',
      '  is over  abandoned',
    ])
    expect(heard('pin-heard')).toContain('  entered  ••••')
  })

  test('who leaves a message', () => {
    const told = shortest(({ outcome }) => outcome === 'voicemail')
    expect(told).toContain('  recorded 0:01')
    expect(told.length).toBeLessThan(12)
  })

  test('who is content', () => {
    expect(shortest(({ score = 0 }) => score > 3)).toEqual([
      'a call to harbour on 2026-12-14 at 11:00',
      '  heard    hello',
      '  pressed  4',
      '  heard    how-was-it',
      '  pressed  4',
      '  rated    4',
      '  heard    thanks',
      '  hung up',
      '  is over  left',
    ])
  })

  test('who speaks, whom an agent hands on, and who is called at another time and number', () => {
    const saying = shortest(({ happenings }) => happenings.some(({ what }) => what.includes('lost my')))
    expect(saying).toContain('  said     “lost my card” (lost-card)')
    const sent = shortest(({ happenings }) => happenings.some(({ did }) => did === 'is sent'))
    expect(sent).toContain('  is sent  by Ana to cards')
    const later = shortest(({ heard }) => heard.some(({ promisedMs }) => promisedMs !== undefined))
    expect(later).toContain('  heard    call-later')
  })

  test('who comes back', () => {
    expect(shortest(({ heard }) => heard.some(({ prompt }) => prompt === 'fee-due'))).toEqual([
      'a call to harbour on 2026-12-14 at 11:00, caller with fee-due',
      '  heard    fee-due',
      '  hung up',
      '  is over  left',
    ])
  })
})
