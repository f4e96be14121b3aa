import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-traffic-'))
afterAll(() => rmSync(folder, { recursive: true }))
const journal = join(folder, 'journal.jsonl')
const scenario = join(folder, 'quiet.yaml')

beforeAll(() => {
  const typed = ['call', 'card-support', '--at', '2026-12-14T10:00', '--journal', journal]
  const { status } = spawnSync(process.execPath, ['src/holdline.js', ...typed], { cwd: root, input: '1 1' })
  expect(status).toBe(0)
  writeFileSync(
    scenario,
    'line: card-support\nday: 2026-12-14\narrivals: { callsPerHour: 30 }\nagents: 4\n' +
      'handleSeconds: { distribution: exponential, mean: 195 }\npatienceSeconds: never\n' +
      // More than a carrier lets wait: the simulator does not mind, a journal would.
      'queueLimit: 10000\n',
  )
})

test('the journal of a call is counted in the picture and beside the check', async () => {
  const svg = join(folder, 'counted.svg')
  const { status, stdout } = await holdline(['flow', 'card-support', '--journal', journal, '--svg', svg])
  expect(status).toBe(0)
  expect(stdout).toMatch(/Where 1 call went\n {2}state +visits +answered +hung up +pressed 0\n/)
  expect(stdout).toMatch(/\n {2}holdBilling +1 +1 \(100 %\)/)
  expect(readFileSync(svg, 'utf8')).toContain('card-support – 1 call<')
  const mermaid = await holdline(['flow', 'card-support', '--journal', journal, '--mermaid'])
  expect(mermaid.stdout).toContain('1 answered (100 %)')
})

test('a simulated day is counted as a lived one is', async () => {
  const { status, stdout } = await holdline(['flow', 'card-support', '--scenario', scenario, '--json'])
  expect(status).toBe(0)
  const { traffic } = JSON.parse(stdout)
  const visits = (name: string) =>
    traffic.states.find(({ state }: { state: string }) => state === name).visits as number
  expect(traffic.calls).toBeGreaterThan(250)
  expect(visits('main')).toBeGreaterThanOrEqual(traffic.calls)
  expect(visits('gone')).toBe(traffic.calls)
  expect(traffic.elsewhere).toBe(0)
})

test('a line of its author is counted by a scenario that names it', async () => {
  const address = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href)
  const line = join(folder, 'own.ts')
  writeFileSync(
    line,
    `import { defineLine } from ${address('src/call/define-line.ts')}
    import { cardSupport } from ${address('flows/card-support.ts')}
    export const own = defineLine({ ...cardSupport.definition, name: 'own' }, cardSupport.flow)`,
  )
  const named = join(folder, 'own.yaml')
  writeFileSync(named, readFileSync(scenario, 'utf8').replace('card-support', 'own'))
  const { status, stdout } = await holdline(['flow', line, '--scenario', named, '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout).traffic.calls).toBeGreaterThan(0)
})

test('what cannot be counted ends with 2 and says why', async () => {
  const cases: [string[], string][] = [
    [['card-support', '--journal', journal, '--scenario', scenario], 'choose one'],
    [['gift-cards', '--journal', journal], 'the journal has no call to line "gift-cards"'],
    [['gift-cards', '--scenario', scenario], 'is a scenario of line "card-support", not of "gift-cards"'],
    [['card-support', '--journal', join(folder, 'none')], 'cannot be read'],
  ]
  for (const [args, message] of cases) {
    const { status, stderr } = await holdline(['flow', ...args])
    expect(status, args.join(' ')).toBe(2)
    expect(stderr).toContain(message)
  }
})
