import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-trace-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SCENARIO = join(folder, 'plan.yaml')
writeFileSync(
  SCENARIO,
  [
    'line: card-support',
    'day: 2026-12-14',
    'durationHours: 1',
    'arrivals: { callsPerHour: 200 }',
    'handleSeconds: { distribution: lognormal, mean: 195, cv: 0.8 }',
    'patienceSeconds: { distribution: exponential, mean: 180 }',
    'agents: 12',
  ].join('\n'),
)

const simulate = (...args: string[]) => holdline(['simulate', SCENARIO, '--workers', '1', ...args])

/** How many calls of a journal arrived, and how many of them ever talked to an agent. */
function callsIn(file: string): { calls: number; answered: number } {
  const answered = new Set<number>()
  let calls = 0
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { kind, directives = [] } = JSON.parse(line)
    if (kind === 'arrived') calls++
    for (const directive of directives) if (directive.do === 'connect') answered.add(directive.call)
  }
  return { calls, answered: answered.size }
}

test('a traced day is one of those that were counted, and replays without a difference', async () => {
  const file = join(folder, 'day.jsonl')
  const { status, stdout, stderr } = await simulate('--replications', '1', '--trace', file, '--json')
  expect([status, stderr]).toEqual([0, ''])
  const { results, trace } = JSON.parse(stdout)
  expect(trace).toEqual({ file, replication: 1, facts: expect.any(Number) })
  expect(callsIn(file)).toEqual({ calls: results.calls.mean, answered: results.answered.mean })
  const replayed = await holdline(['replay', file, '--json'])
  expect(replayed.status).toBe(0)
  expect(JSON.parse(replayed.stdout)).toMatchObject({ facts: trace.facts, differingFacts: 0 })
})

test('another of the days is traced by its number; the results are what they are without a trace', async () => {
  const [first, third] = [join(folder, 'first.jsonl'), join(folder, 'third.jsonl')]
  const results = async (...args: string[]) => {
    const { status, stdout } = await simulate('--replications', '3', '--json', ...args)
    expect(status).toBe(0)
    return JSON.parse(stdout).results
  }
  const untraced = await results()
  expect(await results('--trace', first)).toEqual(untraced)
  expect(await results('--trace', third, '--trace-replication', '3')).toEqual(untraced)
  expect(callsIn(third)).not.toEqual(callsIn(first))
  const told = await simulate('--replications', '3', '--trace', third, '--trace-replication', '3')
  expect(told.stdout).toMatch(new RegExp(`\\nDay 3 is written down in ${third}: [\\d,]+ facts\\. `))
})

test('what agents do beside the calls is traced with them', async () => {
  const file = join(folder, 'mail.jsonl')
  const mail =
    '{ email: { itemsPerHour: 30, handleSeconds: { distribution: exponential, mean: 200 }, withinMinutes: 60 } }'
  const { status, stdout } = await simulate(
    '--replications',
    '1',
    '--set',
    `channels=${mail}`,
    '--trace',
    file,
    '--json',
  )
  expect([status, JSON.parse(stdout).channels.length]).toEqual([0, 1])
  expect(readFileSync(file, 'utf8')).toContain('"kind":"went-away","data":{"agent":"Ada","reason":"other')
  expect((await holdline(['replay', file])).status).toBe(0)
})

const WRONG: [string, string[], string][] = [
  [
    'a day that is not simulated',
    ['--trace-replication', '4'],
    '--trace-replication got 4, expected one of the 3',
  ],
  ['a day that is no number', ['--trace-replication', 'last'], '--trace-replication got "last"'],
]

test.each(WRONG)('%s cannot be traced, and nothing is simulated', async (_, args, complaint) => {
  const file = join(folder, 'never.jsonl')
  const { status, stdout, stderr } = await simulate('--replications', '3', '--trace', file, ...args)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(complaint)
  expect(existsSync(file)).toBe(false)
})

test('a trace needs a file, in a folder that is there', async () => {
  const nowhere = await simulate('--trace-replication', '1')
  expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining('say where to with --trace')])
  const { status, stderr } = await simulate('--trace', join(folder, 'none', 'day.jsonl'))
  expect([status, stderr]).toEqual([2, expect.stringContaining(`there is no folder ${join(folder, 'none')}`)])
})

test('a day whose queue outgrew what a carrier takes has no journal', async () => {
  const file = join(folder, 'long.jsonl')
  const crowd = ['line=direct', 'queueLimit=100000', 'arrivals.callsPerHour=7000', 'agents=1']
  const never = ['patienceSeconds=never', 'replications=1']
  const set = [...crowd, ...never].flatMap(pair => ['--set', pair])
  const { status, stderr } = await simulate(...set, '--trace', file)
  expect([status, stderr]).toEqual([2, expect.stringContaining('more than 5000 callers wait in a queue')])
  expect(existsSync(file)).toBe(false)
})
