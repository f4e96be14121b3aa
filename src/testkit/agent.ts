import { WrongInput } from '../base/wrong-input.ts'
import type { Stage } from './stage.ts'

/** What one agent of a story's cast does; the story goes on from each. */
export class Agent<Story> {
  readonly #story: Story
  readonly #stage: Stage
  readonly #name: string

  constructor(story: Story, stage: Stage, name: string) {
    const names = stage.players.map(player => player.name)
    if (!names.includes(name))
      throw new WrongInput(`no agent is called "${name}"; the cast is: ${names.join(', ') || 'empty'}`)
    this.#story = story
    this.#stage = stage
    this.#name = name
  }

  /** Takes calls again. */
  signsIn(): Story {
    return this.#does('signed-in')
  }

  /** Takes no more calls, after the present one if there is one. */
  goesAway(): Story {
    return this.#does('went-away')
  }

  /** Lets the phone ring out, or declines. */
  misses(): Story {
    this.#stage.misses(this.#name)
    return this.#story
  }

  /** Is done with another caller, wrap-up and all. */
  finishes(): Story {
    this.#stage.finishes(this.#name)
    return this.#story
  }

  /** Is done with the wrap-up. */
  isReady(): Story {
    return this.#does('ready')
  }

  #does(kind: 'signed-in' | 'went-away' | 'ready'): Story {
    this.#stage.enter({ kind, data: { agent: this.#name } })
    return this.#story
  }
}
