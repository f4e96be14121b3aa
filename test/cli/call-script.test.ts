import { describe, expect, test } from 'vitest'
import { parseScript } from '../../src/cli/call/script.ts'
import { parseLength, parseSpeed, parseTime, parseWhole } from '../../src/cli/options.ts'

const read = (text: string) =>
  parseScript(text, 'story.txt').map(step =>
    step.does === 'press' ? `press ${step.key}` : Object.values(step).join(' '),
  )

describe('a script', () => {
  test('has keys, waits and words, one or more a line', () => {
    expect(read('1 2\n*0\nwait 4m\nsilence\nanswer hangup')).toEqual([
      ...['press 1', 'press 2', 'press star', 'press 0', 'wait 240000', 'silence', 'answer', 'hangup'],
    ])
  })

  test('knows the pound key from a comment by the words that follow it', () => {
    expect(read('# a caller who wants billing\n1# # to the main menu\n#\npound')).toEqual([
      ...['press 1', 'press pound', 'press pound', 'press pound'],
    ])
  })

  test('takes lengths with and without a blank, and h for hanging up', () => {
    expect(read('wait 30s wait 1.5 min 1h')).toEqual(['wait 30000', 'wait 90000', 'press 1', 'hangup'])
  })

  test('has words in quotes, with blanks and signs, and messages of a length', () => {
    expect(read('"I lost my card #2" record 20s # then\n" hello "')).toEqual([
      ...['say I lost my card #2', 'record 20000', 'say hello'],
    ])
    expect(() => read('"help')).toThrow('line 1, says "help; Expected keys')
    expect(() => read('" "')).toThrow('line 1, says " "; Expected keys')
    expect(() => read('record')).toThrow('got "", expected a length of time')
  })

  test('takes keys that are written together for one number', () => {
    const begins = parseScript('47# 1', 'story.txt').map(step => step.does === 'press' && step.begins)
    expect(begins).toEqual([true, false, false, true])
  })

  test('with an unknown word is refused with its line, and what may be meant', () => {
    expect(() => read('1\nsilense')).toThrow('story.txt, line 2, says "silense"; did you mean silence?')
    expect(() => read('press 1')).toThrow('Expected keys (0-9 * #), "words to say", record 20s, wait 4m')
    expect(() => read('wait long')).toThrow('story.txt, line 1, got "long", expected a length of time')
    expect(() => read('wait')).toThrow('story.txt, line 1, got "", expected a length of time')
  })
})

describe('options', () => {
  test('a time without an offset is meant in the line’s zone, in summer and winter', () => {
    const at = (text: string) => new Date(parseTime(text, 'America/New_York')).toISOString()
    expect(at('2026-12-14T10:00')).toBe('2026-12-14T15:00:00.000Z')
    expect(at('2026-07-14 10:00:30')).toBe('2026-07-14T14:00:30.000Z')
    expect(at('2026-12-14T10:00Z')).toBe('2026-12-14T10:00:00.000Z')
    expect(at('2026-12-14T10:00:00+0530')).toBe('2026-12-14T04:30:00.000Z')
    expect(at('2026-12-14T10:00-05')).toBe('2026-12-14T15:00:00.000Z')
  })

  test.each(['tomorrow', '2026-12-14', '2026-02-30T10:00', '2026-12-14T25:00', '10:00'])(
    '%s is no time',
    text => {
      expect(() => parseTime(text, 'America/New_York')).toThrow(
        `--at got "${text}", expected an ISO time: 2026-12-14T10:00 in America/New_York`,
      )
    },
  )

  test('numbers and lengths that make no sense are refused with what would', () => {
    expect(() => parseWhole('two', '--agents')).toThrow(
      '--agents got "two", expected a whole number of at least 1',
    )
    expect(() => parseWhole('-1', '--agents', 0)).toThrow('at least 0')
    expect(() => parseSpeed('0')).toThrow('--speed got "0", expected a number above 0')
    expect(() => parseLength('2', '--busy')).toThrow(
      '--busy got "2", expected a length of time such as 30s, 4m or 1h',
    )
  })
})
