import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../src/base/units.ts'
import { RETURN_MS, ResultsTally } from '../../src/runtime/results.ts'
import type { Contact, Turn } from '../../src/store/contact.ts'
import type { Paper } from '../../src/store/papers.ts'

const MONDAY = Date.parse('2026-12-14T05:00:00Z')
const at = (days: number, minutes = 0) => MONDAY + days * DAY_MS + minutes * MINUTE_MS
const WEEKS = new Map([['card-support', { fromMs: at(0), untilMs: at(14) }]])

let calls = 0
function call(caller: number, atMs: number, body: Partial<Contact> = {}): Paper<'contact'> {
  const number = ++calls
  return {
    ...{ kind: 'contact', id: String(number), call: number, caller, state: '', atMs },
    body: {
      ...{ line: 'card-support', channel: 'phone', language: 'en-US', tier: 'ordinary' },
      ...{
        endedMs: atMs + 10 * MINUTE_MS,
        outcome: 'answered',
        turns: [talk('billing', 'Ana', 60_000)],
        ...body,
      },
    },
  }
}

function talk(queue: string, agent: string, waitMs: number, talkMs = 120_000): Turn {
  return { queue, waitMs, agent, talkMs }
}

function resultsOf(contacts: readonly Paper<'contact'>[], nowMs = at(40), lines = WEEKS) {
  const tally = new ResultsTally({ lines, nowMs })
  for (const contact of contacts) tally.add(contact)
  return tally.results()
}

const named = (rows: ReturnType<typeof resultsOf>['queues'], name: string) =>
  rows.find(row => row.name === name)

test('a fortnight worked out by hand', () => {
  const results = resultsOf([
    // Content, and not heard of again.
    call(1, at(0), { score: 5 }),
    // Handed on to Ben, not content, and back on the sixth day about the same.
    call(2, at(0, 5), {
      score: 2,
      turns: [talk('billing', 'Ana', 120_000), talk('account', 'Ben', 30_000)],
    }),
    // Gave up, which is no service: it is neither resolved nor not.
    call(3, at(1), { outcome: 'abandoned', turns: [{ queue: 'billing', waitMs: 300_000 }] }),
    // Served by the menus, and back the next day, whoever was asked then.
    call(4, at(2), { outcome: 'contained', turns: [] }),
    call(4, at(3), { score: 4, turns: [talk('account', 'Ben', 0)] }),
    // A withheld number.
    call(0, at(4), { turns: [talk('account', 'Ben', 90_000)] }),
    call(2, at(6), { turns: [talk('account', 'Ben', 60_000)] }),
  ])
  expect(results.total).toMatchObject({
    ...{ contacts: 7, answered: 5, withheld: 1, soFar: { count: 0, returned: 0 } },
    // 5, 2 and 4 are 100 %, 25 % and 75 %.
    satisfaction: { count: 3, share: 200 / 300 },
    // Of 1, 2, 4, 4 and 2 the second and the third came back.
    resolution: { count: 5, share: 3 / 5 },
    wait: { count: 7, meanMs: 660_000 / 7 },
    talk: { count: 6, meanMs: 120_000 },
  })
  expect(named(results.queues, 'billing')).toMatchObject({
    ...{ contacts: 3, answered: 2 },
    satisfaction: { count: 1, share: 1 },
    resolution: { count: 1, share: 1 },
    wait: { count: 3, meanMs: 160_000 },
  })
  expect(named(results.queues, 'account')).toMatchObject({
    ...{ contacts: 4, answered: 4, withheld: 1 },
    satisfaction: { count: 2, share: 0.5 },
    resolution: { count: 3, share: 2 / 3 },
    wait: { count: 4, meanMs: 45_000 },
  })
  expect(named(results.agents, 'Ana')).toMatchObject({ contacts: 2, satisfaction: { count: 1, share: 1 } })
  expect(named(results.agents, 'Ben')).toMatchObject({ contacts: 4, resolution: { count: 3, share: 2 / 3 } })
  expect(results.channels.map(({ name, contacts }) => [name, contacts])).toEqual([['phone', 7]])
})

test('whoever was served less than seven days ago is counted apart, as is who came again since', () => {
  const contacts = [call(1, at(0)), call(2, at(9)), call(3, at(10)), call(2, at(11))]
  const { total } = resultsOf(contacts, at(12))
  expect(total.resolution).toMatchObject({ count: 1, share: 1 })
  expect(total.soFar).toEqual({ count: 3, returned: 1 })
})

test('coming again counts until seven times 24 hours after the end, to the millisecond, also over the change of the clocks', () => {
  const first = call(1, Date.parse('2026-10-30T16:00:00Z'))
  const lines = new Map([['card-support', { fromMs: first.atMs, untilMs: first.atMs + 1 }]])
  const share = (againMs: number) =>
    resultsOf([first, call(1, againMs)], at(40), lines).total.resolution!.share
  expect(share(first.body.endedMs + RETURN_MS)).toBe(0)
  expect(share(first.body.endedMs + RETURN_MS + 1)).toBe(1)
})

