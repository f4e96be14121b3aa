import { sameName } from '../centre/check-roster.ts'
import type { RosterAgent } from '../centre/roster.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { isPin } from '../store/pin-hash.ts'
import { Guesses } from './guesses.ts'

/** What came of a PIN: the agent's name, or why nobody is let in. Nobody is told which of name and PIN was wrong. */
export type Entering = { readonly agent: string } | 'wrong' | 'waits'

/** The agents of a centre's roster as those who log in: on a page by name or id, on a phone by id. */
export class Accounts {
  readonly #runtime: Runtime
  readonly #guesses: Guesses

  /** @param nowMs milliseconds of a clock that only goes forward */
  constructor(runtime: Runtime, nowMs = () => performance.now()) {
    this.#runtime = runtime
    this.#guesses = new Guesses(nowMs)
  }

  /** Lets an agent in by name or id, and PIN. */
  async enter(who: string, pin: string): Promise<Entering> {
    const name = this.#named(who)?.name
    const account = name ?? `nobody ${sameName(who)}`
    if (!this.#guesses.begin(account)) return 'waits'
    const { store, name: centre } = this.#runtime.options
    const kept = name === undefined ? undefined : await store.pinOf(centre, name)
    if (!(await isPin(pin, kept?.pin)) || name === undefined) return 'wrong'
    this.#guesses.wasRight(account)
    return { agent: name }
  }

  /** The agent as the roster has one now. */
  agent(name: string): RosterAgent | undefined {
    return this.#runtime.centre.roster.get(name)
  }

  /** Changes with the agent's PIN; undefined for one who is in the roster no more, or has no PIN. */
  async stampOf(agent: string): Promise<string | undefined> {
    if (!this.agent(agent)) return undefined
    const { store, name } = this.#runtime.options
    return (await store.pinOf(name, agent))?.pin
  }

  #named(who: string): RosterAgent | undefined {
    const { roster } = this.#runtime.centre
    const wanted = sameName(who)
    for (const agent of roster.values())
      if (agent.id === wanted || sameName(agent.name) === wanted) return agent
    return undefined
  }
}
