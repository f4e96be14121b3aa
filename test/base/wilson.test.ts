import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilson } from '../../src/base/wilson.ts'

test('intervals are those of the literature', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I: the score method without continuity correction.
  const rows = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const
  for (const [sum, count, low, high] of rows) {
    const found = wilson(sum, count)!
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
    expect(found.share).toBe(sum / count)
  }
  expect(wilson(0, 0)).toBeNull()
})

test('the share is in its interval, which lies between 0 and 1 and grows narrower with the count', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, part) => {
        const { share, low, high } = wilson(part * count, count)!
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true)
        const more = wilson(part * count * 4, count * 4)!
        expect(more.high - more.low).toBeLessThan(high - low)
      },
    ),
  )
})
