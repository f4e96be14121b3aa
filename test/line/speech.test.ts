import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Bug } from '../../src/base/assert.ts'
import { promptMs, renderPrompt, spokenMs } from '../../src/line/speech.ts'
import { aLine } from './a-line.ts'

const line = aLine({ languages: ['en-US', 'es-US', 'de-DE'] })
const inGerman = aLine({
  languages: ['de-DE'],
  prompts: {
    closed: { text: { 'de-DE': 'Wir sind {opening} wieder da.' } },
    'wait-about': { text: { 'de-DE': 'Noch etwa {minutes}.' } },
    position: { text: { 'de-DE': 'Sie sind Nummer {position}.' } },
  },
})

/** What a caller hears in New York on Friday, 11 December 2026, at seven in the evening, of the next opening. */
function opening(language: string, opensAt: string): string {
  const values = { atMs: Date.parse('2026-12-11T19:00-05:00'), openingMs: Date.parse(opensAt) }
  return renderPrompt(line, 'closed', language, values)
    .replace(/^.*?(again|nuevo) /, '')
    .replace(/\.$/, '')
}

describe('a caller hears when the line opens,', () => {
  test.each([
    ['2026-12-11T20:00-05:00', 'today at eight in the evening', 'hoy a las ocho de la noche'],
    ['2026-12-12T08:00-05:00', 'tomorrow at eight in the morning', 'mañana a las ocho de la mañana'],
    ['2026-12-12T12:00-05:00', 'tomorrow at noon', 'mañana a las doce del mediodía'],
    ['2026-12-12T13:00-05:00', 'tomorrow at one in the afternoon', 'mañana a la una de la tarde'],
    [
      '2026-12-12T12:30-05:00',
      'tomorrow at half past twelve in the afternoon',
      'mañana a las doce y media de la tarde',
    ],
    [
      '2026-12-12T06:15-05:00',
      'tomorrow at a quarter past six in the morning',
      'mañana a las seis y cuarto de la mañana',
    ],
    [
      '2026-12-12T11:45-05:00',
      'tomorrow at a quarter to twelve in the morning',
      'mañana a las once y cuarenta y cinco de la mañana',
    ],
    [
      '2026-12-12T07:05-05:00',
      'tomorrow at seven oh five in the morning',
      'mañana a las siete y cinco de la mañana',
    ],
    [
      '2026-12-12T17:42-05:00',
      'tomorrow at five forty-two in the afternoon',
      'mañana a las cinco y cuarenta y dos de la tarde',
    ],
    [
      '2026-12-12T01:20-05:00',
      'tomorrow at one twenty in the morning',
      'mañana a la una y veinte de la madrugada',
    ],
    [
      '2026-12-12T00:30-05:00',
      'tomorrow at half past twelve at night',
      'mañana a las doce y media de la noche',
    ],
    ['2026-12-12T00:00-05:00', 'tonight at midnight', 'esta noche a medianoche'],
    [
      '2026-12-14T08:30-05:00',
      'on Monday, the 14th of December, at half past eight in the morning',
      'el lunes 14 de diciembre a las ocho y media de la mañana',
    ],
    [
      '2026-12-14T00:00-05:00',
      'at midnight, as Monday, the 14th of December, begins',
      'a medianoche, al comenzar el lunes 14 de diciembre',
    ],
    [
      '2027-01-01T09:00-05:00',
      'on Friday, the 1st of January, at nine in the morning',
      'el viernes 1 de enero a las nueve de la mañana',
    ],
    [
      '2027-12-22T21:00-05:00',
      'on Wednesday, the 22nd of December 2027, at nine at night',
      'el miércoles 22 de diciembre de 2027 a las nueve de la noche',
    ],
  ])('%s: %s', (opensAt, english, spanish) => {
    expect(opening('en-US', opensAt)).toBe(english)
    expect(opening('es-US', opensAt)).toBe(spanish)
  })

  test('by the days of the line, where it is still Friday while London has Saturday', () => {
    const values = { atMs: Date.parse('2026-12-12T02:00Z'), openingMs: Date.parse('2026-12-12T13:00Z') }
    expect(renderPrompt(line, 'closed', 'en-US', values)).toBe(
      'We open again tomorrow at eight in the morning.',
    )
  })

  test('and an open end when nobody can say', () => {
    const never = { atMs: 0, openingMs: Number.POSITIVE_INFINITY }
    expect(renderPrompt(line, 'closed', 'en-US', never)).toBe('We open again another day.')
    expect(renderPrompt(line, 'closed', 'es-US', never)).toBe('Abrimos de nuevo otro día.')
  })

  test('with the right ending on every day of a month', () => {
    const endings = Array.from({ length: 31 }, (_, index) => {
      const opensAt = `2027-01-${String(index + 1).padStart(2, '0')}T09:00-05:00`
      return /\d+(st|nd|rd|th)/.exec(opening('en-US', opensAt))?.[0]
    })
    expect(endings.filter(ending => !ending?.endsWith('th'))).toEqual([
      '1st',
      '2nd',
      '3rd',
      '21st',
      '22nd',
      '23rd',
      '31st',
    ])
    expect(endings.slice(10, 13)).toEqual(['11th', '12th', '13th'])
  })
})

