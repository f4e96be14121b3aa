import { describe, expect, test } from 'vitest'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import { ACCOUNT, BILLING, Day, REWARDS } from './day.ts'
import { CLOSING_MS, OPENING_MS, support } from './lines.ts'
import type { WorldOptions } from './world.ts'

const MINUTE = 60_000

/** A day on which supervisors are alerted by these rules; at ten in the morning where nothing else is said. */
function dayWith(
  rules: readonly AlertRule[],
  agents: WorldOptions['agents'] = [[BILLING]],
  startMs = OPENING_MS + 120 * MINUTE,
): Day {
  return new Day(agents, { lines: [support({ alerts: rules })], startMs })
}

/** What supervisors were told, with the seconds since the day began: `120 raised long 105 since 105`. */
function told(day: Day): string[] {
  const second = (atMs: number) => (atMs - day.options.startMs) / 1_000
  return day.moments.flatMap(({ atMs, directed }) =>
    directed.flatMap(act =>
      act.does === 'alert'
        ? [`${second(atMs)} ${act.change} ${act.rule} ${act.value} since ${second(act.sinceMs)}`]
        : [],
    ),
  )
}

const LONG: AlertRule = { name: 'long', measure: 'longest-wait', above: 60 }
const WAITING: AlertRule = { name: 'many', measure: 'waiting', above: 1 }

describe('when an alert is raised and over', () => {
  test('raised at the first look at which it holds, over at the first at which it does not', () => {
    const day = dayWith([LONG])
    day.passes(1_000)
    const call = day.rings()
    day.passes(2 * MINUTE)
    day.does(call, 'hangsUp')
    day.passes(MINUTE)
    expect(told(day)).toEqual(['75 raised long 74 since 75', '135 recovered long 0 since 75'])
  })

  test('only after it has held for so long, and counted from where it began', () => {
    const day = dayWith([{ ...LONG, forSeconds: 30 }])
    const call = day.rings()
    day.passes(89_000)
    day.does(call, 'hangsUp')
    day.rings()
    day.passes(2 * MINUTE)
    expect(told(day)).toEqual(['180 raised long 91 since 150'])
  })

  test('not over before it is back to where it recovers, and has stayed there', () => {
    const rule: AlertRule = { ...WAITING, above: 1, recoversAt: 0, recoverSeconds: 30 }
    const day = dayWith([rule])
    const [first, second] = day.inTurn(2)
    day.passes(13_000)
    day.does(first!, 'hangsUp')
    day.passes(30_000)
    day.does(second!, 'hangsUp')
    day.passes(17_000)
    day.rings()
    day.passes(15_000)
    day.does(3, 'hangsUp')
    day.passes(MINUTE)
    expect(told(day)).toEqual(['15 raised many 2 since 15', '120 recovered many 0 since 15'])
  })

  test('never a second time within the hold-off, and at its end if it still holds', () => {
    const day = dayWith([{ ...WAITING, above: 0, againSeconds: 120 }])
    for (let i = 0; i < 4; i++) {
      const call = day.rings()
      day.passes(15_000)
      day.does(call, 'hangsUp')
      day.passes(15_000)
    }
    day.rings()
    day.passes(45_000)
    expect(told(day)).toEqual([
      '15 raised many 1 since 15',
      '30 recovered many 0 since 15',
      '135 raised many 1 since 135',
    ])
  })

  test('told again while it lasts, where the rule says so', () => {
    const day = dayWith([{ ...WAITING, above: 0, repeatSeconds: 60 }])
    day.rings()
    day.passes(135_000)
    expect(told(day)).toEqual([
      '15 raised many 1 since 15',
      '75 told-again many 1 since 15',
      '135 told-again many 1 since 15',
    ])
  })

  test('in opening hours alone, and over when the line closes, though callers still wait', () => {
    const day = dayWith([LONG], [[BILLING], [BILLING]], CLOSING_MS - 2 * MINUTE)
    day.answers(0)
    const call = day.rings()
    day.passes(10 * MINUTE)
    expect(day.phase(call)).toBe('waiting')
    expect(told(day)).toEqual(['75 raised long 75 since 75', '120 closed long NaN since 75'])
  })

  test('a line that is closed and has no callers is not looked at before it opens', () => {
    const day = dayWith([LONG], [[BILLING]], CLOSING_MS + 40 * MINUTE)
    day.passes(20 * 60 * MINUTE)
    const looks = day.moments.filter(({ fact }) => fact === 'alertsAreDue').map(({ atMs }) => atMs)
    expect(looks[0]).toBe(OPENING_MS + 24 * 60 * MINUTE)
  })

  test('a caller at night wakes the rules that hold at every hour', () => {
    const rule: AlertRule = { ...WAITING, name: 'night', above: 0, always: true }
    const definition = support({ alerts: [rule] }).definition
    const [billing, ...others] = definition.queues
    const line = support({ alerts: [rule], queues: [{ ...billing, hours: 'always' }, ...others] })
    const day = new Day([[BILLING]], { lines: [line], startMs: CLOSING_MS + 120 * MINUTE })
    day.passes(MINUTE)
    day.rings({ key: null })
    expect(day.moments.at(-1)!.directed).toContainEqual({ does: 'wakeAlerts', dueMs: day.nowMs + 15_000 })
  })

  test('nothing is looked at where no line has rules', () => {
    const day = new Day()
    day.rings()
    day.passes(10 * MINUTE)
    expect(day.moments.some(({ fact }) => fact === 'alertsAreDue')).toBe(false)
    expect(day.happens('alertsAreDue').directed).toEqual([])
  })
})

