import { expect, test } from 'vitest'
import { isCallable } from '../../src/carrier/twilio/entered-number.ts'
import { zonesOf } from '../../src/carrier/twilio/number-zones.ts'

test('a number is where its prefix was given out', () => {
  expect(zonesOf('+12125550123')).toBe('America/New_York')
  expect(zonesOf('+13105550123')).toBe('America/Los_Angeles')
  expect(zonesOf('+18085550123')).toBe('Pacific/Honolulu')
  expect(zonesOf('+442079460123')).toBe('Europe/London')
})

test('a number that may be in several zones has them all', () => {
  expect(zonesOf('+19072345678')).toBe('America/Adak America/Anchorage')
  expect(zonesOf('+12085551234')!.split(' ')).toEqual(['America/Boise', 'America/Los_Angeles'])
})

test('of a number of no country nobody knows where it is', () => {
  expect(zonesOf('+870773111632')).toBeUndefined()
  expect(zonesOf('+9999999999')).toBeUndefined()
})

test('numbers of no country, premium-rate numbers and the line itself are not called', () => {
  const own = '+12025550100'
  expect(isCallable('+12125550123', own)).toBe(true)
  expect(isCallable('+12125550123', undefined)).toBe(true)
  // No area has the code 100; 900 costs extra; and a line does not call itself.
  expect(isCallable('+11005550123', own)).toBe(false)
  expect(isCallable('+19002345678', own)).toBe(false)
  expect(isCallable(own, own)).toBe(false)
})
