import { flow } from '../flow.ts'
import { OPEN_CASE, speaks, texts } from './parts.ts'

export interface CaseNumberOptions {
  /** Speaks `{case}`; without it the number is not told aloud. */
  readonly spoken?: string
  /** Texts `{case}`; without it the number is not texted. */
  readonly texted?: string
  /** Where the call goes on; by default it ends. */
  readonly to?: string
}

/** Gives the caller a case number and tells it. Whoever has an open case, or got a number in this call, keeps it. */
export function caseNumber({ spoken, texted, to = '#call.gone' }: CaseNumberOptions) {
  return flow.createStateConfig({
    entry: [
      OPEN_CASE,
      ...(spoken === undefined ? [] : [speaks(spoken)]),
      ...(texted === undefined ? [] : [texts(texted)]),
    ],
    always: to,
  })
}
