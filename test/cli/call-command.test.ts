import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEntry } from '../../src/call/journal.ts'
import { holdline as inProcess } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdline-call-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function holdline(args: string[], input = '') {
  const typed = ['src/holdline.js', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, typed, {
    cwd: root,
    input,
    encoding: 'utf8',
  })
  return { status, stdout, said: stderr }
}

const MORNING = ['--at', '2026-12-14T10:00']

test('a call from a pipe is told to its end, and where it was made', () => {
  const typed = ['holdline', 'call', 'card-support', ...MORNING, '--busy', '2m']
  const { status, stdout } = spawnSync('npx', typed, { cwd: root, input: '1 1\n', encoding: 'utf8' })
  expect(status).toBe(0)
  expect(stdout).toContain(
    'Ringing card-support on Monday, 14 December 2026, 10:00 (America/New_York): open until 20:00. You call from •••23.',
  )
  expect(stdout).toContain('You are number one in line. We expect to answer you in one to three minutes.')
  expect(stdout).toMatch(/♪ music \(20 s\)/)
  expect(stdout).toMatch(/an agent \(Ana\) answers/)
  expect(stdout).toMatch(
    /Answered by Ana · waited .* · told at 0:\d\d: place 1, 1 to 3 min; it was .* as told\n$/,
  )
  expect(stdout).not.toContain('\x1b')
})

test('with --json every line is an object, and no number is in them', () => {
  const args = ['call', 'card-support', ...MORNING, '--json', '--from', '+1 (212) 555-0199']
  const { status, stdout } = holdline(args, '1 1')
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(status).toBe(0)
  expect(lines[0]).toMatchObject({
    kind: 'rang',
    at: '2026-12-14T15:00:00.000Z',
    hours: 'open',
    from: '•••99',
  })
  expect(lines[1]).toMatchObject({ kind: 'said', prompt: 'welcome', language: 'en-US' })
  expect(lines.at(-1)).toMatchObject({ kind: 'ended', outcome: 'answered', agent: 'Ana' })
  expect(stdout).not.toContain('555')
})

test('a script and the journal that it leaves, which replays to the same', () => {
  const [script, journal] = [join(folder, 'story.txt'), join(folder, 'story.jsonl')]
  writeFileSync(script, '# nobody picks up the callback\n1 1\nwait 20s\n1\n')
  const setting = ['--busy', '2m', '--ahead', '3', '--script', script, '--journal', journal]
  const { status, stdout } = holdline(['call', 'card-support', ...MORNING, ...setting])
  expect(status).toBe(0)
  expect(stdout).toContain('your phone rings')
  const facts = readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .filter(line => line.includes('"kind":"heard"'))
  expect(facts.map(line => parseEntry(line).fact.data)).toContainEqual({ call: 13, event: 'key.1' })
  const again = holdline(['replay', journal, '--json'])
  expect(again.status).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({ differingFacts: 0 })
})

const HARBOUR = './test/testkit/a-talkative-line.ts'

test('a caller who is known enters, speaks and says how it was; what it came to is in the last line', () => {
  const known = ['--case', '104711', '--matter', 'fee-due', '--tier', 'ordinary']
  const { status, stdout } = holdline(['call', HARBOUR, ...MORNING, ...known], '3 4711')
  expect(status).toBe(0)
  expect(stdout).toContain('You rang about case one, zero, four, seven, one, one. · welcome-back')
  expect(stdout).toContain('Your fee is due.')
  expect(stdout).toContain('▸ ••••')
  expect(stdout).not.toContain('4711')
  const last = (script: string) =>
    JSON.parse(
      holdline(['call', HARBOUR, ...MORNING, '--agents', '0', '--json'], script)
        .stdout.trim()
        .split('\n')
        .at(-1)!,
    )
  expect(last('4 5')).toMatchObject({ kind: 'ended', outcome: 'left', score: 5 })
  expect(last('5 record 20s')).toMatchObject({ outcome: 'voicemail', recordedSeconds: 20 })
  expect(last('"a person please" 1 4 2125550142# 1 wait 20s h')).toMatchObject({
    outcome: 'callback-kept',
    promised: expect.stringMatching(/^2026-12-14T16:00:\d\d\.\d{3}Z$/),
  })
})

test('after hours says when the line opens; a withheld number is named so', () => {
  const { stdout } = holdline(['call', 'card-support', '--at', '2026-12-13T23:00', '--from', 'anonymous'])
  expect(stdout).toContain('closed; it opens Monday, 14 December 2026, 08:00. Your number is withheld.')
  expect(stdout).toContain('· closed-until')
})

const WRONG: [string, string[], string][] = [
  [
    'an unknown line',
    ['card-suport'],
    'there is no line "card-suport"; did you mean card-support? The lines of flows/',
  ],
  ['a time that is none', ['direct', '--at', 'noon'], '--at got "noon", expected an ISO time'],
  [
    'a number that is none',
    ['direct', '--from', '12x'],
    '--from expected a number such as +12125550123, or anonymous',
  ],
  ['a tier that is none', ['direct', '--tier', 'gold'], '--tier got "gold"; line "direct" has: ordinary'],
  ['a case that is no number', ['direct', '--case', 'C-1'], '--case expected the digits of a case number'],
  ['a matter that is none', ['direct', '--matter', 'rent'], '--matter names "rent"; line "direct" has: none'],
  [
    'a record of nobody',
    ['direct', '--from', 'anonymous', '--case', '1'],
    '--case and --matter need a number',
  ],
  ['a script that is not there', ['direct', '--script', 'none.txt'], '--script none.txt cannot be read'],
  ['callers who wait while agents are free', ['direct', '--ahead', '2'], '--ahead needs --busy'],
]
test.each(WRONG)('%s is refused in a sentence', async (_what, args, sentence) => {
  const { status, stdout, stderr } = await inProcess(['call', ...args])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(`holdline: ${sentence}`)
})

test('--help shows the keys, the script and an example', async () => {
  const { status, stdout } = await inProcess(['call', '--help'])
  expect(status).toBe(0)
  for (const word of ['--at <time>', '--busy [time]', '--case <number>', 'wait 4m', '"words', 'Example'])
    expect(stdout).toContain(word)
})
