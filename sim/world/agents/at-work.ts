import type { Calendar } from '../../../src/base/calendar.ts'
import type { CallerColumns } from '../callers/callers.ts'
import { TALKED, UNRESOLVED } from '../callers/marks.ts'
import { mayStayUnresolved, Resolution } from '../callers/resolution.ts'
import { MESSAGE_HEARD, RANK_FREE, READY, TALK_ENDS } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { CallView, WorldFacts } from '../port.ts'
import { Handling, isHandled } from './handling.ts'
import { mayRingOut, Ringing } from './ringing.ts'

/** What agents do with callers: pick up, talk, wrap up, say what came of it. */
export class AtWork {
  readonly #plan: Plan
  readonly #facts: WorldFacts
  readonly #calls: CallView
  readonly #callers: CallerColumns
  readonly #calendar: Calendar
  /** Wrap-up that follows the talk that each agent is in. */
  readonly #wrapUpMs: Float64Array
  /** Where the line grants wrap-up, an agent who takes none has to say so. */
  readonly #grantsWrapUp: boolean
  /** Number of the call that each agent talked to last, where its queue has codes; else 0. Nothing on a line without. */
  readonly #talked: Float64Array | undefined
  /** By queue. */
  readonly #hasCodes: readonly boolean[]
  /** Where the scenario has agents who do so. */
  readonly #handling: Handling | undefined
  readonly #ringing: Ringing | undefined
  readonly #resolution: Resolution | undefined
  /** Agents who pick up as soon as the fact that rang them is done. */
  #picksUp = new Int32Array(16)
  #picksUpCount = 0

  constructor(
    plan: Plan,
    facts: WorldFacts,
    calls: CallView,
    callers: CallerColumns,
    calendar: Calendar,
    agents: number,
  ) {
    this.#plan = plan
    this.#facts = facts
    this.#calls = calls
    this.#callers = callers
    this.#calendar = calendar
    this.#wrapUpMs = new Float64Array(agents)
    const { queues } = plan.line.definition
    const wantsCodes = queues.some(({ wrapUpEnds }) => wrapUpEnds === 'by-code')
    this.#grantsWrapUp = wantsCodes || queues.some(({ wrapUpSeconds }) => wrapUpSeconds > 0)
    this.#hasCodes = queues.map(({ wrapUpCodes = [] }) => wrapUpCodes.length > 0)
    if (wantsCodes) this.#talked = new Float64Array(agents)
    this.#handling = isHandled(plan) ? new Handling(plan, callers) : undefined
    this.#resolution = mayStayUnresolved(plan) ? new Resolution(plan, callers) : undefined
    this.#ringing = mayRingOut(plan.groups) ? new Ringing(plan.groups, callers) : undefined
  }

  begin(seed: number, replication: number): void {
    this.#handling?.begin(seed, replication)
    this.#ringing?.begin(seed, replication)
    this.#resolution?.begin(seed, replication)
  }

  /** A call begins. */
  arrives(call: number): void {
    this.#handling?.arrives(call)
    this.#ringing?.arrives(call)
  }

  /** The phone rings of an agent who is going to pick up. */
  ring(agent: number): void {
    if (this.#picksUpCount === this.#picksUp.length) {
      const larger = new Int32Array(this.#picksUpCount * 2)
      larger.set(this.#picksUp)
      this.#picksUp = larger
    }
    this.#picksUp[this.#picksUpCount++] = agent
  }

  /** Whether the agent whose phone rings for a call is going to pick up. */
  picksUp(agent: number, call: number): boolean {
    return this.#ringing === undefined || this.#ringing.picksUp(agent, call)
  }

  /** All whose phone rings pick up, also those whom a pick-up leads to ring. */
  pickUp(): void {
    if (this.#picksUpCount === 0) return
    for (let i = 0; i < this.#picksUpCount; i++) this.#facts.accepts(this.#picksUp[i]!, this.#calendar.timeMs)
    this.#picksUpCount = 0
  }

  /** The agent talks to the caller, or hears their message, until the event of this kind. */
  occupy(agent: number, call: number, until: number): void {
    const plan = this.#plan
    const callers = this.#callers
    const calendar = this.#calendar
    callers.agent[call] = agent
    if (until === TALK_ENDS) this.#begins(agent, call)
    const handling = this.#handling
    if (handling) {
      handling.takes(agent, call, until === MESSAGE_HEARD, calendar.timeMs)
      this.#wrapUpMs[agent] = handling.wrapUpMs
      callers.fate[call] = calendar.setAfter(handling.talkMs, RANK_FREE, until, call)
    } else {
      const handleMs = plan.handle[callers.queue[call]!]!.at(callers.handleBits[call]!) * 1_000
      const talkMs = Math.round(handleMs * (1 - plan.wrapUpShare))
      this.#wrapUpMs[agent] = Math.round(handleMs) - talkMs
      callers.fate[call] = calendar.setAfter(talkMs, RANK_FREE, until, call)
    }
  }

  /** A talk begins, whose outcome is decided beforehand, since its length may depend on that. */
  #begins(agent: number, call: number): void {
    const { marks } = this.#callers
    marks[call] = (marks[call]! & ~UNRESOLVED) | TALKED
    this.#resolution?.talks(agent, call)
  }

  /** The talk with a caller is over; to be called before the centre hears of it. */
  ends(call: number): void {
    if (!this.#talked) return
    const { agent, queue } = this.#callers
    this.#talked[agent[call]!] = this.#hasCodes[queue[call]!] ? this.#calls.number[call]! : 0
  }

  /** Whether wrap-up follows the agent's talk. */
  wrapsUp(agent: number): boolean {
    return this.#wrapUpMs[agent]! > 0
  }

  /** The agent hands the caller on to another queue, where that is how the talk ends. */
  handsOn(call: number): boolean {
    const to = this.#handling?.goesTo(call) ?? -1
    return to >= 0 && this.#facts.transfers(this.#callers.agent[call]!, to, this.#calendar.timeMs)
  }

  /** The agent's talk is over. */
  beginWrapUp(agent: number): void {
    const calendar = this.#calendar
    const wrapUpMs = this.#wrapUpMs[agent]!
    if (wrapUpMs > 0) calendar.setAfter(wrapUpMs, RANK_FREE, READY, agent)
    else if (this.#grantsWrapUp) this.wrapUp(agent)
  }

  /** The agent has wrapped up, and has said how the call ended where the line wants to know. */
  wrapUp(agent: number): void {
    const nowMs = this.#calendar.timeMs
    const talked = this.#talked?.[agent] ?? 0
    if (talked > 0) this.#facts.codes(agent, talked, nowMs)
    this.#facts.isReady(agent, nowMs)
  }
}
