import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import type { Report } from '../../src/runtime/runtime.ts'
import type { Got } from './desk-line.ts'
import { DeskLine, type PEOPLE } from './desk-line.ts'
import { OPEN_MS } from './live-line.ts'

const BEA = '+12125550134'

/** A line with agents, and a caller who talks to one of them and keys in a score afterwards. */
async function lineOf() {
  const desk = await DeskLine.open()
  const { runtime } = desk.line.live
  const reports = (...all: Report[]) => runtime.submit({ reports: () => all })
  const rings = async (keys: string, number = BEA) => {
    const call = runtime.centre.nextCall
    await runtime.submit({
      async reports(view) {
        const caller = number === '' ? 0 : await view.callerKey(number)
        return [{ kind: 'arrived', data: { line: 'card-support', caller, tier: 'ordinary' } }]
      },
    })
    await reports({ kind: 'signed-in', data: { agent: 'Ana' } })
    for (const key of keys) await reports({ kind: 'heard', data: { call, event: `key.${key}` } })
    return call
  }
  const talks = async (keys: string) => {
    const call = await rings(keys)
    await reports({ kind: 'accepted', data: { agent: 'Ana' } })
    return call
  }
  // In one breath: nobody is at the other end of the carrier, which tells so as soon as it is asked for anything.
  const rates = async (keys: string, score: number, number?: string) => {
    const call = await rings(keys, number)
    const agent = 'Ana'
    await reports(
      { kind: 'accepted', data: { agent } },
      { kind: 'coded', data: { agent, call, code: 'resolved' } },
      { kind: 'left', data: { agent } },
      { kind: 'heard', data: { call, event: `key.${score}` } },
      { kind: 'hung-up', data: { call } },
      { kind: 'ready', data: { agent } },
    )
    return call
  }
  const texted = async () => {
    const sent: unknown[] = []
    for await (const row of desk.line.store.factsSince('main', 0))
      if (row.kind === 'texted') sent.push(JSON.parse(row.data))
    return sent
  }
  return { desk, reports, talks, rates, texted, clock: desk.line.clock }
}

const inShort = ({ body: { tasks } }: Got) =>
  tasks.map(({ id, state, takenBy }) => [id, state, takenBy].filter(part => part !== null).join(' '))

test('a caller who was not content is followed up: taken, settled, and told by text', async () => {
  const { desk, rates, texted } = await lineOf()
  await rates('11', 1)
  const sam = await desk.person('Sam')
  const { body, status } = await sam.gets('/api/tasks')
  expect(status).toBe(200)
  expect(body).toMatchObject({ nowMs: OPEN_MS, timeZone: 'America/New_York', who: 'Sam', more: 0 })
  expect(body.tasks).toEqual([
    {
      ...{ id: 'follow-up-1', what: 'follow-up', state: 'open', line: 'card-support', queue: 'billing' },
      ...{ agent: 'Ana', call: 1, number: '…0134', score: 1, note: null, takenBy: null },
      ...{ atMs: OPEN_MS, dueMs: OPEN_MS + DAY_MS, isOverdue: false },
      history: [{ atMs: OPEN_MS, who: null, did: 'opened', note: null }],
    },
  ])
  expect(JSON.stringify(body)).not.toContain(BEA.slice(0, -4))
  const id = 'follow-up-1'
  expect(inShort(await sam.posts('/api/tasks/take', { id }))).toEqual(['follow-up-1 taken Sam'])
  const done = await sam.posts('/api/tasks/done', { id, note: 'The fee is refunded.', tell: true })
  expect(inShort(done)).toEqual(['follow-up-1 done Sam'])
  expect(done.body.tasks[0]!.history.map(({ did, note }) => [did, note])).toEqual([
    ['opened', null],
    ['took', null],
    ['done', 'The fee is refunded.'],
    ['told the caller', null],
  ])
  expect(await texted()).toEqual([{ caller: 1, line: 'card-support', prompt: 'follow-up-done' }])
  expect(inShort(await sam.posts('/api/tasks/reopen', { id, note: 'It was not.' }))).toEqual([
    'follow-up-1 open',
  ])
})

