import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../src/base/units.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { aLine } from './a-line.ts'
import { everyDay, lineIn, ms, span } from './hours-words.ts'

describe('a support line in New York, 08:00 to 18:00 on working days', () => {
  const hours = new OpeningHours(aLine())

  test('a caller at eight sharp is in time, one a millisecond earlier is not', () => {
    expect(hours.at(ms('2026-12-14T08:00-05:00')).status).toBe('open')
    expect(hours.at(ms('2026-12-14T08:00-05:00') - 1).status).toBe('closed')
  })

  test('a caller at six sharp is late, one a millisecond earlier is not', () => {
    expect(hours.at(ms('2026-12-14T18:00-05:00')).status).toBe('closed')
    expect(hours.at(ms('2026-12-14T18:00-05:00') - 1).status).toBe('open')
  })

  test('a caller on Friday evening is told Monday morning', () => {
    const friday = ms('2026-12-11T19:00-05:00')
    expect(hours.nextOpening(friday)).toBe(ms('2026-12-14T08:00-05:00'))
    expect(hours.at(friday)).toEqual({
      status: 'closed',
      fromMs: ms('2026-12-11T18:00-05:00'),
      untilMs: ms('2026-12-14T08:00-05:00'),
    })
  })

  test('a caller while the line is open is told when it closes, and need not wait for an opening', () => {
    const noon = ms('2026-12-14T12:00-05:00')
    expect(hours.closesMs(noon)).toBe(ms('2026-12-14T18:00-05:00'))
    expect(hours.nextOpening(noon)).toBe(noon)
  })

  test('while the line is closed nothing closes', () => {
    expect(hours.closesMs(ms('2026-12-14T19:00-05:00'))).toBeNull()
  })

  test('Christmas Eve is open for its own hours, and a holiday outside them', () => {
    expect(hours.at(ms('2026-12-24T11:59-05:00')).status).toBe('open')
    expect(hours.at(ms('2026-12-24T07:59-05:00')).status).toBe('holiday')
    expect(hours.at(ms('2026-12-24T12:00-05:00')).status).toBe('holiday')
  })

  test('the holiday of noon on Christmas Eve lasts to the end of Christmas Day, then it is a plain weekend', () => {
    expect(hours.at(ms('2026-12-24T13:00-05:00')).untilMs).toBe(ms('2026-12-26T00:00-05:00'))
    expect(hours.at(ms('2026-12-26T00:00-05:00')).status).toBe('closed')
    expect(hours.nextOpening(ms('2026-12-24T13:00-05:00'))).toBe(ms('2026-12-28T08:00-05:00'))
  })

  test('a planner asks for the openings of a day', () => {
    expect(hours.openings('2026-12-24')).toEqual([
      { fromMs: ms('2026-12-24T08:00-05:00'), toMs: ms('2026-12-24T12:00-05:00') },
    ])
    expect(hours.openings('2026-12-25')).toEqual([])
    expect(hours.openings('2026-07-01')).toEqual([
      { fromMs: ms('2026-07-01T08:00-04:00'), toMs: ms('2026-07-01T18:00-04:00') },
    ])
  })

  test('days and weekdays are those of the line, not of London', () => {
    expect(hours.date(ms('2026-12-15T04:59Z'))).toBe('2026-12-14')
    expect(hours.weekday(ms('2026-12-15T04:59Z'))).toBe('monday')
    expect(hours.weekday(ms('2026-12-15T05:00Z'))).toBe('tuesday')
    expect(hours.dayStart('2026-12-15')).toBe(ms('2026-12-15T05:00Z'))
  })

  test('a day that no calendar has is wrong input', () => {
    expect(() => hours.dayStart('2026-02-29')).toThrow(WrongInput)
    expect(() => hours.openings('tomorrow')).toThrow('the day is "tomorrow"; expected a day of the calendar')
  })
})

describe('a line that never closes', () => {
  test('is open for ever', () => {
    const hours = lineIn('America/New_York', 'always')
    expect(hours.at(0)).toEqual({
      status: 'open',
      fromMs: Number.NEGATIVE_INFINITY,
      untilMs: Number.POSITIVE_INFINITY,
    })
    expect(hours.closesMs(0)).toBe(Number.POSITIVE_INFINITY)
  })

  test('is open until its next holiday, years ahead, and for ever after it', () => {
    const hours = lineIn('Europe/Berlin', 'always', [{ date: '2030-01-01', name: 'New Year', hours: [] }])
    expect(hours.closesMs(ms('2026-12-14T12:00Z'))).toBe(ms('2030-01-01T00:00+01:00'))
    expect(hours.closesMs(ms('2029-12-31T12:00+01:00'))).toBe(ms('2030-01-01T00:00+01:00'))
    expect(hours.closesMs(ms('2030-01-02T00:00+01:00'))).toBe(Number.POSITIVE_INFINITY)
  })

  test.each(['00:00-24:00', '00:00-12:00 12:00-24:00'])(
    'is the same with hours of %s on every day',
    spans => {
      const hours = lineIn('Europe/Berlin', everyDay(...spans.split(' ')))
      expect(hours.closesMs(ms('2026-12-14T12:00Z'))).toBe(Number.POSITIVE_INFINITY)
    },
  )

  test('has as many hours a day as the day has, on both days that the clock changes', () => {
    const hours = lineIn('Europe/Berlin', 'always')
    const lengths = ['2026-03-28', '2026-03-29', '2026-10-25'].map(day =>
      hours.openings(day).map(({ fromMs, toMs }) => (toMs - fromMs) / HOUR_MS),
    )
    expect(lengths).toEqual([[24], [23], [25]])
  })
})

