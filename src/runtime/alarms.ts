import type { Clock } from '../base/clock.ts'
import { NEVER_MS } from '../base/units.ts'
import type { Directive } from '../call/journal.ts'
import type { Carrier } from '../carrier/port.ts'
import { FREE } from '../centre/calls.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import { AGENTS, ALERTS, CALL, LINE, Timers } from './timers.ts'
import type { Report } from './work.ts'

/** How long after its time a timer waits for a phone that asks by itself, before the centre acts without it. */
export const PHONE_GRACE_MS = 20_000

/**
 * How long after a fault what is due already is left alone. Without it a timer that cannot be stepped, or not be
 * kept because the disk is full, would fire again at once and for ever.
 */
export const AFTER_FAULT_MS = 5_000

/** Wakes a centre when it wanted to be woken: its directives set timers, and these come back as reports. */
export class Alarms {
  readonly #clock: Clock
  readonly #carrier: Carrier
  readonly #centre: () => JournaledCentre
  readonly #timers: Timers

  /** `centre` gives the centre as it is now; `report` is called with what is due. */
  constructor(options: {
    readonly clock: Clock
    readonly carrier: Carrier
    readonly centre: () => JournaledCentre
    readonly report: (report: Report) => void
  }) {
    this.#clock = options.clock
    this.#carrier = options.carrier
    this.#centre = options.centre
    this.#timers = new Timers(options.clock, (kind, subject) => {
      const due = this.#due(kind, subject)
      if (due) options.report(due)
    })
  }

  /** Sets the timers that a fact led to. */
  set(directives: readonly Directive[]): void {
    for (const directive of directives) {
      if (directive.do === 'wake-call') this.#timers.set(CALL, directive.call, directive.dueMs ?? NEVER_MS)
      else if (directive.do === 'wake-agents') this.#timers.set(AGENTS, 0, directive.dueMs)
      else if (directive.do === 'wake-alerts') this.#timers.set(ALERTS, 0, directive.dueMs)
      else if (directive.do === 'wake-line') {
        this.#timers.set(LINE, this.#centre().lineOf(directive.line), directive.dueMs)
      }
    }
  }

  /** Sets the timers that the centre's state asks for, and no others. */
  reset({ afterFault }: { readonly afterFault: boolean }): void {
    const { state } = this.#centre().centre
    const { calls } = state
    const nowMs = this.#clock.nowMs()
    const at = (dueMs: number) => (afterFault && dueMs <= nowMs ? nowMs + AFTER_FAULT_MS : dueMs)
    this.#timers.clear()
    for (let slot = 0; slot < calls.capacity; slot++) {
      if (calls.phase[slot] !== FREE) this.#timers.set(CALL, calls.number[slot]!, at(calls.wakeMs[slot]!))
    }
    this.#timers.set(AGENTS, 0, at(state.agentsWakeMs))
    this.#timers.set(ALERTS, 0, at(state.alertsWakeMs))
    state.lines.forEach((line, number) => {
      this.#timers.set(LINE, number, at(line.wakeMs))
    })
  }

  stop(): void {
    this.#timers.stop()
  }

  #due(kind: number, subject: number): Report | undefined {
    if (kind === AGENTS) return { kind: 'agents-due', data: {} }
    if (kind === ALERTS) return { kind: 'alerts-due', data: {} }
    const centre = this.#centre()
    const { lines, calls } = centre.centre.state
    if (kind === LINE) return { kind: 'line-due', data: { line: lines[subject]!.table.names.line } }
    const slot = centre.slotOf(subject)
    if (slot < 0) return undefined
    const wakeMs = calls.wakeMs[slot]!
    const nowMs = this.#clock.nowMs()
    // The next piece of music asks for it; only a phone that has fallen silent is not waited for.
    const patient = this.#carrier.asksByItself(subject) && nowMs < wakeMs + PHONE_GRACE_MS
    if (!patient && wakeMs <= nowMs) return { kind: 'due', data: { call: subject } }
    this.#timers.set(CALL, subject, patient ? wakeMs + PHONE_GRACE_MS : wakeMs)
    return undefined
  }
}
