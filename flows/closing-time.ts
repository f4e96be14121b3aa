import { callback, menu, say } from '../src/call/blocks.ts'

/** What becomes of a call after a talk: whoever is still there hears the case number and is asked, the others by text. */
export const AFTERWARDS = { afterwards: '#call.yourCase', hungUp: '#call.byText', opensCase: true } as const

/** A queue of a line: its name, and its name in the names of states. */
export interface Waited {
  readonly queue: string
  /** E.g. `Billing`, for the states `holdBilling`, `callbackBilling` and so on. */
  readonly name: string
}

/**
 * States for callers of one queue who cannot be served before the line closes: they hear when it opens again, and may
 * be called back then in their turn, or leave a message. The first is called `closing<Name>`.
 */
export function closingTime({ queue, name }: Waited): Record<string, object> {
  const offer = `#call.offerAtClosing${name}`
  const back = `#call.callbackAtClosing${name}`
  return {
    [`closing${name}`]: say('closing', offer),
    [`offerAtClosing${name}`]: menu({
      prompt: 'offer-at-closing',
      sorry: 'sorry',
      silent: '#call.goodbye',
      giveUp: '#call.goodbye',
      choices: { '1': { to: back, serves: [] }, '2': { to: '#call.message', serves: [] } },
    }),
    [`callbackAtClosing${name}`]: callback({
      queue,
      refused: '#call.gone',
      hold: `#call.hold${name}`,
      closing: '#call.goodbye',
      ...AFTERWARDS,
      lost: `#call.lost${name}`,
      prompts: { refused: 'callback-refused-at-closing' },
    }),
  }
}