test('of two who take a task at once one has it, and the other hears who', async () => {
  const { desk, rates } = await lineOf()
  await rates('11', 1)
  const [ana, ben] = [await desk.person('Ana'), await desk.person('Ben')]
  const both = await Promise.all([ana, ben].map(one => one.posts('/api/tasks/take', { id: 'follow-up-1' })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const [winner, loser] = both[0]!.status === 200 ? ['Ana', both[1]!] : ['Ben', both[0]!]
  expect(loser.body.error).toBe(`This task is taken by ${winner}; expected one that is open.`)
  const late = await (winner === 'Ana' ? ben : ana).posts('/api/tasks/done', { id: 'follow-up-1', note: 'x' })
  expect(late).toMatchObject({ status: 409, body: { error: expect.stringContaining(`taken by ${winner}`) } })
})

test('agents see the tasks of their queues and their own; supervisors and the administrator all', async () => {
  const { desk, rates } = await lineOf()
  await rates('11', 1)
  await rates('21', 2)
  const who = async (name: (typeof PEOPLE)[number]['name']) =>
    inShort(await (await desk.person(name)).gets('/api/tasks'))
  expect(await who('Ana')).toEqual(['follow-up-1 open', 'follow-up-2 open'])
  expect(await who('Ben')).toEqual(['follow-up-1 open'])
  expect(await who('Sam')).toEqual(['follow-up-1 open', 'follow-up-2 open'])
  const ben = await desk.person('Ben')
  const refused = await ben.posts('/api/tasks/take', { id: 'follow-up-2' })
  expect(refused).toMatchObject({ status: 403, body: { error: expect.stringContaining('other queues') } })
})

test('an agent who promises something makes a task with its time, which is marked once that has passed', async () => {
  const { desk, talks, texted, reports, clock } = await lineOf()
  const call = await talks('11')
  const ana = await desk.person('Ana')
  const dueMs = OPEN_MS + HOUR_MS
  const kept = await ana.posts('/api/tasks', { call, note: ' Send the statement. ', dueMs })
  expect(kept.body.tasks).toMatchObject([
    { what: 'promise', state: 'open', agent: 'Ana', queue: 'billing', note: 'Send the statement.', dueMs },
  ])
  const { id } = kept.body.tasks[0]!
  await reports({ kind: 'hung-up', data: { call } }, { kind: 'ready', data: { agent: 'Ana' } })
  await clock.passes(HOUR_MS + SECOND_MS)
  const late = await ana.gets('/api/tasks')
  expect(late.body.tasks).toMatchObject([{ id, isOverdue: true }])
  await ana.posts('/api/tasks/take', { id })
  await clock.passes(MINUTE_MS)
  const done = await ana.posts('/api/tasks/done', { id, note: 'Sent.', tell: true })
  expect(done.body.tasks).toMatchObject([{ id, isOverdue: false }])
  expect(await texted()).toEqual([{ caller: 1, line: 'card-support', prompt: 'promise-kept' }])
  // What was done two days ago is of no interest any more.
  await clock.passes(2 * DAY_MS)
  expect((await ana.gets('/api/tasks')).body.tasks).toEqual([])
})

test('a promise may come after the call, from whoever talked to the caller, and from nobody else', async () => {
  const { desk, rates } = await lineOf()
  const call = await rates('11', 5)
  const [ana, ben, sam] = [await desk.person('Ana'), await desk.person('Ben'), await desk.person('Sam')]
  const body = { call, note: 'Call back about the card.' }
  expect((await ben.posts('/api/tasks', body)).status).toBe(403)
  expect((await ana.posts('/api/tasks', body)).body.tasks).toMatchObject([
    { agent: 'Ana', dueMs: OPEN_MS + DAY_MS },
  ])
  await desk.line.clock.passes(SECOND_MS)
  expect((await sam.posts('/api/tasks', body)).body.tasks).toHaveLength(2)
})

test('a callback goes to whoever took the task, from a queue of theirs, and is no return of the caller', async () => {
  const { desk, rates, reports } = await lineOf()
  await rates('11', 1)
  const ana = await desk.person('Ana')
  const id = 'follow-up-1'
  await ana.posts('/api/tasks/take', { id })
  const asked = await ana.posts('/api/tasks/call-back', { id })
  expect(asked.body.tasks[0]!.history.at(-1)).toMatchObject({ who: 'Ana', did: 'arranged a callback' })
  const owed = []
  for await (const row of desk.line.store.factsSince('main', 0))
    if (row.kind === 'owed') owed.push(JSON.parse(row.data))
  expect(owed).toEqual([
    { call: 2, line: 'card-support', queue: 'billing', caller: 1, tier: 'ordinary', agent: 'Ana' },
  ])
  await reports({ kind: 'dropped', data: { call: 2 } })
  expect(await desk.line.store.paper('main', 'contact', '2')).toMatchObject({
    body: { isOwed: true, turns: [{ queue: 'billing', isCallback: true }] },
  })
  expect((await desk.line.store.paper('main', 'contact', '1'))?.body.isOwed).toBeUndefined()
})

test('a supervisor who takes no calls of the queue has the callback made there by whoever is free', async () => {
  const { desk, rates } = await lineOf()
  await rates('11', 1)
  const sam = await desk.person('Sam')
  const id = 'follow-up-1'
  await sam.posts('/api/tasks/take', { id })
  expect((await sam.posts('/api/tasks/call-back', { id })).status).toBe(200)
  const last = (await desk.line.facts()).findLast(fact => fact.startsWith('owed'))
  expect(last).toBe('owed 2')
})

test('nobody is called back whose number is withheld, and nothing is noted of it', async () => {
  const { desk, rates } = await lineOf()
  await rates('11', 1, '')
  const sam = await desk.person('Sam')
  await sam.posts('/api/tasks/take', { id: 'follow-up-1' })
  const refused = await sam.posts('/api/tasks/call-back', { id: 'follow-up-1' })
  expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining('withheld') } })
  expect((await sam.gets('/api/tasks')).body.tasks[0]!.history.map(({ did }) => did)).toEqual([
    'opened',
    'took',
  ])
})

