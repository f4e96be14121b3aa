import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DemoProcess } from './demo-process.ts'

const root = join(import.meta.dirname, '..', '..')
let data: string
let demos: DemoProcess[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'holdline-demo-'))
  demos = []
})
afterEach(async () => {
  for (const demo of demos) await demo.stop('SIGKILL')
  rmSync(data, { recursive: true })
})

function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): DemoProcess {
  const demo = new DemoProcess(data, ['demo', ...args], env)
  demos.push(demo)
  return demo
}

test('within moments a busy line is on the wallboard: callers in menus and queues, agents who talk', async () => {
  const demo = start(['--json'])
  const { url, page, password, resumed } = await demo.said()
  expect({ resumed, page }).toEqual({ resumed: false, page: `${url}/login?key=${password}` })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const first = await demo.board()
  expect(first.agents.counts.talking).toBeGreaterThan(10)
  expect(first.today.answered).toBeGreaterThan(100)
  const later = await demo.boardWhere(board => board.today.calls >= first.today.calls + 3)
  expect(later.nowMs).toBeGreaterThan(first.nowMs)
  expect(later.menus.count + later.waiting.count).toBeGreaterThan(0)
  expect((await fetch(`${url}/api/board`)).status).toBe(401)
  expect(await demo.stop()).toMatchObject({ code: 0, signal: null, stderr: '' })
})

test('whoever starts it is told in a few lines what it is, where its page is and how it stops; Ctrl-C stops it', async () => {
  const demo = start(['--at', '2026-12-14T09:00', '--speed', '1'], {
    HOLDLINE_PASSWORD: 'chosen-by-somebody',
  })
  const text = await new Promise<string>(resolve =>
    demo.child.stdout?.on('data', (some: Buffer) => resolve(some.toString())),
  )
  expect(text).toContain(
    '"card-support" on Monday, 14 December 2026 at 09:00 in New York, as fast as the time of day',
  )
  expect(text).toMatch(/^ {2}http:\/\/127\.0\.0\.1:\d+$/m)
  expect(text).not.toContain('chosen-by-somebody')
  expect(text).toContain('Ctrl-C stops the demo')
  // npm passes on what the terminal sends to all of its group, so that it comes twice.
  demo.child.kill('SIGINT')
  expect((await demo.stop('SIGINT')).code).toBe(0)
})

test('after kill -9 the demo goes on from its journal: the callers of before are gone, new ones come', async () => {
  const before = start(['--json', '--speed', '20'])
  const busy = await before.boardWhere(board => board.agents.counts.talking > 10 && board.waiting.count > 0)
  await before.stop('SIGKILL')
  const after = start(['--json', '--speed', '20'])
  const { resumed, nowMs } = await after.said()
  expect(resumed).toBe(true)
  // It goes on from its last fact, through ten minutes in which the line fills again.
  expect(nowMs).toBeGreaterThan(busy.nowMs + 9 * 60_000)
  expect(nowMs).toBeLessThan(busy.nowMs + 15 * 60_000)
  const resumedBoard = await after.boardWhere(board => board.agents.counts.talking > 10)
  expect(resumedBoard.today.calls).toBeGreaterThan(busy.today.calls)
  expect(resumedBoard.today.answered).toBeGreaterThanOrEqual(busy.today.answered)
  expect(await after.stop()).toMatchObject({ code: 0, stderr: '' })
  const replay = spawnSync(process.execPath, ['src/holdline.js', 'replay', join(data, 'demo'), '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(replay).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(replay.stdout)).toMatchObject({ differingFacts: 0, skipped: 0 })
})

test('when the day is over and everybody is served, the next one begins at once', async () => {
  const demo = start(['--at', '2026-12-14T19:59', '--speed', '300'])
  await new Promise<void>(resolve => {
    demo.child.stdout?.on('data', (some: Buffer) => {
      if (some.toString().includes('The next begins: Tuesday, 15 December 2026 at 08:00')) resolve()
    })
  })
  expect(await demo.stop()).toMatchObject({ code: 0, stderr: '' })
})

test('a port that is taken is named, with what to set instead', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await start([], { PORT: String(port) }).ended
  other.close()
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      `holdline: PORT ${port} is taken on 127.0.0.1 by another program; stop that one, or set PORT to a free one ` +
      '(PORT=0 takes any).\n',
  })
})

test('a time that is none is refused, and a journal in use by another demo', async () => {
  const late = await start(['--at', 'tomorrow']).ended
  expect(late).toMatchObject({ code: 2 })
  expect(late.stderr).toContain('--at got "tomorrow", expected an ISO time')
  const first = start(['--json'])
  await first.said()
  const second = await start(['--json']).ended
  expect(second.code).toBe(2)
  expect(second.stderr).toContain('is in use by process')
  expect(await first.stop()).toMatchObject({ code: 0 })
})
