import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { parseMapping, readyMapping } from '../../sim/fit/mapping.ts'
import { type CallLog, type ReadLogOptions, readLog } from '../../sim/fit/read-log.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-log-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

function read(text: string | Buffer, options: ReadLogOptions = {}): Promise<CallLog> {
  const path = join(folder, `log-${files++}.csv`)
  writeFileSync(path, text)
  return readLog(path, options)
}

const BANK =
  'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\r\n'
const bank = (...rows: string[]) =>
  BANK + rows.map(row => `AA0101\t1\t0\t0\t${row.replaceAll(' ', '\t')}\r\n`).join('')
const HOLDLINE = 'queued_at,wait_seconds,outcome,handle_seconds,agent,queue\n'

describe('a planner brings the bank’s log', () => {
  test('a call that queued and was served, one that gave up, one that the unit served alone', async () => {
    const { calls, mapping } = await read(
      bank(
        'PS 990103 7:00:00 7:00:06 6 7:00:06 7:00:36 30 AGENT 7:00:35 7:02:35 120 TOVA',
        'PS 990103 7:01:00 7:01:06 6 7:01:06 7:03:06 120 HANG 0:00:00 0:00:00 0 NO_SERVER',
        'PS 990103 7:02:00 7:02:06 6 0:00:00 0:00:00 0 HANG 0:00:00 0:00:00 0 NO_SERVER',
      ),
    )
    expect(mapping.name).toBe('anonymous-bank')
    expect(calls[0]).toEqual({
      line: 2,
      date: '1999-01-03',
      queuedAtMs: 7 * HOUR_MS + 6 * SECOND_MS,
      waitMs: 30 * SECOND_MS,
      outcome: 'served',
      handleMs: 120 * SECOND_MS,
      wrapUpMs: 0,
      agent: 'TOVA',
      queue: 'PS',
    })
    expect(calls[1]).toMatchObject({ outcome: 'abandoned', waitMs: 120_000, handleMs: null, agent: null })
    expect(calls[2]).toMatchObject({ outcome: 'contained', waitMs: 0 })
  })

  test('a call answered without queueing waited 0 s from when the unit let go of it', async () => {
    const { calls } = await read(
      bank('PS 990103 7:41:16 7:41:26 10 0:00:00 0:00:00 0 AGENT 7:41:25 7:44:53 208 BASCH'),
    )
    expect(calls[0]).toMatchObject({
      outcome: 'served',
      waitMs: 0,
      queuedAtMs: 7 * HOUR_MS + 41 * MINUTE_MS + 26_000,
    })
  })

  test('phantoms are ignored, and type IN is left out unless asked for', async () => {
    const text = bank(
      'PS 990103 7:00:00 7:00:06 6 0:00:00 0:00:00 0 PHANTOM 0:00:00 0:00:00 0 NO_SERVER',
      'IN 990103 7:00:00 7:00:06 6 7:00:06 7:00:36 30 AGENT 7:00:35 7:02:35 120 NETTA',
      'PS 990103 7:00:00 7:00:06 6 7:00:06 7:00:36 30 AGENT 7:00:35 7:02:35 120 TOVA',
    )
    const { calls, summary } = await read(text)
    expect(calls).toHaveLength(1)
    expect(summary).toMatchObject({ rows: 3, ignored: { PHANTOM: 1 }, leftOut: { IN: 1 }, broken: 0 })
    expect((await read(text, { includeTypes: ['IN'] })).calls).toHaveLength(2)
  })

  test('times past midnight belong to the day before, whether written 24:xx or wrapped to 0:xx', async () => {
    const { calls, summary } = await read(
      bank(
        'PS 990103 23:59:00 23:59:06 6 23:59:06 24:01:06 120 AGENT 24:01:06 24:03:06 120 TOVA',
        'PS 990103 23:59:56 0:00:02 6 0:00:02 0:01:02 60 AGENT 0:01:02 0:03:02 120 TOVA',
        'PS 990103 23:59:50 23:59:56 6 23:59:56 0:01:56 120 HANG 0:00:00 0:00:00 0 NO_SERVER',
        'PS 990103 23:59:54 24:00:00 6 0:00:00 0:00:10 10 HANG 0:00:00 0:00:00 0 NO_SERVER',
      ),
    )
    expect(summary.clocksDiffer).toBe(0)
    expect(calls.map(({ date }) => date)).toEqual(Array(4).fill('1999-01-03'))
    expect(calls[1]?.queuedAtMs).toBe(24 * HOUR_MS + 2_000)
    expect(calls[3]).toMatchObject({ outcome: 'abandoned', queuedAtMs: 24 * HOUR_MS, waitMs: 10_000 })
  })

  test('seconds count where clocks differ, and only differences above a second are told', async () => {
    const { calls, summary } = await read(
      bank(
        'PS 990103 7:00:00 7:00:06 6 7:00:06 7:00:36 31 AGENT 7:00:35 7:02:35 120 TOVA',
        'PS 990103 7:00:00 7:00:06 6 7:00:06 7:00:36 33 AGENT 7:00:35 7:02:35 120 TOVA',
      ),
    )
    expect(calls.map(({ waitMs }) => waitMs)).toEqual([31_000, 33_000])
    expect(summary.clocksDiffer).toBe(1)
  })
})

