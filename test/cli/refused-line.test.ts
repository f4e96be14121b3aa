import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { main } from '../../src/cli.ts'
import { call } from '../../src/testkit/index.ts'
import { broken, state } from '../call/broken-line.ts'
import { AUTH_TOKEN, PUBLIC_URL } from '../web/live-line.ts'

const root = join(import.meta.dirname, '..', '..')
const address = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href)
const folder = mkdtempSync(join(tmpdir(), 'holdline-refused-'))
const file = join(folder, 'deaf.ts')
/** Nobody who wants rewards and says nothing is ever answered, and a hang-up there is not heard. */
const WHY =
  /line "card-support" cannot take calls; it has 2 problems:\n- hangup leads nowhere.*\n- the caller is asked, but nothing happens on silence/

let complained = ''
beforeAll(() => {
  const text = `
    import { defineLine } from ${address('src/call/define-line.ts')}
    import { flow } from ${address('src/call/flow.ts')}
    import { cardSupport } from ${address('flows/card-support.ts')}
    const config = structuredClone(cardSupport.flow.config)
    delete config.states.rewards.on.silence
    delete config.on.hangup
    export const deaf = defineLine(cardSupport.definition, flow.createMachine(config))`
  writeFileSync(file, text)
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  complained = ''
  vi.spyOn(console, 'error').mockImplementation(said => {
    complained += String(said)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

test('a line with errors is not rung from the terminal', async () => {
  expect(await main(['call', file, '--script', '/dev/null'])).toBe(2)
  expect(complained).toMatch(WHY)
})

test('a line with errors is not served, and nothing is kept of the attempt', async () => {
  const data = join(folder, 'data')
  const settings = {
    HOLDLINE_DATA: data,
    HOLDLINE_PASSWORD: 'a password for tests',
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: '+12025550100',
  }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  expect(await main(['serve', '--line', file])).toBe(2)
  expect(complained).toMatch(WHY)
  expect(readdirSync(folder)).not.toContain('data')
})

test('no journal is replayed with a line that has errors', async () => {
  const journal = join(folder, 'call.jsonl')
  vi.spyOn(console, 'log').mockImplementation(() => {})
  const rung = [
    'call',
    'card-support',
    '--script',
    '/dev/null',
    '--at',
    '2026-12-14T10:00',
    '--journal',
    journal,
  ]
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  expect(await main(rung)).toBe(0)
  expect(await main(['replay', journal, '--line', file])).toBe(2)
  expect(complained).toMatch(WHY)
})

test('no story is told of a line that has errors', () => {
  const deaf = broken(cardSupport, parts => {
    delete state(parts, 'rewards').on.silence
    delete parts.flow.on.hangup
  })
  expect(() => call(deaf)).toThrow(WHY)
})
