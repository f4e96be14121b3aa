import type { RandomStream } from '../../src/base/random.ts'
import type { Arrival } from '../../src/call/journal.ts'
import type { Report } from '../../src/runtime/runtime.ts'

const AGENTS = Array.from({ length: 12 }, (_, index) => ({
  name: `agent-${index}`,
  skills: ['billing', 'account', 'rewards'].slice(index % 3).map(queue => `card-support/${queue}`),
}))

export const ROSTER = JSON.stringify(AGENTS)

const EVENTS = [
  ...['key.1', 'key.1', 'key.1', 'key.2', 'key.2', 'key.3', 'key.0', 'key.9', 'silence', 'said.billing'],
  ...['entry.valid', 'entry.invalid', 'recording.kept', 'recording.empty'],
]
const QUEUES = ['billing', 'account', 'rewards', 'supervisors']

/** What the records say of callers: of two in three nothing. */
function knownOf(caller: number): Arrival['known'] {
  if (caller === 0 || caller % 3 > 0) return undefined
  return {
    ...(caller % 2 === 0 && { openCase: true, agent: AGENTS[caller % 12]!.name }),
    matters: ['payment-due', 'near-limit'].slice(caller % 3),
  }
}

/** The next thing that happens at the line of the credit card. */
export function nextCardReport(random: RandomStream, arrived: number): Report {
  const draw = random.next()
  const agent = AGENTS[Math.floor(random.next() * AGENTS.length)]!.name
  const call = Math.max(1, arrived - Math.floor(random.next() * 40))
  const caller = Math.floor(random.next() * 200)
  const known = knownOf(caller)
  if (arrived === 0 || draw < 0.17)
    return {
      kind: 'arrived',
      data: { line: 'card-support', caller, tier: 'ordinary', ...(known && { known }) },
    }
  if (draw < 0.55) {
    return { kind: 'heard', data: { call, event: EVENTS[Math.floor(random.next() * EVENTS.length)]! } }
  }
  if (draw < 0.65) return { kind: 'hung-up', data: { call } }
  if (draw < 0.72) return { kind: 'signed-in', data: { agent } }
  if (draw < 0.85) return { kind: 'accepted', data: { agent } }
  const queue = QUEUES[Math.floor(random.next() * QUEUES.length)]!
  if (draw < 0.91) return { kind: 'transferred', data: { agent, queue } }
  return { kind: draw < 0.95 ? 'left' : 'ready', data: { agent } }
}
