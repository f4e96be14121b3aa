import { WrongInput } from '../base/wrong-input.ts'
import { MANNERS } from '../call/facts.ts'
import type { Fact } from '../call/journal.ts'
import { ON_CALL } from './agents.ts'
import type { Centre } from './centre.ts'

export type TalkFact = Extract<
  Fact,
  {
    kind:
      | 'held'
      | 'resumed'
      | 'invited'
      | 'uninvited'
      | 'handed-over'
      | 'monitored'
      | 'unmonitored'
      | 'recording-paused'
      | 'recording-resumed'
      | 'transferred'
  }
>

/**
 * Applies a fact about a talk that goes on. `numberOf` gives the number of an agent by name.
 * @throws WrongInput for an agent, a queue or a manner that there is not
 */
export function enterTalk(
  centre: Centre,
  { kind, data }: TalkFact,
  numberOf: (agent: string) => number,
  atMs: number,
): boolean {
  const agent = numberOf(data.agent)
  switch (kind) {
    case 'held':
      return centre.holds(agent, atMs)
    case 'resumed':
      return centre.resumes(agent, atMs)
    case 'invited': {
      if ('other' in data) return centre.invites(agent, numberOf(data.other), atMs)
      const place = placeOf(centre, agent, data.queue)
      return place >= 0 && centre.asksQueue(agent, place, atMs)
    }
    case 'uninvited':
      return centre.uninvites(agent, atMs)
    case 'handed-over':
      return centre.handsOver(agent, atMs)
    case 'monitored': {
      const manner = MANNERS.indexOf(data.how)
      if (manner >= 0) return centre.monitors(agent, numberOf(data.whom), manner, atMs)
      throw new WrongInput(`nobody is in a talk to "${data.how}"; expected: ${MANNERS.join(', ')}`)
    }
    case 'unmonitored':
      return centre.unmonitors(agent, atMs)
    case 'recording-paused':
      return centre.pausesRecording(agent, atMs)
    case 'recording-resumed':
      return centre.resumesRecording(agent, atMs)
    case 'transferred': {
      const place = placeOf(centre, agent, data.queue)
      return place >= 0 && centre.transfers(agent, place, atMs)
    }
  }
}

/** The place of a queue among those of the line whose caller the agent talks to; -1 for an agent who talks to nobody. */
function placeOf({ state: { agents, calls, lines } }: Centre, agent: number, queue: string): number {
  const call = agents.call[agent]!
  if (call < 0 || agents.state[agent] !== ON_CALL) return -1
  const { names } = lines[calls.line[call]!]!.table
  const place = names.queues.indexOf(queue)
  if (place >= 0) return place
  throw new WrongInput(`line "${names.line}" has no queue "${queue}"; it has: ${names.queues.join(', ')}`)
}
