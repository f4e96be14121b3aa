import { expect, test } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import { commit, fact, read } from './store-facts.ts'

export function callers(given: () => Store): void {
  const anna = { number: '+15550001', atMs: 500 }
  const greet = (centre: string, number: string, atMs = 500) =>
    given().withCentre(centre, async hold => {
      const key = await hold.callerKey({ number, atMs })
      await hold.commit({ facts: [] })
      return key
    })

  test('a number keeps its key, in every centre', async () => {
    const key = await greet('north', anna.number)
    expect(key).toBeGreaterThanOrEqual(1)
    expect(await greet('south', anna.number, 900)).toBe(key)
    expect(await greet('south', '+15550002')).not.toBe(key)
    expect(await given().caller(key)).toEqual({ key, number: anna.number, firstSeenMs: 500, lastSeenMs: 500 })
    expect(await given().callerByNumber(anna.number)).toEqual(await given().caller(key))
  })

  test('a new caller who reaches two centres at once has one key', async () => {
    const keys = await given().withCentre('north', async north => {
      const first = await north.callerKey(anna)
      const second = await greet('south', anna.number)
      await north.commit({ facts: [] })
      return [first, await north.centre, second]
    })
    expect(keys[0]).toBe(keys[2])
    expect((await given().callerByNumber(anna.number))?.key).toBe(keys[0])
  })

  test('what becomes known about a caller adds to what was known', async () => {
    const key = await greet('main', anna.number)
    await commit(given(), 'main', { callers: [{ key, name: 'Anna', language: 'de-DE' }] })
    await commit(given(), 'main', {
      callers: [
        { key, tier: 'gold', language: 'en-US', seenMs: 700 },
        { key, seenMs: 600 },
      ],
    })
    const expected = {
      key,
      ...{ name: 'Anna', language: 'en-US', tier: 'gold' },
      firstSeenMs: 500,
      lastSeenMs: 700,
    }
    expect(await given().caller(key)).toEqual({ ...expected, number: anna.number })
  })

  test('erasing a caller deletes what they said and leaves the journal', async () => {
    const key = await greet('main', anna.number)
    const said = { call: 4, caller: key, what: 'digits', value: '4929', atMs: 1 } as const
    const secrets = [
      said,
      { ...said, what: 'speech', value: 'my bill' },
      { ...said, call: 5, caller: 0 },
    ] as const
    await commit(given(), 'main', { facts: [fact(1)], secrets })
    expect(await given().secretsOf('main', 4)).toEqual([
      { what: 'digits', value: '4929' },
      { what: 'speech', value: 'my bill' },
    ])
    expect(await given().eraseCaller(key)).toBe(3)
    expect(await given().eraseCaller(key)).toBe(0)
    expect(await given().caller(key)).toBeUndefined()
    expect(await given().secretsOf('main', 4)).toEqual([])
    expect(await given().secretsOf('main', 5)).toHaveLength(1)
    expect(await read(given().factsSince('main', 0))).toEqual([fact(1)])
  })

  test('an erased caller stays erased, and their key is never given to anyone else', async () => {
    const key = await greet('main', anna.number)
    await given().eraseCaller(key)
    const late = { call: 4, caller: key, what: 'digits', value: '1', atMs: 1 } as const
    await commit(given(), 'main', { callers: [{ key, name: 'Anna' }], secrets: [late] })
    expect(await given().caller(key)).toBeUndefined()
    expect(await given().secretsOf('main', 4)).toEqual([])
    expect(await greet('main', '+15550002')).not.toBe(key)
    expect(await greet('main', anna.number)).not.toBe(key)
  })

  test('what callers said is forgotten by its time', async () => {
    const said = { call: 4, caller: 0, what: 'digits', value: '4929' } as const
    await commit(given(), 'main', {
      secrets: [
        { ...said, atMs: 10 },
        { ...said, atMs: 20 },
      ],
    })
    expect(await given().forget('secrets', 20)).toBe(1)
    expect(await given().secretsOf('main', 4)).toHaveLength(1)
  })
}

export function calls(given: () => Store): void {
  test('a carrier’s identifier leads to its call and back, the one bound last', async () => {
    await commit(given(), 'main', {
      calls: [
        { callSid: 'CA1', call: 7, atMs: 10 },
        { callSid: 'CA2', call: 8, atMs: 10 },
      ],
    })
    await commit(given(), 'main', { calls: [{ callSid: 'CA3', call: 7, atMs: 20 }] })
    expect(await given().callOf('CA1')).toEqual({ centre: 'main', call: 7 })
    expect(await given().callSidOf('main', 7)).toBe('CA3')
    expect(await given().callSidOf('other', 7)).toBeUndefined()
    const found = await given().withCentre('main', hold => hold.callsOf(['CA2', 'CA9']))
    expect([...found]).toEqual([['CA2', { centre: 'main', call: 8 }]])
  })

  test('an identifier bound again moves to the other call', async () => {
    await commit(given(), 'main', { calls: [{ callSid: 'CA1', call: 7, atMs: 10 }] })
    await commit(given(), 'main', { calls: [{ callSid: 'CA1', call: 9, atMs: 30 }] })
    expect(await given().callOf('CA1')).toEqual({ centre: 'main', call: 9 })
    expect(await given().callSidOf('main', 7)).toBeUndefined()
    expect(await given().forget('calls', 30)).toBe(0)
    expect(await given().forget('calls', 31)).toBe(1)
    expect(await given().callOf('CA1')).toBeUndefined()
  })
}
