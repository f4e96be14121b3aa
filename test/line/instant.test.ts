import { expect, test } from 'vitest'
import { instantIn } from '../../src/line/instant.ts'

const NEW_YORK = 'America/New_York'

test('a time without an offset is meant on the clock of the zone', () => {
  expect(instantIn(NEW_YORK, '2026-12-14T10:00')).toBe(Date.UTC(2026, 11, 14, 15))
  expect(instantIn(NEW_YORK, ' 2026-07-14 10:00:30 ')).toBe(Date.UTC(2026, 6, 14, 14, 0, 30))
})

test('an offset says where a time is meant', () => {
  for (const offset of ['Z', '+00:00', '-0000', '+00']) {
    expect(instantIn(NEW_YORK, `2026-12-14T10:00${offset}`)).toBe(Date.UTC(2026, 11, 14, 10))
  }
  expect(instantIn(NEW_YORK, '2026-12-14T10:00-05:00')).toBe(Date.UTC(2026, 11, 14, 15))
  expect(instantIn(NEW_YORK, '2026-12-14T10:00:59.5+0530')).toBe(Date.UTC(2026, 11, 14, 4, 30, 59))
})

test('what names no instant gives none', () => {
  for (const text of ['', 'noon', '2026-12-14', '2026-02-30T10:00', '2026-12-14T24:00', '2026-12-14T10:60'])
    expect(instantIn(NEW_YORK, text)).toBeUndefined()
})