describe('what is measured', () => {
  test('estimate: nothing while an agent is available, the upper figure of who joins next, nobody knows without agents', () => {
    const rule: AlertRule = { name: 'estimate', measure: 'estimate', queue: 'billing', above: 1 }
    const day = dayWith([rule])
    day.passes(15_000)
    day.happens('signsIn', 0)
    day.passes(15_000)
    day.rings()
    day.answers(0)
    day.passes(15_000)
    day.rings()
    const { values } = seen(day)
    day.passes(15_000)
    expect(values()).toEqual(['raised Infinity', 'recovered 0', expect.stringMatching(/^raised \d+\.\d+$/)])
    // One agent, 180 s a call: nine of ten who come next are answered in less than 2.3 times as long.
    expect(Number(values()[2]!.split(' ')[1])).toBeCloseTo(180 * 2.3, -2)
  })

  test('estimate of a whole line: a queue without agents counts once somebody waits there', () => {
    const day = dayWith([{ name: 'estimate', measure: 'estimate', above: 3_600 }], [[ACCOUNT]])
    day.happens('signsIn', 0)
    day.passes(MINUTE)
    expect(told(day)).toEqual([])
    day.rings()
    day.passes(15_000)
    expect(told(day)).toEqual(['75 raised estimate Infinity since 75'])
  })

  test('longest wait: the worst queue of a line is named', () => {
    const day = dayWith([LONG])
    day.rings({ key: 'key.2' })
    day.passes(2 * MINUTE)
    expect(day.moments.flatMap(({ directed }) => directed)).toContainEqual(
      expect.objectContaining({ does: 'alert', queue: ACCOUNT, value: 75 }),
    )
  })

  test('longest wait: one who asked to be called back waits no more on the line', () => {
    const day = dayWith([LONG], [[]])
    const call = day.rings({ caller: 5 })
    day.passes(10_000)
    callsBack(day, call)
    day.passes(10 * MINUTE)
    expect(told(day)).toEqual([])
  })

  test('service level: of those who were answered or gave up within the window', () => {
    const rule: AlertRule = {
      name: 'level',
      measure: 'service-level',
      below: 0.8,
      withinSeconds: 20,
      windowMinutes: 30,
      leastCalls: 4,
    }
    const day = dayWith([rule])
    for (const waitMs of [5_000, 5_000, 25_000]) answeredAfter(day, waitMs)
    day.passes(15_000)
    expect(told(day)).toEqual([])
    const gaveUp = day.rings()
    day.passes(5_000)
    day.does(gaveUp, 'hangsUp')
    day.passes(15_000)
    expect(seen(day).values()).toEqual(['raised 0.5'])
    day.passes(32 * MINUTE)
    expect(seen(day).values()).toEqual(['raised 0.5', 'recovered NaN'])
  })

  test('abandonment: by queue', () => {
    const rule = { measure: 'abandonment', above: 0.2, leastCalls: 2 } as const
    const day = dayWith([
      { ...rule, name: 'billing', queue: 'billing' },
      { ...rule, name: 'account', queue: 'account' },
    ])
    for (const key of ['key.1', 'key.1', 'key.2'] as const) {
      const call = day.rings({ key })
      day.passes(1_000)
      day.does(call, 'hangsUp')
    }
    day.passes(15_000)
    expect(told(day)).toEqual(['15 raised billing 1 since 15'])
  })

  test('agents: those of the queue, in the state', () => {
    const agents = [[BILLING], [BILLING, ACCOUNT], [ACCOUNT], [REWARDS]]
    const day = dayWith(
      [
        { name: 'few', measure: 'agents', state: 'signed-in', queue: 'billing', below: 2 },
        { name: 'idle', measure: 'agents', state: 'available', above: 2 },
        { name: 'gone', measure: 'agents', state: 'away', above: 3 },
      ],
      agents,
    )
    day.passes(15_000)
    for (const agent of [0, 1, 2]) day.happens('signsIn', agent)
    day.passes(15_000)
    expect(told(day)).toEqual([
      '15 raised few 0 since 15',
      '15 raised gone 4 since 15',
      '30 recovered few 2 since 15',
      '30 raised idle 3 since 30',
      '30 recovered gone 1 since 15',
    ])
  })

  test('callbacks overdue: from the turn that was told, until the caller is dialled', () => {
    const day = dayWith([{ name: 'overdue', measure: 'callbacks-overdue', above: 0 }])
    day.answers(0)
    day.happens('signsIn', 0)
    day.answers(0)
    const busy = day.rings()
    day.answers(0)
    const call = day.rings({ caller: 5 })
    day.passes(60_000)
    const minutes = day.said(call).findLast(({ high }) => high > 0)!.high
    callsBack(day, call)
    const promisedMs = minutes * MINUTE
    day.passes(promisedMs + 2 * MINUTE)
    const [raised] = told(day)
    expect(raised).toMatch(/^\d+ raised overdue \d+(\.\d+)? since \d+$/)
    day.does(busy, 'hangsUp')
    day.happens('isReady', 0)
    expect(day.phase(call)).toBe('dialling')
    day.passes(15_000)
    expect(told(day)[1]).toMatch(/recovered overdue 0 since/)
  })

  test('long talks and long wrap-up', () => {
    const day = dayWith([
      { name: 'talk', measure: 'talk', above: 120 },
      { name: 'wrap-up', measure: 'wrap-up', above: 20 },
    ])
    const call = day.rings()
    day.answers(0)
    day.passes(136_000)
    day.does(call, 'hangsUp')
    day.passes(44_000)
    expect(told(day)).toEqual([
      '135 raised talk 135 since 135',
      '150 recovered talk 0 since 135',
      '165 raised wrap-up 29 since 165',
      '180 recovered wrap-up 0 since 165',
    ])
  })
})

/** Answered by the first agent after so long, and gone again. */
function answeredAfter(day: Day, waitMs: number): void {
  const call = day.rings()
  day.passes(waitMs)
  day.answers(0)
  day.does(call, 'hangsUp')
  day.happens('isReady', 0)
  day.happens('goesAway', 0)
}

function callsBack(day: Day, call: number): void {
  day.hears(call, 'key.1')
  day.hears(call, 'key.1')
  day.does(call, 'hangsUp')
}

/** Changes and values alone. */
function seen(day: Day): { values: () => string[] } {
  return { values: () => told(day).map(line => line.split(' ').toSpliced(2, 1).slice(1, 3).join(' ')) }
}
