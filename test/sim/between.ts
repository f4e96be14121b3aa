import fc from 'fast-check'

const STEPS = 1_000_000

/** Numbers spread evenly from one to another: what fast-check would rather try are the ends. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.integer({ min: 0, max: STEPS })).map(n => min + ((max - min) * n) / STEPS)
}
