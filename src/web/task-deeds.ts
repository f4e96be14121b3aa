import { DAY_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Report, View } from '../runtime/runtime.ts'
import { done, givenBack, openTask, reopened, taken, wentOn } from '../runtime/tasks.ts'
import type { Paper } from '../store/papers.ts'
import { Refused } from './refused.ts'
import type { TaskDoer } from './task-doer.ts'

/** What somebody does, under the lock of the centre: papers are kept through the view, facts are given. */
export type TaskDeed = (view: View, doer: TaskDoer, body: object) => Promise<readonly Report[]>

const NOTE_MAX = 2_000
const DUE_MAX_MS = 366 * DAY_MS

/** By the last part of their path. Each is about the task of `id`. */
export const TASK_DEEDS: Readonly<Record<string, TaskDeed>> = {
  take: changing(taken),
  'give-back': changing(givenBack),
  reopen: changing(reopened),
  async done(view, doer, body) {
    const task = await taskIn(view, doer, body)
    const { tell } = body as { tell?: unknown }
    if (tell !== undefined && typeof tell !== 'boolean')
      throw new WrongInput(`"tell" is ${shown(tell)}; expected true to tell the caller by text, or false.`)
    const finished = done(task, stepBy(view, doer, body))
    if (tell === true) return told(view, finished, doer)
    view.keepPaper(finished)
    return []
  },
  tell: async (view, doer, body) => told(view, await taskIn(view, doer, body), doer),
  'call-back': async (view, doer, body) => calledBack(view, await taskIn(view, doer, body), doer),
}

/** What an agent has promised the caller of a call: a task with a time by which it is to be done. */
export async function promises(view: View, doer: TaskDoer, body: object): Promise<readonly Report[]> {
  const { call, dueMs } = body as { call?: unknown; dueMs?: unknown }
  const note = noteIn(body)
  if (note === undefined) throw new WrongInput('"note" is missing; expected what was promised, in a few words.')
  if (!Number.isSafeInteger(call)) throw new WrongInput(`"call" is ${shown(call)}; expected the number of a call.`)
  const { atMs, centre } = view
  if (dueMs !== undefined && !(Number.isSafeInteger(dueMs) && isSoon(dueMs as number, atMs)))
    throw new WrongInput(
      `"dueMs" is ${shown(dueMs)}; expected a time within the next 366 days, in milliseconds since 1970.`,
    )
  const about = await aboutCall(view, call as number)
  if (!about) throw new Refused(404, `There is no call ${call} of which anything is known.`)
  if (doer.agent !== undefined && !doer.isSupervisor && !about.agents.includes(doer.agent))
    throw new Refused(403, `Call ${call} is not one of yours; whoever talked to the caller can promise something.`)
  const { hours } = centre.centre.state.lines[centre.lineOf(about.line)]!
  await openTask(view, hours, {
    ...{ id: `promise-${call}-${atMs}`, what: 'promise', line: about.line, call: call as number, note },
    ...{ caller: about.caller, by: doer.name },
    ...(about.queue !== undefined && { queue: about.queue }),
    ...(doer.agent !== undefined && { agent: doer.agent }),
    ...(dueMs !== undefined && { dueMs: dueMs as number }),
  })
  return []
}
