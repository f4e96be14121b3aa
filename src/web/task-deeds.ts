import { DAY_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Entry } from '../call/journal.ts'
import { TOLD_WHEN_DONE } from '../line/told-prompts.ts'
import { Conflict } from '../runtime/conflict.ts'
import type { Report, View } from '../runtime/runtime.ts'
import type { StepTaken } from '../runtime/tasks.ts'
import { done, givenBack, openTask, reopened, taken, wentOn } from '../runtime/tasks.ts'
import type { Paper } from '../store/papers.ts'
import { Refused } from './refused.ts'
import type { TaskDoer } from './task-doer.ts'

/** What a page sent; nothing of it is known yet. */
export type Body = Readonly<Record<string, unknown>>

/** What somebody does, under the lock of the centre: papers are kept through the view, facts are given. */
type TaskDeed = (view: View, doer: TaskDoer, body: Body) => Promise<readonly Report[]>

const NOTE_MAX = 2_000
const DUE_MAX_MS = 366 * DAY_MS

/** By the last part of their path. Each is about the task of `id`. */
export const TASK_DEEDS: Readonly<Record<string, TaskDeed>> = {
  take: changing(taken),
  'give-back': changing(givenBack),
  reopen: changing(reopened),
  async done(view, doer, body) {
    const { tell } = body
    if (tell !== undefined && typeof tell !== 'boolean')
      throw new WrongInput(`"tell" is ${shown(tell)}; expected true to tell the caller by text, or false.`)
    const finished = done(await taskIn(view, doer, body), stepBy(view, doer, body))
    if (tell === true) return told(view, finished, doer)
    view.keepPaper(finished)
    return []
  },
  'call-back': async (view, doer, body) => calledBack(view, await taskIn(view, doer, body), doer),
  tell: async (view, doer, body) => told(view, await taskIn(view, doer, body), doer),
}

/** What an agent has promised the caller of a call: a task with a time by which it is to be done. */
export async function promises(view: View, doer: TaskDoer, body: Body): Promise<readonly Report[]> {
  const { atMs, centre } = view
  const note = noteIn(body)
  if (note === undefined)
    throw new WrongInput('"note" is missing; expected what was promised, in a few words.')
  const { call, dueMs } = body
  if (!isWhole(call)) throw new WrongInput(`"call" is ${shown(call)}; expected the number of a call.`)
  if (dueMs !== undefined && !(isWhole(dueMs) && dueMs > atMs && dueMs <= atMs + DUE_MAX_MS))
    throw new WrongInput(
      `"dueMs" is ${shown(dueMs)}; expected a time within the next 366 days, in milliseconds since 1970.`,
    )
  const about = await aboutCall(view, call)
  if (!about) throw new Refused(404, `There is no call ${call} of which anything is known.`)
  if (!doer.speaksFor(about.agents))
    throw new Refused(
      403,
      `Call ${call} is none of yours; whoever talked to the caller may promise something.`,
    )
  const { agents, ...known } = about
  const { hours } = centre.centre.state.lines[centre.lineOf(known.line)]!
  const agent = doer.agent ?? agents.at(-1)
  await openTask(view, hours, {
    ...{ id: `promise-${call}-${atMs}`, what: 'promise', call, note, by: doer.name, ...known },
    ...(agent !== undefined && { agent }),
    ...(dueMs !== undefined && { dueMs }),
  })
  return []
}

function changing(change: (task: Paper<'task'>, step: StepTaken) => Paper<'task'>): TaskDeed {
  return async (view, doer, body) => {
    const task = await taskIn(view, doer, body)
    const changed = change(task, stepBy(view, doer, body))
    if (changed !== task) view.keepPaper(changed)
    return []
  }
}

/** The caller is told by text that it is done, in the words of the line. */
function told(view: View, task: Paper<'task'>, doer: TaskDoer): readonly Report[] {
  const { line, what } = task.body
  const prompt = TOLD_WHEN_DONE[what]
  if (task.caller === 0)
    throw new Conflict('The number of this caller is withheld; expected one that can be texted.')
  const { prompts } = view.centre.centre.state.lines[view.centre.lineOf(line)]!.table.names
  if (!prompts.includes(prompt))
    throw new Conflict(`Line "${line}" has no prompt "${prompt}" to text; give it one, or call the caller.`)
  view.keepPaper(wentOn(task, { ...stepBy(view, doer, {}), did: 'told the caller' }))
  return [{ kind: 'texted', data: { line, caller: task.caller, prompt } }]
}

