import { flow } from '../flow.ts'
import { asked, asksKey, slip, transitions } from './parts.ts'

export interface ConfirmationOptions {
  /** Asks to press 1 for yes and 2 for no. */
  readonly prompt: string
  readonly sorry: string
  readonly yes: unknown
  readonly no: unknown
  /** Where a caller goes who slipped `tries` times, or has nothing to say where `silent` is not given. */
  readonly giveUp: string
  readonly silent?: string
  readonly tries?: number
}

const TIMEOUT_SECONDS = 8

/** A question of yes and no. Counts its slips with those of the block around it. */
export function confirmation({ prompt, sorry, yes, no, giveUp, silent, tries = 3 }: ConfirmationOptions) {
  const slips = slip('.again', giveUp, tries)
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'confirmation', yes: '1', no: '2' } },
    on: transitions({ 'key.1': yes, 'key.2': no, 'key.*': slips, silence: silent ?? slips }),
    states: asked(asksKey(prompt, TIMEOUT_SECONDS), sorry, tries),
  })
}
