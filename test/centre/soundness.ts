import {
  AGENT_STATES,
  AVAILABLE,
  AWAY,
  ON_CALL,
  RESERVED,
  RINGING,
  WRAP_UP,
} from '../../src/centre/agents.ts'
import {
  DIALLING,
  FREE,
  HELPED,
  IN_FLOW,
  OFFERED,
  PAUSED,
  RESTING,
  TALKING,
  WAITING,
} from '../../src/centre/calls.ts'
import { TIERS_MAX } from '../../src/centre/queues.ts'
import type { State } from '../../src/centre/state.ts'

/**
 * Everything that the columns of a centre promise one another between two facts: chains, counts, who has whom.
 * Gives a sentence for each promise that is broken.
 */
export function unsound(state: State): string[] {
  return [
    ...brokenSlots(state),
    ...brokenQueues(state),
    ...brokenCalls(state),
    ...brokenAgents(state),
    ...brokenHelp(state),
    ...brokenWatches(state),
    ...brokenGroups(state),
    ...brokenWishes(state),
  ]
}

function brokenSlots({ calls }: State): string[] {
  const broken: string[] = []
  let live = 0
  for (let call = 0; call < calls.capacity; call++) if (calls.phase[call] !== FREE) live++
  if (live !== calls.live) broken.push(`${live} slots are in use, ${calls.live} are counted`)
  const free = new Set<number>()
  for (let call = calls.freeHead; call >= 0; call = calls.next[call]!) {
    if (free.has(call)) return [...broken, `the chain of free slots comes back to ${call}`]
    free.add(call)
    if (calls.phase[call] !== FREE) broken.push(`slot ${call} is in the chain of free ones, and in use`)
  }
  if (free.size + live !== calls.capacity) {
    broken.push(`${free.size} free slots and ${live} in use do not make ${calls.capacity}`)
  }
  return broken
}

/** The chain from a head, each link seen from both sides. */
function chain(
  name: string,
  head: number,
  tail: number,
  links: { next: Int32Array; previous: Int32Array },
): { members: number[]; broken: string[] } {
  const members: number[] = []
  const broken: string[] = []
  let before = -1
  for (let at = head; at >= 0; at = links.next[at]!) {
    if (members.includes(at)) return { members, broken: [`${name} comes back to ${at}`] }
    if (links.previous[at] !== before) broken.push(`${name}: ${at} has the wrong one before it`)
    members.push(at)
    before = at
  }
  if (tail !== before) broken.push(`${name} ends with ${before}, its tail is ${tail}`)
  return { members, broken }
}

function brokenQueues({ calls, queues }: State): string[] {
  const broken: string[] = []
  const seen = new Set<number>()
  queues.settings.forEach((settings, queue) => {
    let count = 0
    for (let tier = 0; tier < TIERS_MAX; tier++) {
      const name = `tier ${tier} of queue ${settings.name}`
      const at = queue * TIERS_MAX + tier
      const found = chain(name, queues.head[at]!, queues.tail[at]!, calls)
      broken.push(...found.broken)
      count += found.members.length
      found.members.forEach((call, i) => {
        if (seen.has(call)) broken.push(`slot ${call} waits twice`)
        seen.add(call)
        if (calls.phase[call] !== WAITING) broken.push(`slot ${call} is in ${name} and does not wait`)
        if (calls.queue[call] !== queue || calls.tier[call] !== tier) {
          broken.push(`slot ${call} is in ${name} by mistake`)
        }
        const before = found.members[i - 1]
        if (before !== undefined && key(calls, before) > key(calls, call)) {
          broken.push(`${name}: slot ${call} stands behind ${before}, whose turn comes later`)
        }
      })
    }
    if (queues.waiting[queue] !== count) {
      broken.push(`queue ${settings.name} counts ${queues.waiting[queue]} waiting and holds ${count}`)
    }
  })
  for (let call = 0; call < calls.capacity; call++) {
    if (calls.phase[call] === WAITING && !seen.has(call)) broken.push(`slot ${call} waits in no queue`)
  }
  return broken
}

/** Orders by time, then number, as one comparable text. */
function key({ orderMs, number }: State['calls'], call: number): string {
  return `${String(orderMs[call]! + 1e13).padStart(20, '0')} ${String(number[call]).padStart(12, '0')}`
}

/** The state that a call's agent is in, by the call's phase. */
const AGENT_STATE_OF = new Map([
  [OFFERED, RINGING],
  [TALKING, ON_CALL],
  [DIALLING, RESERVED],
])

function brokenCalls({ calls, agents }: State): string[] {
  const broken: string[] = []
  for (let call = 0; call < calls.capacity; call++) {
    const phase = calls.phase[call]!
    const wanted = AGENT_STATE_OF.get(phase)
    const agent = calls.agent[call]!
    if (wanted !== undefined) {
      if (agent < 0 || agents.call[agent] !== call || agents.state[agent] !== wanted) {
        broken.push(
          `slot ${call} in phase ${phase} has agent ${agent}, who is ` +
            `${AGENT_STATES[agents.state[agent] ?? AWAY]} with slot ${agents.call[agent]}`,
        )
      }
    } else if ((phase === WAITING || phase === RESTING) && agent >= 0) {
      broken.push(`slot ${call} in phase ${phase} still has agent ${agent}`)
    }
    if (phase !== FREE && phase !== IN_FLOW && calls.queue[call]! < 0) {
      broken.push(`slot ${call} in phase ${phase} has no queue`)
    }
  }
  return broken
}

