import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// Vitest compiles what it runs and so passes code that Node, which only strips types, refuses.

const root = join(import.meta.dirname, '..')

/**
 * Loading these starts something: the launcher runs a command, a worker's file waits for work, and what Vitest loads
 * before a test hooks itself in there.
 */
function startsSomething(path: string): boolean {
  return /^src\/(holdline\.js|testkit\/coverage-setup\.ts)$/.test(path) || /(^|[/-])worker\.ts$/.test(path)
}

/** Imports each file named on its standard input and prints those that fail, with the reason. */
const IMPORT_ALL = `
  for (const path of (await Array.fromAsync(process.stdin)).join('').split('\\n')) {
    try { await import(path) } catch (error) { console.log(path + ': ' + error) }
  }
  process.exit()
`

async function importAll(paths: readonly string[]): Promise<string> {
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', IMPORT_ALL], {
    cwd: root,
  })
  child.child.stdin?.end(paths.join('\n'))
  const { stdout, stderr } = await child
  return stdout + stderr
}

test('every source file loads in plain Node, without a word', async () => {
  const files = globSync(['src/**/*.ts', 'flows/**/*.ts', 'sim/**/*.ts'], { cwd: root })
  // Pages are written for a browser; that they load there is for the browser tests to show.
  const paths = files.filter(path => !startsSomething(path) && !path.startsWith('src/web/pages/'))
  expect(paths.length).toBeGreaterThan(0)
  expect(await importAll(paths.sort().map(path => join(root, path)))).toBe('')
})

test('a file that needs more than its types stripped is named', async () => {
  const path = `data:text/javascript,${encodeURIComponent('enum A { B }')}`
  expect(await importAll([path])).toContain('SyntaxError')
})

test('what is not loaded here (pages, workers and the like) needs no more than its types stripped either', () => {
  const files = globSync(['src/**/*.ts', 'sim/**/*.ts'], { cwd: root })
  for (const path of files.filter(path => startsSomething(path) || path.startsWith('src/web/pages/')))
    expect(() => stripTypeScriptTypes(readFileSync(join(root, path), 'utf8')), path).not.toThrow()
})