describe('a planner brings a log of plain columns', () => {
  const row = '2026-03-02 09:00:00,12.5,served,180,ann,billing\n'

  test('commas or semicolons, quotes, a byte-order mark, gzip: the content says which', async () => {
    const expected = { date: '2026-03-02', queuedAtMs: 9 * HOUR_MS, waitMs: 12_500, queue: 'billing' }
    expect((await read(HOLDLINE + row)).calls[0]).toMatchObject(expected)
    expect((await read(`\uFEFF${HOLDLINE}${row}`)).calls[0]).toMatchObject(expected)
    expect((await read((HOLDLINE + row).replaceAll(',', ';'))).calls[0]).toMatchObject(expected)
    expect((await read(HOLDLINE + row.replace('ann', '"Ann, of billing"'))).calls[0]).toMatchObject({
      agent: 'Ann, of billing',
    })
    expect((await read(gzipSync(HOLDLINE + row))).calls[0]).toMatchObject(expected)
  })

  test('times with an offset are brought into the centre’s zone, across a clock change', async () => {
    const rows = ['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', '2026-03-09T01:00:00+01:00']
    const text = HOLDLINE + rows.map(at => `${at},0,served,60,ann,billing\n`).join('')
    const { calls } = await read(text, { timeZone: 'America/New_York' })
    expect(calls.map(({ date, queuedAtMs }) => [date, queuedAtMs / HOUR_MS])).toEqual([
      ['2026-03-08', 2 - 1 / 3600],
      ['2026-03-08', 3],
      ['2026-03-08', 20],
    ])
    await expect(read(text, { timeZone: 'New York' })).rejects.toThrow('the time zone is "New York"')
  })

  test('three times are enough', async () => {
    const { calls, mapping } = await read(
      'queued_at,answered_at,ended_at,agent\n2026-03-02 09:00,2026-03-02 09:01,2026-03-02 09:05,ann\n2026-03-02 09:00,,2026-03-02 09:02,\n',
    )
    expect(mapping.name).toBe('timestamps')
    expect(calls[0]).toMatchObject({ outcome: 'served', waitMs: 60_000, handleMs: 240_000, agent: 'ann' })
    expect(calls[1]).toMatchObject({ outcome: 'abandoned', waitMs: 120_000, handleMs: null })
  })

  test('a mapping of one’s own names columns, formats and queues', async () => {
    const mapping = parseMapping(
      `date: { column: Day, format: dd/mm/yyyy }
queued: { column: In, format: clock }
waitSeconds: Wait
handleSeconds: [Talk, After]
wrapUpSeconds: [After]
outcome: { column: How, served: [A], abandoned: [X] }
queue: { column: Topic, names: { B1: billing } }
`,
      'mine.yaml',
    )
    const { calls } = await read('Day,In,Wait,Talk,After,How,Topic\n2/3/2026,9:30,5,100,20,A,B1\n', {
      mapping,
    })
    expect(calls[0]).toMatchObject({
      date: '2026-03-02',
      handleMs: 120_000,
      wrapUpMs: 20_000,
      queue: 'billing',
    })
  })
})

