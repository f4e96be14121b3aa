import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import twilio from 'twilio'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { JournalRow } from '../../src/store/rows.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { holdline } from '../cli/in-process.ts'
import { AUTH_TOKEN, PUBLIC_URL } from './live-line.ts'

const ROOT = join(import.meta.dirname, '../..')
const ENVIRONMENT = {
  PATH: process.env.PATH,
  PORT: '0',
  PUBLIC_URL,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  TWILIO_FROM: '+12025550100',
  TWILIO_API_BASE: 'http://127.0.0.1:9',
  HOLDLINE_PASSWORD: 'correct horse battery',
}

function serve(folder: string, args: readonly string[], more: Record<string, string> = {}) {
  const env = { ...ENVIRONMENT, HOLDLINE_DATA: join(folder, 'data'), ...more }
  const child = spawn(process.execPath, [join(ROOT, 'src/holdline.js'), 'serve', ...args], {
    cwd: folder,
    env,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-serve-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('an operator starts the line, a call comes in, and SIGTERM ends it with all kept; --at goes on from there', async () => {
  const folder = scratch()
  const roster = join(folder, 'roster.json')
  writeFileSync(roster, JSON.stringify([{ name: 'ana', skills: ['card-support/billing'] }]))
  const args = ['--line', 'card-support', '--roster', roster, '--sign-in-all', '--at', '2026-12-14T15:00:00Z']
  for (const round of [1, 2]) {
    const child = serve(folder, args)
    let port = 0
    for await (const text of createInterface(child.stdout)) {
      const line = JSON.parse(text) as { msg: string; port?: number }
      if (line.msg !== 'serving') continue
      port = line.port!
      break
    }
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    const fields = { CallSid: `CA${String(round).repeat(32)}`, From: '+12125550101' }
    const signature = twilio.getExpectedTwilioSignature(
      AUTH_TOKEN,
      `${PUBLIC_URL}/voice/card-support`,
      fields,
    )
    const answer = await fetch(`http://127.0.0.1:${port}/voice/card-support`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-twilio-signature': signature },
    })
    expect(await answer.text()).toContain('<Gather')
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
  }
  const store = await openSqliteStore({ folder: join(folder, 'data') })
  const rows: JournalRow[] = []
  for await (const row of store.factsSince('main', 0)) rows.push(row)
  await store.close()
  expect(rows.filter(({ kind }) => kind === 'arrived')).toHaveLength(2)
  const times = rows.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times[0]).toBeGreaterThanOrEqual(Date.UTC(2026, 11, 14, 15))
})

test('whoever starts a line by a program reads from one object where it runs, and nothing else beside it', async () => {
  const folder = scratch()
  for (const isFirst of [true, false]) {
    const child = serve(folder, ['--line', 'card-support', '--line', 'gift-cards', '--json'])
    let output = ''
    child.stdout.on('data', text => {
      output += text
    })
    let log = ''
    child.stderr.on('data', text => {
      log += text
    })
    await once(child.stdout, 'data')
    const said = JSON.parse(output) as { url: string; seq: number }
    expect(said).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      lines: ['card-support', 'gift-cards'],
      centre: 'main',
      // The program, two lines and a roster; then the program once more.
      seq: isFirst ? 4 : 5,
    })
    expect((await fetch(`${said.url}/healthz`)).status).toBe(200)
    // Pages are made of sources, about which Node has a warning of its own.
    expect((await fetch(`${said.url}/pages/wallboard.js`)).status).toBe(200)
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(output.split('\n')).toHaveLength(2)
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow()
  }
})

test('settings and files that cannot be used are told on standard error, with exit code 2', async () => {
  const folder = scratch()
  onTestFinished(() => void vi.unstubAllEnvs())
  // Settings that somebody keeps in this checkout are not for this test.
  const none = join(folder, 'none.env')
  writeFileSync(none, '')
  const tries: [string[], Record<string, string>, RegExp][] = [
    [[], { PUBLIC_URL: '' }, /PUBLIC_URL is not set/],
    [[], { DATABASE_URL: 'postgres://a:secret@localhost/b' }, /DATABASE_URL .*unset it/],
    [['--line', 'card-suport'], {}, /card-support/],
    [['--roster', 'nowhere.json'], {}, /nowhere\.json/],
    [['--speed', 'fast'], {}, /--speed got "fast"/],
  ]
  for (const [args, more, says] of tries) {
    const settings = { ...ENVIRONMENT, HOLDLINE_DATA: join(folder, 'data'), HOLDLINE_CONFIG: none, ...more }
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
    const { status, stdout, stderr } = await holdline(['serve', ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(stderr).not.toContain('secret')
    vi.unstubAllEnvs()
  }
})
