import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { checkLine } from '../../src/line/check-line.ts'
import type { LineDefinition } from '../../src/line/definition.ts'
import { LineError } from '../../src/line/line-error.ts'
import { canonicalJson } from '../../src/line/line-hash.ts'
import { aLine } from './a-line.ts'

function problemsOf(input: unknown): readonly string[] {
  try {
    checkLine(input)
    return []
  } catch (error) {
    if (error instanceof LineError) return error.problems
    throw error
  }
}

/** The card support line with one value of any type at a path, as an author in a hurry writes it. */
function withValue(path: readonly (string | number)[], value: unknown): unknown {
  const line: unknown = structuredClone(aLine())
  let place = line as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>
  place[path.at(-1)!] = value
  return line
}

function problemsWith(path: readonly (string | number)[], value: unknown): readonly string[] {
  return problemsOf(withValue(path, value))
}

describe('a line that is right', () => {
  test('comes back with the same content', () => {
    expect(checkLine(aLine())).toEqual(aLine())
  })

  test('comes back as a frozen copy, so that nobody changes what was checked', () => {
    const written = structuredClone(aLine())
    const line = checkLine(written)
    expect(line).not.toBe(written)
    expect(Object.isFrozen(line.queues[0])).toBe(true)
    expect(Object.isFrozen(line.prompts.welcome?.text)).toBe(true)
  })

  test.each<[string, Partial<LineDefinition>]>([
    ['may be open day and night', { hours: 'always', holidays: [] }],
    [
      'may have two spans that touch',
      {
        hours: {
          monday: [
            { from: '00:00', to: '12:00' },
            { from: '12:00', to: '24:00' },
          ],
        },
      },
    ],
    ['may be closed on every day', { hours: {} }],
    ['may have no intents', { intents: [] }],
    [
      'may have tiers with equal head starts',
      {
        tiers: [
          { name: 'a', headStartSeconds: 5 },
          { name: 'b', headStartSeconds: 5 },
        ],
      },
    ],
  ])('%s', (_, changes) => {
    expect(problemsOf(aLine(changes))).toEqual([])
  })
})

