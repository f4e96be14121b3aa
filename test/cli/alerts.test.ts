import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-alerts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SCENARIO = `line: card-support
day: 2026-12-14
durationHours: 2
arrivals: { callsPerHour: 60 }
handleSeconds: { distribution: exponential, mean: 240 }
patienceSeconds: { distribution: exponential, mean: 1200 }
agents: 3
replications: 4
`

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const tried = (...args: string[]) =>
  holdline(['alerts', written('busy.yaml', SCENARIO), '--workers', '1', ...args])

test('a planner reads how often each rule of the line would be raised in a month', async () => {
  const { status, stdout, stderr } = await tried()
  expect([status, stderr]).toEqual([0, ''])
  const [head, , columns, ...rows] = stdout.split('\n')
  expect(head).toMatch(/^card-support · 2026-12-14 · 4 days simulated in /)
  expect(columns).toMatch(/^rule +a month +days with it +lasts +mostly$/)
  expect(rows.find(row => row.startsWith('long-wait'))).toMatch(
    /^long-wait +\d+\.\d ±\d+\.\d +\d+ % +\d+\.\d ±\d+\.\d min +\d\d:\d\d \d+ %/,
  )
  expect(rows.find(row => row.startsWith('nobody-there'))).toMatch(
    /^nobody-there +0\.0 ±0\.0 +0 % +– +never$/,
  )
  expect(stdout).toContain('A month is 30 days like this one')
})

test('one rule is tried with other values, which are those that a line takes', async () => {
  const mean = async (...set: string[]): Promise<number> => {
    const { stdout } = await tried('--json', '--rule', 'long-wait', '--days', '20', ...set)
    const { rules, days } = JSON.parse(stdout)
    expect([days, rules.map(({ rule }: { rule: { name: string } }) => rule.name)]).toEqual([
      20,
      ['long-wait'],
    ])
    return rules[0].perMonth.mean
  }
  const often = await mean('--set', 'alerts.long-wait.above=150')
  const seldom = await mean('--set', 'alerts.long-wait.above=900')
  expect(often).toBeGreaterThan(seldom)
  const wrong = await tried('--set', 'alerts.long-wait.above=-1')
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('alerts[0].above is -1; expected a number from 0 to 86,400.'),
  ])
})

test('--set goes on to be about the scenario as well', async () => {
  const { stdout } = await tried('--json', '--set', 'agents=40', '--rule', 'long-wait')
  const { scenario, rules } = JSON.parse(stdout)
  expect([scenario.agents, rules[0].perMonth.mean]).toEqual([40, 0])
})

test('rules that the line does not have are tried from a file', async () => {
  const file = written('rules.yaml', '- { name: anybody, measure: waiting, above: 0 }\n')
  const { status, stdout } = await tried('--json', '--rules', file)
  const { rules } = JSON.parse(stdout)
  expect([status, rules.length, rules[0].rule.name, rules[0].daysWith]).toEqual([0, 1, 'anybody', 1])
})

test.each<[string, readonly string[], string]>([
  [
    'a rule that is not there',
    ['--rule', 'long-wiat'],
    '--rule long-wiat: there is no rule "long-wiat"; did you mean "long-wait"?',
  ],
  [
    'a value for a rule that is not there',
    ['--set', 'alerts.zzz.above=1'],
    '--set alerts.zzz.above=1: there is no rule "zzz"; the rules are: long-wait, ',
  ],
  ['a file that is not there', ['--rules', '/nowhere/rules.yaml'], 'there is no file /nowhere/rules.yaml'],
  ['no whole days', ['--days', '0'], '--days got "0", expected a whole number of at least 1'],
])('%s is told', async (_, args, told) => {
  const { status, stderr } = await tried(...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(told)])
})

test('a file that holds no rules is told', async () => {
  const map = await tried('--rules', written('map.yaml', 'long-wait: 300\n'))
  expect(map.stderr).toContain(
    'map.yaml is no list of rules; expected "- name: long-wait" and its other keys.',
  )
  const broken = await tried('--rules', written('broken.yaml', '- {'))
  expect(broken.stderr).toContain('broken.yaml is no YAML')
  const odd = await tried('--rules', written('odd.yaml', '- 7\n'))
  expect(odd.stderr).toContain('alerts[0] is 7; expected an object.')
})