describe('a line that never opens', () => {
  const hours = lineIn('Europe/Berlin', {})

  test('has no next opening', () => {
    expect(hours.nextOpening(ms('2026-12-14T12:00Z'))).toBeNull()
    expect(hours.at(ms('2026-12-14T12:00Z')).untilMs).toBe(Number.POSITIVE_INFINITY)
  })

  test('but for one day tells that day when it is within 400 days, and no longer', () => {
    const once = lineIn('Europe/Berlin', {}, [
      { date: '2028-05-01', name: 'Open day', hours: [span('10:00-11:00')] },
    ])
    const opensMs = ms('2028-05-01T10:00+02:00')
    expect(once.nextOpening(opensMs - 400 * DAY_MS)).toBe(opensMs)
    expect(once.nextOpening(opensMs - 400 * DAY_MS - 1)).toBeNull()
    expect(once.nextOpening(opensMs + HOUR_MS)).toBeNull()
  })
})

describe('a night line, written as two spans that touch at midnight', () => {
  const hours = lineIn('Europe/Berlin', everyDay('00:00-06:00', '22:00-24:00'))

  test('closes in the morning for a caller before midnight and for one after', () => {
    const morning = ms('2026-12-15T06:00+01:00')
    expect(hours.closesMs(ms('2026-12-14T23:30+01:00'))).toBe(morning)
    expect(hours.closesMs(ms('2026-12-15T00:30+01:00'))).toBe(morning)
  })

  test('is cut at midnight for a planner who asks for one day', () => {
    expect(hours.openings('2026-12-15')).toEqual([
      { fromMs: ms('2026-12-15T00:00+01:00'), toMs: ms('2026-12-15T06:00+01:00') },
      { fromMs: ms('2026-12-15T22:00+01:00'), toMs: ms('2026-12-16T00:00+01:00') },
    ])
  })

  test('serves an hour less in the night to summer and an hour more in the night to winter', () => {
    const served = (evening: string) => ((hours.closesMs(ms(evening)) ?? 0) - ms(evening)) / HOUR_MS
    expect(served('2026-03-27T22:00+01:00')).toBe(8)
    expect(served('2026-03-28T22:00+01:00')).toBe(7)
    expect(served('2026-10-24T22:00+02:00')).toBe(9)
  })
})

describe('when the clock changes', () => {
  test('02:30, which Berlin skips, is the instant of the change', () => {
    const hours = lineIn('Europe/Berlin', everyDay('02:30-05:00'))
    expect(hours.openings('2026-03-29')).toEqual([
      { fromMs: ms('2026-03-29T03:00+02:00'), toMs: ms('2026-03-29T05:00+02:00') },
    ])
  })

  test('hours that lie wholly in the skipped hour do not happen on that day', () => {
    const hours = lineIn('Europe/Berlin', everyDay('02:15-02:45'))
    expect(hours.openings('2026-03-29')).toEqual([])
    expect(hours.nextOpening(ms('2026-03-28T12:00Z'))).toBe(ms('2026-03-30T02:15+02:00'))
  })

  test('01:30, which New York has twice, is its first coming, for opening as for closing', () => {
    const opens = lineIn('America/New_York', everyDay('01:30-05:00'))
    const closes = lineIn('America/New_York', everyDay('00:00-01:30'))
    expect(opens.openings('2026-11-01')[0]?.fromMs).toBe(ms('2026-11-01T01:30-04:00'))
    expect(closes.openings('2026-11-01')[0]?.toMs).toBe(ms('2026-11-01T01:30-04:00'))
  })

  test('a line open at 01:30 stays open while the clock shows the hour again', () => {
    const hours = lineIn('America/New_York', everyDay('01:30-05:00'))
    expect(hours.at(ms('2026-11-01T01:00-05:00')).status).toBe('open')
    expect(hours.at(ms('2026-11-01T01:29-05:00')).status).toBe('open')
  })

  test('a day that has no midnight starts when its clock does (Santiago, in spring)', () => {
    const hours = lineIn('America/Santiago', everyDay('00:00-08:00'))
    expect(hours.dayStart('2026-09-06')).toBe(ms('2026-09-06T01:00-03:00'))
    expect(hours.openings('2026-09-06')[0]?.fromMs).toBe(ms('2026-09-06T01:00-03:00'))
  })

  test('a day whose last hour comes twice is open for both (Santiago, in autumn)', () => {
    const hours = lineIn('America/Santiago', everyDay('22:00-24:00'))
    expect(hours.openings('2026-04-04')).toEqual([
      { fromMs: ms('2026-04-04T22:00-03:00'), toMs: ms('2026-04-05T00:00-04:00') },
    ])
  })

  test('a day that has begun goes on where the clock shows the day before once more (Newfoundland until 2011)', () => {
    const hours = lineIn('America/St_Johns', everyDay('00:00-01:00'))
    expect(hours.date(ms('2010-11-06T23:30-03:30'))).toBe('2010-11-07')
    expect(hours.at(ms('2010-11-06T23:30-03:30')).status).toBe('open')
    expect(hours.openings('2010-11-07')).toEqual([
      { fromMs: ms('2010-11-07T00:00-02:30'), toMs: ms('2010-11-07T01:00-03:30') },
    ])
  })

  test('a day that a zone skipped has no openings, and the line goes on (Apia, 30 December 2011)', () => {
    const hours = lineIn('Pacific/Apia', everyDay('08:00-18:00'))
    expect(hours.openings('2011-12-30')).toEqual([])
    expect(hours.nextOpening(ms('2011-12-29T19:00-10:00'))).toBe(ms('2011-12-31T08:00+14:00'))
  })
})
