import type { Key } from '../events.ts'
import { flow } from '../flow.ts'
import type { CallbackOptions, CallbackPrompts } from './callback.ts'
import { CALLBACK_PROMPTS, calledBack } from './callback.ts'
import { confirmation } from './confirmation.ts'
import { entering } from './entry.ts'
import type { Length } from './parts.ts'
import {
  asked,
  asksKey,
  forgiven,
  HANG_UP,
  KEEP_PLACE,
  LEAVE,
  lengthMs,
  oneWayEach,
  RESET_SLIPS,
  slip,
  speaks,
  transitions,
} from './parts.ts'

export interface OfferCallbackOptions extends Omit<CallbackOptions, 'prompts'> {
  /** Where closing time sends a caller who is still being asked, or was called back and has no agent yet. */
  readonly closing: string
  /** By key, other times than "when it is my turn": so much later, or when the line opens next. */
  readonly later?: { readonly [key in Key]?: Length | 'opening' }
  /** The key that has the caller texted when it is nearly their turn, and when the wait changes much. By default none. */
  readonly texts?: Key
  readonly prompts?: Partial<OfferCallbackPrompts>
}

export interface OfferCallbackPrompts extends CallbackPrompts {
  /** Spoken before a question is repeated, after a wrong key or silence. */
  readonly sorry: string
  /** Speaks `{number}`: 1 if we may call there, 2 for another number. */
  readonly number: string
  /** Asks for the number to call, and # behind it. */
  readonly otherNumber: string
  /** Speaks `{entry}`: 1 if that is right, 2 to enter it again. */
  readonly numberEntered: string
  /** The place is kept; names the keys of `later`. Whoever hangs up is called when it is their turn. */
  readonly keptOrLater: string
  /** Speaks `{promised}`, and says goodbye. */
  readonly promised: string
  /** Says that we will text, and goodbye. */
  readonly texted: string
  /** Is texted when it is nearly the caller's turn; may hold `{low}` and `{high}`. */
  readonly textSoon: string
  /** Is texted when the wait has changed much; may hold `{low}` and `{high}`. */
  readonly textChanged: string
}

const PROMPTS: OfferCallbackPrompts = {
  ...CALLBACK_PROMPTS,
  sorry: 'sorry',
  number: 'callback-number',
  otherNumber: 'callback-other-number',
  numberEntered: 'callback-number-entered',
  keptOrLater: 'callback-kept-or-later',
  promised: 'callback-promised',
  texted: 'callback-texted',
  textSoon: 'text-soon',
  textChanged: 'text-wait-changed',
}

/** Digits of telephone numbers, without signs (ITU-T E.164: at most 15). */
const NUMBER_DIGITS = { least: 7, most: 15 } as const
const TRIES = 3

/**
 * Asks at which number to call back, keeps the caller's place, and offers other times. A caller who came from a queue
 * stands in it all the while, and is put through should an agent be free before all is asked.
 */
export function offerCallback(options: OfferCallbackOptions) {
  const { refused, closing, later = {}, texts } = options
  const prompts = { ...PROMPTS, ...options.prompts }
  const times = Object.entries(later)
  const refuse = { target: refused, actions: speaks(prompts.refused) }
  const kept = { target: 'away', actions: [speaks(prompts.kept), HANG_UP] }
  const ways = oneWayEach(`the callback of queue "${options.queue}"`, [
    ...times.map(([key]) => [key, `later${key}`] as const),
    ...(texts === undefined ? [] : [[texts, textsWhenNear(prompts)] as const]),
  ])
  const hasWays = Object.keys(ways).length > 0
  // Each of the questions has its own tries: whoever slipped at one is not sent away at the next.
  const typing = { target: 'typing', actions: RESET_SLIPS }
  return flow.createStateConfig({
    initial: 'checking',
    meta: { asks: { kind: 'nothing' } },
    exit: RESET_SLIPS,
    on: transitions({
      'agent.answered': '.talking',
      'queue.closing': { target: closing, actions: LEAVE },
      'callback.given-up': '#call.gone',
    }),
    states: {
      checking: {
        entry: { type: 'checkNumber', params: {} },
        on: { 'number.known': 'confirming', 'number.withheld': 'typing' },
      },
      // A caller who says nothing is called where they called from: that is what was offered.
      confirming: confirmation({
        prompt: prompts.number,
        sorry: prompts.sorry,
        yes: 'keeping',
        no: typing,
        silent: 'keeping',
        giveUp: 'keeping',
      }),
      ...typed(prompts, refused),
      keeping: {
        entry: [RESET_SLIPS, KEEP_PLACE],
        on: transitions({
          'callback.kept': hasWays ? 'choosing' : kept,
          'callback.refused': refuse,
        }),
      },
      ...(hasWays && { choosing: choosing(ways, prompts, kept) }),
      ...Object.fromEntries(times.map(([key, time]) => [`later${key}`, promising(time, prompts, refuse)])),
      ...calledBack(options),
    },
  })
}

/** Another number is entered and confirmed; slips at both count together. */
function typed({ otherNumber, numberEntered, sorry }: OfferCallbackPrompts, refused: string) {
  return {
    typing: entering({
      prompt: otherNumber,
      digits: NUMBER_DIGITS,
      sorry,
      as: 'number',
      to: 'confirmingTyped',
      giveUp: refused,
    }),
    confirmingTyped: confirmation({
      prompt: numberEntered,
      sorry,
      yes: 'using',
      no: slip('typing', refused, TRIES),
      giveUp: refused,
    }),
    using: { entry: { type: 'useNumber', params: {} }, always: 'keeping' },
  } as const
}

/** By event of a key, where it leads. */
type Ways = Readonly<Record<string, unknown>>

function textsWhenNear({ texted, textSoon, textChanged }: OfferCallbackPrompts) {
  const params = { soon: textSoon, changed: textChanged }
  return { target: 'away', actions: [{ type: 'textWhenNear', params } as const, speaks(texted), HANG_UP] }
}

/** The place is kept already: whoever hangs up here, or says nothing, is called when it is their turn. */
function choosing(ways: Ways, { keptOrLater, sorry }: OfferCallbackPrompts, kept: object) {
  return {
    initial: 'asking',
    meta: {
      asks: {
        kind: 'choice',
        choices: Object.fromEntries(
          Object.keys(ways).map(event => [event.slice('key.'.length), { serves: [] }]),
        ),
      },
    },
    on: transitions({
      ...ways,
      'key.*': [forgiven('.again', TRIES), kept],
      silence: kept,
      hangup: 'away',
    }),
    states: asked(asksKey(keptOrLater, 6), sorry, TRIES),
  } as const
}

function promising(time: Length | 'opening', { promised }: OfferCallbackPrompts, refuse: object) {
  const params = time === 'opening' ? { at: time } : { afterSeconds: lengthMs(time) / 1_000 }
  return {
    entry: [{ type: 'promise', params } as const, KEEP_PLACE],
    on: transitions({
      'callback.kept': { target: 'away', actions: [speaks(promised), HANG_UP] },
      'callback.refused': refuse,
    }),
  }
}
