import { expect, test } from 'vitest'
import { Board } from '../../src/web/board.ts'
import { BoardCentre, MONDAY_MS } from './board-centre.ts'

/** Keys from the main menu to the queue for billing. */
const BILLING = '11'

/** One caller is answered after 15 s, one after 35 s, one hangs up after 5 s, and one still waits. */
async function aMorning(options: Parameters<typeof BoardCentre.open>[0] = {}): Promise<BoardCentre> {
  const centre = await BoardCentre.open({ agents: ['Ana', 'Ben'], ...options })
  await centre.calls(BILLING)
  await centre.passes(15).agent('Ana', 'signed-in')
  await centre.agent('Ana', 'accepted')
  await centre.calls(BILLING)
  const impatient = await centre.calls(BILLING)
  await centre.passes(5).hangsUp(impatient)
  await centre.passes(30).agent('Ben', 'signed-in')
  await centre.agent('Ben', 'accepted')
  await centre.calls(BILLING)
  return centre
}

test('a supervisor sees how many called, were answered and gave up today', async () => {
  const { view } = await aMorning()
  expect(view.today).toMatchObject({ calls: 4, queued: 4, answered: 2, abandoned: 1, decided: 3 })
  expect(view.today.longestWaitMs).toBe(35_000)
  expect(view.today.meanWaitMs).toBe(Math.round((15_000 + 35_000 + 5_000) / 3))
  expect(view.queues[0]).toMatchObject({ name: 'billing', waiting: 1, decided: 3 })
  expect(view.queues[1]).toMatchObject({ name: 'account', waiting: 0, decided: 0, serviceLevel: null })
})

test('service level: answered within 20 s, of all whose wait is decided; who gave up counts against, who waits not yet', async () => {
  const { view } = await aMorning()
  expect(view.target).toEqual({ share: 0.8, withinSeconds: 20 })
  expect(view.today.serviceLevel).toBe(0.333)
  expect(view.today.abandonment).toBe(0.333)
})

test('service level: a board with another target counts by that', async () => {
  const board = new Board({ target: { share: 0.9, withinSeconds: 60 } })
  expect((await aMorning({ board })).view.today.serviceLevel).toBe(0.667)
})

test('the last half hour forgets what the day remembers', async () => {
  const centre = await aMorning()
  expect(centre.view.recent).toMatchObject({ decided: 3, serviceLevel: 0.333 })
  centre.passes(31 * 60)
  expect(centre.view.recent).toEqual({ decided: 0, serviceLevel: null, abandonment: null })
  expect(centre.view.today.serviceLevel).toBe(0.333)
})

test('the chart shows the most callers who waited at once in each quarter of a minute', async () => {
  const { waiting, stepMs, fromMs } = (await aMorning()).view.history
  expect(stepMs).toBe(15_000)
  expect(fromMs).toBe(MONDAY_MS)
  expect(waiting).toEqual([1, 2, 1, 1])
})

test('a caller served by a recorded answer is contained, one who hangs up in a menu has left', async () => {
  const centre = await BoardCentre.open()
  const served = await centre.calls('13')
  const left = await centre.calls('1')
  expect(centre.view.menus).toMatchObject({ count: 2 })
  await centre.hangsUp(served)
  await centre.hangsUp(left)
  expect(centre.view.today).toMatchObject({ calls: 2, queued: 0, contained: 1 })
  expect(centre.view.events.slice(-2)).toMatchObject([
    { kind: 'ended', call: served, outcome: 'contained' },
    { kind: 'ended', call: left, outcome: 'left' },
  ])
})

test('agents are occupied while they talk and wrap up, of the time in which they are not away', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana', 'Ben'] })
  centre.passes(3_600)
  await centre.agent('Ana', 'signed-in')
  await centre.passes(60).calls(BILLING)
  await centre.agent('Ana', 'accepted')
  await centre.passes(100).agent('Ana', 'left')
  await centre.passes(40).agent('Ana', 'ready')
  expect(centre.view.today.occupancy).toBe(0.7)
  expect(centre.view.agents.counts).toMatchObject({ away: 1, available: 1 })
})

test('a day begins at midnight where the line is', async () => {
  const centre = await aMorning()
  centre.nowMs = Date.UTC(2026, 11, 15, 4, 59, 59)
  expect(centre.view.today.calls).toBe(4)
  centre.passes(1)
  expect(centre.view.today).toMatchObject({ calls: 0, answered: 0, sinceMs: centre.nowMs })
  await centre.hears(await centre.calls(), 'silence')
  expect(centre.view.today).toMatchObject({ calls: 1, closed: 1 })
})

test('the ticker tells events in the order in which they make sense', async () => {
  const centre = await aMorning()
  const kinds = centre.view.events.map(({ kind }) => kind)
  expect(kinds.slice(0, 5)).toEqual(['arrived', 'queued', 'told', 'signed-in', 'answered'])
  expect(centre.view.events.at(-2)).toMatchObject({ kind: 'queued', queue: 'billing', tier: 'ordinary' })
  const ids = centre.view.events.map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
})

test('a queue shows how content its callers are today, by what they keyed in', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana'] })
  await centre.agent('Ana', 'signed-in')
  const content = () => centre.view.queues.map(({ name, satisfaction }) => [name, satisfaction]).slice(0, 2)
  expect(content()).toEqual([
    ['billing', null],
    ['account', null],
  ])
  for (const score of [5, 2]) {
    const call = await centre.calls('11')
    await centre.agent('Ana', 'accepted')
    await centre.agent('Ana', 'left')
    await centre.hears(call, `key.${score}`)
    await centre.hangsUp(call)
    await centre.agent('Ana', 'ready')
  }
  expect(content()).toEqual([
    ['billing', 0.625],
    ['account', null],
  ])
  await centre.passes(24 * 3_600).calls()
  expect(content()[0]).toEqual(['billing', null])
})
