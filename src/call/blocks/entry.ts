import { flow } from '../flow.ts'
import { confirmation } from './confirmation.ts'
import { RESET_SLIPS, slip, speaks, transitions } from './parts.ts'

export interface EntryOptions {
  /** Asks for the digits; says that # ends them where they may be of several lengths. */
  readonly prompt: string
  /** How many, or at least and at most; 2 or more. */
  readonly digits: number | { readonly least: number; readonly most: number }
  /** Spoken before the prompt is repeated, after a number that cannot be right, or silence. */
  readonly sorry: string
  /** Where the call goes once the number is entered. */
  readonly to: string
  /** Where a caller goes who slipped `tries` times. */
  readonly giveUp: string
  /** Where a caller goes who has no such number at hand: silence, or # alone. By default that is a slip. */
  readonly without?: string
  readonly tries?: number
  /** Silence that counts as a slip, or ends digits that are begun. */
  readonly timeoutSeconds?: number
  /** The share of simulated callers who key their number right. */
  readonly oddsRight?: number
  /** Speaks `{entry}` and asks whether it is right: 1, or 2 to enter it again. Never for a secret. */
  readonly confirm?: string
  /**
   * A `secret` is kept nowhere and shown to nobody; a `number` is a telephone number that can be called. Absent: kept
   * beside the journal, for the agent to see.
   */
  readonly as?: 'secret' | 'number'
}

/** Digits that a caller enters, such as a case number. What they are stands in no journal and no log. */
export function entry(options: EntryOptions) {
  const { sorry, to, giveUp, confirm, tries = 3 } = options
  return flow.createStateConfig({
    initial: 'entering',
    exit: RESET_SLIPS,
    states: {
      entering: entering({ ...options, to: confirm === undefined ? to : 'confirming' }),
      ...(confirm !== undefined && {
        confirming: confirmation({
          prompt: confirm,
          sorry,
          yes: to,
          no: slip('entering', giveUp, tries),
          giveUp,
          tries,
        }),
      }),
    },
  })
}

/** The question for the digits alone. Counts its slips with those of the block around it. */
export function entering(options: Omit<EntryOptions, 'confirm'>) {
  const { prompt, digits, sorry, to, giveUp, without, as, oddsRight = 0.95 } = options
  const { tries = 3, timeoutSeconds = 8 } = options
  const { least, most } = typeof digits === 'number' ? { least: digits, most: digits } : digits
  const ask = {
    type: 'ask',
    params: { prompt, keys: most, least, timeoutSeconds, ...(as && { as }) },
  } as const
  const slips = slip('.again', giveUp, tries)
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'entry', oddsRight } },
    on: transitions({ 'entry.valid': to, 'entry.invalid': slips, silence: without ?? slips }),
    states: {
      asking: { entry: ask },
      again: { entry: [speaks(sorry), ask] },
    },
  })
}
