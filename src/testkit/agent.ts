import { WrongInput } from '../base/wrong-input.ts'
import type { Fact } from '../call/journal.ts'
import type { Step, Telling } from './telling.ts'

/** What one agent of a story's cast does; the story goes on from each. */
export class Agent<Story> {
  readonly #story: Story
  readonly #telling: Telling
  readonly #name: string

  constructor(story: Story, telling: Telling, name: string) {
    const names = telling.stage.players.map(player => player.name)
    if (!names.includes(name))
      throw new WrongInput(`no agent is called "${name}"; the cast is: ${names.join(', ') || 'empty'}`)
    this.#story = story
    this.#telling = telling
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
    this.#telling.stage.misses(this.#name)
    return this.#story
  }

  /** Is done with another caller, wrap-up and all. */
  finishes(): Story {
    this.#telling.stage.finishes(this.#name)
    return this.#story
  }

  /** Hands the caller on to another queue of the line, where its flow has a way for that. */
  transfersTo(queue: string): Story {
    const at = this.#telling
    at.mustKnow('queue', queue)
    const step: Step = this.transfersTo
    const isOwn = at.phone.agent === this.#name
    if (!isOwn && !at.stage.talks.has(this.#name)) at.fail(`expected to talk to: ${this.#name}`, step)
    const told = at.phone.diary.length
    if (!at.stage.transfers(this.#name, queue)) at.fail(`expected a way on to: ${queue}`, step)
    if (isOwn) at.goesOn(told)
    return this.#story
  }

  /** Lets the caller hear music. */
  holds(): Story {
    return this.#inTalk({ kind: 'held', data: { agent: this.#name } }, this.holds)
  }

  /** Brings the caller back from hold. */
  resumes(): Story {
    return this.#inTalk({ kind: 'resumed', data: { agent: this.#name } }, this.resumes)
  }

  /** Asks another agent, who is free, to help; that one picks up after three seconds. */
  invites(other: string): Story {
    return this.#inTalk({ kind: 'invited', data: { agent: this.#name, other } }, this.invites)
  }

  /** Does without the help of the other agent. */
  letsGo(): Story {
    return this.#inTalk({ kind: 'uninvited', data: { agent: this.#name } }, this.letsGo)
  }

  /** Leaves the caller to the agent who helps. */
  handsOver(): Story {
    return this.#inTalk({ kind: 'handed-over', data: { agent: this.#name } }, this.handsOver)
  }

  /** Lets the recording of the talk pause, as before a card number is spoken. */
  pausesRecording(): Story {
    return this.#inTalk({ kind: 'recording-paused', data: { agent: this.#name } }, this.pausesRecording)
  }

  resumesRecording(): Story {
    return this.#inTalk({ kind: 'recording-resumed', data: { agent: this.#name } }, this.resumesRecording)
  }

  /** Is cut off from this caller: the phone fails, or the browser that is one. */
  isCutOff(): Story {
    const at = this.#telling
    const step: Step = this.isCutOff
    if (at.phone.agent !== this.#name) at.fail(`expected to talk to: ${this.#name}`, step)
    at.goesOn()
    at.phone.talk.isCutOff()
    return this.#story
  }

  /** Says by one of the queue's codes how the last call ended. */
  codes(code: string): Story {
    const { centre } = this.#telling.stage
    const call = centre.centre.state.agents.talkCall[centre.agentOf(this.#name)]!
    const step: Step = this.codes
    const isCoded = this.#telling.stage.enter({ kind: 'coded', data: { agent: this.#name, call, code } })
    if (!isCoded) this.#telling.fail('expected to have talked to somebody', step)
    return this.#story
  }

  /** Is done with the wrap-up. */
  isReady(): Story {
    return this.#does('ready')
  }

  #inTalk(fact: Fact, step: Step): Story {
    const at = this.#telling
    const told = at.phone.diary.length
    if (!at.stage.enter(fact)) at.fail(`expected ${this.#name} to be able to do that`, step)
    if (at.phone.diary.length > told) at.goesOn(told)
    return this.#story
  }

  #does(kind: 'signed-in' | 'went-away' | 'ready'): Story {
    this.#telling.stage.enter({ kind, data: { agent: this.#name } })
    return this.#story
  }
}