describe('a planner’s log is not as it should be', () => {
  const good = '2026-03-02 09:00:00,12,served,180,ann,billing\n'

  test('a few broken rows are counted and shown with line and reason, the rest is read', async () => {
    const rows = [
      '2026-02-30 09:00:00,12,served,180,ann,billing',
      '2026-03-02 09:00:00,-1,served,180,ann,billing',
      '2026-03-02 09:00:00,soon,served,180,ann,billing',
      '2026-03-02 09:00:00,12,lost,180,ann,billing',
      '2026-03-02 09:00:00,12,served',
    ]
    const { calls, summary } = await read(`${HOLDLINE}${rows.join('\n')}\n${good.repeat(995)}`)
    expect(calls).toHaveLength(995)
    expect(summary.broken).toBe(5)
    expect(summary.brokenRows).toEqual([
      { line: 2, reason: 'queued_at is "2026-02-30 09:00:00", expected iso time' },
      { line: 3, reason: 'wait_seconds is -1 s, expected 0 to a day' },
      { line: 4, reason: 'wait_seconds is "soon", expected seconds' },
      {
        line: 5,
        reason: 'outcome is "lost", expected one of served, answered, abandoned, contained, ignored',
      },
      { line: 6, reason: 'got 3 columns, expected 6 as in the header' },
    ])
  })

  test('too many broken rows stop the fit, unless more are allowed', async () => {
    const text = `${HOLDLINE}never,12,served,180,ann,billing\n${good.repeat(9)}`
    await expect(read(text)).rejects.toThrow(
      /got 1 broken rows of 10, expected at most 1 %:\n- .*:2 queued_at is "never"/,
    )
    expect((await read(text, { maxBroken: 0.1 })).calls).toHaveLength(9)
  })

  test('unknown columns, no rows, no file, and a torn archive are told apart', async () => {
    await expect(read('a,b\n1,2\n')).rejects.toThrow(
      'got the columns a, b, expected those of a ready mapping (anonymous-bank, holdline, timestamps)',
    )
    await expect(read('a,b\n1,2\n', { mapping: readyMapping('holdline') })).rejects.toThrow(
      'mapping holdline expects the columns queued_at, outcome, agent, queue, wait_seconds, handle_seconds, got only a, b',
    )
    await expect(read('')).rejects.toThrow('is empty')
    await expect(read(HOLDLINE)).rejects.toThrow('has a header and no calls')
    await expect(readLog(join(folder, 'none.csv'))).rejects.toThrow('cannot be read as a call log: ENOENT')
    const torn = gzipSync(HOLDLINE + good.repeat(50)).subarray(0, 60)
    await expect(read(torn)).rejects.toThrow('cannot be read as a call log')
    await expect(read(`${HOLDLINE}"${good.repeat(5)}`)).rejects.toThrow('cannot be read as a call log')
  })

  test('a mapping that lacks what a fit needs says what', () => {
    expect(() => parseMapping('queued: { column: a }', 'm.yaml')).toThrow(
      /m\.yaml is no mapping of a call log:\n.*waitSeconds is missing.*\n.*outcome is missing/,
    )
    expect(() =>
      parseMapping('queued: { column: a, format: clock }\nwaitSeconds: b\nanswered: { column: c }', 'm'),
    ).toThrow('date is missing')
    expect(() => parseMapping(': [', 'm.yaml')).toThrow('m.yaml is no YAML')
    expect(() => readyMapping('anonimous-bank')).toThrow('did you mean anonymous-bank?')
  })
})
