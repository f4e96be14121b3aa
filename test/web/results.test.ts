import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { answers } from '../../src/carrier/local/people.ts'
import { LOCAL_PASSWORD } from '../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../src/cli/running-line.ts'
import type { ResultsView } from '../../src/web/pages/results-view.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'

const ANA = 'client:ana'
const ROSTER = [
  {
    name: 'ana',
    skills: ['card-support/billing', 'card-support/account', 'gift-cards/orders'],
    address: ANA,
    signedIn: true,
  },
]
const [BEA, CEM, DOT] = ['+12125550101', '+12125550102', '+12125550103'] as const

/** A line with Ana at work, where callers ring, talk for a minute, and key in a score once she has hung up. */
async function ratedDay() {
  const rung = await opensLines({ lines: [cardSupport, giftCards], roster: ROSTER })
  const { line, clock } = rung
  line.carrier.plug(ANA, phone => {
    answers({ clock, afterMs: 4 * SECOND_MS, presses: '1', pressesAfterMs: 2 * SECOND_MS })(phone)
  })
  const talks = async (from: string, keys: string, score: string) => {
    const caller = line.call(from)
    await clock.passes(SECOND_MS)
    await presses(caller, clock, keys)
    await clock.passes(MINUTE_MS)
    await line.live.runtime.submit({ reports: () => [{ kind: 'left', data: { agent: 'ana' } }] })
    await clock.passes(SECOND_MS)
    await presses(caller, clock, score)
    caller.hangUp()
    await clock.passes(5 * MINUTE_MS)
  }
  return { ...rung, talks, admin: await RunningLine.at(line.url, LOCAL_PASSWORD) }
}

test('a day of calls by phone: who was content, who was not, and how long they waited, by queue and by agent', async () => {
  const { talks, line, clock, admin, wrong } = await ratedDay()
  await talks(BEA, '11', '5')
  await talks(CEM, '21', '2')
  // Not about the case that is open.
  await talks(BEA, '211', '4')
  const dot = line.call(DOT)
  await clock.passes(SECOND_MS)
  await presses(dot, clock, '11')
  dot.hangUp()
  await clock.passes(SECOND_MS)
  const view = (await admin.get(
    '/api/results?from=2026-12-14&to=2026-12-14&line=card-support',
  )) as ResultsView
  expect(view).toMatchObject({ from: '2026-12-14', to: '2026-12-14', known: ['card-support', 'gift-cards'] })
  // The first of the two calls that Bea made about her bill was not the last.
  expect(view.total).toMatchObject({
    ...{ contacts: 4, answered: 3, resolution: null, soFar: { count: 3, returned: 1 } },
    satisfaction: { count: 3, share: (1 + 0.25 + 0.75) / 3 },
    wait: { count: 4 },
  })
  const row = (rows: ResultsView['queues'], of: string) => rows.find(({ name }) => name === of)
  expect(row(view.queues, 'billing')).toMatchObject({ contacts: 3, satisfaction: { count: 2, share: 0.875 } })
  expect(row(view.queues, 'account')).toMatchObject({ contacts: 1, satisfaction: { count: 1, share: 0.25 } })
  expect(row(view.agents, 'ana')).toMatchObject({ contacts: 3, satisfaction: { count: 3 } })
  const talk = row(view.agents, 'ana')!.talk!
  expect(talk.count).toBe(3)
  expect(talk.meanMs).toBeGreaterThan(45 * SECOND_MS)
  expect(talk.meanMs).toBeLessThan(70 * SECOND_MS)
  const all = (await admin.get('/api/results?from=2026-12-14&to=2026-12-14')) as ResultsView
  expect(all.queues.map(({ name }) => name)).toEqual(['card-support/account', 'card-support/billing'])
  const later = (await admin.get('/api/results?from=2026-12-15')) as ResultsView
  expect(later.total.contacts).toBe(0)
  expect(wrong).toEqual([])
})

test('as CSV, a row for each queue, agent and channel', async () => {
  const { talks, line } = await ratedDay()
  await talks(BEA, '11', '5')
  const cookie = await cookieOf(line.url)
  const response = await fetch(`${line.url}/api/results.csv?from=2026-12-14&to=2026-12-14`, {
    headers: { cookie },
  })
  expect(response.headers.get('content-type')).toContain('text/csv')
  expect(response.headers.get('content-disposition')).toContain('results-2026-12-14-2026-12-14.csv')
  const [head, ...rows] = (await response.text()).trimEnd().split('\r\n')
  expect(rows.map(row => row.split(',').slice(2, 6).join())).toEqual([
    'all,all,1,1',
    'channel,phone,1,1',
    'queue,card-support/billing,1,1',
    'agent,ana,1,1',
  ])
  for (const row of rows) expect(row.split(',')).toHaveLength(head!.split(',').length)
  expect(rows[3]!.split(',')[head!.split(',').indexOf('satisfaction')]).toBe('1.0000')
})

test('what cannot be asked for is refused in a sentence, and nothing is shown to whoever is not logged in', async () => {
  const { line } = await ratedDay()
  const cookie = await cookieOf(line.url)
  const ask = async (query: string) => {
    const response = await fetch(`${line.url}/api/results?${query}`, { headers: { cookie } })
    return [response.status, ((await response.json()) as { error: string }).error]
  }
  expect(await ask('from=2026-02-30')).toEqual([400, expect.stringContaining('2026-02-30')])
  expect(await ask('from=2026-12-14&to=2026-12-01')).toEqual([400, expect.stringContaining('after')])
  expect(await ask('from=2020-01-01&to=2026-12-01')).toEqual([400, expect.stringContaining('at most 400')])
  expect(await ask('line=crad-support')).toEqual([400, expect.stringContaining('card-support, gift-cards')])
  expect(await ask('from=2026-12-01&from=2026-12-02')).toEqual([400, expect.stringContaining('once')])
  for (const path of ['/api/results', '/api/results.csv']) {
    const response = await fetch(`${line.url}${path}`, { headers: { accept: 'application/json' } })
    expect(response.status).toBe(401)
  }
})

async function cookieOf(url: string): Promise<string> {
  const body = new URLSearchParams({ password: LOCAL_PASSWORD })
  const response = await fetch(`${url}/login`, { method: 'POST', body, redirect: 'manual' })
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}
