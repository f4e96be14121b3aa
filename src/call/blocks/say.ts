import { flow } from '../flow.ts'
import { speaks } from './parts.ts'

/** A state that the call only passes through: speaks a prompt and goes on. */
export function say(prompt: string, to: string) {
  return flow.createStateConfig({ entry: speaks(prompt), always: to })
}
