import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CASE_DIGITS, caseNumberOf, mayBeCase } from '../../src/line/case-number.ts'

const calls = fc.integer({ min: 1, max: 10_000_000 })

test('every call has a case number of its own, of six digits or more, that begins with no zero', () => {
  fc.assert(
    fc.property(calls, call => {
      const number = caseNumberOf(call)
      expect(number).toMatch(/^[1-9]\d{5,}$/)
      expect(number.length).toBeLessThanOrEqual(CASE_DIGITS.most)
      expect(mayBeCase(number)).toBe(true)
      expect(Number(caseNumberOf(call + 1).slice(0, -1))).toBe(Number(number.slice(0, -1)) + 1)
    }),
  )
})

test('one wrong digit, and two neighbours that were swapped, are caught wherever they stand', () => {
  fc.assert(
    fc.property(calls, fc.nat(), fc.integer({ min: 1, max: 9 }), (call, place, more) => {
      const digits = [...caseNumberOf(call)]
      const at = place % digits.length
      const wrong = digits.with(at, String((Number(digits[at]) + more) % 10))
      expect(mayBeCase(wrong.join(''))).toBe(false)
      const next = (at + 1) % digits.length
      const swapped = digits.with(at, digits[next]!).with(next, digits[at]!)
      if (next > 0 && digits[at] !== digits[next]) expect(mayBeCase(swapped.join(''))).toBe(false)
    }),
  )
})

test('what is too short, too long or no number is none', () => {
  for (const digits of ['', '0', '10001', '0100014', '1000140000000', '10001a'])
    expect(mayBeCase(digits)).toBe(false)
})
