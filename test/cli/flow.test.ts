import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const address = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href)
/** A line that forgets its callers in opening hours, and has a state to which no call comes. */
const WRONG_LINE = `
import { flow } from ${address('src/call/flow.ts')}
import { defineLine } from ${address('src/call/define-line.ts')}
import { cardSupport } from ${address('flows/card-support.ts')}
export const wrong = defineLine({ ...cardSupport.definition, name: 'wrong' }, flow.createMachine({
  id: 'call', initial: 'arriving', on: { hangup: '.gone' },
  states: {
    arriving: { on: { 'line.open': 'lost', 'line.closed': 'gone', 'line.holiday': 'gone' } },
    lost: { meta: { asks: { kind: 'nothing' } } },
    nowhere: { entry: { type: 'say', params: { prompt: 'welcome' } }, always: 'gone' },
    gone: { type: 'final' },
  },
}))`
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdline-flow-'))
  writeFileSync(join(folder, 'wrong.ts'), WRONG_LINE)
  writeFileSync(join(folder, 'no-line.ts'), 'export const answer = 42')
  writeFileSync(join(folder, 'broken.ts'), "throw new Error('no such prompt')")
  writeFileSync(
    join(folder, 'two.ts'),
    `export { cardSupport } from ${address('flows/card-support.ts')}\nexport { giftCards } from ${address('flows/gift-cards.ts')}`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

async function holdlineFlow(...args: string[]) {
  const { status, stdout, stderr } = await holdline(['flow', ...args])
  return { status, stdout, said: stderr }
}

test('a line that strands nobody is fine, and says how much was looked at', () => {
  const typed = ['holdline', 'flow', 'card-support']
  const { status, stdout } = spawnSync('npx', typed, { cwd: root, encoding: 'utf8' })
  expect(status).toBe(0)
  expect(stdout).toMatch(
    /^card-support: \d+ states, all reachable; [\d,]+ transitions\n\d+ prompts in en-US, es-US; 6 queues: billing, account, rewards, supervisors, night, messages\n/,
  )
  expect(stdout).not.toContain('error')
})

test('with --json prints one object and nothing else', async () => {
  const { stdout } = await holdlineFlow('gift-cards', '--json')
  const report = JSON.parse(stdout)
  expect(Object.keys(report)).toEqual(['line', 'states', 'transitions', 'reachable', 'problems'])
  expect(report).toMatchObject({ line: 'gift-cards', problems: [] })
  expect(report.reachable).toBe(report.states)
  expect(report.transitions).toBeGreaterThan(report.states)
})

test('a wrong line of a file is told place, way and what callers suffer; the answer is no', async () => {
  const { status, stdout } = await holdlineFlow(join(folder, 'wrong.ts'))
  expect(status).toBe(1)
  expect(stdout).toMatch(/\n\d+ errors?\n/)
  expect(stdout).toMatch(/ {2}no-recover\n {4}.* \(in state lost, after line\.open\)\.\n/)
  expect(stdout).toContain('unreachable-state')
  const json = JSON.parse((await holdlineFlow(join(folder, 'wrong.ts'), '--json')).stdout)
  expect(json.states - json.reachable).toBe(1)
  expect(json.problems).toContainEqual(
    expect.objectContaining({ kind: 'no-recover', severity: 'error', place: 'lost', path: ['line.open'] }),
  )
})

test('the picture is Mermaid text alone, or in files', async () => {
  const { status, stdout, said } = await holdlineFlow('gift-cards', '--mermaid')
  expect({ status, said }).toEqual({ status: 0, said: '' })
  expect(stdout).toMatch(/^---\ntitle: gift-cards\n---\nflowchart /)
  const [mermaid, svg] = [join(folder, 'picture.mmd'), join(folder, 'picture.svg')]
  expect((await holdlineFlow('gift-cards', '--mermaid', '--out', mermaid, '--svg', svg)).stdout).toBe('')
  expect(readFileSync(mermaid, 'utf8')).toBe(stdout)
  expect(readFileSync(svg, 'utf8')).toMatch(/<svg[\s\S]*<\/svg>\s*$/)
})

test('a wrong line is drawn all the same, and its exit code explained', async () => {
  const { status, stdout, said } = await holdlineFlow(join(folder, 'wrong.ts'), '--mermaid')
  expect(status).toBe(1)
  expect(stdout).toContain('flowchart')
  expect(said).toMatch(/^holdline: \d+ errors?; without --mermaid the check says which\n$/)
})

test('what is no line cannot be checked, and is told what is expected', async () => {
  const refused = async (name: string) => {
    const { status, stdout, said } = await holdlineFlow(name)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    return said
  }
  expect(await refused('gift-card')).toContain('there is no line "gift-card"; did you mean gift-cards?')
  expect(await refused('./none.ts')).toContain('there is no file ./none.ts.')
  expect(await refused(join(folder, 'no-line.ts'))).toContain('exports no line; expected what `defineLine`')
  expect(await refused(join(folder, 'broken.ts'))).toMatch(
    /broken\.ts, line \d+, cannot be loaded: no such prompt/,
  )
  expect(await refused(join(folder, 'two.ts'))).toContain('exports 2 lines; expected one')
})
