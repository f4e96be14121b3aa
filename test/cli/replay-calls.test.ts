import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../../src/cli.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-calls-'))
afterAll(() => rmSync(folder, { recursive: true }))
const journal = join(folder, 'journal.jsonl')
const recorded = join(folder, 'recorded.jsonl')
/** A copy that a test may spoil. */
const file = join(folder, 'call.jsonl')

let printed: string[] = []
let complained: string[] = []
beforeAll(async () => {
  const typed = ['src/holdline.js', 'call', 'card-support', '--at', '2026-12-14T10:00', '--journal', journal]
  const { status } = spawnSync(process.execPath, [...typed, '--busy', '2m', '--agents', '1'], {
    cwd: root,
    input: '1 1 wait 45s 1 1',
  })
  expect(status).toBe(0)
  expect(await main(['replay', journal, '--call', '2', '--cut', recorded])).toBe(0)
})
beforeEach(() => {
  copyFileSync(recorded, file)
  printed = []
  complained = []
  vi.spyOn(console, 'log').mockImplementation(text => void printed.push(String(text)))
  vi.spyOn(console, 'error').mockImplementation(text => void complained.push(String(text)))
})
afterEach(() => void vi.restoreAllMocks())

function edit(pattern: RegExp, by: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(pattern)
  writeFileSync(file, text.replace(pattern, by))
}

test('a call that is cut out reads as it was lived: what the caller did, and what came of it', async () => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(JSON.parse(lines[0]!)).toEqual({
    call: 'card-support',
    definition: expect.stringMatching(/^[0-9a-f]{64}$/),
    rang: '2026-12-14T10:00:00-05:00',
    tier: 'ordinary',
    number: 'known',
  })
  expect(lines.slice(1, 21)).toEqual([
    '{"at":0,"speaks":"en-US"}',
    '{"at":0,"heard":"welcome"}',
    '{"at":0,"speaks":"es-US"}',
    '{"at":0,"heard":"for-spanish"}',
    '{"at":0,"speaks":"en-US"}',
    '{"at":0,"heard":"notice-holiday-disputes"}',
    '{"at":0,"identifies":"unknown"}',
    '{"at":0,"asked":"main","keys":1,"speech":true,"seconds":6}',
    '{"at":24.6,"pressed":"1"}',
    '{"at":24.6,"asked":"billing","keys":1,"speech":true,"seconds":6}',
    '{"at":37.6,"pressed":"1"}',
    '{"at":37.6,"joins":"billing"}',
    '{"at":37.6,"timer":10800}',
    '{"at":37.6,"wait":"short"}',
    '{"at":37.6,"told":"positionAndWait","position":1,"lowMinutes":1,"highMinutes":8}',
    '{"at":37.6,"heard":"queue-position-and-wait"}',
    '{"at":37.6,"wait":"long"}',
    '{"at":37.6,"heard":"offer-callback"}',
    '{"at":37.6,"heard":"offer-voicemail"}',
    '{"at":37.6,"plays":"music"}',
  ])
  expect(lines.slice(-4).map(line => line.replace(/"at":[\d.]+,/, ''))).toEqual([
    '{"heard":"callback-kept"}',
    '{"ends":"leg"}',
    '{"callback":"given-up"}',
    '{"ends":"call"}',
  ])
})

test('calls go the same way alone as in their journal, one file or a folder of them', async () => {
  const all = join(folder, 'calls')
  expect(await main(['replay', journal, '--cut', all])).toBe(0)
  expect(readdirSync(all)).toEqual(['call-000001.jsonl', 'call-000002.jsonl'])
  expect(readFileSync(join(all, 'call-000002.jsonl'), 'utf8')).toBe(readFileSync(recorded, 'utf8'))
  expect(await main(['replay', all, recorded])).toBe(0)
  expect(printed.at(-1)).toMatch(/^3 calls of 3 files in .*\nAll the same/)
  expect(await main(['replay', all, '--json'])).toBe(0)
  expect(JSON.parse(printed.at(-1)!)).toMatchObject({ calls: 2, files: 2, differing: 0, updated: 0 })
})

test('another key leads another way, which is shown beside the way that was recorded', async () => {
  edit(/"pressed":"1"/, '"pressed":"3"')
  expect(await main(['replay', file])).toBe(1)
  expect(printed[0]).toContain(
    `${file}, a call to card-support at 2026-12-14T10:00:00-05:00, goes another way:`,
  )
  expect(printed[0]).toMatch(/\n {5}0:00 {2}heard main +heard main\n {5}0:00 {2}waited 0:25 +waited 0:25\n/)
  expect(printed[0]).toMatch(
    /\n {5}0:25 {2}pressed 3 +pressed 3\n> {4}0:25 {2}heard billing +heard rewards\n/,
  )
  expect(await main(['replay', file, '--json'])).toBe(1)
  expect(JSON.parse(printed[1]!).first).toMatchObject({
    place: file,
    recorded: [{ atMs: 24_600, text: 'heard billing' }, {}, {}, {}, {}, {}],
  })
})

