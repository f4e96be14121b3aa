import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdline-load-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('calls by phone are counted, held against the simulator, and kept in a journal that replays', async () => {
  const journal = join(folder, 'calls.jsonl')
  const args = ['demo', '--load', '12', '--seed', '3', '--set', 'agents=3', '--journal', journal, '--json']
  const { status, stdout, stderr } = await holdline(args)
  expect([status, stderr]).toEqual([0, ''])
  const told = JSON.parse(stdout)
  expect(told).toMatchObject({
    scenario: expect.stringContaining('holiday-peak.yaml'),
    line: 'card-support',
    ...{ seed: 3, calls: 12, agree: 12, difference: null, lost: 0, faults: [], journal },
  })
  expect(told.webhooks).toBeGreaterThan(12 * 5)
  expect(told.requests).toBeGreaterThanOrEqual(told.outcomes.answered * 2)
  const ended = Object.values<number>(told.outcomes).reduce((sum, times) => sum + times, 0)
  expect(ended).toBe(12)
  const replayed = await holdline(['replay', journal, '--json'])
  expect(replayed.status).toBe(0)
  expect(JSON.parse(replayed.stdout)).toMatchObject({ facts: told.facts, differingFacts: 0, skipped: 0 })
})

test('without --json whoever rings reads a table, of whatever scenario; a pipe gets no progress bar', async () => {
  const args = ['demo', '--load', '8', '--scenario', 'sim/scenarios/direct.yaml', '--set', 'agents=20']
  const { status, stdout, stderr } = await holdline(args)
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('direct · ')
  for (const row of ['calls', 'webhooks', 'REST requests', 'facts', 'answered', 'lost', 'faults', 'seconds'])
    expect(stdout).toMatch(new RegExp(`^  ${row} +[\\d.,]+$`, 'm'))
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('8 of 8 calls agree with the simulator.')
})

const WRONG: [string, string[], string][] = [
  ['no call at all', ['--load', '0'], '--load got "0", expected a whole number of at least 1'],
  ['a number that is none', ['--load', 'many'], '--load got "many", expected a whole number'],
  [
    'more calls than the day brings',
    ['--load', '50', '--set', 'arrivals.callsPerHour=2', '--scenario', 'sim/scenarios/direct.yaml'],
    '50 callers are asked for, and the day of the scenario brings',
  ],
  ['a pace', ['--load', '5', '--speed', '3'], '--load rings the first callers of the day, in no time'],
  ['a time', ['--load', '5', '--at', '2026-12-14T10:00'], 'leave out --at'],
  ['a journal of nothing', ['--journal', 'calls.jsonl'], '--journal keeps the calls of --load'],
  [
    'a folder that is not there',
    ['--load', '5', '--journal', 'nowhere/calls.jsonl'],
    '--journal nowhere/calls.jsonl cannot be written: there is no folder nowhere',
  ],
  ['no scenario', ['--load', '5', '--scenario', 'none.yaml'], 'there is no file none.yaml'],
  ['a key that is none', ['--load', '5', '--set', 'agnets=5'], 'agents'],
  ['a seed that is none', ['--load', '5', '--seed', 'x'], '--seed got "x"'],
]
test.each(WRONG)('%s is refused in a sentence', async (_what, args, sentence) => {
  const { status, stdout, stderr } = await holdline(['demo', ...args])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('holdline: ')
  expect(stderr).toContain(sentence)
})
