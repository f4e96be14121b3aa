import { AWAY_REASONS } from '../call/away.ts'
import { AWAY, ON_CALL, WRAP_UP } from '../centre/agents.ts'
import { codesFor } from '../centre/desk.ts'
import { isCodeMissing } from '../centre/routing.ts'
import type { Report, View } from '../runtime/runtime.ts'
import { CHOSEN_REASONS, SUPERVISORS_REASONS } from './desk-picture.ts'
import { Refused } from './refused.ts'

/** What a page sent; nothing of it is known yet. */
export type Body = Readonly<Record<string, unknown>>

/** What one click of an agent reports, from the centre as it is when its turn comes. @throws Refused */
export type Act = (view: View, agent: string, body: Body) => readonly Report[]

const NOTE_LENGTH_MAX = 5_000

/** What agents do at their desks, by the name of the route. Whatever is about a call names the call that is meant. */
export const AGENT_ACTS: Readonly<Record<string, Act>> = {
  available: (view, agent) => {
    const { agents } = view.centre.centre.state
    const at = numberOf(view, agent)
    const isThere = agents.state[at] !== AWAY && agents.leaving[at] === 0
    return isThere ? [] : [{ kind: 'signed-in', data: { agent } }]
  },
  away: (view, agent, { reason }) => goesAway(view, agent, reason ?? 'other', CHOSEN_REASONS),
  'hang-up': (view, agent, body) => {
    talksTo(view, agent, body)
    return [{ kind: 'left', data: { agent } }]
  },
  transfer: (view, agent, body) => {
    const slot = talksTo(view, agent, body)
    const { calls, lines } = view.centre.centre.state
    const { table } = lines[calls.line[slot]!]!
    const { line, queues } = table.names
    const place = queues.indexOf(body.queue as string)
    if (place < 0)
      throw new Refused(
        400,
        `"queue" must be a queue of line ${line}: ${queues.join(', ')}. Choose one of them.`,
      )
    if (!table.hears(calls.state[slot]!, table.firstTransfer + place))
      throw new Refused(
        409,
        `Calls of line ${line} cannot be handed on to ${queues[place]} from where this one is.`,
      )
    return [{ kind: 'transferred', data: { agent, queue: queues[place]! } }]
  },
  'wrap-up': wrapsUp,
  ready: (view, agent, body) => {
    const { state } = view.centre.centre
    const at = lastTalkOf(view, agent, body)
    if (state.agents.state[at] !== WRAP_UP) return []
    if (isCodeMissing(state, at))
      throw new Refused(409, `Say first how the call ended: ${codesFor(state, at).join(', ')}.`)
    return [{ kind: 'ready', data: { agent } }]
  },
}

/** A supervisor puts an agent away, after the present call if there is one. */
export const putsAway: Act = (view, agent, { reason }) =>
  goesAway(view, agent, reason ?? 'put-away', SUPERVISORS_REASONS)

function goesAway(view: View, agent: string, reason: unknown, known: readonly string[]): Report[] {
  const named = AWAY_REASONS.find(name => name === reason)
  if (named === undefined || !known.includes(named))
    throw new Refused(400, `"reason" must be one of: ${known.join(', ')}.`)
  const { agents } = view.centre.centre.state
  const at = numberOf(view, agent)
  const isGone = agents.state[at] === AWAY || agents.leaving[at] === 1
  if (isGone && AWAY_REASONS[agents.reason[at]!] === named) return []
  return [{ kind: 'went-away', data: { agent, reason: named } }]
}

/** The outcome of the agent's last call, by code, and what the agent notes about it, which lies beside the journal. */
function wrapsUp(view: View, agent: string, body: Body): Report[] {
  const { code, note = '', resolved } = body
  const { state } = view.centre.centre
  const at = lastTalkOf(view, agent, body)
  if (typeof note !== 'string' || note.length > NOTE_LENGTH_MAX)
    throw new Refused(
      400,
      `"note" must be a text of at most ${NOTE_LENGTH_MAX.toLocaleString('en-US')} signs.`,
    )
  if (resolved !== undefined && typeof resolved !== 'boolean')
    throw new Refused(400, '"resolved" must be true or false, or left out.')
  const codes = codesFor(state, at)
  if (code !== undefined && !codes.includes(code as string))
    throw new Refused(
      400,
      `"code" must be one of: ${codes.length > 0 ? codes.join(', ') : 'none, since this queue has no codes'}.`,
    )
  if (code === undefined && note.trim() === '' && resolved === undefined)
    throw new Refused(400, 'There is nothing to keep; send "code", "note" or "resolved".')
  const call = state.agents.talkCall[at]!
  if (note.trim() !== '' || resolved !== undefined) {
    const caller = state.agents.talkCaller[at]!
    const body = { agent, text: note.trim(), ...(resolved !== undefined && { resolved }) }
    view.keepPaper({ kind: 'note', id: `${call} ${agent}`, caller, call, state: '', atMs: view.atMs, body })
  }
  return code === undefined ? [] : [{ kind: 'coded', data: { agent, call, code: code as string } }]
}

/** The slot of the call that the agent talks to. @throws Refused where it is another than is meant */
export function talksTo(view: View, agent: string, body: Body): number {
  const call = callIn(body)
  const { agents, calls } = view.centre.centre.state
  const at = numberOf(view, agent)
  const slot = agents.call[at]!
  if (agents.state[at] === ON_CALL && slot >= 0 && calls.number[slot] === call) return slot
  throw new Refused(409, `Call ${call} is not on this line any more; nothing was done.`)
}

/** The number of an agent whose last talk is the one that is meant. @throws Refused where another came after it */
function lastTalkOf(view: View, agent: string, body: Body): number {
  const call = callIn(body)
  const at = numberOf(view, agent)
  if (view.centre.centre.state.agents.talkCall[at] === call) return at
  throw new Refused(409, `Call ${call} is not the last that ${agent} talked to; nothing was done.`)
}

function callIn({ call }: Body): number {
  if (Number.isSafeInteger(call) && (call as number) > 0) return call as number
  throw new Refused(400, '"call" must be the number of the call that is meant, such as 12.')
}

/** The number of an agent of the roster. @throws Refused for anybody else */
export function numberOf({ centre }: View, agent: string): number {
  const number = centre.roster.has(agent) ? centre.agentOf(agent) : -1
  if (number >= 0) return number
  throw new Refused(404, `There is no agent "${agent.slice(0, 100)}" in the roster.`)
}