test('a caller whose number is withheld cannot be told by text', async () => {
  const { desk, rates, texted } = await lineOf()
  await rates('11', 1, '')
  const sam = await desk.person('Sam')
  const id = 'follow-up-1'
  await sam.posts('/api/tasks/take', { id })
  const refused = await sam.posts('/api/tasks/done', { id, note: 'Settled.', tell: true })
  expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining('withheld') } })
  // Nothing of it happened: neither the text nor that it is done.
  expect(await texted()).toEqual([])
  expect(inShort(await sam.gets('/api/tasks'))).toEqual(['follow-up-1 taken Sam'])
})

test('what is asked for wrongly is refused in a sentence that says what would be right', async () => {
  const { desk, rates } = await lineOf()
  await rates('11', 1)
  const sam = await desk.person('Sam')
  const id = 'follow-up-1'
  const refusals: [string, object, number, string][] = [
    ['/take', {}, 400, '"id" is missing'],
    ['/take', { id: 7 }, 400, '"id" is 7; expected that of a task.'],
    ['/take', { id: 'follow-up-9' }, 404, 'There is no task "follow-up-9"'],
    ['/done', { id, note: 'Settled.' }, 409, 'This task is open'],
    ['/give-back', { id }, 409, 'This task is open'],
    ['/reopen', { id }, 409, 'expected one that is done'],
    ['/tell', { id }, 409, 'This task is open'],
    ['/done', { id, note: 7 }, 400, '"note" is 7; expected a text'],
    ['/done', { id, note: 'x'.repeat(2_001) }, 400, 'expected a text of at most 2000 signs'],
    ['/done', { id, note: 'x', tell: 'yes' }, 400, '"tell" is "yes"; expected true'],
    ['', { call: 1 }, 400, '"note" is missing'],
    ['', { call: 'one', note: 'x' }, 400, '"call" is "one"; expected the number of a call.'],
    ['', { call: 99, note: 'x' }, 404, 'There is no call 99'],
    ['', { call: 1, note: 'x', dueMs: OPEN_MS - 1 }, 400, 'expected a time within the next 366 days'],
    ['', { call: 1, note: 'x', dueMs: 'soon' }, 400, '"dueMs" is "soon"'],
  ]
  for (const [path, body, status, words] of refusals) {
    const refused = await sam.posts(`/api/tasks${path}`, body)
    expect(refused, `${path} ${JSON.stringify(body)}`).toMatchObject({
      status,
      body: { error: expect.stringContaining(words) },
    })
  }
  await sam.posts('/api/tasks/take', { id })
  expect((await sam.posts('/api/tasks/done', { id, note: '  ' })).body.error).toContain('a few words')
  expect((await sam.posts('/api/tasks/take', { id }, 'text/plain')).status).toBe(415)
  const nobody = await desk.browser('Sam', '000000')
  expect((await nobody.gets('/api/tasks')).status).toBe(401)
})
