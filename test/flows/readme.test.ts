import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandsOf } from '../readme/commands.ts'
import { Reader } from '../readme/reader.ts'
import { blocksOf, filesOf } from '../readme/snippets.ts'

const root = join(import.meta.dirname, '..', '..')
const markdown = readFileSync(join(root, 'flows', 'README.md'), 'utf8')
const files = filesOf(markdown)

describe('flows/README.md', () => {
  let reader: Reader
  const printed = new Map<string, string>()

  beforeAll(async () => {
    reader = await Reader.arrive()
    for (const { path, text } of files) writeFileSync(join(reader.checkout, path), text)
  })
  afterAll(async () => {
    await reader.leave()
  })

  test('has its reader write one line and its tests, of which no snippet is left out', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'flows/bikes.ts',
      'test/flows/bikes.test.ts',
      'test/flows/bikes-callers.test.ts',
    ])
    expect(blocksOf(markdown)).toBe(4)
  })

  for (const command of commandsOf(markdown)) {
    test(`line ${command.line}: ${command.text}`, async () => {
      expect(command.kind).toBe('run')
      const { code, output } = await reader.run(command)
      expect(code, output).toBe(command.promise.exit)
      for (const file of command.promise.makes)
        expect(statSync(join(reader.checkout, file)).size, file).toBeGreaterThan(0)
      printed.set(command.text, output)
    })
  }

  test('says of its commands what they do', () => {
    const said = (part: string) => [...printed].find(([text]) => text.includes(part))?.[1]
    expect(said('flow ./flows/bikes.ts')).toContain('Nothing is wrong')
    expect(said('--agents 1')).toContain('You are number one')
    expect(said('2026-12-13')).toContain('We open again tomorrow at nine')
    expect(said('replay repair.jsonl --line ./flows/bikes.ts')).toContain('All the same')
    expect(said("s/announceEvery: '45 s'")).toMatch(/> .*timer.*45.*timer.*90/)
    expect(said('vitest run')).toMatch(/^bikes\n {2}states +\d+ of +\d+ .*\n {2}arrows .*\n {2}missed: /m)
  })

  test('shows code that is typed and formatted as ours', () => {
    const paths = files.map(({ path }) => path)
    const config = join(reader.checkout, 'tsconfig.readme.json')
    const options = { extends: './tsconfig.json', include: paths, exclude: [] }
    writeFileSync(config, JSON.stringify(options))
    const run = (name: string, ...args: string[]) =>
      execFileSync(join(root, 'node_modules', '.bin', name), args, { cwd: reader.checkout, encoding: 'utf8' })
    expect(run('tsc', '--noEmit', '-p', config)).toBe('')
    expect(run('biome', 'check', '--error-on-warnings', '--vcs-enabled=false', ...paths)).toBe('')
  })
})

test('the pieces of a file stand together, and only where they are called so', () => {
  const block = (comment: string, text: string) => `${comment}\n\`\`\`ts\n${text}\n\`\`\`\n`
  const first = block('<!-- file: a.ts -->', 'one')
  expect(filesOf(`${first}${block('', 'x')}${block('<!-- more of: a.ts -->', 'two')}`)).toEqual([
    { path: 'a.ts', text: 'one\n\ntwo\n' },
  ])
  expect(() => filesOf(block('<!-- more of: a.ts -->', 'two'))).toThrow('"more of: a.ts" stands first')
  expect(() => filesOf(`${first}${first}`)).toThrow('"file: a.ts" stands again')
})
