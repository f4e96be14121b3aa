import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { OUTCOMES } from '../../../src/call/directives.ts'
import type { Line } from '../../../src/call/line.ts'
import { callers, everyCaller } from '../../../src/testkit/fast-check.ts'
import type { CallStory, Happening } from '../../../src/testkit/index.ts'

const RUNS = { numRuns: 100, seed: 20261214 }
const AMONG_OTHERS = { ...RUNS, numRuns: RUNS.numRuns / 10 }

/** What holds for every caller of a line, alone or among others. */
export function tellLaws(line: Line): void {
  let rung: readonly CallStory[] | undefined
  const always = (law: (call: CallStory) => void) => {
    const alone = fc.property(everyCaller(line), caller => law(caller.rings()))
    const amongOthers = fc.property(callers(line), all => all.ring().forEach(law))
    // Rung once for all laws; where one is broken, they ring again for fast-check to find the shortest call.
    rung ??= [
      ...fc.sample(alone, RUNS).flatMap(([caller]) => caller.rings()),
      ...fc.sample(amongOthers, AMONG_OTHERS).flatMap(([all]) => all.ring()),
    ]
    try {
      rung.forEach(law)
    } catch (error) {
      fc.assert(alone, RUNS)
      fc.assert(amongOthers, AMONG_OTHERS)
      throw error
    }
  }

  test('every call ends in a known outcome, or in a callback that is owed', () => {
    always(({ outcome, awaitsCallback }) => {
      if (outcome === undefined) expect(awaitsCallback).toBe(true)
      else expect(OUTCOMES).toContain(outcome)
    })
  })

  test('no prompt is empty, in any language, whatever it tells', () => {
    always(({ heard }) => {
      for (const { text, prompt } of heard) {
        expect(text.trim(), prompt).not.toBe('')
        expect(text, prompt).not.toMatch(/[{}]|undefined|NaN|Infinity/)
      }
    })
  })

  test('nobody is on the line in silence', () => {
    always(({ happenings }) => {
      expect(happenings.filter(({ did, what }) => did === 'hears' && what === 'silence')).toEqual([])
    })
  })

  test('no caller is told two things of the wait that contradict each other', () => {
    always(call => {
      expect(contradictions(call.happenings)).toEqual([])
    })
  })
}

/** Between these a caller may have left one queue for another. */
const CHANGES = new Set(['pressed', 'entered', 'said', 'is sent', 'met with', 'is called'])

/**
 * Of what one caller was told in a row: places that rose, and estimates that rose although nothing was said to have
 * happened (src/centre/telling.ts).
 */
export function contradictions(happenings: readonly Happening[]): string[] {
  const found: string[] = []
  let position = Number.POSITIVE_INFINITY
  let answeredByMs = Number.POSITIVE_INFINITY
  for (const { atMs, did, spoken } of happenings) {
    if (CHANGES.has(did)) {
      position = Number.POSITIVE_INFINITY
      answeredByMs = Number.POSITIVE_INFINITY
    }
    if (!spoken) continue
    const { prompt, position: place = 0, lowMinutes = 0, highMinutes = 0 } = spoken
    if (place > position) found.push(`place ${place} after ${position}`)
    if (place > 0) position = place
    if (highMinutes === 0) continue
    if (lowMinutes >= highMinutes) found.push(`${lowMinutes} to ${highMinutes} minutes`)
    // What binds is told in whole minutes, so that it may be late by less than one.
    const rises = atMs + (highMinutes - 1) * MINUTE_MS >= answeredByMs
    if (rises && prompt !== 'queue-wait-longer') found.push(`${highMinutes} minutes, later than was told`)
    const byMs = atMs + highMinutes * MINUTE_MS
    answeredByMs = prompt === 'queue-wait-longer' ? byMs : Math.min(answeredByMs, byMs)
  }
  return found
}
