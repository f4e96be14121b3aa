import { flow } from '../flow.ts'
import { texts } from './parts.ts'

export interface TextOptions {
  /** What is texted; it may tell `{opening}`, `{promised}` and `{case}`. */
  readonly prompt: string
  /** The reply is taken for a `score`, from 1 to 5. */
  readonly asks?: 'score'
  /** Where the call goes on; by default it ends. */
  readonly to?: string
}

/**
 * Sends the caller a text message and goes on. Nothing is sent to a caller whose number is withheld, who has opted out,
 * or whose phone takes no texts.
 */
export function text({ prompt, asks, to = '#call.gone' }: TextOptions) {
  return flow.createStateConfig({ entry: texts(prompt, asks), always: to })
}
