import { expect, test } from 'vitest'
import { DAY_MS, SECOND_MS } from '../../src/base/units.ts'
import { LOCAL_PASSWORD } from '../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../src/cli/running-line.ts'
import { purge } from '../../src/runtime/retention.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'
import { care } from './care-line.ts'

const BEA = '+12125550101'
const FOREVER = { entries: 9_999, recordings: 9_999, words: 9_999, contacts: 9_999, callers: 9_999 }

/** A line on which Bea entered digits and left a message, with the routes of whoever administers it. */
async function heardFromBea() {
  const rung = await opensLines({ lines: [care] })
  const { line, clock } = rung
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '1')
  await presses(bea, clock, '2468#')
  await clock.passes(2 * SECOND_MS)
  await presses(bea, clock, '4')
  await clock.passes(2 * SECOND_MS)
  bea.speak('Please call me back.')
  await clock.passes(2 * SECOND_MS)
  const hangsUp = async () => {
    bea.hangUp()
    await clock.passes(10 * SECOND_MS)
  }
  return { ...rung, bea, hangsUp, admin: await RunningLine.at(line.url, LOCAL_PASSWORD) }
}

test('a caller gets all that is kept, and has it erased, with the sound at the carrier; the journal stays as it is', async () => {
  const { line, store, admin, hangsUp, facts, clock } = await heardFromBea()
  await hangsUp()
  const given = (await admin.post('/api/callers/export', { number: BEA })) as Record<string, unknown[]>
  expect(given.caller).toMatchObject({ number: BEA })
  expect(given.said).toMatchObject([{ call: 1, what: 'digits', value: '2468' }])
  expect(given.recordings).toMatchObject([{ call: 1, state: 'ready' }])
  expect(given.facts).toHaveLength((await facts()).length)
  expect(line.carrier.recordings.all).toHaveLength(1)
  const before = await facts()
  expect(await admin.post('/api/callers/erase', { number: BEA })).toMatchObject({ said: 1, recordings: 1 })
  expect(line.carrier.recordings.all).toEqual([])
  expect(await store.callerByNumber(BEA)).toBeUndefined()
  expect(await store.secretsOf('main', 1)).toEqual([])
  expect(await facts()).toEqual(before)
  await expect(admin.post('/api/callers/export', { number: BEA })).rejects.toThrow('Nothing is kept')
  line.call(BEA)
  await clock.passes(SECOND_MS)
  expect((await store.callerByNumber(BEA))?.key).toBe(2)
})

test('nobody is erased in the middle of a call, and nothing half while the carrier keeps the sound', async () => {
  const { line, store, admin, hangsUp, wrong } = await heardFromBea()
  await expect(admin.post('/api/callers/erase', { number: BEA })).rejects.toThrow('on the line')
  await hangsUp()
  const refuse = { does: 'refuse', status: 500, code: 20500, message: 'Internal' } as const
  line.carrier.faults.rest = ({ method }) => (method === 'DELETE' ? refuse : undefined)
  await expect(admin.post('/api/callers/erase', { number: BEA })).rejects.toThrow('Try again')
  expect(wrong.join()).toContain('erasing a caller')
  expect((await store.dossier(1))?.recordings).toHaveLength(1)
  line.carrier.faults.rest = undefined
  await admin.post('/api/callers/erase', { number: BEA })
  expect(await store.dossier(1)).toBeUndefined()
})

test('only whoever has the password is told anything, and only about a number that is one', async () => {
  const { line, admin, hangsUp } = await heardFromBea()
  await hangsUp()
  for (const path of ['/api/callers/export', '/api/callers/erase']) {
    const body = JSON.stringify({ number: BEA })
    const headers = { 'content-type': 'application/json' }
    const asked = await fetch(`${line.url}${path}`, { method: 'POST', body, headers })
    expect(asked.status).toBe(401)
    await expect(admin.post(path, { number: '2125550101' })).rejects.toThrow('Expected JSON')
    await expect(admin.post(path, {})).rejects.toThrow('Expected JSON')
    await expect(admin.post(path, { number: '+12125550199' })).rejects.toThrow('Nothing is kept')
  }
  await expect(RunningLine.at(line.url, 'wrong password')).rejects.toThrow('does not take this password')
  await expect(RunningLine.at('nowhere', LOCAL_PASSWORD)).rejects.toThrow('which is no address')
  await expect(RunningLine.at('http://127.0.0.1:1', LOCAL_PASSWORD)).rejects.toThrow('cannot be asked')
})

test('what was kept for its days is deleted: entries, sound and mention of recordings, papers, then callers', async () => {
  const { line, store, clock, hangsUp } = await heardFromBea()
  await hangsUp()
  const { rest } = line.live.carrier.options
  const note = {
    kind: 'note',
    id: '1',
    caller: 1,
    call: 1,
    state: '',
    body: { agent: 'ana', text: 'kind' },
  } as const
  await store.withCentre('main', hold =>
    hold.commit({ facts: [], papers: [{ ...note, atMs: clock.nowMs() }] }),
  )
  const after = (days: number, kept: Partial<typeof FOREVER>) =>
    purge(store, rest, { ...FOREVER, ...kept }, clock.nowMs() + days * DAY_MS)
  const nothing = { entries: 0, recordings: 0, papers: 0, callers: 0 }
  expect(await after(29, { entries: 30, recordings: 30, words: 30, callers: 30 })).toEqual(nothing)
  expect(await after(31, { entries: 30 })).toEqual({ ...nothing, entries: 1 })
  expect(await store.secretsOf('main', 1)).toEqual([])
  expect(await after(31, { recordings: 30 })).toEqual({ ...nothing, recordings: 1 })
  expect([line.carrier.recordings.all, await store.recordingsOf('main', 1)]).toEqual([[], []])
  expect(await after(31, { words: 30 })).toEqual({ ...nothing, papers: 1 })
  expect(await store.paper('main', 'note', '1')).toBeUndefined()
  expect(await after(31, { callers: 30 })).toEqual({ ...nothing, callers: 1 })
  expect(await store.caller(1)).toBeUndefined()
})

test('a recording whose sound the carrier does not delete now is deleted the next time', async () => {
  const { line, store, clock, hangsUp } = await heardFromBea()
  await hangsUp()
  const { rest } = line.live.carrier.options
  const refuse = { does: 'refuse', status: 503, code: 20503, message: 'Busy' } as const
  line.carrier.faults.rest = () => refuse
  const late = () => purge(store, rest, { ...FOREVER, recordings: 1 }, clock.nowMs() + 2 * DAY_MS)
  await expect(late()).rejects.toThrow()
  expect(await store.recordingsOf('main', 1)).toHaveLength(1)
  line.carrier.faults.rest = undefined
  expect((await late()).recordings).toBe(1)
})
