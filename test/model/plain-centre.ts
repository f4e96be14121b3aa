import type { CommonEvent } from '../../src/call/events.ts'
import type { PlainAgent, PlainCall, PlainCaller } from './plain-room.ts'
import { PlainRoom } from './plain-room.ts'

const QUEUES_OF_LINE = 2

/**
 * The rules of queues, offers, callbacks now and later, transfers, returning callers and kept places once more, as
 * simply as they can be said: lists that are searched and sorted from one end to the other, no chains, no slots. Only
 * for lines without menus whose two queues are always served: each call waits in the first of them from its arrival on.
 */
export class PlainCentre extends PlainRoom {
  /** @param wanted number of the agent who had the caller's open case, or -1 */
  arrives(caller: PlainCaller, wanted: number, atMs: number): void {
    const call = this.#fresh(caller, wanted, atMs)
    // Who is expected is met so, whatever else is known.
    if (this.pending(call)) call.wanted = null
    this.#joins(call, caller.line * QUEUES_OF_LINE, atMs)
  }

  #fresh(caller: PlainCaller, wanted: number, atMs: number): PlainCall {
    return {
      ...{ ...caller, queue: caller.line * QUEUES_OF_LINE, orderMs: Number.POSITIVE_INFINITY },
      ...{ wanted: this.agents[wanted] ?? null, wasAnswered: false },
      ...{ phase: 'waiting', agent: null, helper: null, callsBack: false, absent: false },
      ...{ slips: 0, attempts: 0, heldSinceMs: atMs, promisedMs: 0 },
      ...{ retryMs: Number.POSITIVE_INFINITY, expiresMs: Number.POSITIVE_INFINITY },
    }
  }

  /** A call that nobody rang for, to the first queue of the line, at the earlier of two times if there is another. */
  owes(caller: PlainCaller, { agent, afterMs }: { agent: number; afterMs: number }, atMs: number): void {
    if (caller.caller === 0) return
    const call = this.#fresh(caller, agent, atMs)
    const { headStartMs } = this.queues[call.queue]!
    const old = this.pending(call)
    const isDue = old && (old.phase !== 'away' || old.promisedMs <= atMs)
    const wantedMs = old ? Math.min(afterMs, isDue ? atMs : old.promisedMs) : afterMs
    const momentMs = wantedMs > atMs ? this.promised(call, wantedMs) : atMs
    call.orderMs = momentMs - headStartMs[call.tier]!
    const spare = this.#takesOver(call, old)
    this.calls.push(call)
    this.#keeps(call, momentMs, atMs)
    this.#stands(call, atMs)
    if (spare) this.frees(spare, atMs)
  }

  /** Takes the place of a callback whose caller goes on in this call. Gives the agent who was reserved for it. */
  #takesOver(call: PlainCall, old: PlainCall | undefined): PlainAgent | null {
    if (!old) return null
    call.orderMs = Math.min(call.orderMs, old.orderMs)
    call.wanted ??= old.wanted
    this.calls.splice(this.calls.indexOf(old), 1)
    return old.agent
  }

  /** The caller is to be called back, at once or at a moment. */
  #keeps(call: PlainCall, momentMs: number, atMs: number): void {
    const { nextCall, expiresMs } = this.queues[call.queue]!
    call.callsBack = true
    call.absent = true
    call.attempts = 0
    call.promisedMs = momentMs > atMs ? momentMs : 0
    call.expiresMs = nextCall(call.zone, momentMs) + expiresMs
  }

  /** A callback stands in its place, or is away until its time and a legal hour. */
  #stands(call: PlainCall, atMs: number): void {
    call.retryMs = this.queues[call.queue]!.nextCall(call.zone, Math.max(call.promisedMs, atMs))
    call.agent = null
    if (call.retryMs > atMs) call.phase = 'away'
    else this.#place(call, atMs)
  }

  /** A call that is in no queue joins one; where that is full it is over. */
  #joins(call: PlainCall, queue: number, atMs: number): void {
    const { limit, headStartMs } = this.queues[queue]!
    const freshMs = atMs - headStartMs[call.tier]!
    call.queue = queue
    call.heldSinceMs = atMs
    call.callsBack = false
    call.orderMs = call.wasAnswered ? Math.min(call.orderMs, freshMs) : freshMs
    const old = this.pending(call)
    const reserved = old?.agent?.queues.includes(queue) ? old.agent : undefined
    const hasRoom = old?.phase === 'waiting' && old.queue === queue
    call.wanted ??= old?.wanted ?? null
    const agent = reserved ?? this.agentFor(call)
    if (!agent && !hasRoom && this.waiting(queue) >= limit) return
    if (call.caller !== 0) call.orderMs = Math.min(call.orderMs, this.oldPlace(call.caller, queue, atMs))
    const spare = this.#takesOver(call, old)
    this.calls.push(call)
    call.phase = 'waiting'
    call.agent = null
    if (agent) this.#offers(agent, call, atMs)
    if (spare && spare !== agent) this.frees(spare, atMs)
  }

  hears(number: number, event: CommonEvent, atMs: number): void {
    const call = this.call(number)
    if (!call || call.absent) return
    const holds = !call.callsBack && (call.phase === 'waiting' || call.phase === 'offered')
    if (call.phase === 'asked') this.#answersQuestion(call, event, atMs)
    else if (holds && event === 'key.1') {
      // A number that is withheld cannot be called back: the caller goes on holding, from the first queue.
      if (call.caller !== 0) this.#asksForCallback(call, atMs)
      else if (call.queue % QUEUES_OF_LINE === 0) call.heldSinceMs = atMs
      else {
        this.#leaves(call, atMs)
        this.#joins(call, call.queue - 1, atMs)
      }
    } else if (holds && event === 'key.2') this.#asksForLater(call, atMs)
  }

  /** Gives the place up, and has it again at the promised time; or joins anew where nothing can be promised. */
  #asksForLater(call: PlainCall, atMs: number): void {
    const { laterMs, limit } = this.queues[call.queue]!
    this.#leaves(call, atMs)
    const resting = this.calls.filter(({ queue, phase }) => queue === call.queue && phase === 'away')
    if (call.caller === 0 || resting.length >= limit) {
      this.#joins(call, call.queue - (call.queue % QUEUES_OF_LINE), atMs)
      return
    }
    const spare = this.#takesOver(call, this.pending(call))
    this.calls.push(call)
    this.#keeps(call, this.promised(call, atMs + laterMs), atMs)
    this.#stands(call, atMs)
    if (spare) this.frees(spare, atMs)
  }

  /** A caller who waits or is being offered leaves the queue; an agent who rings is free for others. */
  #leaves(call: PlainCall, atMs: number): void {
    const { agent } = call
    this.calls.splice(this.calls.indexOf(call), 1)
    call.agent = null
    if (!agent) return
    this.acts.push(`stop ${agent.number}`)
    this.frees(agent, atMs)
  }

  transfers(number: number, place: number, atMs: number): void {
    const agent = this.agents[number]!
    if (agent.state !== 'talking') return
    const call = agent.call!
    this.calls.splice(this.calls.indexOf(call), 1)
    call.agent = null
    this.#joins(call, call.queue - (call.queue % QUEUES_OF_LINE) + place, atMs)
    this.wrapsUp(agent, atMs)
  }

  protected wrapsUp(agent: PlainAgent, atMs: number): void {
    const { wrapUpMs } = this.queues[agent.talkQueue]!
    agent.call = null
    if (this.#isCodeMissing(agent)) {
      this.changes(agent, 'wrap-up', atMs)
      agent.dueMs = Number.POSITIVE_INFINITY
      return
    }
    if (wrapUpMs === 0) {
      this.frees(agent, atMs)
      return
    }
    this.changes(agent, 'wrap-up', atMs)
    agent.dueMs = atMs + wrapUpMs
  }

  isDue(number: number, atMs: number): void {
    const call = this.call(number)
    if (!call) return
    if (call.absent && call.phase !== 'dialled') this.#isCallbackDue(call, atMs)
    const holds = !call.callsBack && (call.phase === 'waiting' || call.phase === 'offered')
    if (holds && atMs - call.heldSinceMs >= this.queues[call.queue]!.longestMs) this.ends(call, atMs)
  }

  #isCallbackDue(call: PlainCall, atMs: number): void {
    const { nextCall } = this.queues[call.queue]!
    if (call.expiresMs <= atMs) this.ends(call, atMs)
    else if (call.phase === 'away' ? call.retryMs <= atMs : nextCall(call.zone, atMs) > atMs)
      this.#stands(call, atMs)
  }

  hangsUp(number: number, atMs: number): void {
    const call = this.call(number)
    if (!call || call.absent) return
    if (call.phase === 'asked') {
      this.#fails(call, atMs)
      return
    }
    const { redialMs } = this.queues[call.queue]!
    const waits = call.phase === 'waiting' || call.phase === 'offered'
    if (waits && call.caller !== 0 && redialMs > 0) {
      this.oldPlace(call.caller, -1, atMs)
      this.places.push({
        ...{ caller: call.caller, queue: call.queue },
        ...{ orderMs: call.orderMs, untilMs: atMs + redialMs },
      })
    }
    this.ends(call, atMs)
  }

  drops(number: number, atMs: number): void {
    const call = this.call(number)
    if (call) this.ends(call, atMs)
  }

  answersCallback(number: number): void {
    const call = this.call(number)
    if (call?.phase !== 'dialled') return
    call.phase = 'asked'
    call.absent = false
    call.slips = 0
  }

  missesCallback(number: number, atMs: number): void {
    const call = this.call(number)
    if (call?.phase === 'dialled' || call?.phase === 'asked') this.#fails(call, atMs)
  }

  signsIn(number: number, atMs: number): void {
    const agent = this.agents[number]!
    agent.leaving = false
    if (agent.state !== 'away') return
    agent.missed = 0
    this.frees(agent, atMs)
  }

  goesAway(number: number, atMs: number): void {
    const agent = this.agents[number]!
    if (agent.state === 'away') return
    agent.leaving = true
    const isDone = agent.state === 'wrap-up' && !this.#isCodeMissing(agent)
    if (agent.state === 'available' || isDone) this.frees(agent, atMs)
    else if (agent.state === 'ringing') this.losesOffer(agent, atMs, true)
  }

  accepts(number: number, atMs: number): void {
    const agent = this.agents[number]!
    if (agent.state !== 'ringing') return
    agent.call!.phase = 'talking'
    agent.call!.wanted = null
    agent.call!.wasAnswered = true
    agent.missed = 0
    agent.talkQueue = agent.call!.queue
    agent.talkCall = agent.call!.number
    this.changes(agent, 'talking', atMs)
    this.acts.push(`connect ${number} ${agent.call!.number}`)
  }

  misses(number: number, atMs: number): void {
    if (this.agents[number]!.state === 'ringing') this.#misses(this.agents[number]!, atMs, false)
  }

  leaves(number: number, atMs: number): void {
    if (this.agents[number]!.state === 'talking') this.ends(this.agents[number]!.call!, atMs)
  }

  /** The caller waits again, in the first queue; the agent takes no more calls. */
  loses(number: number, atMs: number): void {
    if (this.agents[number]!.state === 'talking') this.agents[number]!.leaving = true
    this.transfers(number, 0, atMs)
  }

  isReady(number: number, atMs: number): void {
    const agent = this.agents[number]!
    if (agent.state === 'wrap-up' && !this.#isCodeMissing(agent)) this.frees(agent, atMs)
  }

  codes(number: number, call: number, atMs: number): void {
    const agent = this.agents[number]!
    if (call === 0 || agent.talkCall !== call) return
    const waits = agent.state === 'wrap-up' && this.#isCodeMissing(agent)
    agent.codedCall = call
    if (!waits) return
    agent.dueMs = agent.sinceMs + this.queues[agent.talkQueue]!.wrapUpMs
    if (agent.dueMs <= atMs) this.frees(agent, atMs)
  }

  #isCodeMissing({ talkQueue, talkCall, codedCall }: PlainAgent): boolean {
    return talkQueue >= 0 && this.queues[talkQueue]!.isCodeWanted && codedCall !== talkCall
  }

  agentsAreDue(atMs: number): void {
    for (const agent of this.agents) {
      if (agent.dueMs > atMs) continue
      if (agent.state === 'wrap-up') this.frees(agent, atMs)
      else if (agent.state === 'ringing') this.#misses(agent, atMs, true)
    }
  }

  #asksForCallback(call: PlainCall, atMs: number): void {
    const spare = this.#takesOver(call, this.pending(call))
    this.#keeps(call, atMs, atMs)
    if (spare) this.frees(spare, atMs)
    const { agent } = call
    if (agent) this.acts.push(`stop ${agent.number}`)
    if (this.queues[call.queue]!.nextCall(call.zone, atMs) > atMs) {
      this.#stands(call, atMs)
      if (agent) this.frees(agent, atMs)
    } else if (agent) this.#offers(agent, call, atMs)
  }

  #answersQuestion(call: PlainCall, event: CommonEvent, atMs: number): void {
    if (event === 'key.1') {
      this.#offers(call.agent!, call, atMs)
      return
    }
    if (event === 'silence') this.#fails(call, atMs)
    else if (event.startsWith('key.') && ++call.slips === 2) this.#fails(call, atMs)
  }

  #fails(call: PlainCall, atMs: number): void {
    const { callbackAttempts, callbackGapMs, nextCall } = this.queues[call.queue]!
    const agent = call.agent!
    call.attempts++
    call.phase = 'away'
    call.absent = true
    call.agent = null
    call.retryMs = nextCall(call.zone, atMs + callbackGapMs)
    if (call.attempts >= callbackAttempts) this.calls.splice(this.calls.indexOf(call), 1)
    this.frees(agent, atMs)
  }

  protected ends(call: PlainCall, atMs: number): void {
    this.calls.splice(this.calls.indexOf(call), 1)
    const agent = call.agent
    if (!agent) return
    if (call.phase === 'offered') this.acts.push(`stop ${agent.number}`)
    if (call.phase === 'talking') this.wrapsUp(agent, atMs)
    else this.frees(agent, atMs)
  }

  #place(call: PlainCall, atMs: number): void {
    call.phase = 'waiting'
    call.agent = null
    const agent = this.agentFor(call)
    if (agent) this.#offers(agent, call, atMs)
  }

  #offers(agent: PlainAgent, call: PlainCall, atMs: number): void {
    call.agent = agent
    agent.call = call
    call.phase = call.absent ? 'dialled' : 'offered'
    this.changes(agent, call.absent ? 'reserved' : 'ringing', atMs)
    agent.dueMs = atMs + this.queues[call.queue]!.ringMs
    this.acts.push(`${call.absent ? 'dial' : 'ring'} ${agent.number} ${call.number}`)
  }

  #misses(agent: PlainAgent, atMs: number, rings: boolean): void {
    if (!agent.unrung) agent.missed++
    if (agent.missed >= this.queues[agent.call!.queue]!.missedOffers) agent.leaving = true
    this.losesOffer(agent, atMs, rings)
  }

  protected losesOffer(agent: PlainAgent, atMs: number, rings: boolean): void {
    if (rings) this.acts.push(`stop ${agent.number}`)
    this.#place(agent.call!, atMs)
    this.frees(agent, atMs)
  }

  protected frees(agent: PlainAgent, atMs: number): void {
    agent.call = null
    let call = agent.leaving ? undefined : this.nextFor(agent, atMs)
    while (call?.absent && this.queues[call.queue]!.nextCall(call.zone, atMs) > atMs) {
      this.#stands(call, atMs)
      call = this.nextFor(agent, atMs)
    }
    if (call) this.#offers(agent, call, atMs)
    else this.changes(agent, agent.leaving ? 'away' : 'available', atMs)
    agent.leaving = false
  }
}
