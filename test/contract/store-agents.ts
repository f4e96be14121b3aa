import { expect, test } from 'vitest'
import { Bug } from '../../src/base/assert.ts'
import type { Store } from '../../src/store/port.ts'
import { commit, fact } from './store-facts.ts'

/** What every store promises of a roster that is imported, and of the PINs beside it. */
export function agents(given: () => Store): void {
  const roster = (hash: string, agents: string[], pins: Record<string, string>, atMs = 1_000) => ({
    ...{ hash, atMs, agents },
    pins: Object.entries(pins).map(([name, pin]) => ({ name, pin })),
  })

  test('a centre to which no roster was imported has none, and no PINs', async () => {
    expect(await given().rosterOf('main')).toBeUndefined()
    expect(await given().pinsOf('main')).toEqual([])
    expect(await given().pinOf('main', 'Ana')).toBeUndefined()
  })

  test('the roster that was imported last counts, in its own centre', async () => {
    await commit(given(), 'main', { roster: roster('one', ['Ana', 'Ben'], { Ana: 'a1', Ben: 'b1' }) })
    await commit(given(), 'main', { facts: [fact(1)], roster: roster('two', ['Ana', 'Ben'], {}, 2_000) })
    expect(await given().rosterOf('main')).toEqual({ hash: 'two', atMs: 2_000 })
    expect(await given().rosterOf('other')).toBeUndefined()
    expect(await given().pinOf('other', 'Ana')).toBeUndefined()
  })

  test('agents keep their PINs from roster to roster, and get new ones', async () => {
    await commit(given(), 'main', { roster: roster('one', ['Ben', 'Ana'], { Ben: 'b1', Ana: 'a1' }) })
    await commit(given(), 'main', { roster: roster('two', ['Ana', 'Ben'], { Ben: 'b2' }, 2_000) })
    expect(await given().pinsOf('main')).toEqual([
      { name: 'Ana', pin: 'a1', changedMs: 1_000 },
      { name: 'Ben', pin: 'b2', changedMs: 2_000 },
    ])
    expect(await given().pinOf('main', 'Ben')).toEqual({ name: 'Ben', pin: 'b2', changedMs: 2_000 })
  })

  test('whoever leaves the roster loses the PIN for good', async () => {
    await commit(given(), 'main', { roster: roster('one', ['Ana', 'Ben'], { Ana: 'a1', Ben: 'b1' }) })
    await commit(given(), 'main', { roster: roster('two', ['Ana'], {}) })
    await commit(given(), 'main', { roster: roster('one', ['Ana', 'Ben'], {}) })
    expect(await given().pinsOf('main')).toEqual([{ name: 'Ana', pin: 'a1', changedMs: 1_000 }])
  })

  test('a PIN for somebody who is not in the roster is a bug, and nothing of its commit is kept', async () => {
    const wrong = commit(given(), 'main', { facts: [fact(1)], roster: roster('one', ['Ana'], { Ben: 'b1' }) })
    await expect(wrong).rejects.toThrow(Bug)
    expect(await given().lastSeq('main')).toBe(0)
    expect(await given().rosterOf('main')).toBeUndefined()
  })
}
