import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { LOCAL_PASSWORD } from '../../src/cli/rung/local-line.ts'
import type { Contact } from '../../src/store/contact.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { holdline } from './in-process.ts'
import { opensLines } from './rung/rung-lines.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdline-results-'))
  vi.stubEnv('HOLDLINE_DATA', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** Three callers of a Monday in October: two were served, one of whom came again on Wednesday and was content then. */
async function fill(store: Store): Promise<void> {
  const calls: [string, number, Partial<Contact>][] = [
    ['2026-10-05T10:00-04:00', 1, { score: 5 }],
    ['2026-10-05T11:00-04:00', 2, { score: 1 }],
    ['2026-10-05T12:00-04:00', 3, { outcome: 'abandoned', turns: [{ queue: 'billing', waitMs: 300_000 }] }],
    ['2026-10-07T12:00-04:00', 2, { score: 3 }],
  ]
  await store.withCentre('main', async hold => {
    for (const caller of [1, 2, 3]) await hold.callerKey({ number: `+1202555010${caller}`, atMs: 0 })
    const papers = calls.map(([at, caller, changes], index) => {
      const atMs = Date.parse(at)
      const turns = [{ queue: 'billing', waitMs: 60_000, agent: 'Ana', talkMs: 120_000 }]
      const known = { line: 'card-support', channel: 'phone', language: 'en-US', tier: 'ordinary' } as const
      return {
        ...{ kind: 'contact' as const, id: String(index + 1), call: index + 1, caller, state: '', atMs },
        body: { ...known, endedMs: atMs + 600_000, outcome: 'answered' as const, turns, ...changes },
      }
    })
    await hold.commit({ facts: [], papers })
  })
}

async function filled(): Promise<void> {
  const store = await openSqliteStore({ folder })
  await fill(store)
  await store.close()
}

const OCTOBER = ['results', '--from', '2026-10-05', '--to', '2026-10-07', '--line', 'card-support']

test('a month of results is a table, with what it means below', async () => {
  await filled()
  const { status, stdout, stderr } = await holdline(OCTOBER)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    "card-support · 2026-10-05 to 2026-10-07

             contacts  answered        satisfaction            resolved  so far              wait              talk
    phone           4         3  50 % (13–87, of 3)  67 % (21–94, of 3)          2:00 (0:02–3:58)  2:00 (2:00–2:00)
    all             4         3  50 % (13–87, of 3)  67 % (21–94, of 3)          2:00 (0:02–3:58)  2:00 (2:00–2:00)

    billing         4         3  50 % (13–87, of 3)  67 % (21–94, of 3)          2:00 (0:02–3:58)  2:00 (2:00–2:00)

    Ana             3         3  50 % (13–87, of 3)  67 % (21–94, of 3)          1:00 (1:00–1:00)  2:00 (2:00–2:00)

    Satisfaction: the mean of the scores, 1 as 0 %, 5 as 100 %. Resolved: served, and not heard of again on the same
    matter within seven days; contacts younger than that are counted under "so far". Wait: all waits on the line, also
    those given up; callbacks are not in it. In brackets: 95 % confidence, and of how many.
    "
  `)
})

test('as JSON and as CSV the same figures', async () => {
  await filled()
  const json = await holdline([...OCTOBER, '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({
    ...{ from: '2026-10-05', to: '2026-10-07', lines: ['card-support'] },
    total: { contacts: 4, satisfaction: { count: 3, share: 0.5 }, resolution: { count: 3, share: 2 / 3 } },
  })
  const csv = await holdline([...OCTOBER, '--csv'])
  expect(csv.stdout.split('\r\n')[1]).toMatch(/^2026-10-05,2026-10-07,all,all,4,3,0\.5000,/)
})

test('days without a contact are an answer too', async () => {
  await filled()
  const { status, stdout } = await holdline(['results', '--from', '2026-10-06', '--to', '2026-10-06'])
  expect(status).toBe(1)
  expect(stdout).toContain('2026-10-06 to 2026-10-06')
})

test('what cannot be asked for is refused with what would be right', async () => {
  const refusals: [string[], string][] = [
    [['--from', 'monday'], 'from got "monday", expected a day of the calendar such as 2026-12-14'],
    [['--line', 'crad-support'], 'did you mean card-support?'],
    [['--json', '--csv'], 'expected one of them'],
    [['--url', 'http://127.0.0.1:1'], 'HOLDLINE_PASSWORD is not set'],
  ]
  for (const [args, words] of refusals) {
    const { status, stderr } = await holdline(['results', ...args])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(words) })
  }
})

test('a line that runs holds its store, and is asked itself', async () => {
  const store = await openSqliteStore({ folder })
  try {
    const { status, stderr } = await holdline(OCTOBER)
    expect(status).toBe(2)
    expect(stderr).toContain('ask that line: --url http://127.0.0.1:3000')
  } finally {
    await store.close()
  }
  const running = await opensLines({ lines: [cardSupport] })
  await fill(running.store)
  vi.stubEnv('HOLDLINE_PASSWORD', LOCAL_PASSWORD)
  const asked = await holdline([...OCTOBER, '--url', running.line.url, '--json'])
  expect(asked.stderr).toBe('')
  expect(JSON.parse(asked.stdout)).toMatchObject({ total: { contacts: 4, satisfaction: { share: 0.5 } } })
})
