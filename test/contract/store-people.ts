import { expect, test } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import type { CallerChange } from '../../src/store/rows.ts'
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

  const record = {
    tier: 'gold',
    openCase: 'A-4711',
    caseOpenedMs: 300,
    lastAgent: 'ben',
    matters: ['payment-due', 'card-expires'],
  }

  test('a record says all that is known of a caller: what the next one leaves out is so no more', async () => {
    const key = await greet('main', anna.number)
    const seen = { key, number: anna.number, firstSeenMs: 500, lastSeenMs: 500 }
    await commit(given(), 'main', { callers: [{ key, name: 'Anna', record: { ...record, atMs: 600 } }] })
    expect(await given().caller(key)).toEqual({ ...seen, ...record, name: 'Anna', recordedMs: 600 })
    await commit(given(), 'main', { callers: [{ key, record: { atMs: 700 } }] })
    expect(await given().callerByNumber(anna.number)).toEqual({ ...seen, name: 'Anna', recordedMs: 700 })
  })

  test('who talked to a caller is kept while a case is open, also when a record of that case does not say', async () => {
    const key = await greet('main', anna.number)
    const agentAfter = async (...changes: Omit<CallerChange, 'key'>[]) => {
      await commit(given(), 'main', { callers: changes.map(change => ({ key, ...change })) })
      return (await given().caller(key))?.lastAgent
    }
    const { lastAgent: _, ...silent } = record
    expect(await agentAfter({ lastAgent: 'ana' })).toBeUndefined()
    expect(await agentAfter({ record: { ...record, atMs: 1 } })).toBe('ben')
    expect(await agentAfter({ lastAgent: 'ana' })).toBe('ana')
    expect(await agentAfter({ record: { ...silent, atMs: 2 } })).toBe('ana')
    expect(await agentAfter({ record: { ...silent, openCase: 'B-1', atMs: 3 } })).toBeUndefined()
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

  test('all that is kept about a caller comes together, whatever the centre', async () => {
    const key = await greet('main', anna.number)
    const said = { call: 4, caller: key, what: 'digits', value: '4929', atMs: 1 } as const
    const recording = { sid: 'RE1', url: 'https://example.com/RE1', seconds: 9, state: 'ready' } as const
    const note = { kind: 'note', id: '4', caller: key, call: 4, state: '', atMs: 3 } as const
    const body = { agent: 'ana', text: 'rings again' }
    await commit(given(), 'main', { secrets: [said, { ...said, caller: 0 }] })
    await commit(given(), 'south', {
      recordings: [{ ...recording, call: 5, caller: key, atMs: 2 }],
      papers: [{ ...note, body }],
    })
    expect(await given().dossier(key)).toEqual({
      caller: await given().caller(key),
      said: [{ call: 4, what: 'digits', value: '4929', atMs: 1 }],
      recordings: [{ ...recording, call: 5, atMs: 2 }],
      papers: [{ ...note, body }],
    })
    await given().eraseCaller(key)
    expect(await given().dossier(key)).toBeUndefined()
  })

  test('callers who have not rung for long are found, longest ago first', async () => {
    const anna = await greet('main', '+15550001', 10)
    const bert = await greet('main', '+15550002', 20)
    const cora = await greet('main', '+15550003', 30)
    await commit(given(), 'main', { callers: [{ key: anna, seenMs: 25 }] })
    expect(await given().callersBefore(30, 9)).toEqual([bert, anna])
    expect(await given().callersBefore(31, 2)).toEqual([bert, anna])
    expect(await given().callersBefore(31, 9)).toEqual([bert, anna, cora])
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

export function recordings(given: () => Store): void {
  const message = { call: 4, caller: 0, sid: 'RE1', url: 'https://example.com/RE1', atMs: 10 }
  const made = { ...message, seconds: 12, state: 'made' } as const
  const ready = { ...message, seconds: 9, state: 'ready' } as const
  const keep = (...recordings: (typeof made | typeof ready)[]) => commit(given(), 'main', { recordings })
  const kept = () => given().recordingsOf('main', 4)
  const { url, sid } = message

  test('a recording is kept with its call, and what is told of its file replaces what was told before', async () => {
    await keep(made, { ...made, sid: 'RE2' })
    expect(await kept()).toEqual([
      { sid, url, seconds: 12, state: 'made' },
      { sid: 'RE2', url, seconds: 12, state: 'made' },
    ])
    await keep(ready)
    expect((await kept())[0]).toEqual({ sid, url, seconds: 9, state: 'ready' })
    expect(await given().recordingsOf('main', 5)).toEqual([])
    expect(await given().recordingsOf('other', 4)).toEqual([])
  })

  test('what a recording says is kept with it in writing, and passed over where there is no such recording', async () => {
    await keep(made, { ...made, sid: 'RE2' })
    await commit(given(), 'main', {
      transcripts: [
        { sid, text: 'Call me.' },
        { sid: 'RE9', text: 'Who?' },
      ],
    })
    await commit(given(), 'other', { transcripts: [{ sid: 'RE2', text: 'Not here.' }] })
    await keep(ready)
    expect(await kept()).toEqual([
      { sid, url, seconds: 9, state: 'ready', transcript: 'Call me.' },
      { sid: 'RE2', url, seconds: 12, state: 'made' },
    ])
  })

  test('that a recording was made changes nothing when it is told late or twice', async () => {
    await keep(ready)
    await keep(made, made)
    await keep(ready)
    expect(await kept()).toEqual([{ sid, url, seconds: 9, state: 'ready' }])
  })

  test('a recording goes with its caller, stays away once the caller is erased, and is forgotten by its time', async () => {
    const key = await given().withCentre('main', async hold => {
      const caller = await hold.callerKey({ number: '+15550001', atMs: 1 })
      await hold.commit({
        facts: [],
        recordings: [
          { ...made, caller },
          { ...ready, sid: 'RE2' },
        ],
      })
      return caller
    })
    expect(await given().eraseCaller(key)).toBe(2)
    expect((await kept()).map(recording => recording.sid)).toEqual(['RE2'])
    await keep({ ...ready, caller: key })
    expect(await kept()).toHaveLength(1)
    expect(await given().recordingsBefore(10, 9)).toEqual([])
    expect((await given().recordingsBefore(11, 9)).map(recording => recording.sid)).toEqual(['RE2'])
    await given().forgetRecordings(['RE2', 'RE9'])
    expect(await kept()).toEqual([])
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
