import type { Manner } from '../call/facts.ts'
import { AVAILABLE, AWAY, ON_CALL } from '../centre/agents.ts'
import { HELPED } from '../centre/calls.ts'
import { chooseAgent } from '../centre/routing.ts'
import { hasHelper } from '../centre/talks.ts'
import type { Report, View } from '../runtime/runtime.ts'
import type { Act, Body } from './desk-acts.ts'
import { numberOf, talksTo } from './desk-acts.ts'
import { Refused } from './refused.ts'

/** What agents do in the midst of a talk, by the name of the route. Asking for what is so already changes nothing. */
export const TALK_ACTS: Readonly<Record<string, Act>> = {
  hold: (view, agent, body) => ofMain(view, agent, body, { kind: 'held', data: { agent } }),
  resume: (view, agent, body) => ofMain(view, agent, body, { kind: 'resumed', data: { agent } }),
  invite: invites,
  uninvite: (view, agent, body) => ofMain(view, agent, body, { kind: 'uninvited', data: { agent } }),
  'hand-over': (view, agent, body) => {
    const slot = mainsCall(view, agent, body)
    if (hasHelper(view.centre.centre.state, slot)) return [{ kind: 'handed-over', data: { agent } }]
    throw new Refused(409, 'Nobody is there to whom the call could be handed over.')
  },
  'pause-recording': (view, agent, body) => {
    talksTo(view, agent, body)
    return [{ kind: 'recording-paused', data: { agent } }]
  },
  'resume-recording': (view, agent, body) => {
    talksTo(view, agent, body)
    return [{ kind: 'recording-resumed', data: { agent } }]
  },
}

/** What supervisors do with talks of others, by the name of the route. */
export const WATCH_ACTS: Readonly<Record<string, Act>> = {
  listen: watches('listen'),
  whisper: watches('whisper'),
  join: watches('join'),
  stop: (_view, agent) => [{ kind: 'unmonitored', data: { agent } }],
}

function ofMain(view: View, agent: string, body: Body, report: Report): Report[] {
  mainsCall(view, agent, body)
  return [report]
}

/** The slot of the call that the agent talks to as its own. @throws Refused for one who only helps */
function mainsCall(view: View, agent: string, body: Body): number {
  const slot = talksTo(view, agent, body)
  const { agents, calls } = view.centre.centre.state
  if (agents.helps[numberOf(view, agent)] === 0) return slot
  throw new Refused(409, `This is the call of ${agents.names[calls.agent[slot]!]}, who asked you to help.`)
}

/** Somebody by name, or whoever serves a queue of the line, is asked for help. */
function invites(view: View, agent: string, body: Body): Report[] {
  const slot = mainsCall(view, agent, body)
  const { state } = view.centre.centre
  const { agents, calls, lines } = state
  if ((calls.marks[slot]! & HELPED) !== 0)
    throw new Refused(409, `${agents.names[calls.helper[slot]!]} is asked already; let that agent go first.`)
  const { other, queue } = body
  if (typeof other === 'string') {
    if (agents.state[numberOf(view, other)] === AVAILABLE)
      return [{ kind: 'invited', data: { agent, other } }]
    throw new Refused(409, `${other} is not available any more; ask somebody else.`)
  }
  const line = lines[calls.line[slot]!]!
  const { queues } = line.table.names
  const place = queues.indexOf(queue as string)
  if (place < 0)
    throw new Refused(400, `Send "other", the name of an agent, or "queue", one of: ${queues.join(', ')}.`)
  if (chooseAgent(state, line.queues[place]!) < 0)
    throw new Refused(409, `Nobody who serves ${queues[place]} is available just now.`)
  return [{ kind: 'invited', data: { agent, queue: queues[place]! } }]
}

function watches(how: Manner): Act {
  return (view, agent, { agent: whom }) => {
    if (typeof whom !== 'string')
      throw new Refused(400, '"agent" must be the name of the agent who is meant.')
    const { agents } = view.centre.centre.state
    const own = agents.state[numberOf(view, agent)]
    if (agents.state[numberOf(view, whom)] !== ON_CALL)
      throw new Refused(409, `${whom} talks to nobody just now.`)
    if (own !== AWAY && own !== AVAILABLE) throw new Refused(409, 'Finish your own call first.')
    return [{ kind: 'monitored', data: { agent, whom, how } }]
  }
}
