import { expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { saidIn } from '../carrier/twiml.ts'
import { fallible } from '../runtime/fallible-store.ts'
import { LiveLine } from './live-line.ts'

test('row 30: a caller whom a fault met, and who was served since, is not sent away by the next fault', async () => {
  const store = fallible(await openSqliteStore({ memory: true }))
  const line = await LiveLine.open({ store })
  const caller = await line.caller('+12125550101').rings()
  for (const key of ['1', '2']) {
    store.isFull = true
    await caller.presses(key)
    expect(saidIn(caller.document)).toHaveLength(2)
    expect(caller.verb('Redirect').text).toContain('again=1')
    store.isFull = false
    await caller.hearsOut()
    await caller.presses(key)
    expect(caller.verb('Gather').attributes.action).not.toContain('again=1')
  }
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 key.1', 'heard 1 key.2'])
})
