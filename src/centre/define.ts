import { MINUTE_MS, NEVER_MS, SECOND_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { LineNames } from '../call/line.ts'
import { OpeningHours } from '../line/hours.ts'
import { momentMs } from '../line/zone.ts'
import { AVAILABLE, AWAY } from './agents.ts'
import { RETRY } from './calling.ts'
import { FILED, FREE, TALKING, TIMERS_MAX, WAITING } from './calls.ts'
import { LOOK, moveNear } from './near.ts'
import type { QueueSettings } from './queues.ts'
import { quietHours } from './quiet-hours.ts'
import type { CentreLine, Notice, State } from './state.ts'
import { NO_MOMENT, OPENING, PROMISED, QUIETER } from './state.ts'

/** A callback that reached nobody is given up after three days where a line does not say. */
const EXPIRES_SECONDS = 3 * 24 * 3_600

/** Minutes before their turn at which callers are texted who asked for it, unless a line says otherwise. */
const TEXT_WHEN_MINUTES = 5

/** Adds a line with its queues; gives its number. */
export function addLine(state: State, table: FlowTable): number {
  const line = state.lines.length
  state.lines.push(centreLine(state, line, table))
  return line
}

/**
 * Gives a line a new definition or flow: queues, languages, tiers and timers are matched by name, the states of its
 * calls by what they are. Gives the calls whose state the new flow does not have.
 */
export function replaceLine(state: State, line: number, table: FlowTable): number[] {
  const { calls } = state
  const before = state.lines[line]!.table
  state.lines[line] = centreLine(state, line, table)
  const stranded: number[] = []
  for (let call = 0; call < calls.capacity; call++) {
    if (calls.phase[call] === FREE || calls.line[call] !== line) continue
    const { languages, tiers } = before.names
    calls.language[call] = Math.max(0, table.names.languages.indexOf(languages[calls.language[call]!]!))
    // A tier that is gone becomes the last one; the place in the queue was fixed on joining and stays.
    const tier = table.names.tiers.indexOf(tiers[calls.tier[call]!]!)
    moveTier(state, call, tier < 0 ? table.names.tiers.length - 1 : tier)
    calls.matters[call] = movedMatters(calls.matters[call]!, before.names, table.names)
    moveNear(state, call, prompt => table.names.prompts.indexOf(before.names.prompts[prompt]!))
    const now = table.stateOf(before.stateKey(calls.state[call]!))
    if (now >= 0 && moveTimers(state, call, before, table)) calls.state[call] = now
    else {
      calls.state[call] = table.initialState
      // A talk is not cut for the sake of its flow: it ends when somebody hangs up. A message waits as it did.
      if (calls.phase[call] !== TALKING && (calls.flags[call]! & FILED) === 0) stranded.push(call)
    }
  }
  return stranded
}

/** Makes a group of agents known to the queues that it serves. */
export function serveQueues(state: State, group: number, queues: readonly number[]): void {
  for (const queue of queues) {
    const groups = state.queues.groups[queue]!
    if (!groups.includes(group)) groups.push(group)
  }
}

/** Gives an agent other skills. */
export function regroup(state: State, agent: number, queues: readonly number[]): void {
  const { agents } = state
  const before = agents.group[agent]!
  const group = agents.groupOf(queues)
  if (group === before) return
  const available = agents.state[agent] === AVAILABLE
  if (available) agents.unlink(agent)
  if (agents.state[agent] !== AWAY) {
    agents.groupSignedIn[before]!--
    agents.groupSignedIn[group]!++
    for (const queue of agents.groupQueues[before]!) state.setbacks[queue]!++
  }
  agents.group[agent] = group
  serveQueues(state, group, queues)
  if (available) relink(agents, agent)
}

/** Puts an available agent in the group's chain where the time that the agent has been idle says. */
function relink(agents: State['agents'], agent: number): void {
  const group = agents.group[agent]!
  const chain = [agent]
  for (let other = agents.groupHead[group]!; other >= 0; other = agents.next[other]!) chain.push(other)
  chain.sort((a, b) => agents.sinceMs[a]! - agents.sinceMs[b]! || a - b)
  agents.groupHead[group] = -1
  agents.groupTail[group] = -1
  for (const member of chain) agents.link(member)
}

function centreLine(state: State, line: number, table: FlowTable): CentreLine {
  const { definition } = table.line
  const { limits, thresholds } = definition
  const moments = momentsOf(table)
  return {
    table,
    hours: new OpeningHours(definition),
    queues: Int32Array.from(defineQueues(state, line, table)),
    longWaitMs: thresholds.longWaitSeconds * SECOND_MS,
    veryLongWaitMs: thresholds.veryLongWaitSeconds * SECOND_MS,
    ringMs: limits.ringSeconds * SECOND_MS,
    missedOffersMax: limits.missedOffers,
    serveAfterClosingMs: limits.serveAfterClosingSeconds * SECOND_MS,
    redialMs: limits.redialSeconds * SECOND_MS,
    callbackAttemptsMax: limits.callbackAttempts,
    callbackGapMs: limits.callbackGapSeconds * SECOND_MS,
    callbackExpiresMs: (limits.callbackExpiresSeconds ?? EXPIRES_SECONDS) * SECOND_MS,
    textWhenMs: (definition.textWhenMinutes ?? TEXT_WHEN_MINUTES) * MINUTE_MS,
    calling: [],
    moments,
    notices: noticesOf(table),
    matters: mattersOf(table),
    quiet: moments.includes(QUIETER) ? (state.lines[line]?.quiet ?? quietHours()) : undefined,
    recordsTalks: definition.recordTalks === 'with-consent',
    spanFromMs: NEVER_MS,
    spanUntilMs: 0,
    arrivalEvent: eventNumber('line.closed'),
    servesUntilMs: Number.NEGATIVE_INFINITY,
    wakeMs: NEVER_MS,
  }
}

function defineQueues(state: State, line: number, table: FlowTable): number[] {
  const { definition } = table.line
  const { settings } = state.queues
  const headStartMs = definition.tiers.map(tier => tier.headStartSeconds * SECOND_MS)
  return definition.queues.map(given => {
    const { name, limit, wrapUpSeconds, wrapUpEnds, handleSeconds, hours, yieldSeconds = 0 } = given
    const yieldMs = yieldSeconds * SECOND_MS
    const handleMs = handleSeconds * SECOND_MS
    const queue: QueueSettings = {
      name,
      line,
      limit,
      wrapUpMs: wrapUpSeconds * SECOND_MS,
      isCodeWanted: wrapUpEnds === 'by-code',
      handleMs,
      headStartMs: yieldMs === 0 ? headStartMs : headStartMs.map(ms => ms - yieldMs),
      isAlwaysServed: hours === 'always',
      yieldMs,
    }
    const known = settings.findIndex(other => other.line === line && other.name === name)
    if (known >= 0) {
      state.queues.redefine(known, queue)
      return known
    }
    state.experience.push({ handleMs, abandoned: 0, waitedMs: 0 })
    state.setbacks.push(0)
    return state.queues.add(queue)
  })
}

function moveTier(state: State, call: number, tier: number): void {
  const { calls, queues } = state
  if (calls.tier[call] === tier) return
  const waits = calls.phase[call] === WAITING
  if (waits) queues.remove(calls, call)
  calls.tier[call] = tier
  if (waits) queues.insert(calls, calls.queue[call]!, call)
}

/** The bits of the same matters in another version of a line; what is told there no more is passed over. */
function movedMatters(bits: number, from: LineNames, to: LineNames): number {
  if (bits === 0) return 0
  return to.matters.reduce((moved, name, matter) => {
    const was = from.matters.indexOf(name)
    return was >= 0 && (bits & (1 << was)) !== 0 ? moved | (1 << matter) : moved
  }, 0)
}

/** Renames the timers of a call from one flow to another. False when the other does not know one of them. */
function moveTimers(state: State, call: number, from: FlowTable, to: FlowTable): boolean {
  const { calls } = state
  const first = call * TIMERS_MAX
  for (let i = first; i < first + calls.timers[call]!; i++) {
    const event = calls.timerEvent[i]!
    if (event === RETRY || event === LOOK) continue
    const now = to.events.indexOf(from.events[event]!)
    if (now < 0) return false
    calls.timerEvent[i] = now
  }
  return true
}

/** By prompt, the moment that it speaks. */
export function momentsOf({ line, names }: FlowTable): Uint8Array {
  return Uint8Array.from(names.prompts, name => {
    const speaks = (moment: string) =>
      Object.values(line.definition.prompts[name]!.text).some(text => text.includes(moment))
    if (speaks('{opening}')) return OPENING
    if (speaks('{quieter}')) return QUIETER
    return speaks('{promised}') ? PROMISED : NO_MOMENT
  })
}

/** By matter, its prompt. */
export function mattersOf({ line, names }: FlowTable): Int32Array {
  return Int32Array.from(line.definition.matters ?? [], ({ prompt }) => names.prompts.indexOf(prompt))
}

/** What everybody is told, and when. */
export function noticesOf({ line: { definition }, names }: FlowTable): Notice[] {
  const { timeZone, notices = [] } = definition
  return notices.map(({ prompt, from, until }) => ({
    prompt: names.prompts.indexOf(prompt),
    fromMs: from === undefined ? 0 : momentMs(timeZone, from),
    untilMs: until === undefined ? NEVER_MS : momentMs(timeZone, until),
  }))
}
