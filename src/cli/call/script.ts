import { DAY_MS, SECOND_MS } from '../../base/units.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import type { Key } from '../../call/events.ts'
import { nearest } from '../../line/nearest.ts'
import { keyOf } from '../../testkit/keys.ts'
import { parseLength } from '../options.ts'
import type { Phone } from './phone.ts'

/** One thing that a caller does. */
export type Step =
  | { readonly does: 'press'; readonly key: Key }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'silence' | 'answer' | 'hangup' }

const WORDS = ['wait', 'silence', 'answer', 'hangup', 'star', 'pound'] as const

/**
 * Reads a script: keys as on a phone (`1`, `11#`, `star`, `pound`), `wait 4m`, `silence` (until the line has given
 * up on an answer), `answer` (picks up a callback), `hangup` or `h`, one or more a line; `# ` begins a comment.
 *
 * @throws WrongInput that names the line with anything else
 */
export function parseScript(text: string, name: string): Step[] {
  return text.split('\n').flatMap((line, index) => {
    const where = `${name}, line ${index + 1},`
    const words = line
      .replace(/(^|\s)#\s+\S.*$/, '')
      .trim()
      .split(/\s+/)
    const steps: Step[] = []
    for (let word = words.shift(); word !== undefined && word !== ''; word = words.shift()) {
      if (word === 'wait') steps.push({ does: 'wait', ms: parseLength(lengthIn(words), where) })
      else steps.push(...stepsOf(word, where))
    }
    return steps
  })
}

/** The length of a wait may stand apart from its unit: `wait 4 m`. */
function lengthIn(words: string[]): string {
  const amount = words.shift() ?? ''
  return /^[\d.]+$/.test(amount) ? `${amount} ${words.shift() ?? ''}`.trim() : amount
}

function stepsOf(word: string, where: string): Step[] {
  if (word === 'silence' || word === 'answer' || word === 'hangup') return [{ does: word }]
  if (word === 'star' || word === 'pound') return [{ does: 'press', key: word }]
  if (!/^[\d*#h]+$/.test(word)) {
    const meant = nearest(word, WORDS)
    throw new WrongInput(
      `${where} says "${word}"; ${meant === undefined ? '' : `did you mean ${meant}? `}` +
        'Expected keys (0-9 * #), wait 4m, silence, answer or hangup; # and a blank begin a comment.',
    )
  }
  return [...word].map(sign => {
    const key = keyOf(sign)
    return key === undefined ? { does: 'hangup' } : { does: 'press', key }
  })
}

/** Waits until a time of the call has come, where it is to be heard as it goes; nothing in virtual time. */
export type Pace = (atMs: number) => Promise<void>

/** From the end of what is said to the key. */
const REACTION_MS = 1_000
/** Calls that are not over by then, such as one that waits for a callback that nobody can make, are left. */
const LONGEST_MS = DAY_MS

/** Does what a script says, and then nothing until the call is over. Gives how many steps the call had no time for. */
export async function play(
  steps: readonly Step[],
  phone: Phone,
  pace: Pace = async () => {},
): Promise<number> {
  const endMs = phone.nowMs + LONGEST_MS
  let waited = false
  for (const [index, step] of steps.entries()) {
    if (phone.state === 'over') return steps.length - index
    await take(step, waited, phone, pace)
    waited = step.does === 'wait'
  }
  await passUntil(() => false, endMs, phone, pace)
  if (phone.state !== 'over') phone.hangUp()
  return 0
}

async function take(step: Step, waited: boolean, phone: Phone, pace: Pace): Promise<void> {
  const endMs = phone.nowMs + LONGEST_MS
  switch (step.does) {
    case 'wait':
      return passUntil(() => false, phone.nowMs + step.ms, phone, pace)
    case 'hangup':
      return void phone.hangUp()
    case 'silence':
      return beSilent(phone, pace, endMs)
    case 'answer':
      return pickUp(phone, pace, endMs)
    case 'press':
      await untilReady(phone, pace, endMs, waited)
      phone.press(step.key)
  }
}

/**
 * A patient caller hears the line out before pressing a key; one who waited on purpose presses right then. Who was
 * promised a callback picks it up first.
 */
async function untilReady(phone: Phone, pace: Pace, endMs: number, waited: boolean): Promise<void> {
  let hastens = waited
  while (phone.state !== 'over' && phone.nowMs < endMs) {
    if (phone.state !== 'on-the-line') {
      await pickUp(phone, pace, endMs)
      hastens = false
    }
    if (hastens || phone.nowMs >= phone.quietMs + REACTION_MS) return
    await passUntil(() => phone.state !== 'on-the-line', phone.quietMs + REACTION_MS, phone, pace)
  }
}

/** Says nothing until the line has given up on an answer, once; where it asks for none there is nothing to wait for. */
async function beSilent(phone: Phone, pace: Pace, endMs: number): Promise<void> {
  const before = phone.silences
  await passUntil(() => !phone.isAsked || phone.silences > before, endMs, phone, pace)
}

/** Waits for the promised callback, and picks it up. */
async function pickUp(phone: Phone, pace: Pace, endMs: number): Promise<void> {
  await passUntil(() => phone.state === 'ringing', endMs, phone, pace)
  if (phone.state !== 'ringing') return
  await passUntil(() => phone.state !== 'ringing', phone.nowMs + 3 * SECOND_MS, phone, pace)
  phone.pickUp()
}

/** Lets time pass until something is so, or a time has come, or the call is over. */
async function passUntil(isSo: () => boolean, untilMs: number, phone: Phone, pace: Pace): Promise<void> {
  while (phone.state !== 'over' && !isSo()) {
    const nextMs = Math.min(phone.nextMs(), untilMs)
    await pace(nextMs)
    phone.passes(nextMs)
    if (nextMs === untilMs) return
  }
}
