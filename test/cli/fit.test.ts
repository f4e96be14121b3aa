import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { holdline } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const SAMPLE = join(root, 'test', 'sim', 'samples', 'sample-log.tsv.gz')
const folder = mkdtempSync(join(tmpdir(), 'holdline-fit-command-'))
beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(root)
  rmSync(folder, { recursive: true })
})

async function fitted(
  ...args: string[]
): Promise<{ scenario: Scenario; report: { log: Record<string, unknown> } }> {
  const { status, stdout, stderr } = await holdline(['fit', SAMPLE, '--json', ...args])
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout)
}

describe('a planner fits a call log', () => {
  test('the scenario goes to standard output, what was found to standard error, and staff takes it on', async () => {
    const typed = [
      join(root, 'src/holdline.js'),
      'fit',
      SAMPLE,
      '--map',
      'anonymous-bank',
      '--day',
      'weekday',
    ]
    const { status, stdout, stderr } = spawnSync(process.execPath, typed, { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^# Fitted to sample-log\.tsv\.gz: /)
    expect(stderr).toMatch(/rows; .* calls for agents, .* abandoned/)
    expect(stderr).toMatch(/Left out by type: IN \d+; --types includes them\./)
    writeFileSync(join(folder, 'day.yaml'), stdout)
    const staffed = await holdline(['staff', 'day.yaml', '--json', '--replications', '20'])
    expect(staffed.stderr).toBe('')
    const report = JSON.parse(staffed.stdout)
    expect(report.holds).toBe(staffed.status === 0)
    expect(report.intervals).toHaveLength(16)
  })

  test('--replay makes a day come again, from wherever the scenario lies, and simulate says how near it comes', async () => {
    mkdirSync('days', { recursive: true })
    const typed = ['fit', SAMPLE, '--day', 'busiest', '--replay', '--map', 'anonymous-bank']
    const fitted = await holdline([...typed, '--out', 'days/busiest.yaml'])
    expect({ status: fitted.status, stdout: fitted.stdout }).toEqual({ status: 0, stdout: '' })
    const text = readFileSync('days/busiest.yaml', 'utf8')
    expect(text).toContain('map: anonymous-bank')
    const again = await holdline(['simulate', 'days/busiest.yaml', '--replications', '2'])
    expect(again.stderr).toBe('')
    expect(again.stdout).toMatch(/^the log again +logged +simulated +difference$/m)
    const json = await holdline(['simulate', 'days/busiest.yaml', '--replications', '2', '--json'])
    const calls = JSON.parse(json.stdout).replayed.find((row: { measure: string }) => row.measure === 'calls')
    expect(calls).toMatchObject({ logged: expect.any(Number), difference: 0 })
    const kind = await holdline([...typed.slice(0, 3), 'weekday', '--replay'])
    expect(kind.status).toBe(2)
    expect(kind.stderr).toMatch(/days of kind weekday to replay, expected one; give its date, or busiest/)
  })

  test('--out writes a file and leaves standard output alone', async () => {
    const { status, stdout, stderr } = await holdline([
      'fit',
      SAMPLE,
      '--out',
      'monday.yaml',
      '--day',
      'monday',
    ])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(stderr).toContain('Next: holdline staff monday.yaml')
    expect(readFileSync(join(folder, 'monday.yaml'), 'utf8')).toContain('line: direct')
  })

  test('hours, intervals, short calls, patience and types are as asked', async () => {
    const plain = await fitted()
    const { scenario, report } = await fitted(
      ...['--hours', '9-11:30', '--interval', '15', '--patience', 'exponential', '--types', 'IN'],
    )
    expect(scenario).toMatchObject({ startHour: 9, durationHours: 2.5, arrivals: { intervalMinutes: 15 } })
    expect(scenario.patienceSeconds).toMatchObject({ distribution: 'exponential' })
    expect(plain.report.log.leftOut).toMatchObject({ IN: expect.any(Number) })
    expect(report.log.leftOut).toEqual({})
  })

  test('a mapping of one’s own says what the columns mean', async () => {
    writeFileSync(
      join(folder, 'map.yaml'),
      'queued: { column: start }\nanswered: { column: pick_up }\nended: { column: end }\n',
    )
    const rows = Array.from({ length: 40 }, (_, i) => {
      const minute = String(i).padStart(2, '0')
      return `2026-03-02T10:${minute}:00,2026-03-02T10:${minute}:05,2026-03-02T10:${minute}:45`
    })
    writeFileSync(join(folder, 'own.csv'), ['start,pick_up,end', ...rows].join('\n'))
    const args = ['own.csv', '--map', 'map.yaml', '--day', '2026-03-02', '--json']
    const { status, stdout } = await holdline(['fit', ...args])
    expect(status).toBe(0)
    expect(JSON.parse(stdout).scenario).toMatchObject({
      day: '2026-03-02',
      handleSeconds: { mean: 40 },
      patienceSeconds: 'never',
    })
  })
})

describe('broken rows', () => {
  const lines = gunzipSync(readFileSync(SAMPLE)).toString('utf8').split('\r\n')
  writeFileSync(
    join(folder, 'broken.tsv'),
    lines.map((line, i) => (i % 20 === 7 ? `${line.slice(0, 12)}x` : line)).join('\n'),
  )

  test('too many of them are refused, with their lines', async () => {
    const { status, stderr, stdout } = await holdline(['fit', 'broken.tsv'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/broken\.tsv: got \d+ broken rows of \d+, expected at most 1 %:/)
    expect(stderr).toContain('- broken.tsv:8 ')
    expect(stderr).toContain('--max-broken')
  })

  test('… and accepted if the planner says so, counted and shown', async () => {
    const { status, stderr } = await holdline(['fit', 'broken.tsv', '--max-broken', '0.1', '--out', 'x.yaml'])
    expect(status).toBe(0)
    expect(stderr).toMatch(/Broken: \d+ rows \(5\.\d %\), such as:\n- broken\.tsv:8 /)
  })
})

describe('what cannot be used is said with what would be right', () => {
  const CASES: [string[], RegExp][] = [
    [['nowhere.csv'], /there is no file nowhere\.csv/],
    [[SAMPLE, '--map', 'anonymous-bnk'], /--map anonymous-bnk: .*did you mean anonymous-bank\?/],
    [[SAMPLE, '--day', 'munday'], /--day munday: .*did you mean monday\?/],
    [[SAMPLE, '--day', '1999-01-01'], /no calls on that day; it goes from 2026-03-01/],
    [[SAMPLE, '--line', 'dirct'], /there is no line "dirct"; did you mean direct\?/],
    [[SAMPLE, '--line', 'card-support'], /card-support/],
    [[SAMPLE, '--interval', '7'], /--interval got "7", expected minutes that divide a day/],
    [[SAMPLE, '--hours', 'nine'], /--hours got "nine", expected from-to/],
    [[SAMPLE, '--max-broken', '2'], /--max-broken got "2", expected a share/],
  ]
  test.each(CASES)('fit %s', async (args, message) => {
    const { status, stdout, stderr } = await holdline(['fit', ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('    at ')
  })
})
