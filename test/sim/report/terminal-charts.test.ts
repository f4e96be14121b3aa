import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { terminalCharts } from '../../../sim/report/terminal-charts.ts'
import { aReport } from './a-report.ts'

const TARGETS = { targets: { serviceLevel: { share: 0.8, withinSeconds: 30 }, occupancy: 0.9 } }

/** Four half-hours: quiet, busy, unsure, and one to which nobody came. */
const FOUR = aReport({
  intervals: [
    { calls: 50, waitSeconds: 3, serviceLevel: 0.95, occupancy: 0.5 },
    { calls: 90, waitSeconds: 60, serviceLevel: 0.2, occupancy: 1 },
    {
      calls: 70,
      waitSeconds: { mean: 30, low: 12, high: 48 },
      serviceLevel: { mean: 0.5, low: 0.4, high: 0.7 },
      occupancy: { mean: 0.85, low: 0.8, high: 0.9 },
    },
    { calls: 0, occupancy: 0 },
  ],
  keys: TARGETS,
})

describe('the charts of a terminal', () => {
  test('show waits, service level and occupancy, with their bands, targets and times', () => {
    expect(terminalCharts(FOUR, 130)).toEqual(
      [
        '',
        'mean wait, minutes:seconds   answered in 30 s, target 80 %   occupancy, at most 90 %',
        '1:00 │    ████               100 % │▆▆▆▆                     100 % │┄┄┄┄████░░░░┄┄┄┄',
        '     │    ████░░░░                │████┄┄┄┄░░░░┄┄┄┄               │    ████████',
        '     │    ████░░░░                │████    ░░░░                   │▄▄▄▄████████',
        '     │    ████░░░░                │████    ████                   │████████████',
        '0:00 │▂▂▂▂████████            0 % │████████████               0 % │████████████',
        '      08:00   09:00                08:00   09:00                   08:00   09:00',
        '',
        'Solid to the low end of the 95 % interval, shaded to its high end. ┄ is the target.',
      ].map(line => line.trimEnd()),
    )
  })

  test('stand below each other where there is no room beside', () => {
    const lines = terminalCharts(FOUR, 40)
    expect(lines.filter(line => /^(mean wait|answered|occupancy)/.test(line))).toHaveLength(3)
    expect(lines).toContain('1:00 │    ████')
  })

  test('are left out for a single interval, and on a terminal without room', () => {
    expect(terminalCharts(aReport({ intervals: [{ calls: 5 }] }), 80)).toEqual([])
    expect(terminalCharts(FOUR, 39)).toEqual([])
  })

  test('one day alone has no bands, and no targets are drawn where none are set', () => {
    const once = { mean: 30, low: -Infinity, high: Infinity }
    const lines = terminalCharts(aReport({ intervals: [{ waitSeconds: once }, {}], replications: 1 }), 80)
    expect(lines.join('\n')).not.toMatch(/░|┄/)
    expect(lines[3]).toMatch(/^ {5}│▆▆▆▆ /)
    expect(lines.at(-1)).toBe('One day says nothing about the spread of an interval.')
  })

  test('several intervals share a bar where there are more than columns, weighed by their calls', () => {
    const intervals = Array.from({ length: 100 }, (_, i) => ({
      calls: i % 2 === 0 ? 30 : 10,
      waitSeconds: i % 2 === 0 ? 60 : 20,
    }))
    const lines = terminalCharts(aReport({ intervals, minutes: 15 }), 60)
    // 50 bars of two quarter-hours, each (30 × 60 + 10 × 20) / 40 = 50 s high: 33 of 40 levels of a minute.
    expect(lines[2]).toBe(`1:00 │${'▁'.repeat(50)}`)
    expect(lines.at(-1)).toContain('A bar stands for 2 intervals.')
  })

  test('the days of a week are told by their dates, the hours of one by theirs', () => {
    const axis = (intervals: number, minutes: number) =>
      terminalCharts(aReport({ intervals: new Array(intervals).fill({}), minutes }), 80)[7]!
    expect(axis(42, 240)).toMatch(/^ {6}12-14 +12-16 +12-18 +12-20$/)
    expect(axis(8_760, 60)).toMatch(/^ {6}12-14 +03-1\d +06-1\d +09-1\d/)
    expect(axis(24, 60)).toMatch(/^ {10}12:00 +00:00 +12:00 +00:00$/)
  })

  test('fit the terminal, whatever comes', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const interval = fc.record({
      calls: fc.nat(500),
      waitSeconds: fc.double({ min: 0, max: 1e7, noNaN: true }),
      serviceLevel: share,
      occupancy: share,
    })
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 2, maxLength: 300 }),
        fc.integer({ min: 40, max: 240 }),
        (intervals, columns) => {
          for (const line of terminalCharts(aReport({ intervals, keys: TARGETS }), columns))
            expect(line.length).toBeLessThanOrEqual(columns)
        },
      ),
      { numRuns: 40 },
    )
  })
})
