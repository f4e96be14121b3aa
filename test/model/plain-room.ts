/** What a queue and its line are, to the model. */
export interface PlainQueue {
  readonly limit: number
  readonly wrapUpMs: number
  readonly isCodeWanted: boolean
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
  /** When numbers in a zone may be called, from an instant on. */
  readonly nextCall: (zone: string, atMs: number) => number
  /** A callback that could first be made so long ago is given up. */
  readonly expiresMs: number
}

export interface PlainCaller {
  readonly number: number
  readonly line: number
  readonly caller: number
  readonly tier: number
  /** Where the caller's number is. */
  readonly zone: string
}

export interface PlainCall extends PlainCaller {
  queue: number
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
  /** When it was promised; 0 for as soon as it is its turn. */
  promisedMs: number
  absent: boolean
  slips: number
  attempts: number
  heldSinceMs: number
  retryMs: number
  /** Of a callback, when it is given up. */
  expiresMs: number
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
  /** The phone could not be rung for the present offer. */
  unrung: boolean
  leaving: boolean
  talkQueue: number
  talkCall: number
  codedCall: number
  helps: boolean
}

/** Who is in the model, and what can be seen of them without changing anything. */
export class PlainRoom {
  readonly calls: PlainCall[] = []
  readonly agents: PlainAgent[]
  /** Who was rung, dialled, connected and let go by the last fact. */
  acts: string[] = []
  protected readonly queues: readonly PlainQueue[]
  protected readonly places: { caller: number; queue: number; orderMs: number; untilMs: number }[] = []
  #turn = 0

  constructor(queues: readonly PlainQueue[], skills: readonly (readonly number[])[]) {
    this.queues = queues
    this.agents = skills.map((queues, number) => ({
      ...{ number, queues, state: 'away', call: null },
      ...{ sinceMs: 0, turn: 0, dueMs: 0 },
      missed: 0,
      unrung: false,
      leaving: false,
      ...{ talkQueue: -1, talkCall: 0, codedCall: 0 },
      helps: false,
    }))
  }

  /** The other call by which this caller is to be called back by the same line. */
  protected pending({ number, line, caller }: PlainCall): PlainCall | undefined {
    if (caller === 0) return undefined
    return this.calls.find(
      other =>
        other.number !== number &&
        other.line === line &&
        other.caller === caller &&
        (other.absent || other.phase === 'asked'),
    )
  }

  protected waiting(queue: number): number {
    return this.calls.filter(call => call.queue === queue && call.phase === 'waiting').length
  }

  /** The first instant at which the line is open and the number may be called. */
  protected promised({ queue, zone }: PlainCall, fromMs: number): number {
    const { nextOpening, nextCall } = this.queues[queue]!
    let momentMs = fromMs
    while (nextOpening(momentMs) !== momentMs || nextCall(zone, momentMs) !== momentMs)
      momentMs = nextCall(zone, nextOpening(momentMs))
    return momentMs
  }

  protected call(number: number): PlainCall | undefined {
    return this.calls.find(call => call.number === number)
  }

  protected oldPlace(caller: number, queue: number, atMs: number): number {
    const index = this.places.findIndex(
      place => place.caller === caller && (queue < 0 || place.queue === queue),
    )
    if (index < 0) return Number.POSITIVE_INFINITY
    const [place] = this.places.splice(index, 1)
    return place!.untilMs > atMs ? place!.orderMs : Number.POSITIVE_INFINITY
  }

  protected agentFor({ wanted, queue }: PlainCall): PlainAgent | undefined {
    const isThere = wanted?.state === 'available' && wanted.queues.includes(queue)
    return isThere ? wanted : this.idlest(queue)
  }

  protected nextFor(agent: PlainAgent, atMs: number): PlainCall | undefined {
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
    if (state === 'ringing') agent.unrung = false
  }
}