test('another matter is no return: another queue, another line; the same case is one wherever it is asked about', () => {
  const lines = new Map([...WEEKS, ['gift-cards', WEEKS.get('card-support')!]])
  const share = (one: Partial<Contact>, again: Partial<Contact>) =>
    resultsOf([call(1, at(0), one), call(1, at(1), again)], at(40), lines).total.resolution!.share
  const account = { turns: [talk('account', 'Ben', 0)] }
  expect(share({}, {})).toBe(0.5)
  expect(share({}, account)).toBe(1)
  expect(share({}, { line: 'gift-cards' })).toBe(1)
  expect(share({ case: '471108' }, { ...account, case: '471108' })).toBe(0.5)
  // Every talk may open a case of its own: another number alone is no other matter.
  expect(share({ case: '471108' }, { case: '471109' })).toBe(0.5)
  // Nobody knows what it was about: that is not to our credit.
  expect(share({}, { turns: [], outcome: 'left' })).toBe(0)
})

test('what we called for ourselves is no return, and a call that goes on in another is not counted twice', () => {
  const owed = resultsOf([call(1, at(0)), call(1, at(1), { isOwed: true })])
  expect(owed.total.resolution).toMatchObject({ count: 2, share: 1 })
  const joined = resultsOf([call(1, at(0), { outcome: 'called-again' }), call(1, at(0, 30))])
  expect(joined.total).toMatchObject({ contacts: 1, resolution: { count: 1, share: 1 } })
})

test('the wait of a callback is not one that a caller heard, and is left out', () => {
  const back = { ...talk('billing', 'Ana', 3_600_000), isCallback: true } as const
  const { total } = resultsOf([call(1, at(0)), call(2, at(1), { turns: [back] })])
  expect(total).toMatchObject({ contacts: 2, wait: { count: 1, meanMs: 60_000 } })
})

test('days are those of the line: contacts before and after them only say who came again', () => {
  const lines = new Map([['card-support', { fromMs: at(1), untilMs: at(2) }]])
  const contacts = [call(1, at(1) - 1), call(1, at(1)), call(2, at(2) - 1), call(2, at(2, 30))]
  const { total } = resultsOf(contacts, at(40), lines)
  expect(total).toMatchObject({ contacts: 2, resolution: { count: 2, share: 0.5 } })
})

const QUEUES = ['billing', 'account', 'rewards'] as const
const aContact = fc.record({
  caller: fc.nat(3),
  afterMs: fc.nat(4 * DAY_MS),
  lastedMs: fc.nat(3 * 3_600_000),
  queues: fc.array(fc.tuple(fc.constantFrom(...QUEUES), fc.constantFrom('Ana', 'Ben', undefined)), {
    maxLength: 2,
  }),
  isOwed: fc.boolean(),
  score: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
})

/** A history in the order of its arrivals. */
const history = fc.array(aContact, { maxLength: 25 }).map(all => {
  let atMs = at(0)
  return all.map(({ caller, afterMs, lastedMs, queues, isOwed, score }) => {
    atMs += afterMs
    const turns = queues.map(([queue, agent]) => ({ queue, waitMs: 1_000, ...(agent && { agent }) }))
    const outcome = turns.some(turn => 'agent' in turn)
      ? 'answered'
      : turns.length > 0
        ? 'abandoned'
        : 'contained'
    const more = { ...(isOwed && { isOwed: true as const }), ...(score !== undefined && { score }) }
    return call(caller, atMs, { endedMs: atMs + lastedMs, turns, outcome, ...more })
  })
})

test('however callers come and go, the shares are those of looking at every pair of their contacts', () => {
  fc.assert(
    fc.property(history, fc.nat(60), (contacts, days) => {
      const nowMs = at(days)
      const { total, queues, agents } = resultsOf(contacts, nowMs)
      const counted = contacts.filter(({ atMs }) => atMs < at(14))
      const served = counted.filter(({ caller, body }) => caller !== 0 && body.outcome !== 'abandoned')
      const isBack = (one: Paper<'contact'>) =>
        contacts.some(other => {
          const [ours, theirs] = [one.body.turns, other.body.turns]
          const afterMs = other.atMs - one.body.endedMs
          const isCommon = ours.some(({ queue }) => theirs.some(turn => turn.queue === queue))
          const isSame = ours.length === 0 || theirs.length === 0 || isCommon
          const isLater = other.call > one.call && afterMs >= 0 && afterMs <= RETURN_MS
          return other.caller === one.caller && !other.body.isOwed && isLater && isSame
        })
      const old = served.filter(({ body }) => body.endedMs + RETURN_MS <= nowMs)
      const young = served.filter(one => !old.includes(one))
      expect(total.contacts).toBe(counted.length)
      expect(total.resolution?.count ?? 0).toBe(old.length)
      expect((total.resolution?.share ?? 0) * old.length).toBeCloseTo(old.filter(one => !isBack(one)).length)
      expect(total.soFar).toEqual({ count: young.length, returned: young.filter(isBack).length })
      // Every contact that was talked to has one last agent and one last queue.
      const sum = (rows: typeof queues) => rows.reduce((all, row) => all + (row.resolution?.count ?? 0), 0)
      expect(sum(agents)).toBe(old.filter(({ body }) => body.outcome === 'answered').length)
      expect(sum(queues)).toBe(sum(agents))
    }),
  )
})
