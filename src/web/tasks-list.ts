import { DAY_MS } from '../base/units.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Paper } from '../store/papers.ts'
import type { TaskState } from '../store/task.ts'
import { lastDigits } from './desk-picture.ts'
import type { TasksView, TaskView } from './pages/tasks-view.ts'
import type { TaskDoer } from './task-doer.ts'

type TaskPaper = Paper<'task'>

/** Tasks that are shown, at most. */
const SHOWN_MAX = 200
/** Those of which the ones are chosen that are shown: of what is done the latest matter, of the rest all. */
const READ_MAX = { open: 5_000, taken: 5_000, done: 500 } as const
const DONE_SHOWN_MS = 2 * DAY_MS

/** The tasks that this person may do. */
export async function tasksView(runtime: Runtime, doer: TaskDoer): Promise<TasksView> {
  const { nowMs } = runtime
  const [open, taken, done] = await Promise.all([
    tasksIn(runtime, 'open'),
    tasksIn(runtime, 'taken'),
    tasksIn(runtime, 'done'),
  ])
  const toDo = [...open, ...taken].filter(task => doer.mayDo(task)).sort(byDue)
  const finished = done
    .filter(task => doer.mayDo(task) && lastStepMs(task) > nowMs - DONE_SHOWN_MS)
    .sort((a, b) => lastStepMs(b) - lastStepMs(a))
  const shown = [...toDo.slice(0, SHOWN_MAX), ...finished.slice(0, SHOWN_MAX)]
  return {
    ...{ nowMs, timeZone: zoneOf(runtime), who: doer.name, more: Math.max(0, toDo.length - SHOWN_MAX) },
    tasks: await Promise.all(shown.map(task => taskView(runtime, task))),
  }
}

function tasksIn({ options: { store, name } }: Runtime, state: TaskState): Promise<TaskPaper[]> {
  return store.papers(name, { kind: 'task', state, limit: READ_MAX[state], newestFirst: state === 'done' })
}

function byDue(a: TaskPaper, b: TaskPaper): number {
  return (a.dueMs ?? a.atMs) - (b.dueMs ?? b.atMs)
}

function lastStepMs({ body: { history } }: TaskPaper): number {
  return history.at(-1)!.atMs
}

function zoneOf({ centre }: Runtime): string {
  return centre.centre.state.lines[0]?.table.line.definition.timeZone ?? 'UTC'
}

async function taskView({ nowMs, options: { store } }: Runtime, task: TaskPaper): Promise<TaskView> {
  const { id, call, caller, atMs, dueMs, body } = task
  const state = task.state as TaskState
  const known = caller === 0 ? undefined : await store.caller(caller)
  const { what, line, queue = null, agent = null, takenBy = null, score = null, note = null } = body
  return {
    ...{ id, what, state, line, queue, agent, call, atMs, takenBy, score, note },
    number: known ? lastDigits(known.number) : null,
    dueMs: dueMs ?? null,
    isOverdue: state !== 'done' && dueMs !== undefined && dueMs < nowMs,
    history: body.history.map(({ atMs, who = null, did, note = null }) => ({ atMs, who, did, note })),
  }
}
