import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeJournalFile } from '../../src/runtime/journal-file.ts'
import { playedHour } from '../web/played-day.ts'
import { DemoProcess } from './demo-process.ts'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-play-'))
const journal = join(folder, 'hour.jsonl')
const calls = join(folder, 'calls.jsonl')
beforeAll(async () => {
  await writeJournalFile(journal, playedHour)
  expect((await holdline(['replay', journal, '--call', '3', '--cut', calls])).status).toBe(0)
  writeFileSync(join(folder, 'empty.jsonl'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a journal is played on the wallboard from the time that is asked for, until Ctrl-C', async () => {
  const player = new DemoProcess(folder, ['play', journal, '--from', '8:20', '--speed', '600', '--json'])
  try {
    const { page, url, password } = await player.said()
    expect(page).toBe(`${url}/login?key=${password}`)
    const first = await player.board()
    const tenMinutesLater = first.playback!.fromMs + 30 * 60_000
    expect(first.nowMs).toBeGreaterThanOrEqual(first.playback!.fromMs + 20 * 60_000)
    const later = await player.boardWhere(({ nowMs }) => nowMs > tenMinutesLater)
    expect(later.today.calls).toBeGreaterThan(first.today.calls)
    expect((await fetch(`${url}/api/board`)).status).toBe(401)
    expect(await player.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' })
  } finally {
    await player.stop('SIGKILL')
  }
})

const WRONG: [string, string[], string][] = [
  ['a time that the journal does not have', [journal, '--from', '10:30'], 'the journal goes from Monday, 14'],
  ['a time that is none', [journal, '--from', 'noon'], '--from got "noon", expected an ISO time'],
  ['a pace that is none', [journal, '--speed', 'fast'], '--speed got "fast"'],
  ['a pace beyond all sense', [journal, '--speed', '1e9'], '--speed got "1e9", expected at most 100000'],
  ['single calls', [calls], `${calls} has calls that were cut out; what is played is a whole journal`],
  ['a file without a fact', [join(folder, 'empty.jsonl')], 'the journal has no whole fact'],
  ['no journal', [join(folder, 'none.jsonl')], 'none.jsonl'],
]

test.each(WRONG)('%s cannot be played', async (_, args, complaint) => {
  const { status, stdout, stderr } = await holdline(['play', ...args])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(complaint)
})
