import type { Calls } from './calls.ts'

/** Priority classes that a line may have. */
export const TIERS_MAX = 8

/** What a centre knows of one queue besides who waits in it. */
export interface QueueSettings {
  readonly name: string
  readonly line: number
  readonly limit: number
  readonly wrapUpMs: number
  /** Wrap-up lasts until the agent has said what came of the call. */
  readonly isCodeWanted: boolean
  /** Expected mean of talk and wrap-up before any was seen. */
  readonly handleMs: number
  /** Head start of each tier of the line. */
  readonly headStartMs: readonly number[]
  /** Served whatever the hours of the line. */
  readonly isAlwaysServed: boolean
  /** So much later than they did its calls count as having joined; `headStartMs` is less by it. */
  readonly yieldMs: number
}

/**
 * The hold queues of a centre. Callers of one tier stand in a chain by the time that they joined; the next caller is
 * the head whose time less the head start of its tier is least. Since that key never changes while a caller waits, a
 * caller of a lower tier overtakes a fresh one of a higher tier after a bounded wait: nobody starves.
 */
export class Queues {
  readonly settings: QueueSettings[] = []
  /** Groups of agents that can serve each queue. */
  readonly groups: number[][] = []
  /** Callers in each queue whom an agent could take now; those kept for a callback count too. */
  waiting: number[] = []
  head: number[] = []
  tail: number[] = []
  /** Queues that give way to others for a time, by number. */
  yielding: number[] = []

  add(settings: QueueSettings): number {
    this.settings.push(settings)
    this.#notesYielding()
    this.groups.push([])
    this.waiting.push(0)
    for (let tier = 0; tier < TIERS_MAX; tier++) {
      this.head.push(-1)
      this.tail.push(-1)
    }
    return this.settings.length - 1
  }

  /** Gives a queue other settings. */
  redefine(queue: number, settings: QueueSettings): void {
    this.settings[queue] = settings
    this.#notesYielding()
  }

  /** Calls of a queue whose turn it would be among callers of other queues who join now: its own time has come. */
  inTurn(calls: Calls, queue: number, atMs: number): number {
    const from = queue * TIERS_MAX
    let count = 0
    for (let tier = 0; tier < this.settings[queue]!.headStartMs.length; tier++) {
      let call = this.head[from + tier]!
      while (call >= 0 && calls.orderMs[call]! <= atMs) {
        count++
        call = calls.next[call]!
      }
    }
    return count
  }

  /** The call that is to be taken next, or -1. */
  first(calls: Calls, queue: number): number {
    const from = queue * TIERS_MAX
    const tiers = this.settings[queue]!.headStartMs.length
    let best = this.head[from]!
    for (let tier = 1; tier < tiers; tier++) {
      const call = this.head[from + tier]!
      if (call >= 0 && (best < 0 || isBefore(calls, call, best))) best = call
    }
    return best
  }

  /** The call that wants this agent, and of several the one that would be taken first; or -1. */
  firstWanting(calls: Calls, queue: number, agent: number): number {
    const from = queue * TIERS_MAX
    const tiers = this.settings[queue]!.headStartMs.length
    let best = -1
    for (let tier = 0; tier < tiers; tier++) {
      let call = this.head[from + tier]!
      while (call >= 0 && calls.wanted[call] !== agent) call = calls.next[call]!
      if (call >= 0 && (best < 0 || isBefore(calls, call, best))) best = call
    }
    return best
  }

  /** Puts a call where its order says, and counts all whom it was put before as overtaken. */
  insert(calls: Calls, queue: number, call: number): void {
    const chain = queue * TIERS_MAX + calls.tier[call]!
    let before = this.tail[chain]!
    while (before >= 0 && isBefore(calls, call, before)) before = calls.previous[before]!
    const after = before < 0 ? this.head[chain]! : calls.next[before]!
    calls.previous[call] = before
    calls.next[call] = after
    if (before < 0) this.head[chain] = call
    else calls.next[before] = call
    if (after < 0) this.tail[chain] = call
    else calls.previous[after] = call
    this.waiting[queue]!++
    this.#countOvertaken(calls, queue, call, 1)
  }

  remove(calls: Calls, call: number): void {
    const queue = calls.queue[call]!
    const chain = queue * TIERS_MAX + calls.tier[call]!
    const before = calls.previous[call]!
    const after = calls.next[call]!
    if (before < 0) this.head[chain] = after
    else calls.next[before] = after
    if (after < 0) this.tail[chain] = before
    else calls.previous[after] = before
    this.waiting[queue]!--
  }

  /** Callers of the queue who are to be taken before this one, whether or not it stands in the queue. */
  ahead(calls: Calls, queue: number, call: number): number {
    const from = queue * TIERS_MAX
    const tiers = this.settings[queue]!.headStartMs.length
    let count = 0
    for (let tier = 0; tier < tiers; tier++) {
      let other = this.head[from + tier]!
      while (other >= 0 && other !== call && isBefore(calls, other, call)) {
        count++
        other = calls.next[other]!
      }
    }
    return count
  }

  /** Those whom a call was put before in this very millisecond are not overtaken after all. */
  stepAside(calls: Calls, call: number): void {
    this.#countOvertaken(calls, calls.queue[call]!, call, -1)
  }

  #notesYielding(): void {
    this.yielding = this.settings.flatMap(({ yieldMs }, queue) => (yieldMs > 0 ? [queue] : []))
  }

  /** Counts all behind a call; to take that back, those who are there for as long. */
  #countOvertaken(calls: Calls, queue: number, call: number, change: 1 | -1): void {
    const from = queue * TIERS_MAX
    const tiers = this.settings[queue]!.headStartMs.length
    for (let tier = 0; tier < tiers; tier++) {
      let other = this.tail[from + tier]!
      while (other >= 0 && (other === call || isBefore(calls, call, other))) {
        if (other !== call && (change > 0 || joinedBefore(calls, other, call)))
          calls.overtaken[other]! += change
        other = calls.previous[other]!
      }
    }
  }
}

/** True when `call` joined its queue before `other`; of two in the same millisecond, when it rang before. */
function joinedBefore({ queuedMs, number }: Calls, call: number, other: number): boolean {
  const difference = queuedMs[call]! - queuedMs[other]!
  return difference < 0 || (difference === 0 && number[call]! < number[other]!)
}

/** True when `call` is to be taken before `other`; two that joined in the same millisecond go by number. */
function isBefore(calls: Calls, call: number, other: number): boolean {
  const difference = calls.orderMs[call]! - calls.orderMs[other]!
  return difference < 0 || (difference === 0 && calls.number[call]! < calls.number[other]!)
}