function brokenAgents({ calls, agents }: State): string[] {
  const broken: string[] = []
  const phases = new Map([...AGENT_STATE_OF].map(([phase, state]) => [state, phase]))
  for (let agent = 0; agent < agents.count; agent++) {
    const phase = phases.get(agents.state[agent]!)
    const call = agents.call[agent]!
    const name = `agent ${agent}, ${AGENT_STATES[agents.state[agent]!]},`
    if (agents.helps[agent] !== 0 && call >= 0) continue
    if (phase === undefined && call >= 0) broken.push(`${name} still has slot ${call}`)
    if (phase !== undefined && (call < 0 || calls.phase[call] !== phase || calls.agent[call] !== agent)) {
      broken.push(`${name} has slot ${call} in phase ${calls.phase[call]} with agent ${calls.agent[call]}`)
    }
    if (agents.leaving[agent] === 1 && (agents.state[agent] === AWAY || agents.state[agent] === AVAILABLE)) {
      broken.push(`${name} is still to leave`)
    }
  }
  return broken
}

/** A helper and the call that is helped know of one another; what a talk was is forgotten at its end. */
function brokenHelp({ calls, agents }: State): string[] {
  const broken: string[] = []
  for (let call = 0; call < calls.capacity; call++) {
    const marks = calls.marks[call]!
    if (calls.phase[call] === FREE && marks !== 0) broken.push(`slot ${call} is free and has marks ${marks}`)
    if (calls.phase[call] !== TALKING && (marks & ~PAUSED) !== 0)
      broken.push(`slot ${call} in phase ${calls.phase[call]} has marks ${marks}`)
    const helper = calls.helper[call]!
    if ((marks & HELPED) !== 0 && (agents.helps[helper] === 0 || agents.call[helper] !== call))
      broken.push(`slot ${call} is helped by agent ${helper}, who has slot ${agents.call[helper]}`)
  }
  for (let agent = 0; agent < agents.count; agent++) {
    if (agents.helps[agent] === 0) continue
    const [state, call] = [agents.state[agent]!, agents.call[agent]!]
    const name = `agent ${agent}, ${AGENT_STATES[state]}, who helps,`
    if (state !== RINGING && state !== ON_CALL && state !== WRAP_UP) broken.push(`${name} is not at it`)
    if (state === WRAP_UP ? call >= 0 : (calls.marks[call]! & HELPED) === 0 || calls.helper[call] !== agent)
      broken.push(`${name} has slot ${call}`)
  }
  return broken
}

/** Whoever is in the talk of somebody else takes no calls. */
function brokenWatches({ agents }: State): string[] {
  const broken: string[] = []
  for (let agent = 0; agent < agents.count; agent++) {
    const whom = agents.watches[agent]!
    if (whom < 0) continue
    if (agents.state[agent] !== AWAY) broken.push(`agent ${agent} is in the talk of ${whom} and not away`)
    if (agents.state[whom] !== ON_CALL) broken.push(`agent ${agent} is in the talk of ${whom}, who has none`)
  }
  return broken
}

/** Agents know by how many live calls each is wanted: a count too high would search queues for nobody, for ever. */
function brokenWishes({ calls, agents }: State): string[] {
  const wishes = new Array<number>(agents.count).fill(0)
  for (let call = 0; call < calls.capacity; call++) {
    const agent = calls.wanted[call]!
    if (calls.phase[call] !== FREE && agent >= 0) wishes[agent]!++
  }
  return wishes.flatMap((count, agent) =>
    count === agents.wantedBy[agent]
      ? []
      : [`agent ${agent} is wanted by ${count} calls and counts ${agents.wantedBy[agent]}`],
  )
}

function brokenGroups({ agents }: State): string[] {
  const broken: string[] = []
  agents.groupQueues.forEach((_, group) => {
    const name = `the available agents of group ${group}`
    const found = chain(name, agents.groupHead[group]!, agents.groupTail[group]!, agents)
    broken.push(...found.broken)
    const own = Array.from({ length: agents.count }, (_, agent) => agent).filter(
      agent => agents.group[agent] === group,
    )
    const available = own.filter(agent => agents.state[agent] === AVAILABLE)
    if (available.length !== found.members.length || available.some(a => !found.members.includes(a))) {
      broken.push(`${name} are ${available}, their chain holds ${found.members}`)
    }
    found.members.forEach((agent, i) => {
      const before = found.members[i - 1]
      if (before !== undefined && agents.sinceMs[before]! > agents.sinceMs[agent]!) {
        broken.push(`${name}: ${agent} has been idle for longer than ${before} before`)
      }
    })
    const signedIn = own.filter(agent => agents.state[agent] !== AWAY).length
    if (signedIn !== agents.groupSignedIn[group]) {
      broken.push(`group ${group} has ${signedIn} signed in and counts ${agents.groupSignedIn[group]}`)
    }
  })
  return broken
}