describe('a waiting caller hears numbers', () => {
  const heard = (prompt: string, language: string, values: Parameters<typeof renderPrompt>[3]) =>
    renderPrompt(line, prompt, language, values)

  test('as words, with the noun in singular and plural', () => {
    expect(heard('wait-about', 'en-US', { minutes: 1 })).toBe('We will answer in about one minute.')
    expect(heard('wait-about', 'en-US', { minutes: 4 })).toBe('We will answer in about four minutes.')
    expect(heard('wait-about', 'es-US', { minutes: 1 })).toBe('Le atenderemos en unos un minuto.')
    expect(heard('wait-about', 'es-US', { minutes: 4 })).toBe('Le atenderemos en unos cuatro minutos.')
  })

  test('bare in a range and as a place in the queue', () => {
    expect(heard('wait-range', 'en-US', { lowMinutes: 4, highMinutes: 6 })).toBe(
      'We will answer in between four and six minutes.',
    )
    expect(heard('wait-range', 'es-US', { lowMinutes: 16, highMinutes: 20 })).toBe(
      'Le atenderemos en entre dieciséis y veinte minutos.',
    )
    expect(heard('position', 'en-US', { position: 3 })).toBe('You are number three in line.')
  })

  test('as digits above twenty, both ends of a range alike', () => {
    expect(heard('wait-range', 'en-US', { lowMinutes: 18, highMinutes: 24 })).toBe(
      'We will answer in between 18 and 24 minutes.',
    )
    expect(heard('wait-about', 'es-US', { minutes: 21 })).toBe('Le atenderemos en unos 21 minutos.')
  })

  test('in a language without words of its own as the machine knows it', () => {
    const atMs = Date.parse('2026-12-11T19:00-05:00')
    expect(renderPrompt(inGerman, 'wait-about', 'de-DE', { minutes: 1 })).toBe('Noch etwa 1 Minute.')
    expect(renderPrompt(inGerman, 'wait-about', 'de-DE', { minutes: 4 })).toBe('Noch etwa 4 Minuten.')
    expect(renderPrompt(inGerman, 'position', 'de-DE', { position: 3 })).toBe('Sie sind Nummer 3.')
    const opens = (opensAt: string) =>
      renderPrompt(inGerman, 'closed', 'de-DE', { atMs, openingMs: Date.parse(opensAt) })
    expect(opens('2026-12-12T08:00-05:00')).toBe('Wir sind morgen, 08:00 wieder da.')
    expect(opens('2026-12-14T08:30-05:00')).toBe('Wir sind Montag, 14. Dezember 2026, 08:30 wieder da.')
  })
})

