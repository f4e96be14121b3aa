import { expect, test } from 'vitest'
import { HOUR_MS, SECOND_MS } from '../../src/base/units.ts'
import { defineLine } from '../../src/call/define-line.ts'
import type { Line } from '../../src/call/line.ts'
import { LOCAL_PASSWORD } from '../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../src/cli/running-line.ts'
import { planned } from '../../src/runtime/campaigns.ts'
import { opensLines } from '../cli/rung/rung-lines.ts'
import { texting } from '../cli/rung/texting-line.ts'

const NEW_YORK = '+12125550101'
const LOS_ANGELES = '+13105550102'
const HONOLULU = '+18085550103'

/** The texting line, whose owner lets its callers know of payments. */
const reminding: Line = defineLine(
  {
    ...texting.definition,
    matters: [{ name: 'payment-due', prompt: 'done' }],
  },
  texting.flow,
)

const STOPPING = 'Reply STOP to stop these texts.'
const WORDS = `Juniper: Your card is on its way. ${STOPPING}`

/** A line at a time, and whoever administers it. */
async function administers(at: string) {
  const rung = await opensLines({ lines: [reminding], atMs: Date.parse(at) })
  const admin = await RunningLine.at(rung.line.url, LOCAL_PASSWORD)
  const { messages } = rung.line.carrier
  const begins = (numbers: readonly string[], more: object = {}) =>
    admin.post('/api/campaigns', {
      line: 'texting',
      notices: numbers.map(number => ({ number, matter: 'payment-due', ...more })),
    })
  const progress = async () =>
    ((await admin.get('/api/campaigns')) as { campaigns: { notices: unknown }[] }).campaigns[0]?.notices
  return { ...rung, admin, messages, begins, progress }
}

const numbers = (messages: { all: readonly { to: string }[] }) => messages.all.map(({ to }) => to)

test('whoever a list names is texted what is pending for them, one a second', async () => {
  const { begins, clock, messages, progress } = await administers('2026-12-14T18:00:00Z')
  await begins([NEW_YORK, LOS_ANGELES, HONOLULU])
  await clock.passes(500)
  expect(numbers(messages)).toEqual([NEW_YORK])
  await clock.passes(SECOND_MS)
  expect(numbers(messages)).toEqual([NEW_YORK, LOS_ANGELES])
  await clock.passes(2 * SECOND_MS)
  expect(messages.wordsTo(HONOLULU)).toEqual([WORDS])
  expect(await progress()).toEqual({ sent: 3 })
})

test('nobody is texted at night where they are: each zone has its own morning', async () => {
  const { begins, clock, messages, progress } = await administers('2026-12-14T12:00:00Z')
  await begins([HONOLULU, LOS_ANGELES, NEW_YORK])
  await clock.passes(59 * 60 * SECOND_MS)
  expect(numbers(messages)).toEqual([])
  await clock.passes(2 * 60 * SECOND_MS)
  expect(numbers(messages)).toEqual([NEW_YORK])
  expect(await progress()).toEqual({ sent: 1, waiting: 2 })
  await clock.passes(3 * HOUR_MS)
  expect(numbers(messages)).toEqual([NEW_YORK, LOS_ANGELES])
  await clock.passes(2 * HOUR_MS)
  expect(numbers(messages)).toEqual([NEW_YORK, LOS_ANGELES, HONOLULU])
})

test('whoever has replied STOP is left alone', async () => {
  const { begins, clock, messages, progress, line } = await administers('2026-12-14T18:00:00Z')
  await begins([NEW_YORK])
  await clock.passes(2 * SECOND_MS)
  await line.carrier.text({ from: NEW_YORK, to: line.numbers.get('texting')!, body: 'Stop' })
  await clock.passes(2 * SECOND_MS)
  const before = messages.all.length
  await begins([NEW_YORK])
  await clock.passes(5 * SECOND_MS)
  expect(messages.all).toHaveLength(before)
  expect(await progress()).toEqual({ 'opted-out': 1 })
})

test('a notice that comes after its day is not sent', async () => {
  const { begins, clock, messages, progress } = await administers('2026-12-15T02:30:00Z')
  await begins([NEW_YORK], { due: '2026-12-14' })
  await clock.passes(14 * HOUR_MS)
  expect(messages.all).toEqual([])
  expect(await progress()).toEqual({ 'too-late': 1 })
})

test('no number and no name is in the journal', async () => {
  const { begins, clock, store } = await administers('2026-12-14T18:00:00Z')
  await begins([NEW_YORK], { name: 'Bea Blum', language: 'es-US' })
  await clock.passes(3 * SECOND_MS)
  const rows: string[] = []
  for await (const row of store.factsSince('main', 0)) rows.push(JSON.stringify(row))
  expect(rows.join()).toContain('texted')
  expect(rows.join()).not.toMatch(/2125550101|Blum/)
  expect(await store.callerByNumber(NEW_YORK)).toMatchObject({ name: 'Bea Blum', language: 'es-US' })
})

test('what is asked for wrongly is refused in a sentence, and nothing is sent', async () => {
  const { admin, begins, clock, messages } = await administers('2026-12-14T18:00:00Z')
  await expect(begins(['+11005550123'])).rejects.toThrow('no number that may be called')
  await expect(begins([NEW_YORK], { matter: 'bills' })).rejects.toThrow(
    'has no matter "bills"; it has: payment-due',
  )
  await expect(begins([NEW_YORK], { due: '2026-02-30' })).rejects.toThrow('due is no day')
  await expect(begins([])).rejects.toThrow('at least one')
  await expect(admin.post('/api/campaigns', { line: 'nowhere', notices: [] })).rejects.toThrow('at least one')
  await clock.passes(5 * SECOND_MS)
  expect(messages.all).toEqual([])
})

test('a plan tells when each is sent, by the clock where the number is', () => {
  const notices = [NEW_YORK, HONOLULU].map(number => ({ number, matter: 'payment-due' }))
  const plan = planned(reminding.definition, notices, Date.parse('2027-03-14T08:00:00Z'))
  // The clocks go forward in New York that night, and nowhere in Hawaii.
  expect(plan.map(({ fromMs }) => new Date(fromMs!).toISOString())).toEqual([
    '2027-03-14T12:00:00.000Z',
    '2027-03-14T18:00:00.000Z',
  ])
})
