import { flow } from '../flow.ts'
import type { MenuOptions } from './menu.ts'
import { menu } from './menu.ts'
import { speaks } from './parts.ts'
import { say } from './say.ts'

export interface AfterHoursOptions {
  /** Says that nobody is there; speaks `{opening}` to say when the line opens. */
  readonly prompt: string
  /** Speaks `{quieter}`: when it is quieter to call. Where the line knows no such hour it is left out. By default nobody is told. */
  readonly quieter?: string
  /** What callers can do all the same, by key: leave a message, be called back, reach the night queue. */
  readonly choices?: MenuOptions['choices']
  /** Names the keys of `choices`. By default `closed-choices`. */
  readonly choose?: string
  /** Spoken before the keys are named again, after a wrong key. By default `sorry`. */
  readonly sorry?: string
  /** Where the call goes that has no wish, usually a goodbye; by default it ends. */
  readonly afterwards?: string
}

/** What callers hear while the line is closed. Nobody is kept on it: one who is silent, or slips, goes to `afterwards`. */
export function afterHours(options: AfterHoursOptions) {
  const { prompt, quieter, choices, choose = 'closed-choices', sorry = 'sorry' } = options
  const { afterwards = '#call.gone' } = options
  const tells = [speaks(prompt), ...(quieter === undefined ? [] : [speaks(quieter)])]
  if (!choices) return flow.createStateConfig({ ...say(prompt, afterwards), entry: tells })
  const asks = menu({ prompt: choose, sorry, giveUp: afterwards, silent: afterwards, choices, tries: 2 })
  return flow.createStateConfig({ ...asks, entry: tells })
}