describe('a text that cannot be spoken is a defect of ours:', () => {
  test.each<[string, () => string, string]>([
    [
      'a prompt that the line lacks',
      () => renderPrompt(line, 'goodbye', 'en-US', {}),
      'line "card-support" has no prompt "goodbye"; it has: welcome, position',
    ],
    [
      'a prompt named like a part of every object',
      () => renderPrompt(line, 'toString', 'en-US', {}),
      'has no prompt "toString"',
    ],
    [
      'a language that the prompt lacks',
      () => renderPrompt(line, 'welcome', 'de-DE', {}),
      'prompt "welcome" of line "card-support" has no text in "de-DE"; it has: en-US, es-US',
    ],
    [
      'a value that was not given',
      () => renderPrompt(line, 'position', 'en-US', {}),
      '{position} of prompt "position" of line "card-support" is undefined; expected a whole number',
    ],
    [
      'a fraction of a minute',
      () => renderPrompt(line, 'wait-about', 'en-US', { minutes: 1.5 }),
      '{minutes} of prompt "wait-about" of line "card-support" is 1.5',
    ],
    [
      'an opening without a present',
      () => renderPrompt(line, 'closed', 'en-US', { openingMs: 0 }),
      'needs a moment and the present',
    ],
  ])('%s', (_, render, message) => {
    expect(render).toThrow(Bug)
    expect(render).toThrow(message)
  })
})

describe('a prompt costs the time that it takes to say', () => {
  test.each<[string, number]>([
    ['', 0],
    ['One moment, please.', 3],
    ["We're here; don't hang up!", 5],
    ['twenty-four', 2],
    ['24', 2],
    ['20 or 14', 3],
    ['on the 14th', 3],
    ['call 555-0199', 8],
    ['¿Cómo está usted?', 3],
    ['お待ちください', 3],
  ])('"%s" is %i words', (text, words) => {
    expect(spokenMs(text)).toBe(words * 400)
  })

  test('150 words last a minute', () => {
    expect(spokenMs('word '.repeat(150))).toBe(60_000)
  })

  test('a recording lasts as long as it is, a text as long as its words on an ordinary hold', () => {
    expect(promptMs(line, 'welcome', 'en-US')).toBe(2_500)
    expect(promptMs(line, 'welcome', 'es-US')).toBe(spokenMs('Bienvenido a la atención de tarjetas.'))
    expect(promptMs(line, 'wait-range', 'en-US')).toBe(
      spokenMs('We will answer in between four and six minutes.'),
    )
    expect(promptMs(line, 'closed', 'en-US')).toBe(
      spokenMs('We open again tomorrow at eight in the morning.'),
    )
  })

  test('what is said twice lasts twice as long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(spokenMs(`${text}\n${text}`)).toBe(2 * spokenMs(text))
      }),
    )
  })
})

describe('laws', () => {
  test('a caller never hears a brace, an undefined or a NaN, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(line.prompts)),
        fc.constantFrom('en-US', 'es-US'),
        fc.record({
          position: fc.nat(5_000),
          lowMinutes: fc.nat(300),
          highMinutes: fc.nat(300),
          minutes: fc.nat(300),
          atMs: fc.integer({ min: 0, max: 4e12 }),
          openingMs: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constant(Number.POSITIVE_INFINITY)),
        }),
        (prompt, language, values) => {
          expect(renderPrompt(line, prompt, language, values)).not.toMatch(/[{}]|undefined|NaN|null/)
        },
      ),
    )
  })

  test('every minute of a day has words of its own, in each language', () => {
    for (const language of ['en-US', 'es-US']) {
      const heard = Array.from({ length: 24 * 60 }, (_, minute) =>
        opening(language, new Date(Date.parse('2026-12-14T00:00-05:00') + minute * 60_000).toISOString()),
      )
      expect(new Set(heard).size).toBe(24 * 60)
    }
  })
})
