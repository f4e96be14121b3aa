import { PlainCentre } from './plain-centre.ts'
import type { PlainAgent, PlainCall } from './plain-room.ts'

const QUEUES_OF_LINE = 2

/** The plain centre, and what may happen in its talks: help, hand-over, supervisors. */
export class PlainTalks extends PlainCentre {
  invites(number: number, other: number, atMs: number): void {
    const asked = this.agents[other]!
    if (asked.state === 'available') this.#invites(number, asked, -1, atMs)
  }

  asksQueue(number: number, place: number, atMs: number): void {
    const { state, call } = this.agents[number]!
    if (state !== 'talking' || !call) return
    const queue = call.queue - (call.queue % QUEUES_OF_LINE) + place
    const asked = this.idlest(queue)
    if (asked) this.#invites(number, asked, queue, atMs)
  }

  #invites(number: number, asked: PlainAgent, queue: number, atMs: number): void {
    const { state, helps, call } = this.agents[number]!
    if (state !== 'talking' || helps || !call || call.helper) return
    call.helper = asked
    asked.call = call
    asked.helps = true
    asked.talkQueue = queue
    this.changes(asked, 'ringing', atMs)
    asked.dueMs = atMs + this.queues[call.queue]!.ringMs
    this.acts.push(`ring ${asked.number} ${call.number}`)
  }

  uninvites(number: number, atMs: number): void {
    const { state, helps, call } = this.agents[number]!
    if (state === 'talking' && !helps && call) this.#letsHelperGo(call, atMs)
  }

  handsOver(number: number, atMs: number): void {
    const { state, helps, call } = this.agents[number]!
    if (state === 'talking' && !helps && call?.helper?.state === 'talking') this.#handsOver(call, atMs)
  }

  override accepts(number: number, atMs: number): void {
    const agent = this.agents[number]!
    if (!agent.helps || agent.state !== 'ringing') {
      super.accepts(number, atMs)
      return
    }
    agent.missed = 0
    agent.talkCall = 0
    agent.codedCall = 0
    this.changes(agent, 'talking', atMs)
    this.acts.push(`join ${number} ${agent.call!.number}`)
  }

  failsToRing(number: number): void {
    const agent = this.agents[number]!
    if (agent.state === 'ringing') agent.unrung = true
  }

  override leaves(number: number, atMs: number): void {
    const { state, helps, call } = this.agents[number]!
    if (state !== 'talking' || !call) return
    if (helps) this.#letsHelperGo(call, atMs)
    else if (call.helper?.state === 'talking') this.#handsOver(call, atMs)
    else super.leaves(number, atMs)
  }

  override loses(number: number, atMs: number): void {
    const agent = this.agents[number]!
    if (agent.state !== 'talking') return
    agent.leaving = true
    if (agent.helps || agent.call!.helper?.state === 'talking') this.leaves(number, atMs)
    else super.loses(number, atMs)
  }

  override transfers(number: number, place: number, atMs: number): void {
    const { state, helps, call } = this.agents[number]!
    if (state !== 'talking' || helps || !call) return
    this.#letsHelperGo(call, atMs)
    super.transfers(number, place, atMs)
  }

  /** A supervisor who was available takes no calls. */
  monitors(number: number, whom: number, atMs: number): void {
    const isTalking = this.agents[whom]!.state === 'talking'
    if (isTalking && this.agents[number]!.state === 'available') this.goesAway(number, atMs)
  }

  protected override ends(call: PlainCall, atMs: number): void {
    this.#letsHelperGo(call, atMs)
    super.ends(call, atMs)
  }

  protected override losesOffer(agent: PlainAgent, atMs: number, rings: boolean): void {
    if (!agent.helps) {
      super.losesOffer(agent, atMs, rings)
      return
    }
    if (rings) this.acts.push(`stop ${agent.number}`)
    agent.call!.helper = null
    agent.helps = false
    this.frees(agent, atMs)
  }

  #letsHelperGo(call: PlainCall, atMs: number): void {
    const { helper } = call
    if (!helper) return
    if (helper.state === 'ringing') {
      this.losesOffer(helper, atMs, true)
      return
    }
    call.helper = null
    helper.helps = false
    this.acts.push(`part ${helper.number}`)
    if (helper.talkQueue >= 0) this.wrapsUp(helper, atMs)
    else this.frees(helper, atMs)
  }

  #handsOver(call: PlainCall, atMs: number): void {
    const [main, helper] = [call.agent!, call.helper!]
    call.agent = helper
    call.helper = null
    helper.helps = false
    if (helper.talkQueue < 0) helper.talkQueue = call.queue
    helper.talkCall = call.number
    this.acts.push(`part ${main.number}`)
    this.wrapsUp(main, atMs)
  }
}
