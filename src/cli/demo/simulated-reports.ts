import { setTimeout as pause } from 'node:timers/promises'
import type { WorldFacts } from '../../../sim/world/port.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import { NO_REASON, reasonOf } from '../../call/away.ts'
import type { Known } from '../../call/facts.ts'
import type { FlowTable } from '../../call/flow-table.ts'
import { ON_CALL, WRAP_UP } from '../../centre/agents.ts'
import { codesFor } from '../../centre/desk.ts'
import type { Report, View, Work } from '../../runtime/runtime.ts'
import { numberOf, recordedOf } from './known-callers.ts'
import type { PlayedCalls } from './played-calls.ts'

/** An agent says how a call ended: by one code as often as by another. */
export function codedBy({ centre }: View, agent: string, call: number): Report[] {
  const { state } = centre.centre
  const number = centre.agentOf(agent)
  const codes = codesFor(state, number)
  if (codes.length === 0 || state.agents.codedCall[number] === call) return []
  return [{ kind: 'coded', data: { agent, call, code: codes[call % codes.length]! } }]
}

/** As `codedBy`, for the call that the agent talks to or wraps up. */
export function codedLast(view: View, agent: string): Report[] {
  const { agents } = view.centre.centre.state
  const number = view.centre.agentOf(agent)
  const isHandling = agents.state[number] === ON_CALL || agents.state[number] === WRAP_UP
  return isHandling ? codedBy(view, agent, agents.talkCall[number]!) : []
}

/** An agent hands the caller on to a queue by its place in the line, or lets go of one for whom the flow has no way. */
export function handedOn({ centre }: View, agent: string, queue: number): Report[] {
  const { agents, calls, lines } = centre.centre.state
  const call = agents.call[centre.agentOf(agent)]!
  if (call < 0) return []
  const { table } = lines[calls.line[call]!]!
  if (table.hears(calls.state[call]!, table.firstTransfer + queue))
    return [{ kind: 'transferred', data: { agent, queue: table.names.queues[queue]! } }]
  return [{ kind: 'hung-up', data: { call: calls.number[call]! } }]
}

/** How long after a report could not be kept it is made again, in real time. */
const AGAIN_MS = 1_000

type Reports = Work['reports']

export interface ReportsOptions {
  readonly submit: (work: Work) => Promise<string>
  readonly calls: PlayedCalls
  /** The line that is rung. */
  readonly table: FlowTable
  /** Callers of days before, whose numbers are not those of this day's callers. */
  readonly callersBefore: number
  /** Names of the agents, by their number in the world. */
  readonly agents: readonly string[]
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * What simulated callers and agents do, told to a live centre as a carrier tells it: each fact a report, stamped by
 * the centre's clock. What cannot be kept is told again until it is, as a carrier repeats a webhook.
 */
export class SimulatedReports implements WorldFacts {
  /** Number of the call that a simulated caller rang with last. */
  rang = 0
  readonly #options: ReportsOptions
  #pending = 0
  #stopped = false
  #whenSettled: (() => void)[] = []

  constructor(options: ReportsOptions) {
    this.#options = options
  }

  /** True while the centre has not kept all that it was told. */
  get isPending(): boolean {
    return this.#pending > 0
  }

  /** Resolves when the centre has kept all that it was told, and all that this led to was directed. */
  async settled(): Promise<void> {
    if (this.isPending) await new Promise<void>(resolve => this.#whenSettled.push(resolve))
  }

  /** What is not kept by now is not told again. */
  stop(): void {
    this.#stopped = true
  }

  arrives(_line: number, caller: number, tier: number, _atMs: number, known?: Known): number {
    const { agents, table, callersBefore } = this.#options
    const { line, tiers } = table.names
    const recorded = known && recordedOf(known, table.names, agents)
    this.#tell(async view => {
      this.rang = view.centre.nextCall
      const key = await view.callerKey(numberOf(callersBefore + caller))
      const data = { line, caller: key, tier: tiers[tier]!, ...(recorded && { known: recorded }) }
      return [{ kind: 'arrived', data }]
    })
    return -1
  }

  hears(slot: number, event: number): boolean {
    return this.#tellOf(slot, call => ({
      kind: 'heard',
      data: { call, event: this.#options.table.events[event]! },
    }))
  }

  isDue(slot: number): boolean {
    return this.#tellOf(slot, call => ({ kind: 'due', data: { call } }))
  }

  hangsUp(slot: number): boolean {
    // Nobody is left to hear the music: what is due from here on is the centre's own.
    this.#options.calls.onMusic[slot] = 0
    return this.#tellOf(slot, call => ({ kind: 'hung-up', data: { call } }))
  }

  answersCallback(slot: number): boolean {
    return this.#tellOf(slot, call => ({ kind: 'callback-answered', data: { call } }))
  }

  /** Nobody picks up a callback: the person belongs to no slot. */
  missesCallback(call: number): void {
    this.#tell(() => [{ kind: 'callback-missed', data: { call } }])
  }

  signsIn(agent: number): boolean {
    return this.#tell(() => [{ kind: 'signed-in', data: { agent: this.#options.agents[agent]! } }])
  }

  goesAway(agent: number, _atMs: number, reason: number = NO_REASON): boolean {
    const data = { agent: this.#options.agents[agent]!, ...reasonOf(reason) }
    return this.#tell(() => [{ kind: 'went-away', data }])
  }

  accepts(agent: number): boolean {
    return this.#tell(() => [{ kind: 'accepted', data: { agent: this.#options.agents[agent]! } }])
  }

  leaves(agent: number): boolean {
    return this.#tell(() => [{ kind: 'left', data: { agent: this.#options.agents[agent]! } }])
  }

  transfers(agent: number, queue: number): boolean {
    return this.#tell(view => handedOn(view, this.#options.agents[agent]!, queue))
  }

  codes(agent: number, call: number): boolean {
    return this.#tell(view => codedBy(view, this.#options.agents[agent]!, call))
  }

  isReady(agent: number): boolean {
    const name = this.#options.agents[agent]!
    return this.#tell(view => [...codedLast(view, name), { kind: 'ready', data: { agent: name } }])
  }

  /** A live centre has timers of its own for lines and agents. */
  lineIsDue(): boolean {
    return false
  }

  agentsAreDue(): boolean {
    return false
  }

  alertsAreDue(): boolean {
    return false
  }

  #tellOf(slot: number, report: (call: number) => Report): boolean {
    const call = this.#options.calls.number[slot]!
    return call > 0 && this.#tell(() => [report(call)])
  }

  #tell(reports: Reports): true {
    void this.#keep(reports)
    return true
  }

  async #keep(reports: Reports): Promise<void> {
    this.#pending++
    while (!this.#stopped) {
      try {
        await this.#options.submit({ reports })
        break
      } catch (error) {
        if (this.#stopped) break
        this.#options.onFault('what a simulated caller or agent did', error)
        if (error instanceof WrongInput) break
        await pause(AGAIN_MS)
      }
    }
    if (--this.#pending > 0) return
    const waiting = this.#whenSettled
    this.#whenSettled = []
    for (const resolve of waiting) resolve()
  }
}
