import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { canonicalJson, contentHash } from '../../src/line/line-hash.ts'
import { aLine } from './a-line.ts'

/** The same content with the members of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  )
}

test('a line written in another order has the same hash', () => {
  expect(contentHash(turned(aLine()))).toBe(contentHash(aLine()))
})

test('a line with one text changed has another hash', () => {
  expect(contentHash(aLine({ name: 'card-suport' }))).not.toBe(contentHash(aLine()))
})

test('the hash is the SHA-256 that any other program finds for the canonical text', () => {
  const text = canonicalJson({ b: [1, 'ñ', null], a: true, left: undefined })
  expect(text).toBe('{"a":true,"b":[1,"ñ",null]}')
  // From coreutils: printf '%s' '{"a":true,"b":[1,"ñ",null]}' | sha256sum
  expect(contentHash({ b: [1, 'ñ', null], a: true })).toBe(
    '04cd795ca548acb63704727d8b40fae6867e523fb7f38b688028a2f1fbc9a502',
  )
})

test('the canonical text of any JSON value reads back as that value, whatever the order of its members', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(canonicalJson(turned(JSON.parse(text)))).toBe(text)
    }),
  )
})

const ring: unknown[] = []
ring.push(ring)

test.each<[string, unknown, string]>([
  ['a function', { on: { hangup: () => 'gone' } }, 'on.hangup is a function'],
  ['NaN', { queues: [{ limit: 1 }, { limit: Number.NaN }] }, 'queues[1].limit is NaN'],
  ['Infinity', [1, Number.POSITIVE_INFINITY], '[1] is Infinity'],
  ['undefined in a list', [1, undefined], '[1] is undefined'],
  ['a hole in a list', Array(2), '[0] is undefined'],
  ['nothing at all', undefined, 'the value is undefined'],
  ['a bigint', { n: 1n }, 'n is a bigint'],
  ['a date', { since: new Date(0) }, 'since is an object of class Date'],
  ['a map', new Map(), 'the value is an object of class Map'],
  ['a value that holds itself', ring, 'holds itself'],
])('%s has no hash, and the message names its place', (_, value, message) => {
  expect(() => contentHash(value)).toThrow(WrongInput)
  expect(() => contentHash(value)).toThrow(message)
})
