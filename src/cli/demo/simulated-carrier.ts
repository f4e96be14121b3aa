import type { World } from '../../../sim/world/world.ts'
import { assert } from '../../base/assert.ts'
import { NEVER_MS, SECOND_MS } from '../../base/units.ts'
import type { Directive, Entry } from '../../call/journal.ts'
import type { LineNames } from '../../call/line.ts'
import type { Carrier, Effect } from '../../carrier/port.ts'
import { AWAY } from '../../centre/agents.ts'
import { FILED, OFFERED, WAITING } from '../../centre/calls.ts'
import type { JournaledCentre } from '../../centre/journaled-centre.ts'
import type { PlayedCalls } from './played-calls.ts'
import type { SimulatedReports } from './simulated-reports.ts'

/** The simulated world around a centre, as long as one day of it is played. */
export interface Played {
  readonly world: World
  readonly calls: PlayedCalls
  readonly reports: Pick<SimulatedReports, 'rang' | 'accepts' | 'missesCallback'>
  /** Of the line that is rung. */
  readonly names: LineNames
  /** Numbers of the agents in the world, by name. */
  readonly agents: ReadonlyMap<string, number>
  /** What the world knows of its agents: a state of `AGENT_STATES` by number, away where it knows nothing. */
  readonly agentStates: Map<number, number>
  readonly centre: () => JournaledCentre
  /** Something was directed, and the world may have more to do sooner. */
  readonly directed: () => void
}

type OfCall = Exclude<
  Directive,
  {
    do:
      | 'answer'
      | 'ring'
      | 'stop-ringing'
      | 'dial'
      | 'wake-line'
      | 'wake-agents'
      | 'part'
      | 'monitor'
      | 'stop-monitoring'
      | 'text-caller'
      | 'wake-line'
      | 'wake-agents'
      | 'wake-alerts'
      | 'alert'
  }
>

/**
 * A carrier whose telephones are those of simulated people. It acts on what is durable and nothing else; what it
 * knows ends with its process, so there is nothing to remember over a restart, and no effect to be tried again.
 * Calls that no simulated caller is in are somebody else's, and are left alone.
 */
export class SimulatedCarrier implements Carrier {
  /** Who is there to be called; nobody before the first day begins. */
  played: Played | undefined

  note(): readonly Effect[] {
    return []
  }

  committed(entries: readonly Entry[]): void {
    const { played } = this
    if (!played) return
    mirror(played)
    for (const { atMs, fact, directives = [] } of entries) {
      played.world.nowMs = atMs
      if (fact.kind === 'heard') {
        const slot = played.calls.slotOf(fact.data.call)
        if (slot >= 0) played.world.hasActed(slot)
      }
      for (const directive of directives) carryOut(played, directive)
    }
    follow(played)
    played.world.settle()
    played.directed()
  }

  async act(): Promise<void> {}

  asksByItself(call: number): boolean {
    if (!this.played) return false
    const { calls } = this.played
    const slot = calls.slotOf(call)
    return slot >= 0 && calls.onMusic[slot] === 1
  }

  snapshot(): unknown {
    return undefined
  }

  restore(): void {}
}

/** Shows the world where its calls stand after what was committed. Those that are over stay as they were. */
function mirror({ calls, centre }: Played): void {
  const at = centre().centre.state.calls
  for (const slot of calls.slots) {
    const call = centre().slotOf(calls.number[slot]!)
    if (call < 0) continue
    calls.state[slot] = at.state[call]!
    calls.phase[slot] = at.phase[call]!
  }
}