test('--update accepts what the calls are now, and keeps what the caller did', async () => {
  edit(/"pressed":"1"/, '"pressed":"3"')
  expect(await main(['replay', file, '--update'])).toBe(0)
  expect(printed[0]).toMatch(/The files say so now\.$/)
  expect(readFileSync(file, 'utf8')).toContain(
    '{"at":24.6,"pressed":"3"}\n{"at":24.6,"asked":"rewards","keys":1,"speech":true,"seconds":6}\n{"at":37.6,"pressed":"1"}\n' +
      '{"at":37.6,"joins":"rewards"}\n',
  )
  expect(await main(['replay', file])).toBe(0)
})

test('blanks that somebody set otherwise are no difference', async () => {
  edit(/\{"at":0,"heard":"welcome"\}/, '\n{ "at": 0, "heard": "welcome" }')
  edit(/\{"at":24.6,"pressed":"1"\}/, '{"at": 24.60, "pressed": "1"}')
  expect(await main(['replay', file])).toBe(0)
})

test('a prompt that an author changes in a flow is found in a call of before', async () => {
  const flow = pathToFileURL(join(root, 'flows/card-support.ts')).href
  const define = pathToFileURL(join(root, 'src/call/define-line.ts')).href
  const line = join(folder, 'changed.ts')
  writeFileSync(
    line,
    `import { cardSupport } from ${JSON.stringify(flow)}
     import { lineFromText, lineText } from ${JSON.stringify(define)}
     export default lineFromText(lineText(cardSupport).replace('{"prompt":"queue-position-and-wait"', '{"prompt":"x"')
       .replaceAll('"positionAndWait":"queue-position-and-wait"', '"positionAndWait":"queue-wait"'))`,
  )
  expect(await main(['replay', file, '--line', line])).toBe(1)
  expect(printed[0]).toMatch(/\n {5}0:38 {2}is told place 1, 1 to 8 min/)
  expect(printed[0]).toMatch(/\n> {4}0:38 {2}heard queue-position-and-wait +heard queue-wait\n/)
})

test('a place where no call can be written ends with 2 and says where', async () => {
  for (const to of [join(folder, 'missing', 'call.jsonl'), join(journal, 'calls')]) {
    expect(await main(['replay', journal, '--cut', to])).toBe(2)
    expect(complained.at(-1)).toContain(`${to} cannot be written: `)
  }
})

test('what cannot be run again ends with 2 and says why, and where', async () => {
  let broke = 0
  const broken = (text: string) => {
    const path = join(folder, `broken-${broke++}.jsonl`)
    writeFileSync(path, text)
    return path
  }
  const head = '{"call":"card-support","rang":"2026-12-14T10:00:00-05:00","number":"known"}\n'
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  const cases: [string[], string][] = [
    [
      [broken(`${head}{"at":4,"presses":"1"}`)],
      '"presses" is nothing that happens in a call; there is: pressed',
    ],
    [[broken(`${head}{"at":4,"pressed":"11"}`)], '"pressed" is "11"; expected [0-9*#]'],
    [[broken(`${head}{"at":4,"wait":"endless"}`)], 'expected short, long, very-long'],
    [[broken(`${head}{"at":4,"pressed":"1"}\n{"at":3,"pressed":"1"}`)], 'its line 3: this is at 3 s, but'],
    [[broken(head.replace('-05:00', ''))], 'jsonl, line 1: "rang" is "2026-12-14T10:00:00"; expected an ISO'],
    [[broken(head.replace('card-support', 'card-suport'))], 'is card-support meant?'],
    [[broken('not a call')], 'has no whole fact'],
    [[empty], 'without calls that were cut out'],
    [[journal, file], 'is a journal, which is replayed alone'],
    [[journal, '--update'], '--update is for cut-out calls'],
    [[journal, '--call', '2'], 'say where to with --cut'],
    [[journal, '--call', 'x', '--cut', file], '--call got "x", expected the number of a call'],
    [[journal, '--call', '7', '--cut', file], 'the journal has no call from 7 to 7'],
    [[file, '--cut', recorded], 'these are cut-out calls already'],
  ]
  for (const [args, message] of cases) {
    expect(await main(['replay', ...args]), args.join(' ')).toBe(2)
    expect(complained.at(-1)).toContain(message)
  }
})
