import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkFlow } from '../../src/call/check.ts'
import { direct } from '../../src/call/direct.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import { checkedLineOnce, checkFlowOnce } from '../../src/cli/explored-files.ts'
import { textHash } from '../../src/line/line-hash.ts'
import { broken } from '../call/broken-line.ts'

const root = join(import.meta.dirname, '..', '..')
let caches: string
let folder: string
beforeEach(() => {
  caches = mkdtempSync(join(tmpdir(), 'holdline-caches-'))
  folder = join(caches, 'holdline')
  vi.stubEnv('XDG_CACHE_HOME', caches)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(caches, { recursive: true })
})

/** The built-in line as another process would have it: nothing is known of it yet. */
const again = () => broken(direct, () => {})
const theFile = () => join(folder, readdirSync(folder)[0]!)
const sealed = (json: string) => `${textHash(json)}\n${json}`

test('a line is explored once by all processes: the next reads what the first found', () => {
  expect(checkFlowOnce(again())).toEqual(checkFlow(direct))
  const text = readFileSync(theFile(), 'utf8')
  const remark = { kind: 'unused-prompt', severity: 'warning', place: '', path: [], message: 'as was read' }
  writeFileSync(
    theFile(),
    sealed(text.slice(65).replace('"problems":[', `"problems":[${JSON.stringify(remark)}`)),
  )
  const line = again()
  expect(checkFlowOnce(line).problems).toEqual([remark])
  expect(new FlowTable(line).states).toBe(4)
  expect(readdirSync(folder)).toHaveLength(1)
})

test('a line with errors is refused again by what was found', () => {
  const deaf = () =>
    broken(direct, parts => {
      delete parts.flow.on.hangup
    })
  for (const line of [deaf(), deaf()])
    expect(() => checkedLineOnce(line)).toThrow(/^line "direct" cannot take calls: hangup leads nowhere/)
})

test('a damaged file is not believed, and is replaced', () => {
  checkFlowOnce(again())
  const text = readFileSync(theFile(), 'utf8')
  for (const damaged of [text.slice(0, 300), text.replace('"states":4', '"states":9'), 'x', '']) {
    writeFileSync(theFile(), damaged)
    expect(checkFlowOnce(again())).toEqual(checkFlow(direct))
    expect(readFileSync(theFile(), 'utf8')).toBe(text)
  }
})

test('where nothing can be kept, lines are explored as ever', () => {
  writeFileSync(join(caches, 'file'), '')
  vi.stubEnv('XDG_CACHE_HOME', join(caches, 'file'))
  expect(checkFlowOnce(again())).toEqual(checkFlow(direct))
})

test('processes that explore a line at the same time leave one whole file', async () => {
  const exits = Array.from({ length: 3 }, async () => {
    const child = spawn(process.execPath, ['src/holdline.js', 'flow', 'direct', '--json'], {
      cwd: root,
      env: process.env,
    })
    const [code] = await once(child, 'exit')
    return code
  })
  expect(await Promise.all(exits)).toEqual([0, 0, 0])
  expect(readdirSync(folder)).toHaveLength(1)
  expect(checkFlowOnce(again())).toEqual(checkFlow(direct))
})

test('of many files the oldest go', () => {
  mkdirSync(folder)
  for (let i = 0; i < 60; i++) {
    const file = join(folder, `line-${i}.explored`)
    writeFileSync(file, '')
    utimesSync(file, i, i)
  }
  checkFlowOnce(again())
  const left = readdirSync(folder)
  expect(left).toHaveLength(50)
  expect(left).toContain('line-59.explored')
  expect(left).not.toContain('line-10.explored')
})
