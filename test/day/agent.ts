import { SECOND_MS } from '../../src/base/units.ts'
import type { Person } from '../../src/carrier/local/people.ts'
import { answers, doesNotAnswer } from '../../src/carrier/local/people.ts'
import type { Phone } from '../../src/carrier/local/phone.ts'
import { AGENT_STATES } from '../../src/centre/agents.ts'
import type { RosterAgent } from '../../src/centre/roster-agent.ts'
import { RunningLine } from '../../src/cli/running-line.ts'
import type { DeskView } from '../../src/web/pages/desk-view.ts'
import type { LineDay } from './line-day.ts'
import { OffScript } from './off-script.ts'
import { PINS } from './people.ts'

/** What an agent does whose phone rings. */
export type Manner = 'takes' | 'ignores' | 'lets-a-machine-answer' | 'declines'

/** An agent at a phone. */
export class AgentOnDay {
  readonly name: string
  /** The legs that rang, first to last. */
  readonly legs: Phone[] = []
  manner: Manner = 'takes'
  readonly #day: LineDay
  #page: RunningLine | undefined

  constructor(day: LineDay, { name, address }: RosterAgent) {
    this.name = name
    this.#day = day
    day.line.carrier.plug(address!, phone => {
      this.legs.push(phone)
      day.names(phone.callSid, name)
      this.#person()(phone)
    })
  }

  /** The leg that rang last. */
  get leg(): Phone {
    const leg = this.legs.at(-1)
    if (!leg) throw new OffScript(`the phone of ${this.name} has not rung`)
    return leg
  }

  /** How the agent stands with the centre. */
  get state(): (typeof AGENT_STATES)[number] {
    const { centre } = this.#day.line.live.runtime
    return AGENT_STATES[centre.centre.state.agents.state[centre.agentOf(this.name)]!]!
  }

  /** The agent's page, logged in. */
  async page(): Promise<RunningLine> {
    this.#page ??= await RunningLine.at(this.#day.line.url, PINS.get(this.name)!, this.name)
    return this.#page
  }

  /** What the agent's page shows. */
  async sees(): Promise<DeskView> {
    return (await (await this.page()).get('/api/agent')) as DeskView
  }

  /** Clicks on the agent's page, about the call on hand or the last one where there is one. */
  async clicks(act: string, body: object = {}): Promise<DeskView> {
    const { call, wrapUp } = await this.sees()
    const about = call?.call ?? wrapUp?.call
    const sent = { ...(about !== undefined && { call: about }), ...body }
    const view = (await this.posts(`/api/agent/${act}`, sent)) as DeskView
    await this.#day.clock.passes(2 * SECOND_MS)
    return view
  }

  /** A supervisor comes into the talk of an agent, and takes the ring with a key. */
  async supervises(how: 'listen' | 'whisper' | 'join' | 'stop', agent: string): Promise<void> {
    await this.posts(`/api/supervise/${how}`, { agent })
    await this.#day.clock.passes(10 * SECOND_MS)
  }

  /** Sends something from the agent's page. @throws OffScript in the server's words where it refuses */
  async posts(path: string, body: object): Promise<unknown> {
    try {
      return await (await this.page()).post(path, body)
    } catch (error) {
      throw new OffScript(`${this.name}, ${path}: ${(error as Error).message}`)
    }
  }

  /** True when somebody's words were heard on the leg that rang last. */
  heard(words: string): boolean {
    return this.leg.diary.some(happening => happening.kind === 'voice' && happening.text === words)
  }

  async says(words: string): Promise<void> {
    this.leg.speak(words)
    await this.#day.clock.passes(3 * SECOND_MS)
  }

  /** Ends the talk at the desk. A page that is merely closed would be taken for a fault. */
  async hangsUp(): Promise<void> {
    await this.clicks('hang-up')
  }

  async becomes(state: (typeof AGENT_STATES)[number], withinMs?: number): Promise<void> {
    await this.#day.until(`${this.name} is ${state}`, () => this.state === state, withinMs)
  }

  #person(): Person {
    const { clock } = this.#day
    if (this.manner === 'ignores') return doesNotAnswer
    if (this.manner === 'lets-a-machine-answer') return answers({ clock, afterMs: 3 * SECOND_MS })
    const presses = this.manner === 'takes' ? '1' : '2'
    return answers({ clock, afterMs: 3 * SECOND_MS, presses, pressesAfterMs: 2 * SECOND_MS })
  }
}