/**
 * A callback is owed to the caller. Whoever has the task makes it, from the queue of the call or from another that they
 * serve, as supervisors have one; where they serve none, whoever is free in the queue of the call.
 */
async function calledBack(view: View, task: Paper<'task'>, doer: TaskDoer): Promise<readonly Report[]> {
  const { line, queue } = task.body
  const { table } = view.centre.centre.state.lines[view.centre.lineOf(line)]!
  const owing = table.names.queues.filter((_, place) =>
    table.hears(table.initialState, table.firstOwed + place),
  )
  const own = owing.filter(name => doer.serves(line, name))
  const from = [own, owing].flatMap(names => names.find(name => name === queue) ?? names[0] ?? [])[0]
  if (from === undefined)
    throw new Conflict(
      `Line "${line}" calls nobody back from ${queue ?? 'any queue'}; call the caller yourself.`,
    )
  const contact = await view.paper('contact', String(task.call))
  const { zone, tier, isCallable } = contact?.body ?? {}
  if (task.caller === 0 || isCallable === false)
    throw new Conflict('The number of this caller is withheld, or is none that may be called.')
  view.keepPaper(wentOn(task, { ...stepBy(view, doer, {}), did: 'arranged a callback' }))
  const agent = doer.serves(line, from) ? doer.agent : undefined
  const known = { ...(tier !== undefined && { tier }), ...(zone !== undefined && { zone }) }
  return [
    { kind: 'owed', data: { line, queue: from, caller: task.caller, ...known, ...(agent && { agent }) } },
  ]
}

/** @throws Conflict where the caller is to be called back, and there is no time at which that may be done */
export function expectOwed(entries: readonly Entry[], { centre }: View): void {
  for (const { fact } of entries)
    if (fact.kind === 'owed' && centre.slotOf(fact.data.call) < 0)
      throw new Conflict('There is no time at which this caller may be called: text instead, or write.')
}

async function taskIn(view: View, doer: TaskDoer, { id }: Body): Promise<Paper<'task'>> {
  if (typeof id !== 'string') throw new WrongInput(`"id" is ${shown(id)}; expected that of a task.`)
  const task = await view.paper('task', id)
  if (!task) throw new Refused(404, `There is no task ${shown(id)}; it may have gone with its caller.`)
  if (!doer.mayDo(task))
    throw new Refused(403, 'This task is for other queues than yours; a supervisor may do it.')
  return task
}

function stepBy({ atMs }: View, { name }: TaskDoer, body: Body): StepTaken {
  const note = noteIn(body)
  return { who: name, atMs, ...(note !== undefined && { note }) }
}

/** What was said in words; undefined for nothing. */
function noteIn({ note }: Body): string | undefined {
  if (note === undefined) return undefined
  if (typeof note !== 'string' || note.length > NOTE_MAX)
    throw new WrongInput(`"note" is ${shown(note)}; expected a text of at most ${NOTE_MAX} signs.`)
  return note.trim() === '' ? undefined : note.trim()
}

/** What is known of a call, going on or over. */
async function aboutCall({ centre, paper }: View, call: number) {
  const { calls, queues, lines, agents } = centre.centre.state
  const slot = centre.slotOf(call)
  if (slot >= 0) {
    const queue = queues.settings[calls.queue[slot]!]?.name
    return {
      line: lines[calls.line[slot]!]!.table.names.line,
      caller: calls.caller[slot]!,
      ...(queue !== undefined && { queue }),
      agents: agents.names.filter((_, agent) => agents.talkCall[agent] === call),
    }
  }
  const contact = await paper('contact', String(call))
  if (!contact) return undefined
  const { line, turns } = contact.body
  const queue = turns.at(-1)?.queue
  return {
    ...{ line, caller: contact.caller, ...(queue !== undefined && { queue }) },
    agents: turns.flatMap(({ agent }) => agent ?? []),
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
