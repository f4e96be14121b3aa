import { expect, test } from 'vitest'
import { ACCOUNT, BILLING, care } from './care.ts'
import { careDay, caseWith } from './care-day.ts'
import { LOYAL } from './day.ts'

const ALONE = { hasCase: false, agent: -1, matters: 0 }

test('a caller is a stranger, is known, or comes back about a case', () => {
  const day = careDay([[BILLING]])
  const calls = [undefined, ALONE, caseWith(-1)].map(known => day.rings(known ? { known } : {}))
  expect(calls.map(call => day.heard(call)[0])).toEqual(['welcome', 'welcome-back', 'your-case'])
})

test('who is known is forgotten with the call: the next in its place is a stranger', () => {
  const day = careDay([[BILLING]])
  day.does(day.rings({ known: caseWith(0, 3), key: null }), 'hangsUp')
  const next = day.rings()
  expect(day.call(next).slot).toBe(0)
  expect(day.heard(next).slice(0, 2)).toEqual(['welcome', 'main'])
  expect(day.call(next).wanted).toBe(-1)
})

test('the agent who had the case takes the call, though others have been free for longer', () => {
  const day = careDay([[BILLING], [BILLING], [BILLING]])
  for (const agent of [0, 1, 2]) {
    day.happens('signsIn', agent)
    day.passes(1_000)
  }
  day.rings({ known: caseWith(2) })
  day.rings()
  expect(day.offers()).toEqual(['ring 2 1', 'ring 0 2'])
})

test('an agent who is busy takes the returning caller first when free again; others are served by others', () => {
  const day = careDay([[BILLING], [BILLING]])
  day.rings()
  day.answers(0)
  const [first, second] = day.inTurn(2)
  const returning = day.rings({ known: caseWith(0) })
  expect(day.answers(1)).toBe(first)
  day.happens('leaves', 1)
  day.happens('isReady', 1)
  expect(day.answers(1)).toBe(second)
  const third = day.rings()
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.picture.agents[0]!.call).toBe(returning)
  expect(day.picture.waiting[BILLING]).toEqual([third])
})

test('the returning caller is taken before others, and no position that they were told rises', () => {
  const day = careDay([[BILLING]])
  day.rings()
  day.answers(0)
  const others = day.inTurn(2)
  const returning = day.rings({ known: caseWith(0) })
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.answers(0)).toBe(returning)
  day.passes(60_000)
  const told = others.map(call => day.said(call).flatMap(({ position }) => position || []))
  expect(told).toEqual([
    [1, 1],
    [2, 2],
  ])
  expect(day.picture.waiting[BILLING]).toEqual(others)
})

test('whoever else is free when it is the turn of a returning caller takes the call', () => {
  const day = careDay([[BILLING], [BILLING]])
  day.rings()
  day.answers(0)
  const returning = day.rings({ known: caseWith(0) })
  expect(day.answers(1)).toBe(returning)
})

test('nobody who has waited very long is passed over for a returning caller', () => {
  const day = careDay([[BILLING]])
  day.rings()
  day.answers(0)
  const other = day.rings()
  day.passes(600_000)
  day.rings({ known: caseWith(0) })
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.picture.agents[0]!.call).toBe(other)
})

test('of two who come back to one agent the one whose turn it is comes first', () => {
  const day = careDay([[BILLING, ACCOUNT]])
  day.rings()
  day.answers(0)
  day.rings({ known: caseWith(0), key: 'key.2' })
  day.passes(60_000)
  const loyal = day.rings({ known: caseWith(0), tier: LOYAL })
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.picture.agents[0]!.call).toBe(loyal)
})

test('an agent who is away, or has not the skill, is waited for by nobody', () => {
  const day = careDay([[ACCOUNT], [BILLING], [BILLING]])
  day.happens('signsIn', 0)
  day.happens('signsIn', 1)
  const unskilled = day.rings({ known: caseWith(0) })
  expect(day.call(unskilled).agent).toBe(1)
  day.answers(1)
  day.happens('leaves', 1)
  day.happens('isReady', 1)
  const away = day.rings({ known: caseWith(2) })
  expect(day.call(away).agent).toBe(1)
})

test('a caller who was answered does not come back to the agent who hands on', () => {
  const day = careDay([[BILLING, ACCOUNT]])
  const call = day.rings({ known: caseWith(0) })
  const other = day.rings({ key: 'key.2', tier: LOYAL })
  day.answers(0)
  expect(day.call(call).wanted).toBe(-1)
  day.transfers(0, ACCOUNT)
  day.passes(30_000)
  expect(day.picture.agents[0]!.call).toBe(other)
})

test('notices are told from their first minute until before their last, by the clock of the line', () => {
  const day = careDay([[BILLING]], { startMs: Date.parse('2026-12-14T15:29:59.999Z') })
  const heard = () => day.heard(day.rings({ key: null }))[0]
  expect(heard()).toBe('welcome')
  day.passes(1)
  expect(heard()).toBe('outage')
  day.passes(2 * 3_600_000 - 1)
  expect(heard()).toBe('outage')
  day.passes(1)
  expect(heard()).toBe('welcome')
})

test('a notice holds for an hour more or less where the clock changes within it', () => {
  const notices = [
    { prompt: 'snow', from: '2026-03-07T12:00', until: '2026-03-08T12:00' },
    { prompt: 'snow', from: '2026-10-31T12:00', until: '2026-11-01T12:00' },
  ]
  const lines = [care({ notices, hours: 'always', holidays: [] })]
  const spans = [
    ['2026-03-07T17:00:00Z', '2026-03-08T16:00:00Z'],
    ['2026-10-31T16:00:00Z', '2026-11-01T17:00:00Z'],
  ] as const
  for (const [from, until] of spans) {
    const day = careDay([[BILLING]], { lines, startMs: Date.parse(from) - 1 })
    const toldAt: number[] = []
    for (const atMs of [Date.parse(from) - 1, Date.parse(from), Date.parse(until) - 1, Date.parse(until)]) {
      day.passes(atMs - day.nowMs)
      if (day.heard(day.rings({ key: null }))[0] === 'snow') toldAt.push(atMs)
    }
    expect(toldAt).toEqual([Date.parse(from), Date.parse(until) - 1])
  }
})

test('of two notices that hold both are told, in the order of the line', () => {
  const lines = [care({ notices: [{ prompt: 'snow' }, { prompt: 'outage' }] })]
  const day = careDay([[BILLING]], { lines })
  expect(day.heard(day.rings()).slice(0, 3)).toEqual(['snow', 'outage', 'welcome'])
})

test('a caller hears of what is pending and of nothing else', () => {
  const day = careDay([[BILLING]], { startMs: Date.parse('2026-12-14T14:00:00Z') })
  const heard = [0, 1, 2, 3].map(matters => day.heard(day.rings({ known: { ...ALONE, matters } })))
  expect(heard.map(prompts => prompts.slice(0, prompts.indexOf('welcome-back')))).toEqual([
    [],
    ['payment-due'],
    ['card-sent'],
    ['payment-due', 'card-sent'],
  ])
})
