import { expect, test } from 'vitest'
import { entry, language, menu, say } from '../../src/call/blocks.ts'
import type { Line } from '../../src/call/line.ts'
import { lineOf } from '../call/blocks/small-line.ts'
import { scenarioOf } from './judge.ts'
import { SpiedDay } from './spied-day.ts'

/** Callers who make no mistakes at menus, in an hour of a small line. */
const callersOf = (line: Line, keys: object = {}) => {
  const hour = {
    day: '2026-12-14',
    durationHours: 1,
    arrivals: { callsPerHour: 500 },
    agents: 1,
    handleSeconds: { distribution: 'constant', mean: 60 },
    patienceSeconds: 'never',
  }
  const scenario = scenarioOf({ line: 'small', ...hour, readingErrors: 0, silence: 0, ...keys })
  return new SpiedDay(scenario, line).run().callers.filter(({ endedMs }) => endedMs > 0)
}

test('callers key their number right as often as the entry says', () => {
  const right = (oddsRight?: number) => {
    const line = lineOf({
      first: entry({
        prompt: 'number',
        digits: 4,
        sorry: 'sorry',
        to: '#call.right',
        giveUp: '#call.wrong',
        tries: 1,
        ...(oddsRight !== undefined && { oddsRight }),
      }),
      right: say('right', '#call.gone'),
      wrong: say('wrong', '#call.gone'),
    })
    const callers = callersOf(line)
    return callers.filter(({ heard }) => heard.includes('right')).length / callers.length
  }
  expect(right(1)).toBe(1)
  expect(right()).toBeGreaterThan(0.9)
  expect(right()).toBeLessThan(0.99)
  expect(Math.abs(right(0.5) - 0.5)).toBeLessThan(0.1)
})

test('callers to whom a menu offers only the way back have what they wanted, and hang up', () => {
  const line = lineOf({
    first: menu({
      prompt: 'main',
      sorry: 'sorry',
      giveUp: '#call.gone',
      choices: { '1': { to: '#call.told', serves: [] } },
    }),
    told: menu({ prompt: 'told', sorry: 'sorry', giveUp: '#call.gone', choices: {}, back: '#call.first' }),
  })
  const callers = callersOf(line)
  expect(callers.length).toBeGreaterThan(400)
  for (const { heard } of callers) expect(heard).toEqual(['main', 'told'])
})

test('where languages are offered, callers choose their own, or wait where it is spoken already', () => {
  const line = (choices: Parameters<typeof language>[0]['choices']) =>
    lineOf(
      {
        first: language({ prompt: 'languages', choices, to: '#call.main' }),
        main: say('main', '#call.gone'),
      },
      { languages: ['en-US', 'es-US'] },
    )
  for (const choices of [{ '2': 'es-US' }, { '1': 'en-US', '2': 'es-US' }] as const) {
    const callers = callersOf(line(choices), { languages: { 'en-US': 0.7, 'es-US': 0.3 } })
    expect(callers.length).toBeGreaterThan(400)
    expect(callers.filter(({ heard }) => heard.includes('main'))).toHaveLength(callers.length)
  }
})
