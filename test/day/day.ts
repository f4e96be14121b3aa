import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import { CENTRE } from '../../src/cli/centre-name.ts'
import { LocalLine } from '../../src/cli/rung/local-line.ts'
import { createLog } from '../../src/log.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { SupervisedView, SuperviseView } from '../../src/web/pages/desk-view.ts'
import { AgentOnDay } from './agent.ts'
import { CallerOnDay } from './caller.ts'
import type { Feature } from './features.ts'
import { FEATURES } from './features.ts'
import type { DayParts } from './line-day.ts'
import { LineDay } from './line-day.ts'
import { OffScript } from './off-script.ts'
import { AGENTS, PINS, SUPERVISORS_NUMBER } from './people.ts'
import { transcriptOf } from './transcript.ts'
import { World } from './world.ts'

/** A support line on one day with everybody who has to do with it: over HTTP, in virtual time, behind a local carrier. */
export class Day extends LineDay {
  readonly callers: CallerOnDay[] = []
  readonly agents: ReadonlyMap<string, AgentOnDay>
  readonly #shown = new Set<Feature>()

  private constructor(parts: DayParts) {
    super(parts)
    this.agents = new Map(AGENTS.map(agent => [agent.name, new AgentOnDay(this, agent)]))
  }

  static async open(startMs: number): Promise<Day> {
    const wrong: string[] = []
    const destination = { write: (text: string) => void wrong.push(text.trim()) }
    const clock = new SteppedClock(startMs)
    const store = await openSqliteStore({ memory: true })
    const world = await World.open(() => clock.nowMs())
    const line = await LocalLine.open({
      ...{ clock, store, programVersion: 'day', lines: [cardSupport, giftCards], roster: AGENTS, pins: PINS },
      records: world.records,
      alerting: {
        mail: { url: world.smtp.url, from: 'line@example.com' },
        alerts: {
          texts: [SUPERVISORS_NUMBER],
          emails: ['dora@example.com'],
          webhook: { url: world.hookUrl, secret: 'known to two' },
        },
      },
      log: createLog({ level: 'warn', pretty: false, destination, secrets: [] }),
    })
    line.carrier.listen(happening => {
      if (happening.kind === 'alert') wrong.push(happening.text)
    })
    return new Day({ clock, store, line, world, wrong })
  }

  /** Something that the line can do was seen to happen. */
  shows(...features: readonly Feature[]): void {
    for (const feature of features) this.#shown.add(feature)
  }

  get shown(): readonly Feature[] {
    return FEATURES.filter(feature => this.#shown.has(feature))
  }

  get missing(): readonly Feature[] {
    return FEATURES.filter(feature => !this.#shown.has(feature))
  }

  agent(name: string): AgentOnDay {
    const agent = this.agents.get(name)
    if (!agent) throw new OffScript(`nobody of the day is named ${name}`)
    return agent
  }

  /** Somebody rings a line. */
  async rings(name: string, from: string, line = 'card-support'): Promise<CallerOnDay> {
    const caller = new CallerOnDay(this, { name, line, phone: this.line.call(from, line) })
    this.callers.push(caller)
    this.names(caller.phone.callSid, name)
    await this.clock.passes(SECOND_MS)
    return caller
  }

  /** Whoever is still on the phone hangs up, and agents go away: the next scene begins with nobody there. */
  async clears(): Promise<void> {
    const agents = [...this.agents.values()]
    const legs = agents.flatMap(agent => agent.legs)
    for (const phone of [...this.callers.map(caller => caller.phone), ...legs])
      if (!phone.isOver) phone.hangUp()
    await this.clock.passes(10 * SECOND_MS)
    await this.finishes(...this.agents.keys())
    for (const agent of agents) {
      agent.manner = 'takes'
      if (agent.state !== 'away') await agent.clicks('away', { reason: 'break' })
    }
  }

  /** Agents wrap up what they had, and are available again. */
  async finishes(...names: readonly string[]): Promise<void> {
    await this.clock.passes(3 * SECOND_MS)
    for (const agent of names.map(name => this.agent(name))) {
      if (agent.state !== 'wrap-up') continue
      const { wrapUp } = await agent.sees()
      if (wrapUp?.isCodeWanted) await agent.clicks('wrap-up', { code: wrapUp.codes[0] })
      await agent.clicks('ready')
    }
  }

  /** What supervisors see of an agent. */
  async supervised(agent: string): Promise<SupervisedView> {
    const { agents } = (await (await this.agent('dora').page()).get('/api/supervise')) as SuperviseView
    return agents.find(({ name }) => name === agent)!
  }

  /** Somebody texts a line. */
  async texts(from: string, body: string, line = 'card-support'): Promise<void> {
    void this.line.carrier.text({ from, to: this.line.numbers.get(line)!, body })
    await this.clock.passes(5 * SECOND_MS)
  }

  /** What somebody was texted, first to last. */
  textsTo(number: string): string[] {
    return this.line.carrier.messages.wordsTo(number)
  }

  get journal(): StoredJournal {
    return new StoredJournal(this.store, CENTRE)
  }

  /** Calls that the line took and has not ended. */
  get lost(): number {
    const { arrived, live } = this.line.live.runtime.centre.centre.state.calls
    return live + Math.max(0, this.callers.length - arrived)
  }

  transcripts(): string[] {
    return this.callers.map(caller => transcriptOf(caller, this.nameOf))
  }

  async close(): Promise<void> {
    await this.line.close()
    this.world.close()
  }
}
