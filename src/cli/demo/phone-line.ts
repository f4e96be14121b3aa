import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { RunningClock } from '../../base/clock.ts'
import { MINUTE_MS } from '../../base/units.ts'
import type { Line } from '../../call/line.ts'
import type { Phone } from '../../carrier/local/phone.ts'
import { TALKING } from '../../centre/calls.ts'
import type { Logger } from '../../log.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import type { RungByPage } from '../../web/page-call.ts'
import { RungDay } from '../rung/rung-day.ts'

export interface PhoneLineOptions {
  readonly scenario: Scenario
  readonly line: Line
  readonly log: Logger
  readonly programVersion: string
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
  #rang = 0

  private constructor(day: RungDay, folder: string, log: Logger) {
    this.#day = day
    this.#folder = folder
    this.#log = log
  }

  static async open({ scenario, line, log, programVersion }: PhoneLineOptions): Promise<PhoneLine> {
    const { intervalMinutes } = scenario.arrivals
    const arrivals = { intervalMinutes, dayVariation: 0, callsPerHour: CALLS_PER_HOUR }
    const plan = planOf({ ...scenario, arrivals, agents: AGENTS }, line)
    const folder = mkdtempSync(join(tmpdir(), 'holdline-phone-'))
    const day = await RungDay.open({
      ...{ plan, seed: scenario.seed, log: quieter(log), programVersion },
      clock: new RunningClock(plan.startMs),
      store: await openSqliteStore({ folder }),
      onFault: (what, error) => log.error({ err: error }, what),
    })
    day.callers.begin()
    return new PhoneLine(day, folder, log)
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
    const { runtime, carrier } = this.#day.line.live
    const call = await carrier.legs.callOf(phone.callSid)
    if (phone.isOver || call === undefined) return
    await runtime.submit({
      reports({ centre }) {
        const { agents, calls } = centre.centre.state
        const slot = centre.slotOf(call)
        const agent = slot < 0 || calls.phase[slot] !== TALKING ? -1 : calls.agent[slot]!
        return agent < 0 ? [] : [{ kind: 'left', data: { agent: agents.names[agent]! } }]
      },
    })
  }

  #newNumber(): string {
    return `${AREA}55501${String(this.#rang++ % NUMBERS).padStart(2, '0')}`
  }

  async stateOf(callSid: string): Promise<string> {
    const { runtime, carrier } = this.#day.line.live
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
