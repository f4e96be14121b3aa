import type { CommonEvent } from '../../src/call/events.ts'

const QUEUES_OF_LINE = 2

/** What a queue and its line are, to the model. */
export interface PlainQueue {
  readonly limit: number
  readonly wrapUpMs: number
  readonly headStartMs: readonly number[]
  readonly ringMs: number
  readonly missedOffers: number
  readonly redialMs: number
  readonly callbackAttempts: number
  readonly callbackGapMs: number
  readonly longestMs: number
  /** Who has waited so long is passed over for nobody. */
  readonly veryLongMs: number
  /** A callback that is promised for later comes after this, when the line is open. */
  readonly laterMs: number
  readonly nextOpening: (atMs: number) => number
}

export interface PlainCall {
  readonly number: number
  queue: number
  readonly tier: number
  readonly caller: number
  orderMs: number
  /** The agent who is to take the call rather than others. */
  wanted: PlainAgent | null
  wasAnswered: boolean
  /** `away` waits out the gap between two attempts to call back, or until the promised time. */
  phase: 'waiting' | 'offered' | 'talking' | 'dialled' | 'asked' | 'away'
  agent: PlainAgent | null
  /** Rung for help, or helps. */
  helper: PlainAgent | null
  /** On a leg of a callback, or waiting for one. */
  callsBack: boolean
  absent: boolean
  slips: number
  attempts: number
  heldSinceMs: number
  retryMs: number
}

export interface PlainAgent {
  readonly number: number
  readonly queues: readonly number[]
  state: 'away' | 'available' | 'ringing' | 'talking' | 'wrap-up' | 'reserved'
  call: PlainCall | null
  sinceMs: number
  /** Counts changes of state, since two may fall in one millisecond. */
  turn: number
  dueMs: number
  missed: number
  leaving: boolean
  talkQueue: number
  helps: boolean
}

/**
 * The rules of queues, offers, callbacks now and later, transfers, returning callers and kept places once more, as
 * simply as they can be said: lists that are searched and sorted from one end to the other, no chains, no slots. Only
 * for lines without menus whose two queues are always served: each call waits in the first of them from its arrival on.
 */
export class PlainCentre {
  readonly calls: PlainCall[] = []
  readonly agents: PlainAgent[]
  /** Who was rung, dialled, connected and let go by the last fact. */
  acts: string[] = []
  protected readonly queues: readonly PlainQueue[]
  readonly #places: { caller: number; queue: number; orderMs: number; untilMs: number }[] = []
  #turn = 0

  constructor(queues: readonly PlainQueue[], skills: readonly (readonly number[])[]) {
    this.queues = queues
    this.agents = skills.map((queues, number) => ({
      ...{ number, queues, state: 'away', call: null },
      ...{ sinceMs: 0, turn: 0, dueMs: 0 },
      missed: 0,
      leaving: false,
      talkQueue: -1,
      helps: false,
    }))
  }

  /** @param wanted number of the agent who had the caller's open case, or -1 */
  arrives(number: number, line: number, caller: number, tier: number, wanted: number, atMs: number): void {
    const call: PlainCall = {
      ...{ number, queue: -1, tier, caller, orderMs: Number.POSITIVE_INFINITY },
      ...{ wanted: this.agents[wanted] ?? null, wasAnswered: false },
      ...{ phase: 'waiting', agent: null, helper: null, callsBack: false, absent: false },
      ...{ slips: 0, attempts: 0, heldSinceMs: atMs, retryMs: Number.POSITIVE_INFINITY },
    }
    this.#joins(call, line * QUEUES_OF_LINE, atMs)
  }

  /** A call that is in no queue joins one; where that is full it is over. */
  #joins(call: PlainCall, queue: number, atMs: number): void {
    const { limit, headStartMs } = this.queues[queue]!
    const freshMs = atMs - headStartMs[call.tier]!
    call.queue = queue
    call.heldSinceMs = atMs
    call.callsBack = false
    call.orderMs = call.wasAnswered ? Math.min(call.orderMs, freshMs) : freshMs
    if (!this.#agentFor(call) && this.#waiting(queue) >= limit) return
    if (call.caller !== 0) call.orderMs = Math.min(call.orderMs, this.#oldPlace(call.caller, queue, atMs))
    this.calls.push(call)
    this.#place(call, atMs)
  }

  #waiting(queue: number): number {
    return this.calls.filter(call => call.queue === queue && call.phase === 'waiting').length
  }

  hears(number: number, event: CommonEvent, atMs: number): void {
    const call = this.#call(number)
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
    const { laterMs, nextOpening, limit } = this.queues[call.queue]!
    this.#leaves(call, atMs)
    const resting = this.calls.filter(({ queue, phase }) => queue === call.queue && phase === 'away')
    if (call.caller === 0 || resting.length >= limit) {
      this.#joins(call, call.queue - (call.queue % QUEUES_OF_LINE), atMs)
      return
    }
    this.calls.push(call)
    call.phase = 'away'
    call.callsBack = true
    call.absent = true
    call.attempts = 0
    call.retryMs = nextOpening(atMs + laterMs)
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
    if (wrapUpMs === 0) {
      this.frees(agent, atMs)
      return
    }
    this.changes(agent, 'wrap-up', atMs)
    agent.dueMs = atMs + wrapUpMs
  }

