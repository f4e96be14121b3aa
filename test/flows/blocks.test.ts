import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { checkFlow } from '../../src/call/check.ts'
import type { Line } from '../../src/call/line.ts'
import { blocksOf, filesOf, type WrittenFile } from '../readme/snippets.ts'

const execute = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'flows', 'blocks')
const read = (page: string) => readFileSync(join(folder, page), 'utf8')
const pages = readdirSync(folder).filter(name => name !== 'README.md')

/** A reader's checkout: what the pages make them write, beside links to what is there already. */
const checkout = mkdtempSync(join(tmpdir(), 'holdline-blocks-'))
for (const name of ['src', 'node_modules', 'package.json'])
  symlinkSync(join(root, name), join(checkout, name))
for (const name of ['flows', 'test/flows']) mkdirSync(join(checkout, name), { recursive: true })
const write = ({ path, text }: WrittenFile) => writeFileSync(join(checkout, path), text)
filesOf(read('README.md')).forEach(write)

afterAll(() => rmSync(checkout, { recursive: true, force: true }))

const imported = (path: string): Promise<{ line: Line }> => import(join(checkout, path))

/** What is said of an example as somebody else might have written it. */
async function saidOf({ path, text }: WrittenFile, index: number): Promise<string> {
  const wrong = { path: path.replace('.ts', `-wrong-${index}.ts`), text }
  write(wrong)
  try {
    const { line } = await imported(wrong.path)
    return checkFlow(line)
      .problems.map(({ message }) => message)
      .join('\n')
  } catch (error) {
    return (error as Error).message
  }
}

/** Wrong uses that a page shows: what takes the place of what, and a part of what is said of it. */
const wrongUses = (markdown: string) =>
  [...markdown.matchAll(/^<!-- (.+) => (.+) -->\n```text\n(.+)\n```$/gm)].map(([, right, wrong, said]) => ({
    right: right!.replaceAll('\\n', '\n'),
    wrong: wrong!.replaceAll('\\n', '\n'),
    said: said!,
  }))

describe.each(pages)('%s', async page => {
  const markdown = read(page)
  const name = basename(page, '.md')
  const files = filesOf(markdown)
  const [flow, story] = files
  files.forEach(write)

  test('has one line and its story, of which no snippet is left out', () => {
    expect(files.map(({ path }) => path)).toEqual([
      `flows/shop-${name}.ts`,
      `test/flows/shop-${name}.test.ts`,
    ])
    expect(blocksOf(markdown)).toBe(2)
  })

  test('has a line with which nothing is wrong', async () => {
    const { line } = await imported(flow!.path)
    expect(line.definition.name).toBe(`shop-${name}`)
    expect(checkFlow(line).problems).toEqual([])
  })

  test('tells what is said of wrong uses', async () => {
    const uses = wrongUses(markdown)
    expect(uses.length).toBe(markdown.match(/^```text$/gm)?.length ?? 0)
    expect(uses.length).toBeGreaterThan(0)
    for (const [index, { right, wrong, said }] of uses.entries()) {
      expect(flow!.text).toContain(right)
      expect(await saidOf({ ...flow!, text: flow!.text.replace(right, wrong) }, index)).toContain(said)
    }
  })

  test('names every option', () => {
    const sources = (SOURCES[name] ?? [name]).map(file =>
      readFileSync(join(root, 'src/call/blocks', `${file}.ts`), 'utf8'),
    )
    const options = [...sources.join().matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, option]) => option)
    const told = [...markdown.matchAll(/`(\w+)`/g)].map(([, word]) => word)
    expect(options.filter(option => !told.includes(option))).toEqual([])
  })

  // The stories of the page are tests of this file.
  await import(join(checkout, story!.path))
})

/** Where the options of a page stand, unless it is in a file of its name. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  escalate: ['transfer'],
  'offer-callback': ['offer-callback', 'callback'],
}

test('the index names every page, and flows/README.md the index', () => {
  for (const page of pages) expect(read('README.md')).toContain(`](${page})`)
  expect(readFileSync(join(root, 'flows', 'README.md'), 'utf8')).toContain('](blocks/README.md)')
})

test('the pages show code that is typed and formatted as ours', async () => {
  const written = ['README.md', ...pages].flatMap(page => filesOf(read(page)).map(({ path }) => path))
  const options = { extends: join(root, 'tsconfig.json'), include: written, exclude: [] }
  writeFileSync(join(checkout, 'tsconfig.json'), JSON.stringify(options))
  const run = async (name: string, ...args: string[]) =>
    (await execute(join(root, 'node_modules', '.bin', name), args, { cwd: checkout })).stdout
  const formatted = ['check', '--error-on-warnings', '--vcs-enabled=false', '--config-path', root, ...written]
  expect(
    await Promise.all([run('tsc', '--noEmit', '-p', 'tsconfig.json'), run('biome', ...formatted)]),
  ).toEqual(['', ''])
})
