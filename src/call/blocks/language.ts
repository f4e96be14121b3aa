import type { Key } from '../events.ts'
import type { Choice } from '../flow.ts'
import { flow } from '../flow.ts'
import { asksKey, transitions } from './parts.ts'

export interface LanguageOptions {
  /** Offers each language in its own words. */
  readonly prompt: string
  /** By key, a language of the line. */
  readonly choices: { readonly [key in Key]?: string }
  readonly to: string
}

/** Asks for a language. A caller who presses nothing, or another key, goes on in the language spoken so far. */
export function language({ prompt, choices, to }: LanguageOptions) {
  const on: Record<string, unknown> = { 'key.*': to, silence: to }
  const offered: Record<string, Choice> = {}
  for (const [key, tongue] of Object.entries(choices)) {
    on[`key.${key}`] = { target: to, actions: { type: 'speak', params: { language: tongue } } }
    offered[key] = { serves: [], speaks: tongue }
  }
  return flow.createStateConfig({
    meta: { asks: { kind: 'choice', choices: offered } },
    entry: asksKey(prompt, 3),
    on: transitions(on),
  })
}