describe('an author who errs is told where, what was found and what is expected:', () => {
  test.each<[string, readonly (string | number)[], unknown, string]>([
    [
      'a name',
      ['name'],
      'Card Support',
      'name is "Card Support"; expected a name of at most 64 lower-case letters, digits and single dashes, such as "card-support".',
    ],
    [
      'a missing part',
      ['limits', 'ringSeconds'],
      undefined,
      'limits.ringSeconds is missing; expected a whole number from 1 to 600.',
    ],
    [
      'a zone',
      ['timeZone'],
      'America/New_Yrok',
      'timeZone is "America/New_Yrok"; expected the IANA name of a time zone, such as "America/New_York".',
    ],
    [
      'an offset for a zone',
      ['timeZone'],
      '-05:00',
      'timeZone is "-05:00"; expected the IANA name of a time zone, such as "America/New_York".',
    ],
    [
      'hours',
      ['hours'],
      'allways',
      'hours is "allways"; expected "always" or spans by weekday, such as { monday: [{ from: "08:00", to: "18:00" }] }.',
    ],
    ['a weekday', ['hours', 'tusday'], [], 'hours has the unknown key "tusday"; did you mean "tuesday"?'],
    [
      'a clock time',
      ['hours', 'monday', 0, 'from'],
      '8:00',
      'hours.monday[0].from is "8:00"; expected a clock time "HH:MM" from "00:00" to "24:00".',
    ],
    [
      'a time past midnight',
      ['hours', 'monday', 0, 'to'],
      '24:01',
      'hours.monday[0].to is "24:01"; expected a clock time "HH:MM" from "00:00" to "24:00".',
    ],
    [
      'a span over midnight',
      ['hours', 'monday', 0],
      { from: '22:00', to: '06:00' },
      'hours.monday[0] goes from "22:00" to "06:00"; expected "from" before "to". A span over midnight is two: "22:00" to "24:00", and "00:00" to "06:00" on the next day.',
    ],
    [
      'an empty span',
      ['hours', 'monday', 0],
      { from: '08:00', to: '08:00' },
      'hours.monday[0] goes from "08:00" to "08:00"; expected "from" before "to".',
    ],
    [
      'an overlap',
      ['hours', 'monday', 1],
      { from: '17:30', to: '20:00' },
      'hours.monday[1] starts at "17:30", before the span in front of it ends at "18:00"; expected spans in order that do not overlap.',
    ],
    [
      'a day that no calendar has',
      ['holidays', 0, 'date'],
      '2026-02-29',
      'holidays[0].date is "2026-02-29"; expected a day of the calendar, such as "2026-12-25".',
    ],
    [
      'a holiday given twice',
      ['holidays', 1, 'date'],
      '2026-12-25',
      'holidays[1].date is "2026-12-25" again; holidays[0].date has it already.',
    ],
    [
      'the spelling of a language',
      ['languages', 1],
      'es-us',
      'languages[1] is "es-us"; expected a known language tag, such as "es-US".',
    ],
    [
      'a language that nobody speaks',
      ['languages', 1],
      'xx-YY',
      'languages[1] is "xx-YY"; expected a known language tag, such as "en-US".',
    ],
    [
      'a queue given twice',
      ['queues', 1, 'name'],
      'billing',
      'queues[1].name is "billing" again; queues[0].name has it already.',
    ],
    [
      'a queue without bound',
      ['queues', 0, 'limit'],
      Number.POSITIVE_INFINITY,
      'queues[0].limit is Infinity; expected a whole number from 0 to 5,000.',
    ],
    [
      'a queue too long for Twilio',
      ['queues', 0, 'limit'],
      5_001,
      'queues[0].limit is 5001; expected a whole number from 0 to 5,000.',
    ],
    [
      'a handle time of nothing',
      ['queues', 0, 'handleSeconds'],
      0,
      'queues[0].handleSeconds is 0; expected a number more than 0 and at most 14,400.',
    ],
    [
      'a mistyped key',
      ['queues', 0, 'limt'],
      5,
      'queues[0] has the unknown key "limt"; did you mean "limit"?',
    ],
    [
      'a foreign key',
      ['thresholds', 'x'],
      5,
      'thresholds has the unknown key "x"; known are: longWaitSeconds, veryLongWaitSeconds.',
    ],
    [
      'tiers worst first',
      ['tiers', 1, 'headStartSeconds'],
      400,
      'tiers[1].headStartSeconds is 400, more than 300 of tiers[0].headStartSeconds; expected tiers best first.',
    ],
    [
      'a negative head start',
      ['tiers', 1, 'headStartSeconds'],
      -1,
      'tiers[1].headStartSeconds is -1; expected a number from 0 to 14,400.',
    ],
    [
      'thresholds the wrong way round',
      ['thresholds', 'veryLongWaitSeconds'],
      120,
      'thresholds.veryLongWaitSeconds is 120; expected more than thresholds.longWaitSeconds, which is 120.',
    ],
    [
      'a score that everybody gives counted as low',
      ['lowScore'],
      5,
      'lowScore is 5; expected a whole number from 0 to 4.',
    ],
    [
      'a prompt untranslated',
      ['prompts', 'welcome', 'text', 'es-US'],
      undefined,
      'prompts.welcome.text.es-US is missing; expected a text that is not empty.',
    ],
    [
      'a prompt that says nothing',
      ['prompts', 'welcome', 'text', 'en-US'],
      ' ',
      'prompts.welcome.text.en-US is " "; expected a text that is not empty.',
    ],
    [
      'a text in another language',
      ['prompts', 'welcome', 'text', 'fr-FR'],
      'Bonjour',
      'prompts.welcome.text has the language "fr-FR"; the line speaks: en-US, es-US.',
    ],
    [
      'a mistyped value',
      ['prompts', 'position', 'text', 'en-US'],
      'Number {postion}.',
      'prompts.position.text.en-US holds "{postion}"; did you mean {position}?',
    ],
    [
      'a lonely brace',
      ['prompts', 'position', 'text', 'en-US'],
      'Number {position.',
      'prompts.position.text.en-US has a brace without its partner; braces stand only around: position, low, high, minutes, opening, promised, entry, number, case.',
    ],
    [
      'a value lost in translation',
      ['prompts', 'wait-range', 'text', 'es-US'],
      'Hasta {high} minutos.',
      'prompts.wait-range.text.es-US speaks {high}; expected {high}, {low}, as in en-US.',
    ],
    [
      'a recording of a number to come',
      ['prompts', 'position', 'audio'],
      { 'en-US': { path: 'p.mp3', seconds: 2 } },
      'prompts.position.audio is a recording, which cannot speak {position}; expected no audio, or a text without values.',
    ],
    [
      'music too long to interrupt',
      ['music', 0, 'seconds'],
      15.1,
      'music[0].seconds is 15.1; expected a number more than 0 and at most 15.',
    ],
    ['no music', ['music'], [], 'music has 0 items; expected a list of 1 to 1,000 pieces.'],
    ['no queue', ['queues'], [], 'queues has 0 items; expected a list of 1 to 100 queues.'],
    ['a list for an object', ['limits'], [], 'limits is a list; expected an object.'],
  ])('%s', (_, path, value, problem) => {
    expect(problemsWith(path, value)).toEqual([problem])
  })

  test('two moments in one prompt, of which a call would know one', () => {
    const text = 'We open {opening}, and call you {promised}.'
    expect(problemsWith(['prompts', 'position', 'text'], { 'en-US': text, 'es-US': text })).toEqual(
      ['en-US', 'es-US'].map(
        language =>
          `prompts.position.text.${language} speaks {opening} and {promised}; expected one moment in a prompt.`,
      ),
    )
  })

  test('what is no object at all', () => {
    expect(problemsOf('card-support')).toEqual(['the line is "card-support"; expected an object.'])
  })
})

