import type { Fact } from '../call/journal.ts'
import type { Did, Happening } from './diary.ts'

/** Whom a talk is told to. */
interface Listener {
  readonly diary: Happening[]
  tell(did: Did, what: string): void
  /** False for a fact about something that is not so. */
  enter(fact: Fact): boolean
}

/** A caller's talk to an agent. */
export class Talk {
  /** The agent on the line. */
  agent: string | undefined
  readonly #listener: Listener

  constructor(listener: Listener) {
    this.#listener = listener
  }

  begins(agent: string): void {
    this.agent = agent
    this.#listener.tell('talks to', agent)
  }

  /** Another agent goes on with the call. */
  passesTo(agent: string): void {
    if (this.agent !== agent) this.begins(agent)
  }

  isHeld(): void {
    this.#listener.tell('is put', 'on hold')
  }

  isResumed(): void {
    this.#listener.tell('is back', `with ${this.agent ?? 'nobody'}`)
  }

  /** The agent has hung up. */
  isLeft(): void {
    const { agent } = this
    if (agent === undefined) return
    this.agent = undefined
    this.#listener.tell('is left', `by ${agent}`)
    this.#listener.enter({ kind: 'left', data: { agent } })
  }

  /** The agent's phone has failed. */
  isCutOff(): void {
    const { agent } = this
    if (agent === undefined) return
    this.agent = undefined
    this.#listener.tell('is cut off', `from ${agent}`)
    this.#listener.enter({ kind: 'lost', data: { agent } })
  }

  /** The agent hands the caller on to another queue. False where the flow has no way there, and the talk goes on. */
  isSentTo(queue: string): boolean {
    const { agent } = this
    if (agent === undefined) return false
    const { diary } = this.#listener
    const at = diary.length
    this.agent = undefined
    this.#listener.tell('is sent', `by ${agent} to ${queue}`)
    if (this.#listener.enter({ kind: 'transferred', data: { agent, queue } })) return true
    this.agent = agent
    diary.splice(at)
    return false
  }

  /** The caller has hung up. */
  ends(): void {
    this.agent = undefined
  }
}
