import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
/** Makes a Node believe, before anything else runs, that it is an older one. */
const ASKS_AS_NODE_20 = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`
/** A command that tells what it was given, and then fails, waits or ends as it is told. */
const COMMAND = `
export async function main(argv: readonly string[]): Promise<number> {
  const asked = new Promise<void>(resolve => process.on('SIGTERM', () => resolve()))
  const alive = setInterval(() => {}, 1_000)
  console.log(Number.parseInt(process.versions.node) >= 24 ? 'new' : 'old', ...argv)
  if (argv[0] === 'wait') await asked
  clearInterval(alive)
  if (argv[0] === 'fail') throw new Error('a bug')
  return Number(argv[1])
}
`
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdline-launcher-'))
  mkdirSync(join(folder, 'src'))
  cpSync(join(root, 'src', 'holdline.js'), join(folder, 'src', 'holdline.js'))
  writeFileSync(join(folder, 'src', 'cli.ts'), COMMAND)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})
afterEach(() => rmSync(folder, { recursive: true }))

function launch(args: string[], nodeArgs: string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, 'src/holdline.js', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  })
  return { status, stdout, stderr }
}

/** Gives the checkout a Node of its own, as npm ci does on 64-bit Linux. */
function bringNode(): void {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
  symlinkSync(process.execPath, join(folder, 'node_modules', '.bin', 'node'))
}

test('the command gets its arguments, and the shell its answer', () => {
  expect(launch(['say', '1'])).toEqual({ status: 1, stdout: 'new say 1\n', stderr: '' })
})

test('a bug in a command is told apart from its answer "no"', () => {
  const { status, stderr } = launch(['fail'])
  expect(status).toBe(2)
  expect(stderr).toContain('Error: a bug')
})

test('under an older Node one sentence says what to do', () => {
  const { status, stderr, stdout } = launch(['say', '0'], ['--import', ASKS_AS_NODE_20])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^Holdline needs Node 24 or later; found 20\.20\.2; install Node 24 .*\.\n$/)
})

test('under an older Node a checkout that brought its own goes on with that', () => {
  bringNode()
  expect(launch(['say', '1'], ['--import', ASKS_AS_NODE_20])).toEqual({
    status: 1,
    stdout: 'new say 1\n',
    stderr: '',
  })
})

test('… and a server that is asked to end does so, with its own code', async () => {
  bringNode()
  const child = spawn(process.execPath, ['--import', ASKS_AS_NODE_20, 'src/holdline.js', 'wait', '0'], {
    cwd: folder,
  })
  const ended = new Promise(resolve => child.on('close', resolve))
  await new Promise(resolve => child.stdout.once('data', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})
