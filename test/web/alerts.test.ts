import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../src/base/units.ts'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import type { AlertsView } from '../../src/web/pages/board-view.ts'
import { BoardCentre, MONDAY_MS } from './board-centre.ts'
import type { Browser } from './desk-line.ts'
import { CODED, DeskLine } from './desk-line.ts'

/** Eight in the evening of that Monday in New York. */
const CLOSING_MS = MONDAY_MS + 600 * MINUTE_MS
const CALLER = '+12125550101'
const RULE: AlertRule = { name: 'long-wait', measure: 'longest-wait', above: 120 }
const LINE = { ...CODED, definition: { ...CODED.definition, alerts: [RULE] } }

async function alertsOf(browser: Browser): Promise<AlertsView> {
  const { status, body } = await browser.gets('/api/alerts')
  expect(status).toBe(200)
  return body as unknown as AlertsView
}

/** A caller waits for three minutes where nobody is, and supervisors are alerted. */
async function waiting() {
  const desk = await DeskLine.open({ lines: [LINE] })
  const caller = await desk.line.caller(CALLER).rings()
  await caller.presses('0')
  await desk.passes(3 * MINUTE_MS)
  return { desk, caller, sam: await desk.person('Sam') }
}

test('a supervisor sees what is raised, with its place, its value now and since when', async () => {
  const { desk, sam } = await waiting()
  const [alert, ...others] = (await alertsOf(sam)).raised
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    line: 'card-support',
    queue: 'account',
    rule: 'long-wait',
    words: 'longest wait 3 minutes, above 2 minutes (since 10:02)',
    overMs: null,
    acknowledged: null,
  })
  await desk.passes(2 * MINUTE_MS)
  expect((await alertsOf(sam)).raised[0]!.words).toMatch(/^longest wait 5 minutes/)
  expect((await sam.gets('/api/board')).body.alerts).toEqual(await alertsOf(sam))
})

test('who takes note of an alert is shown to all; the first one counts, also after a restart', async () => {
  const { desk, sam } = await waiting()
  const { id } = (await alertsOf(sam)).raised[0]!
  const taken = await sam.posts('/api/alerts/ack', { alert: id })
  expect(taken).toMatchObject({ status: 200, body: { alert: id, acknowledged: { by: 'Sam' } } })
  await desk.passes(MINUTE_MS)
  const admin = await desk.admin()
  const second = await admin.posts('/api/alerts/ack', { alert: id })
  expect(second.body).toEqual(taken.body)
  expect((await alertsOf(admin)).raised[0]!.acknowledged).toMatchObject({ by: 'Sam' })
  const atMs = desk.line.clock.nowMs()
  const again = await DeskLine.open({ ...(await desk.line.stop()), lines: [LINE], atMs })
  const view = await alertsOf(await again.admin())
  expect(view.raised).toMatchObject([{ id, acknowledged: { by: 'Sam' } }])
})

test('what is over stands among those of today, with what it came to', async () => {
  const { desk, caller, sam } = await waiting()
  await caller.ends()
  await desk.passes(MINUTE_MS)
  const { raised, over, more } = await alertsOf(sam)
  expect([raised, more]).toEqual([[], 0])
  expect(over).toMatchObject([
    { rule: 'long-wait', words: 'over, nobody waits (was above 2 minutes since 10:02)' },
  ])
})

test('an alert of yesterday is no more among those of today, one that lasts is', async () => {
  const rules: AlertRule[] = [RULE, { ...RULE, name: 'all-night', queue: 'night', always: true }]
  const lines = [{ ...LINE, definition: { ...LINE.definition, alerts: rules } }]
  const centre = await BoardCentre.open({ lines, startMs: CLOSING_MS - 3 * MINUTE_MS })
  const look = () => centre.reports({ kind: 'alerts-due', data: {} })
  await centre.calls('11')
  await centre.passes(150).reports({ kind: 'alerts-due', data: {} })
  await centre.passes(60).calls('1')
  await centre.passes(60 * 60).reports({ kind: 'alerts-due', data: {} })
  expect(centre.view.alerts.over.map(({ rule, words }) => [rule, words])).toEqual([
    [
      'long-wait',
      expect.stringMatching(/^over, for the line has closed; the longest wait was above 2 minutes/),
    ],
  ])
  await centre.passes(3 * 60 * 60)
  await look()
  expect(centre.view.alerts).toMatchObject({
    raised: [{ rule: 'all-night', queue: 'night' }],
    over: [],
    more: 0,
  })
})

test('agents are alerted to nothing, and take note of nothing', async () => {
  const { desk } = await waiting()
  const ana = await desk.person('Ana')
  expect((await ana.gets('/api/alerts')).status).toBe(403)
  expect((await ana.posts('/api/alerts/ack', { alert: '1-0' })).status).toBe(403)
})

test('wrong requests are told what is wrong', async () => {
  const { sam } = await waiting()
  const nameless = await sam.posts('/api/alerts/ack', {})
  expect([nameless.status, nameless.body.error]).toEqual([
    400,
    'Expected JSON {"alert": "<id>"}, with an id of /api/alerts.',
  ])
  const unknown = await sam.posts('/api/alerts/ack', { alert: 'no-0' })
  expect([unknown.status, unknown.body.error]).toEqual([
    404,
    'There is no such alert, now or today; look again at /api/alerts.',
  ])
  expect((await sam.posts('/api/alerts/ack', { alert: '1-0' }, 'text/plain')).status).toBe(415)
})
