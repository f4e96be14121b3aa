import { flow } from '../flow.ts'
import { OPEN_CASE, speaks, texts } from './parts.ts'

export interface CasePrompts {
  /** Speaks `{case}`; without it the number is not told aloud. */
  readonly spoken?: string
  /** Texts `{case}`; without it the number is not texted. */
  readonly texted?: string
}

export interface CaseNumberOptions extends CasePrompts {
  /** Where the call goes on; by default it ends. */
  readonly to?: string
}

/** Gives the caller a case number and tells it. Whoever has an open case, or got a number in this call, keeps it. */
export function caseNumber({ to = '#call.gone', ...prompts }: CaseNumberOptions) {
  return flow.createStateConfig({ entry: tellsCase(prompts), always: to })
}

/** The actions of `caseNumber`, for whoever is on the way elsewhere. */
export function tellsCase({ spoken, texted }: CasePrompts) {
  return [
    OPEN_CASE,
    ...(spoken === undefined ? [] : [speaks(spoken)]),
    ...(texted === undefined ? [] : [texts(texted)]),
  ]
}