  isDue(number: number, atMs: number): void {
    const call = this.#call(number)
    if (!call) return
    if (call.phase === 'away' && call.retryMs <= atMs) this.#place(call, atMs)
    const holds = !call.callsBack && (call.phase === 'waiting' || call.phase === 'offered')
    if (holds && atMs - call.heldSinceMs >= this.queues[call.queue]!.longestMs) this.ends(call, atMs)
  }

  hangsUp(number: number, atMs: number): void {
    const call = this.#call(number)
    if (!call || call.absent) return
    if (call.phase === 'asked') {
      this.#fails(call, atMs)
      return
    }
    const { redialMs } = this.queues[call.queue]!
    const waits = call.phase === 'waiting' || call.phase === 'offered'
    if (waits && call.caller !== 0 && redialMs > 0) {
      this.#oldPlace(call.caller, -1, atMs)
      this.#places.push({
        ...{ caller: call.caller, queue: call.queue },
        ...{ orderMs: call.orderMs, untilMs: atMs + redialMs },
      })
    }
    this.ends(call, atMs)
  }

  drops(number: number, atMs: number): void {
    const call = this.#call(number)
    if (call) this.ends(call, atMs)
  }

  answersCallback(number: number): void {
    const call = this.#call(number)
    if (call?.phase !== 'dialled') return
    call.phase = 'asked'
    call.absent = false
    call.slips = 0
  }

  missesCallback(number: number, atMs: number): void {
    const call = this.#call(number)
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
    if (agent.state === 'available' || agent.state === 'wrap-up') this.frees(agent, atMs)
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
    if (this.agents[number]!.state === 'wrap-up') this.frees(this.agents[number]!, atMs)
  }

  agentsAreDue(atMs: number): void {
    for (const agent of this.agents) {
      if (agent.dueMs > atMs) continue
      if (agent.state === 'wrap-up') this.frees(agent, atMs)
      else if (agent.state === 'ringing') this.#misses(agent, atMs, true)
    }
  }

  #call(number: number): PlainCall | undefined {
    return this.calls.find(call => call.number === number)
  }

  #oldPlace(caller: number, queue: number, atMs: number): number {
    const index = this.#places.findIndex(
      place => place.caller === caller && (queue < 0 || place.queue === queue),
    )
    if (index < 0) return Number.POSITIVE_INFINITY
    const [place] = this.#places.splice(index, 1)
    return place!.untilMs > atMs ? place!.orderMs : Number.POSITIVE_INFINITY
  }

  #asksForCallback(call: PlainCall, atMs: number): void {
    call.callsBack = true
    call.absent = true
    call.attempts = 0
    if (call.phase !== 'offered') return
    this.acts.push(`stop ${call.agent!.number}`)
    this.#offers(call.agent!, call, atMs)
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
    const { callbackAttempts, callbackGapMs } = this.queues[call.queue]!
    const agent = call.agent!
    call.attempts++
    call.phase = 'away'
    call.absent = true
    call.agent = null
    call.retryMs = atMs + callbackGapMs
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
    const agent = this.#agentFor(call)
    if (agent) this.#offers(agent, call, atMs)
  }

  #agentFor({ wanted, queue }: PlainCall): PlainAgent | undefined {
    const isThere = wanted?.state === 'available' && wanted.queues.includes(queue)
    return isThere ? wanted : this.idlest(queue)
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
    agent.missed++
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
    const call = agent.leaving ? undefined : this.#nextFor(agent, atMs)
    if (call) this.#offers(agent, call, atMs)
    else this.changes(agent, agent.leaving ? 'away' : 'available', atMs)
    agent.leaving = false
  }

  #nextFor(agent: PlainAgent, atMs: number): PlainCall | undefined {
    const turns = this.calls
      .filter(call => call.phase === 'waiting' && agent.queues.includes(call.queue))
      .sort(
        (a, b) =>
          a.orderMs - b.orderMs ||
          agent.queues.indexOf(a.queue) - agent.queues.indexOf(b.queue) ||
          a.number - b.number,
      )
    const [first] = turns
    const isLong = first && atMs - first.orderMs >= this.queues[first.queue]!.veryLongMs
    return isLong ? first : (turns.find(({ wanted }) => wanted === agent) ?? first)
  }

  /** Among agents of equal skills the first to be free; among those, and in the same millisecond, by number. */
  protected idlest(queue: number): PlainAgent | undefined {
    const able = this.agents.filter(({ state, queues }) => state === 'available' && queues.includes(queue))
    const groups = Map.groupBy(able, ({ queues }) => queues.join())
    const heads = [...groups.values()].map(group => group.sort((a, b) => a.turn - b.turn)[0]!)
    return heads.sort((a, b) => a.sinceMs - b.sinceMs || a.number - b.number)[0]
  }

  protected changes(agent: PlainAgent, state: PlainAgent['state'], atMs: number): void {
    agent.state = state
    agent.sinceMs = atMs
    agent.turn = ++this.#turn
  }
}
