import { callback, menu, say } from '../src/call/blocks.ts'

/**
 * States for callers of one queue who cannot be served before the line closes: they hear when it opens again, and may
 * be called back then in their turn. The first is called `closing<Name>`.
 */
export function closingTime<Name extends string>({ queue, name }: { queue: string; name: Name }) {
  const offer = `#call.offerAtClosing${name}`
  const back = `#call.callbackAtClosing${name}`
  const states = {
    [`closing${name}`]: say('closing', offer),
    [`offerAtClosing${name}`]: menu({
      prompt: 'offer-at-closing',
      sorry: 'sorry',
      silent: '#call.goodbye',
      giveUp: '#call.goodbye',
      choices: { '1': { to: back, serves: [] } },
    }),
    [`callbackAtClosing${name}`]: callback({
      queue,
      refused: '#call.gone',
      closing: '#call.goodbye',
      afterwards: '#call.goodbye',
      prompts: {
        kept: 'callback-kept',
        here: 'callback-here',
        oneMoment: 'callback-one-moment',
        refused: 'callback-refused-at-closing',
      },
    }),
  }
  return states as Record<`closing${Name}` | `offerAtClosing${Name}` | `callbackAtClosing${Name}`, object>
}
