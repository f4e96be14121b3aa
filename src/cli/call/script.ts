import { WrongInput } from '../../base/wrong-input.ts'
import type { Key } from '../../call/events.ts'
import { nearest } from '../../line/nearest.ts'
import { keyOf } from '../../testkit/keys.ts'
import { parseLength } from '../options.ts'

/** One thing that a caller does. */
export type Step =
  /** `begins` for the first key of those that were written together. */
  | { readonly does: 'press'; readonly key: Key; readonly begins: boolean }
  | { readonly does: 'say'; readonly words: string }
  | { readonly does: 'record' | 'wait'; readonly ms: number }
  | { readonly does: 'silence' | 'answer' | 'hangup' }

const WORDS = ['wait', 'record', 'silence', 'answer', 'hangup', 'star', 'pound'] as const

/**
 * Reads a script: keys as on a phone (`1`, `4711#`, `star`, `pound`), words in quotes (`"my bill"`), `record 20s`,
 * `wait 4m`, `silence` (until the line has given up on an answer), `answer` (picks up a callback), `hangup` or `h`, one
 * or more a line; `# ` begins a comment.
 *
 * @throws WrongInput that names the line with anything else
 */
export function parseScript(text: string, name: string): Step[] {
  return text.split('\n').flatMap((line, index) => {
    const where = `${name}, line ${index + 1},`
    const words = wordsOf(line)
    const steps: Step[] = []
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      if (word === 'wait' || word === 'record')
        steps.push({ does: word, ms: parseLength(lengthIn(words), where) })
      else steps.push(...stepsOf(word, where))
    }
    return steps
  })
}

/** What blanks set apart, but not within quotes; without the comment. */
function wordsOf(line: string): string[] {
  const words = line.match(/"[^"]*"|\S+/g) ?? []
  const comment = words.findIndex((word, index) => word === '#' && index < words.length - 1)
  return comment < 0 ? words : words.slice(0, comment)
}

/** The length of a wait may stand apart from its unit: `wait 4 m`. */
function lengthIn(words: string[]): string {
  const amount = words.shift() ?? ''
  return /^[\d.]+$/.test(amount) ? `${amount} ${words.shift() ?? ''}`.trim() : amount
}

function stepsOf(word: string, where: string): Step[] {
  if (word === 'silence' || word === 'answer' || word === 'hangup') return [{ does: word }]
  if (word === 'star' || word === 'pound') return [{ does: 'press', key: word, begins: true }]
  const said = /^"\s*(.*\S)\s*"$/.exec(word)?.[1]
  if (said !== undefined) return [{ does: 'say', words: said }]
  if (!/^[\d*#h]+$/.test(word)) {
    const meant = nearest(word, WORDS)
    throw new WrongInput(
      `${where} says ${word.startsWith('"') ? word : `"${word}"`}; ` +
        `${meant === undefined ? '' : `did you mean ${meant}? `}` +
        'Expected keys (0-9 * #), "words to say", record 20s, wait 4m, silence, answer or hangup; ' +
        '# and a blank begin a comment.',
    )
  }
  return [...word].map((sign, index) => {
    const key = keyOf(sign)
    return key === undefined ? { does: 'hangup' } : { does: 'press', key, begins: index === 0 }
  })
}