function carryOut(played: Played, directive: Directive): void {
  const { world, calls, reports, agents, centre } = played
  switch (directive.do) {
    case 'answer': {
      // Whoever rings meanwhile from elsewhere is no simulated caller.
      if (directive.call !== reports.rang) return
      const slot = calls.take(directive.call)
      mirror(played)
      world.answer(slot)
      return
    }
    case 'ring': {
      // As in a simulation, an agent who picks up does so at once.
      const agent = agents.get(directive.agent)
      const slot = calls.slotOf(directive.call)
      if (agent === undefined || (slot >= 0 && !world.picksUp(agent, slot))) return
      reports.accepts(agent)
      return
    }
    case 'dial': {
      const slot = calls.slotOf(directive.call)
      if (slot >= 0) world.dial(slot)
      // Whoever asked for this call did so before a restart, and is gone.
      else if (centre().slotOf(directive.call) >= 0) reports.missesCallback(directive.call)
      return
    }
    case 'stop-ringing':
    case 'text-caller':
    case 'wake-line':
    case 'wake-agents':
    // Supervisors come to a talk by telephones of their own, of which the world knows nothing.
    case 'part':
    case 'monitor':
    case 'stop-monitoring':
    case 'wake-alerts':
    case 'alert':
      return
    default: {
      const slot = calls.slotOf(directive.call)
      if (slot >= 0) carryOutCall(played, slot, directive)
    }
  }
}

function carryOutCall({ world, calls, names, agents }: Played, slot: number, directive: OfCall): void {
  switch (directive.do) {
    case 'say': {
      const { prompt, position = 0, lowMinutes = 0, highMinutes = 0 } = directive
      world.say(slot, numberIn(names.prompts, prompt), position, lowMinutes, highMinutes)
      return
    }
    case 'ask': {
      const { prompt, keys, least = keys, timeoutMs } = directive
      world.ask(slot, numberIn(names.prompts, prompt), keys, least, timeoutMs)
      return
    }
    case 'record':
      world.record(slot, numberIn(names.prompts, directive.prompt), directive.seconds * SECOND_MS)
      return
    case 'speak':
      calls.language[slot] = numberIn(names.languages, directive.language)
      return
    case 'play-music':
      calls.onMusic[slot] = 1
      world.playMusic(slot)
      return
    case 'connect': {
      calls.onMusic[slot] = 0
      const agent = agents.get(directive.agent)
      if (agent !== undefined) world.connect(agent, slot)
      return
    }
    case 'play-message': {
      const agent = agents.get(directive.agent)
      if (agent !== undefined) world.playMessage(agent, slot)
      return
    }
    case 'hang-up':
      calls.onMusic[slot] = 0
      world.hangUp(slot)
      return
    case 'hold':
    case 'unhold':
    case 'join':
    case 'record-talk':
      // A simulated caller talks for as long as the matter takes, whoever else is there.
      return
    case 'text':
    case 'open-case':
      // Simulated callers read no texts, and remember no numbers.
      return
    case 'wake-call':
      // `follow` tells the world, from what the centre wants by then.
      return
  }
}

/**
 * Tells the world what it cannot know from directives: who stands in a queue, whose call is over, and what its
 * callers on music are to ask for. All else that is due is for the runtime's timers.
 */
function follow({ world, calls, centre, agents, agentStates }: Played): void {
  const { state } = centre().centre
  if (world.watchesAgents)
    for (const [name, agent] of agents) {
      const from = agentStates.get(agent) ?? AWAY
      const to = state.agents.state[centre().agentOf(name)]!
      if (from === to) continue
      agentStates.set(agent, to)
      world.agentChanged(agent, from, to)
    }
  for (const slot of calls.slots) {
    const call = centre().slotOf(calls.number[slot]!)
    if (call < 0) {
      world.hangUp(slot)
      world.wakeCall(slot, NEVER_MS)
      calls.release(slot)
      continue
    }
    const phase = state.calls.phase[call]!
    const queuedMs = state.calls.queuedMs[call]!
    if ((phase === WAITING || phase === OFFERED) && queuedMs !== calls.queuedMs[slot]) {
      calls.queuedMs[slot] = queuedMs
      const queue = state.lines[state.calls.line[call]!]!.queues.indexOf(state.calls.queue[call]!)
      if ((state.calls.flags[call]! & FILED) === 0) world.queued(slot, queue)
      else world.filed(slot, queue)
    }
    const wakeMs = calls.onMusic[slot] === 1 ? state.calls.wakeMs[call]! : NEVER_MS
    if (wakeMs === calls.wakeMs[slot]) continue
    calls.wakeMs[slot] = wakeMs
    world.wakeCall(slot, wakeMs)
  }
}

function numberIn(names: readonly string[], name: string): number {
  const number = names.indexOf(name)
  assert(number >= 0, `the simulated world does not know "${name}"`)
  return number
}
