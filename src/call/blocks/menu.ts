import type { Key } from '../events.ts'
import type { Choice } from '../flow.ts'
import { flow } from '../flow.ts'
import { RESET_SLIPS, slip, speaks, transitions } from './parts.ts'

export interface MenuChoice extends Choice {
  /** Target state, e.g. `#call.billing`. */
  readonly to: string
}

export interface MenuOptions {
  readonly prompt: string
  /** Spoken before the prompt is repeated, after a wrong key or silence. */
  readonly sorry: string
  /** Where a caller goes who slipped `tries` times: to a person, never to a dead end. */
  readonly giveUp: string
  readonly choices: { readonly [key in Key]?: MenuChoice }
  readonly tries?: number
  /** Words are understood too, by the line's `phrases` of the intents that the choices serve. */
  readonly speech?: boolean
  /** A message that serves the caller, spoken before the prompt and again when the menu is asked for again. */
  readonly tells?: string
  /** A key that explains the choices at length, and then asks again. */
  readonly help?: { readonly key: Key; readonly prompt: string }
  /** A key that speaks the menu again. */
  readonly repeat?: Key
  /** Where star goes: the menu before this one. */
  readonly back?: string
  /** Where a silent caller goes instead of slipping: one who has been served may have nothing to add. */
  readonly silent?: string
  /** Silence after the prompt that counts as a slip. */
  readonly timeoutSeconds?: number
}

/** A menu: one key each choice, or the words of an intent that a choice serves; slips are forgiven a few times. */
export function menu(options: MenuOptions) {
  const { prompt, sorry, giveUp, choices, speech, tells, help, repeat, back, silent } = options
  const { tries = 3, timeoutSeconds = 6 } = options
  const tell = tells ? [{ type: 'served' as const, params: {} }, speaks(tells)] : []
  const ask = {
    type: 'ask',
    params: { prompt, keys: 1, timeoutSeconds, ...(speech && { speech }) },
  } as const
  const slips = slip('.again', giveUp, tries)
  const offered: Record<string, Choice> = withoutTargets(choices)
  const on: Record<string, unknown> = { 'key.*': slips, 'said.*': slips, silence: silent ?? slips }
  for (const [key, { to, serves }] of Object.entries(choices)) {
    on[`key.${key}`] = to
    for (const intent of serves) on[`said.${intent}`] ??= to
  }
  const offer = (key: Key, to: string) => {
    on[`key.${key}`] = to
    offered[key] = { serves: [] }
  }
  if (help) offer(help.key, '.helping')
  if (repeat) offer(repeat, '.asking')
  if (back) offer('star', back)
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'choice', choices: offered } },
    exit: RESET_SLIPS,
    on: transitions(on),
    states: {
      asking: { entry: [...tell, ask] },
      again: { entry: [speaks(sorry), ask] },
      ...(help && { helping: { entry: [speaks(help.prompt), ask] } }),
    },
  })
}

function withoutTargets(choices: MenuOptions['choices']): Record<string, Choice> {
  return Object.fromEntries(Object.entries(choices).map(([key, { to: _, ...choice }]) => [key, choice]))
}
