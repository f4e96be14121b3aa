import { expect, test } from 'vitest'
import { BoardCentre } from './board-centre.ts'

const BILLING = '11'

test('callers stand in the order in which they will be answered, with what they were told', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana', 'Ben'] })
  await centre.agent('Ana', 'signed-in')
  const rung = await centre.calls(BILLING)
  const first = await centre.calls(BILLING)
  const loyal = await centre.passes(10).calls(BILLING, { tier: 'loyal' })
  const { queues, waiting } = centre.view
  expect(waiting).toMatchObject({ count: 2, ringing: 1, longestSinceMs: centre.nowMs - 10_000 })
  const seen = queues[0]!.callers.map(({ call, state, position, tier, preferred }) => ({
    call,
    state,
    position,
    tier,
    preferred,
  }))
  expect(seen).toEqual([
    { call: rung, state: 'ringing', position: 0, tier: 'ordinary', preferred: false },
    { call: loyal, state: 'waiting', position: 1, tier: 'loyal', preferred: true },
    { call: first, state: 'waiting', position: 2, tier: 'ordinary', preferred: false },
  ])
  expect(queues[0]!.callers[0]!.agent).toBe('Ana')
  const [, overtaker, overtaken] = queues[0]!.callers
  expect(overtaker!.told).toEqual({ atMs: centre.nowMs, position: 1, minutes: overtaker!.estimate })
  // The estimate has grown for the one who was overtaken; what was told stands as it was told.
  expect(overtaken!.told!.position).toBe(1)
  expect(overtaken!.estimate!.high).toBeGreaterThan(overtaken!.told!.minutes!.high)
})

test('where nobody is signed in, no estimate is shown, as none is told', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana'] })
  await centre.calls(BILLING)
  const [caller] = centre.view.queues[0]!.callers
  expect(caller).toMatchObject({ position: 1, estimate: null, told: { position: 1, minutes: null } })
})

test('a caller who keeps the place for a callback is a callback, and no longer waits on the line', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana'] })
  const call = await centre.calls(BILLING, { caller: 7 })
  await centre.hears(call, 'key.1')
  await centre.hears(call, 'key.1')
  const { waiting, queues, today, events, history } = centre.view
  expect(today.callbacksKept).toBe(1)
  expect(waiting).toMatchObject({ count: 0, callbacks: 1, longestSinceMs: null })
  expect(queues[0]!.callers).toMatchObject([{ call, state: 'callback', position: 1 }])
  expect(events.at(-1)).toMatchObject({ kind: 'callback-kept', call })
  expect(history.waiting.at(-1)).toBe(1)
  await centre.passes(20).calls()
  expect(centre.view.history.waiting.at(-1)).toBe(0)
})

test('who hears what: callers in menus stand under the words of their menu', async () => {
  const centre = await BoardCentre.open()
  const ana = await centre.calls()
  const spanish = await centre.calls('9')
  await centre.calls('1')
  const { count, places } = centre.view.menus
  expect(count).toBe(3)
  expect(places.map(({ state, count }) => [state, count])).toEqual([
    ['main', 2],
    ['billing', 1],
  ])
  expect(places[0]!.text).toMatch(/^For billing, press 1/)
  expect(places[0]!.calls).toMatchObject([
    { call: ana, language: 'en-US' },
    { call: spanish, language: 'es-US' },
  ])
})

test('agents show what they do, since when, and with whom', async () => {
  const centre = await BoardCentre.open({ agents: ['Ana', 'Ben', 'Cleo'] })
  await centre.agent('Cleo', 'signed-in')
  const sinceMs = centre.nowMs
  const call = await centre.passes(5).calls(BILLING)
  await centre.agent('Ben', 'signed-in')
  await centre.agent('Cleo', 'accepted')
  await centre.passes(5).agent('Cleo', 'went-away')
  const { shown, counts } = centre.view.agents
  expect(shown.map(({ name }) => name)).toEqual(['Ben', 'Cleo', 'Ana'])
  expect(shown[1]).toMatchObject({
    state: 'talking',
    sinceMs: sinceMs + 5_000,
    call,
    queue: 'billing',
    skills: ['billing', 'account'],
    leaving: true,
  })
  expect(counts).toMatchObject({ talking: 1, available: 1, away: 1 })
})

test('however many call and work, the view shows at most 200 of each and counts the rest', async () => {
  const agents = Array.from({ length: 230 }, (_, i) => `Agent ${i}`)
  const centre = await BoardCentre.open({ agents })
  const arrivals = Array.from({ length: 150 }, () => ({
    kind: 'arrived' as const,
    data: { line: 'card-support', caller: 0, tier: 'ordinary' },
  }))
  await centre.reports(...arrivals)
  const presses = (keys: string) =>
    [...keys].map(key => (_: unknown, i: number) => ({
      kind: 'heard' as const,
      data: { call: i + 1, event: `key.${key}` },
    }))
  for (const press of presses(BILLING)) await centre.reports(...arrivals.map(press))
  const { queues, waiting, agents: seen } = centre.view
  expect(waiting.count).toBe(150)
  expect(queues[0]!.callers).toHaveLength(Math.floor(200 / queues.length))
  expect(queues[0]!.more).toBe(150 - Math.floor(200 / queues.length))
  expect(seen.shown).toHaveLength(200)
  expect(seen.more).toBe(30)
  expect(JSON.stringify(centre.view).length).toBeLessThan(80_000)
})
