import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callers, everyCaller } from '../../src/testkit/fast-check.ts'
import { pier } from './a-line.ts'

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
