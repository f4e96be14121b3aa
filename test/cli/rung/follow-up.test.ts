import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import { LOCAL_PASSWORD } from '../../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../../src/cli/running-line.ts'
import type { ResultsView } from '../../../src/web/pages/results-view.ts'
import type { TasksView } from '../../../src/web/pages/tasks-view.ts'
import { opensLines, presses } from './rung-lines.ts'

/** In New York, where it is ten in the morning: elsewhere it may be too early to be called back. */
const BEA = '+12125550101'
const ANA = 'client:ana'
const ROSTER = [{ name: 'ana', skills: ['card-support/account'], address: ANA, signedIn: true }]

test('who was not content says so by text, is called back, and is told by text once it is put right', async () => {
  const { line, clock, store, facts, wrong } = await opensLines({ lines: [cardSupport], roster: ROSTER })
  const { carrier, numbers } = line
  carrier.plug(ANA, answers({ clock, presses: '1' }))
  carrier.plug(BEA, answers({ clock, presses: '1' }))
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await clock.passes(20 * SECOND_MS)
  bea.hangUp()
  await clock.passes(5 * SECOND_MS)
  await carrier.text({ from: BEA, to: numbers.get('card-support')!, body: '1' })
  const admin = await RunningLine.at(line.url, LOCAL_PASSWORD)
  const tasks = async () => ((await admin.get('/api/tasks')) as TasksView).tasks
  const [task] = await tasks()
  expect(task).toMatchObject({ what: 'follow-up', state: 'open', score: 1, agent: 'ana', number: '…0101' })
  const { id } = task!
  await admin.post('/api/tasks/take', { id })
  // Once she has wrapped up, Ana is reserved, Bea is dialled and presses 1 to be connected.
  await admin.post('/api/tasks/call-back', { id })
  await clock.passes(2 * MINUTE_MS)
  const after = await facts()
  expect(after).toContain('owed 2')
  expect(after.slice(after.indexOf('owed 2'))).toEqual(
    expect.arrayContaining(['callback-answered 2', 'heard 2 key.1', 'accepted ana']),
  )
  await line.live.runtime.submit({ reports: () => [{ kind: 'left', data: { agent: 'ana' } }] })
  await clock.passes(MINUTE_MS)
  await admin.post('/api/tasks/done', { id, note: 'The card is sent again.', tell: true })
  await clock.passes(5 * SECOND_MS)
  expect(carrier.messages.wordsTo(BEA).at(-1)).toContain('it is put right')
  expect((await tasks()).map(({ state, history }) => [state, history.map(({ did }) => did)])).toEqual([
    ['done', ['opened', 'took', 'arranged a callback', 'done', 'told the caller']],
  ])
  const results = (await admin.get('/api/results')) as ResultsView
  // That we called is no sign that she was not helped.
  expect(results.total).toMatchObject({
    ...{ contacts: 2, answered: 2, satisfaction: { count: 1, share: 0 } },
    soFar: { count: 2, returned: 0 },
  })
  expect(await store.paper('main', 'contact', '2')).toMatchObject({
    body: {
      isOwed: true,
      outcome: 'answered',
      turns: [{ queue: 'account', agent: 'ana', isCallback: true }],
    },
  })
  expect(wrong).toEqual([])
})
