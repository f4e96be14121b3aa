import { expect } from 'vitest'
import type { Outcome } from '../call/directives.ts'
import { CallStory } from './call-story.ts'

/** Matchers for calls; importing this file adds them to Vitest's `expect`. */
interface CallMatchers<R> {
  /** The caller has heard this prompt, at whatever time. */
  toHaveHeard(prompt: string): R
  /** The caller waits in this queue. */
  toBeHolding(queue: string): R
  /** The call is over, and came to this outcome where one is named. */
  toHaveEnded(outcome?: Outcome): R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends CallMatchers<R> {}
}

expect.extend({
  toHaveHeard(received: unknown, prompt: string) {
    const call = callOf(received)
    const heard = call.heard.some(spoken => spoken.prompt === prompt)
    return told(call, heard, this.isNot, `to have heard: ${prompt}`)
  },
  toBeHolding(received: unknown, queue: string) {
    const call = callOf(received)
    return told(call, call.queue === queue, this.isNot, `to be holding: ${queue}`)
  },
  toHaveEnded(received: unknown, outcome?: Outcome) {
    const call = callOf(received)
    const ended = call.outcome !== undefined && (outcome ?? call.outcome) === call.outcome
    return told(call, ended, this.isNot, `to have ended${outcome === undefined ? '' : `: ${outcome}`}`)
  },
})

function callOf(received: unknown): CallStory {
  if (received instanceof CallStory) return received
  throw new TypeError('expected a call, as `call` of holdline/testkit gives it')
}

function told(call: CallStory, pass: boolean, isNot: boolean, expected: string) {
  return { pass, message: () => `${call.transcript}\n  expected ${isNot ? 'not ' : ''}${expected}` }
}
