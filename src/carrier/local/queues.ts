import type { Clock } from '../../base/clock.ts'
import type { Errand, Leg } from './leg.ts'

/** Who takes a call out of a queue: a leg that dials the queue, or a request by REST. */
export type Dequeued = { readonly by: Leg; readonly bridged: Bridging } | { readonly to: Errand }

/** What the caller and whoever dialled the queue wait for from each other. */
export interface Bridging {
  /** What the caller hears before the two can talk. */
  readonly before: Errand | undefined
  /** The caller has heard all that comes before, and can talk. */
  ready(): void
  /** The caller is no longer there. */
  gone(): void
  /** Resolves when whoever dialled has hung up or gone elsewhere. */
  readonly over: Promise<void>
}

/** A call that waits in a queue. */
export interface Member {
  readonly leg: Leg
  readonly sinceMs: number
  /** Takes the call out. False when somebody was faster. */
  dequeue(how: Dequeued): boolean
}

/** 1,000 today, 100 on older pages; 5,000 at most. */
const SIZE_USUAL = 1_000
export const SIZE_MAX = 5_000

/** A queue of Twilio's: calls in order of their arrival. */
export class Queue {
  readonly sid: string
  name: string
  readonly createdMs: number
  sizeMax: number
  readonly members: Member[] = []
  #joined: ((member: Member) => void)[] = []

  constructor(sid: string, name: string, createdMs: number, sizeMax: number) {
    this.sid = sid
    this.name = name
    this.createdMs = createdMs
    this.sizeMax = sizeMax
  }

  /** The mean time in ms that the calls now in it have waited so far. */
  averageMs(nowMs: number): number {
    const { length } = this.members
    return length === 0 ? 0 : this.members.reduce((sum, { sinceMs }) => sum + nowMs - sinceMs, 0) / length
  }

  add(member: Member): void {
    this.members.push(member)
    this.#joined.shift()?.(member)
  }

  /** False for one who was not there any more. */
  remove(member: Member): boolean {
    const index = this.members.indexOf(member)
    if (index >= 0) this.members.splice(index, 1)
    return index >= 0
  }

  /** Is called with the next call that comes in. Gives what ends that. */
  whenNext(callBack: (member: Member) => void): () => void {
    this.#joined.push(callBack)
    return () => {
      this.#joined = this.#joined.filter(known => known !== callBack)
    }
  }
}

/** The queues of an account; one that is entered before it is there is made. */
export class Queues {
  readonly all: Queue[] = []
  readonly #clock: Clock
  readonly #newSid: (prefix: string) => string

  constructor(clock: Clock, newSid: (prefix: string) => string) {
    this.#clock = clock
    this.#newSid = newSid
  }

  named(name: string): Queue | undefined {
    return this.all.find(queue => queue.name === name)
  }

  bySid(sid: string): Queue | undefined {
    return this.all.find(queue => queue.sid === sid)
  }

  make(name: string, sizeMax = SIZE_USUAL): Queue {
    const queue = new Queue(this.#newSid('QU'), name, this.#clock.nowMs(), Math.min(SIZE_MAX, sizeMax))
    this.all.push(queue)
    return queue
  }

  remove(queue: Queue): void {
    this.all.splice(this.all.indexOf(queue), 1)
  }
}
