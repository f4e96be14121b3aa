import { expect, test } from 'vitest'
import type { AlertDirective, Entry } from '../../src/call/journal.ts'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { House, wholeState } from './house.ts'
import { desk } from './lines.ts'

const SECOND = 1_000
const RULE: AlertRule = {
  name: 'waits',
  measure: 'longest-wait',
  above: 60,
  forSeconds: 30,
  to: ['page', 'text'],
}
const watchedDesk = { ...desk, definition: { ...desk.definition, alerts: [RULE] } }

function alertsIn(entries: readonly Entry[]): AlertDirective[] {
  return entries.flatMap(({ directives = [] }) => directives.filter(directive => directive.do === 'alert'))
}

/** One caller waits for five seconds at a line that is watched. */
async function waiting(): Promise<House> {
  const house = await House.open({ lines: [watchedDesk] })
  const call = await house.arrives()
  await house.presses(call, '1')
  await house.passes(5 * SECOND)
  return house
}

test('supervisors are alerted by the clock alone, and once more when it is over', async () => {
  const house = await waiting()
  await house.passes(120 * SECOND)
  await house.reports({ kind: 'hung-up', data: { call: 1 } })
  await house.passes(60 * SECOND)
  const alerts = alertsIn(await house.journal())
  expect(alerts.map(({ rule, state, queue }) => [rule, state, queue])).toEqual([
    ['waits', 'raised', 'all'],
    ['waits', 'recovered', 'all'],
  ])
  const looks = (await house.journal()).filter(({ fact }) => fact.kind === 'alerts-due')
  expect(looks).toHaveLength(12)
  expect(house.faults).toEqual([])
})

test('a restart between a look and the alert neither loses the alert nor tells it twice', async () => {
  const house = await waiting()
  await house.passes(80 * SECOND)
  const again = await house.again({ lines: [watchedDesk] })
  expect(wholeState(again.runtime.centre)).toEqual(wholeState(house.runtime.centre))
  await again.passes(60 * SECOND)
  const [alert, ...others] = alertsIn(await again.journal())
  expect(alert).toMatchObject({ rule: 'waits', state: 'raised', to: ['page', 'text'] })
  expect(others).toEqual([])
  const replayed = await replay(new StoredJournal(again.store, 'main'))
  expect(replayed).toMatchObject({ differingFacts: 0, calls: 1 })
})