test('all problems of a line are told at once, under its name', () => {
  const line = { ...aLine(), name: 'card-support', queues: [], langauges: [] }
  expect(() => checkLine(line)).toThrow(
    [
      'line "card-support" has 2 problems:',
      '- the line has the unknown key "langauges"; did you mean "languages"?',
      '- queues has 0 items; expected a list of 1 to 100 queues.',
    ].join('\n'),
  )
})

test('a slip in a line is wrong input, which ends a command with a message instead of a trace', () => {
  expect(() => checkLine({})).toThrow(WrongInput)
})

describe('laws', () => {
  test('whatever is given, the answer is a line or the problems with it, never another failure', () => {
    fc.assert(
      fc.property(fc.anything({ withSparseArray: true, withDate: true, withBigInt: true }), value => {
        expect(problemsOf(value).length).toBeGreaterThan(0)
      }),
    )
  })

  test('one value replaced anywhere gives a line that can be hashed, or problems', () => {
    const places = pathsOf(aLine())
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything(), (path, value) => {
        const line = withValue(path, value)
        if (problemsOf(line).length === 0) expect(canonicalJson(checkLine(line))).toEqual(canonicalJson(line))
      }),
    )
  })

  test('every part that is left out is missed, but for a weekday, a recording and an item of a list', () => {
    for (const path of pathsOf(aLine())) {
      const optional = path.some(step => typeof step === 'number' || step === 'audio')
      if (optional || path.length < 2 || path[0] === 'hours' || (path[0] === 'prompts' && path.length === 2))
        continue
      const found = problemsWith(path, undefined)
      expect(found[0], path.join('.')).toContain(`${path.join('.')} is missing`)
    }
  })
})

function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key]
    return [inner, ...pathsOf(member, inner)]
  })
}
