import type { Key } from '../events.ts'
import type { Choice } from '../flow.ts'
import { flow } from '../flow.ts'
import { asked, oneWayEach, RESET_SLIPS, slip, speaks, transitions } from './parts.ts'

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
  /** Slips at which a caller is given up on. By default 3. */
  readonly tries?: number
  /** Words are understood too, by the line's `phrases` of the intents that the choices serve. By default keys alone. */
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
  /** Silence after the prompt that counts as a slip. By default 6. */
  readonly timeoutSeconds?: number
}

/**
 * A menu: one key each choice, or the words of an intent that a choice serves; slips are forgiven a few times.
 *
 * @throws WrongInput for a key that leads two ways
 */
export function menu(options: MenuOptions) {
  const { prompt, sorry, giveUp, choices, speech, tells, help, repeat, back, silent } = options
  const { tries = 3, timeoutSeconds = 6 } = options
  const tell = tells ? [{ type: 'served' as const, params: {} }, speaks(tells)] : []
  const ask = {
    type: 'ask',
    params: { prompt, keys: 1, timeoutSeconds, ...(speech && { speech }) },
  } as const
  const slips = slip('.again', giveUp, tries)
  const aids = [
    ...(help ? [[help.key, '.helping'] as const] : []),
    ...(repeat ? [[repeat, '.asking'] as const] : []),
    ...(back ? [['star', back] as const] : []),
  ]
  const targets = Object.entries(choices).map(([key, { to }]) => [key, to] as const)
  const on: Record<string, unknown> = {
    ...oneWayEach(`the menu "${prompt}"`, [...targets, ...aids]),
    'key.*': slips,
    'said.*': slips,
    silence: silent ?? slips,
  }
  for (const { to, serves } of Object.values(choices))
    for (const intent of serves) on[`said.${intent}`] ??= to
  const offered: Record<string, Choice> = {
    ...withoutTargets(choices),
    ...Object.fromEntries(aids.map(([key]) => [key, { serves: [] }])),
  }
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'choice', choices: offered } },
    exit: RESET_SLIPS,
    on: transitions(on),
    states: {
      ...asked(ask, sorry, tries),
      asking: { entry: [...tell, ask] },
      ...(help && { helping: { entry: [speaks(help.prompt), ask] } }),
    },
  })
}

function withoutTargets(choices: MenuOptions['choices']): Record<string, Choice> {
  return Object.fromEntries(Object.entries(choices).map(([key, { to: _, ...choice }]) => [key, choice]))
}
