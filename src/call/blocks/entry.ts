import { WrongInput } from '../../base/wrong-input.ts'
import { flow } from '../flow.ts'
import { confirmation } from './confirmation.ts'
import { asked, RESET_SLIPS, slip, transitions } from './parts.ts'

export interface EntryOptions {
  /** Asks for the digits; says that # ends them where they may be of several lengths. */
  readonly prompt: string
  /** How many, or at least and at most; 2 or more, since one key is a menu's. */
  readonly digits: number | { readonly least: number; readonly most: number }
  /** Spoken before the prompt is repeated, after a number that cannot be right, or silence. */
  readonly sorry: string
  /** Where the call goes once the number is entered. */
  readonly to: string
  /** Where a caller goes who slipped `tries` times. */
  readonly giveUp: string
  /** Where a caller goes who has no such number at hand: silence, or # alone. By default that is a slip. */
  readonly without?: string
  /** Slips at which a caller is given up on, those of the confirmation among them. By default 3. */
  readonly tries?: number
  /** Silence that counts as a slip, or ends digits that are begun. By default 8. */
  readonly timeoutSeconds?: number
  /** The share of simulated callers who key their number right, from 0 to 1. By default 0.95. */
  readonly oddsRight?: number
  /** Speaks `{entry}` and asks whether it is right: 1, or 2 to enter it again. Never for a secret. */
  readonly confirm?: string
  /**
   * A `secret` is kept nowhere and shown to nobody; a `number` is a telephone number that can be called; a `case` is the
   * number of a case, which from then on is what the call is about. Absent: kept beside the journal, for the agent to see.
   */
  readonly as?: 'secret' | 'number' | 'case'
}

/**
 * Digits that a caller enters, such as a case number. What they are stands in no journal and no log.
 *
 * @throws WrongInput for a secret that would be spoken, and for digits that no caller can enter
 */
export function entry(options: EntryOptions) {
  const { prompt, sorry, to, giveUp, confirm, as, tries = 3 } = options
  if (as === 'secret' && confirm !== undefined)
    throw new WrongInput(
      `the entry "${prompt}" has a confirmation; a secret is kept nowhere, and cannot be spoken`,
    )
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
  if (least < 1 || most < 2 || least > most)
    throw new WrongInput(
      `the entry "${prompt}" takes ${least} to ${most} digits; expected 2 or more, the least first. One key is a menu's`,
    )
  const ask = {
    type: 'ask',
    params: { prompt, keys: most, least, timeoutSeconds, ...(as && { as }) },
  } as const
  const slips = slip('.again', giveUp, tries)
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'entry', oddsRight } },
    on: transitions({ 'entry.valid': to, 'entry.invalid': slips, silence: without ?? slips }),
    states: asked(ask, sorry, tries),
  })
}
