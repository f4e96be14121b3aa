import type { Plan } from '../../../sim/world/plan.ts'
import { World } from '../../../sim/world/world.ts'
import { MINUTE_MS, NEVER_MS, SECOND_MS } from '../../base/units.ts'
import { AWAY } from '../../centre/agents.ts'
import { DIALLING, FREE, LEG_ENDED } from '../../centre/calls.ts'
import type { LiveWatch } from '../../runtime/live-watch.ts'
import type { Report, View } from '../../runtime/runtime.ts'
import { Runtime } from '../../runtime/runtime.ts'
import { endOf } from './days.ts'
import { PlayedCalls } from './played-calls.ts'
import type { RehearsalClock } from './rehearsal-clock.ts'
import type { RehearsalStore } from './rehearsal-store.ts'
import { SimulatedCarrier } from './simulated-carrier.ts'
import { codedLast, SimulatedReports } from './simulated-reports.ts'
import { staffOf } from './staff.ts'

/** The centre of a demo; `holdline replay` looks for it under this name. */
export const CENTRE = 'main'

/** How often it is looked whether the last caller of a day is served, and after what time they are sent home. */
const LOOK_EVERY_MS = 10 * SECOND_MS
const LATEST_MS = 90 * MINUTE_MS

export interface RehearsalOptions {
  readonly store: RehearsalStore
  readonly clock: RehearsalClock
  /** Names line and agents; the day itself is begun by `begin`. */
  readonly plan: Plan
  readonly seed: number
  readonly programVersion: string
  readonly watch: LiveWatch
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * A live centre, just as one behind a telephone company, whose callers and agents are simulated. The world around it
 * does one thing after the other, each only when the one before is durable and all that it led to was carried out.
 */
export class Rehearsal {
  readonly runtime: Runtime
  readonly #options: RehearsalOptions
  readonly #carrier: SimulatedCarrier
  #reports: SimulatedReports | undefined
  #isStepping = false
  #stopped = false
  #cancel = () => {}
  #wakeMs = NEVER_MS

  private constructor(options: RehearsalOptions, carrier: SimulatedCarrier, runtime: Runtime) {
    this.#options = options
    this.#carrier = carrier
    this.runtime = runtime
  }

  /**
   * Opens the centre where its journal ends. The people of a process before this one are gone with it: their calls
   * end and the agents are away.
   */
  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const { store, clock, plan, programVersion, watch, onFault } = options
    const carrier = new SimulatedCarrier()
    const runtime = await Runtime.open({
      name: CENTRE,
      store,
      clock,
      carrier,
      lines: [plan.line],
      roster: JSON.stringify(staffOf(plan)),
      programVersion,
      watch,
      onFault,
    })
    await runtime.submit({ reports: everybodyGoes })
    return new Rehearsal(options, carrier, runtime)
  }

  /** Begins a day at its start or later, with nobody there yet. Resolves when the last of its callers is served. */
  begin(plan: Plan, fromMs: number): Promise<void> {
    const { seed, onFault } = this.#options
    const { runtime } = this
    const line = runtime.centre.lineOf(plan.line.definition.name)
    // The centre steps the line as its text has it, and numbers its states by that.
    const { table } = runtime.centre.centre.state.lines[line]!
    const calls = new PlayedCalls()
    const agents = staffOf(plan).map(({ name }) => name)
    const submit = runtime.submit.bind(runtime)
    const callersBefore = runtime.centre.centre.state.calls.arrived
    const reports = new SimulatedReports({ submit, calls, table, callersBefore, agents, onFault })
    const world = new World({ ...plan, table }, reports, calls, { arrived: () => {} })
    this.#reports = reports
    this.#carrier.played = {
      world,
      calls,
      reports,
      names: table.names,
      agents: new Map(agents.map((name, number) => [name, number])),
      agentStates: new Map(),
      centre: () => runtime.centre,
      directed: () => this.#wind(),
    }
    // Each time that a day is begun or gone on with, other people call.
    world.begin(seed, callersBefore, fromMs)
    this.#wind()
    return new Promise(resolve => this.#endDay(endOf(plan), resolve))
  }

  /** Lets time leap, as fast as all that happens meanwhile can be stepped. Only while the clock stands. */
  async hurry(untilMs: number): Promise<void> {
    const { clock, store } = this.#options
    await store.inOneCommit(CENTRE, async () => {
      while (!this.#stopped && clock.nowMs() < untilMs) {
        clock.leap(untilMs)
        await this.#quiet()
      }
    })
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  /** Finishes what was begun; no simulated person does anything after this. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    this.#reports?.stop()
    await this.runtime.stop()
  }

  /** Resolves when nothing is left to do at this moment. */
  async #quiet(): Promise<void> {
    do {
      await this.runtime.submit({ reports: () => [] }).catch(error => {
        if (!this.#stopped) throw error
      })
      await this.#reports?.settled()
    } while (!this.#stopped && (this.#isStepping || this.#reports?.isPending === true))
  }

  /** Lets the clock wake the world when its next event is due. */
  #wind(): void {
    if (this.#isStepping || this.#stopped) return
    const wakeMs = this.#carrier.played?.world.calendar.nextMs() ?? NEVER_MS
    if (wakeMs === this.#wakeMs) return
    this.#cancel()
    this.#wakeMs = wakeMs
    this.#cancel = wakeMs === NEVER_MS ? () => {} : this.#options.clock.at(wakeMs, () => void this.#step())
  }

  async #step(): Promise<void> {
    const { clock } = this.#options
    this.#wakeMs = NEVER_MS
    if (this.#isStepping) return
    this.#isStepping = true
    const { world } = this.#carrier.played!
    while (!this.#stopped && world.step(clock.nowMs())) await this.#reports?.settled()
    this.#isStepping = false
    this.#wind()
  }

  /** Waits from the end of a day for its last caller to be served, then sends everybody home. */
  #endDay(endMs: number, ended: () => void): void {
    const { clock, onFault } = this.#options
    const look = (): void => {
      if (this.#stopped) return
      const { live } = this.runtime.centre.centre.state.calls
      const nowMs = clock.nowMs()
      if (live > 0 && nowMs < endMs + LATEST_MS) clock.at(nowMs + LOOK_EVERY_MS, look)
      else
        this.runtime
          .submit({ reports: everybodyGoes })
          .then(ended, error => onFault('the end of the day', error))
    }
    clock.at(endMs, look)
  }
}

/** Ends the calls that somebody is on, and puts the agents away. */
function everybodyGoes(view: View): Report[] {
  const { agents, calls } = view.centre.centre.state
  const reports: Report[] = []
  const here = agents.names.filter((_, agent) => agents.state[agent] !== AWAY)
  for (const agent of here) reports.push({ kind: 'went-away', data: { agent, reason: 'end-of-work' } })
  for (let slot = 0; slot < calls.capacity; slot++) {
    if (calls.phase[slot] === FREE) continue
    const call = calls.number[slot]!
    const isOnTheLine = (calls.flags[slot]! & LEG_ENDED) === 0
    if (isOnTheLine) reports.push({ kind: 'hung-up', data: { call } })
    // Whoever waits for a callback will not be there when it comes.
    else if (calls.phase[slot] === DIALLING) reports.push({ kind: 'callback-missed', data: { call } })
  }
  for (const agent of here) reports.push(...codedLast(view, agent), { kind: 'ready', data: { agent } })
  return reports
}
