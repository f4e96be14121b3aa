import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { RunningClock } from '../../base/clock.ts'
import { MINUTE_MS } from '../../base/units.ts'
import { AWAY_REASONS } from '../../call/away.ts'
import type { Line } from '../../call/line.ts'
import type { Phone } from '../../carrier/local/phone.ts'
import { AVAILABLE, AWAY } from '../../centre/agents.ts'
import { TALKING } from '../../centre/calls.ts'
import type { Logger } from '../../log.ts'
import type { Report } from '../../runtime/runtime.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import type { RungByPage } from '../../web/page-call.ts'
import type { PageLegs } from '../../web/page-legs.ts'
import { RungDay } from '../rung/rung-day.ts'
import type { LiveCentre } from '../serve/live.ts'
import type { Person } from './person.ts'
import { agentOf } from './person.ts'

export interface PhoneLineOptions {
  readonly scenario: Scenario
  readonly line: Line
  readonly log: Logger
  readonly programVersion: string
  readonly person: Person
}

/** Few enough agents for others to be waiting, and one caller a minute or so to wait with. */
const AGENTS = 2
const CALLS_PER_HOUR = 60
/** An agent has no more to say than that to whoever rings from a page, and hangs up. */
const TALK_MS = MINUTE_MS
/** So many numbers are kept for fiction in an area; simulated callers have none in this one. */
const NUMBERS = 100
const AREA = '+1201'

/**
 * The line of a demo as it is rung from its phone page: behind the carrier on this machine, in real time, with callers
 * and agents of its own. Nothing of it is kept.
 */
export class PhoneLine implements RungByPage {
  readonly #day: RungDay
  readonly #folder: string
  readonly #log: Logger
  readonly #person: string
  #rang = 0
  #isMakingRoom = false

  private constructor(day: RungDay, folder: string, log: Logger, person: string) {
    this.#day = day
    this.#folder = folder
    this.#log = log
    this.#person = person
  }

  static async open({ scenario, line, log, programVersion, person }: PhoneLineOptions): Promise<PhoneLine> {
    const { intervalMinutes } = scenario.arrivals
    const arrivals = { intervalMinutes, dayVariation: 0, callsPerHour: CALLS_PER_HOUR }
    const plan = planOf({ ...scenario, arrivals, agents: AGENTS }, line)
    const folder = mkdtempSync(join(tmpdir(), 'holdline-phone-'))
    let opened: PhoneLine | undefined
    const day = await RungDay.open({
      ...{ plan, seed: scenario.seed, log: quieter(log), programVersion },
      people: [agentOf(person, line.definition)],
      pins: new Map([[person.name, person.pin]]),
      onCommitted() {
        if (opened) opened.#makesRoom()
      },
      clock: new RunningClock(plan.startMs),
      store: await openSqliteStore({ folder }),
      onFault: (what, error) => log.error({ err: error }, what),
    })
    day.callers.begin()
    opened = new PhoneLine(day, folder, log, person.name)
    return opened
  }

  get live(): LiveCentre {
    return this.#day.line.live
  }

  get legs(): PageLegs {
    return this.#day.line.legs
  }

  /**
   * While the person takes calls no simulated caller begins to ring, and simulated agents go on a break when nobody waits
   * any more: whoever rings from a page then is the person's.
   */
  #makesRoom(): void {
    const { runtime } = this.live
    const isThere = this.#personState !== AWAY
    this.#day.callers.isQuiet = isThere
    if (this.#isMakingRoom || this.#changes(isThere).length === 0) return
    this.#isMakingRoom = true
    runtime
      .submit({ reports: () => this.#changes(this.#personState !== AWAY) })
      .catch(error => this.#log.error({ err: error }, 'room for a person'))
      .finally(() => {
        this.#isMakingRoom = false
      })
  }

  get #personState(): number {
    const { centre } = this.live.runtime
    return centre.centre.state.agents.state[centre.agentOf(this.#person)]!
  }

  /** Simulated agents who are to go, or to come back. */
  #changes(isPersonThere: boolean): Report[] {
    const { agents } = this.live.runtime.centre.centre.state
    return agents.names.flatMap((agent, at): Report[] => {
      if (agent === this.#person) return []
      if (isPersonThere && agents.state[at] === AVAILABLE)
        return [{ kind: 'went-away', data: { agent, reason: 'break' } }]
      const isOnBreak = agents.state[at] === AWAY && AWAY_REASONS[agents.reason[at]!] === 'break'
      return !isPersonThere && isOnBreak ? [{ kind: 'signed-in', data: { agent } }] : []
    })
  }

  async ring({ from = this.#newNumber(), rung }: Parameters<RungByPage['ring']>[0]) {
    const { line } = this.#day
    line.carrier.plug(from, phone => {
      this.#endsTalks(phone)
      rung(phone)
    })
    const phone = line.call(from)
    this.#endsTalks(phone)
    return phone
  }

  /** The agent hangs up some time into a talk; simulated callers do so themselves. */
  #endsTalks(phone: Phone): void {
    const { clock } = this.#day.line.carrier
    phone.listen(({ kind }) => {
      if (kind !== 'talks') return
      clock.at(clock.nowMs() + TALK_MS, () => {
        this.#agentLeaves(phone).catch(error => this.#log.error({ err: error }, 'the end of a talk'))
      })
    })
  }

  async #agentLeaves(phone: Phone): Promise<void> {
    const { runtime, carrier } = this.live
    const person = this.#person
    const call = await carrier.legs.callOf(phone.callSid)
    if (phone.isOver || call === undefined) return
    await runtime.submit({
      reports({ centre }) {
        const { agents, calls } = centre.centre.state
        const slot = centre.slotOf(call)
        const agent = slot < 0 || calls.phase[slot] !== TALKING ? -1 : calls.agent[slot]!
        // A person says goodbye in person.
        if (agent < 0 || agents.names[agent] === person) return []
        return [{ kind: 'left', data: { agent: agents.names[agent]! } }]
      },
    })
  }

  #newNumber(): string {
    return `${AREA}55501${String(this.#rang++ % NUMBERS).padStart(2, '0')}`
  }

  texts(number: string, arrives: Parameters<RungByPage['texts']>[1]): () => void {
    return this.#day.line.carrier.messages.listen(({ to, body, createdMs }) => {
      if (to === number) arrives({ words: body, atMs: createdMs })
    })
  }

  async stateOf(callSid: string): Promise<string> {
    const { runtime, carrier } = this.live
    const call = await carrier.legs.callOf(callSid)
    const slot = call === undefined ? -1 : runtime.centre.slotOf(call)
    if (slot < 0) return ''
    const { calls, lines } = runtime.centre.centre.state
    return lines[calls.line[slot]!]!.table.stateName(calls.state[slot]!)
  }

  async close(): Promise<void> {
    await this.#day.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Without a line for each webhook of callers whom nobody asked for, which would carry off the address of the pages. */
function quieter(log: Logger): Logger {
  return log.child({}, { level: log.level === 'info' ? 'warn' : log.level })
}
