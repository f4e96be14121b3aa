import { expect, test } from 'vitest'
import { direct } from '../../../src/call/direct.ts'
import { call, type Happening } from '../../../src/testkit/index.ts'
import { contradictions } from './laws.ts'

// The laws are only worth something where they notice what is wrong.

const told = (atSeconds: number, prompt: string, position: number, highMinutes: number): Happening => ({
  atMs: atSeconds * 1_000,
  did: 'heard',
  what: prompt,
  spoken: { prompt, language: 'en-US', text: prompt, position, lowMinutes: 1, highMinutes },
})

test('a place that rises contradicts, and an estimate that rises for no reason that is told', () => {
  const first = told(0, 'queue-position-and-wait', 2, 4)
  expect(contradictions([first, told(60, 'queue-position-and-wait', 3, 3)])).toEqual(['place 3 after 2'])
  expect(contradictions([first, told(60, 'queue-position-and-wait', 2, 5)])).toEqual([
    '5 minutes, later than was told',
  ])
  expect(contradictions([first, told(60, 'queue-wait-longer', 0, 9)])).toEqual([])
  expect(contradictions([first, told(60, 'queue-position-and-wait', 1, 3)])).toEqual([])
  expect(contradictions([told(0, 'queue-wait', 0, 1)])).toEqual(['1 to 1 minutes'])
})

test('a caller who waits on a line that plays nothing is seen to hear silence', () => {
  const { happenings } = call(direct).waits({ seconds: 1 })
  expect(happenings.map(({ did, what }) => `${did} ${what}`)).toEqual(['hears silence'])
})
