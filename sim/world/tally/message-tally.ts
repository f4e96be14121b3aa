import { intervalAt } from '../period.ts'
import type { Plan } from '../plan.ts'
import { Backlog } from './backlog.ts'

/**
 * What becomes of the messages that callers leave, by the interval in which it happens, after the warm-up: they wait in
 * queues that yield to callers, until agents have quiet times.
 */
export class MessageTally {
  readonly heard: Float64Array
  /** Waits of those that were heard. */
  readonly waitMs: Float64Array
  readonly backlog: Backlog
  readonly #plan: Plan

  constructor(plan: Plan) {
    this.#plan = plan
    this.heard = new Float64Array(plan.intervals)
    this.waitMs = new Float64Array(plan.intervals)
    this.backlog = new Backlog(plan)
  }

  clear(): void {
    this.heard.fill(0)
    this.waitMs.fill(0)
    this.backlog.clear()
  }

  /** A message waits from now on. */
  left(nowMs: number): void {
    this.backlog.change(1, nowMs)
  }

  /** An agent begins to hear a message that has waited so long. */
  isHeard(waitMs: number, nowMs: number): void {
    this.backlog.change(-1, nowMs)
    const { startMs, durationMs, warmupMs } = this.#plan
    if (nowMs < startMs + warmupMs || nowMs >= startMs + durationMs) return
    const interval = intervalAt(this.#plan, nowMs)
    this.heard[interval]!++
    this.waitMs[interval]! += waitMs
  }
}

/** Whether a plan's line has queues that yield to callers, as those of messages do. */
export function takesMessages({ line }: Plan): boolean {
  return line.definition.queues.some(({ yieldSeconds = 0 }) => yieldSeconds > 0)
}
