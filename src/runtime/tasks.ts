import { DAY_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { OpeningHours } from '../line/hours.ts'
import type { Paper } from '../store/papers.ts'
import type { Task, TaskState, TaskStep } from '../store/task.ts'
import { Conflict } from './conflict.ts'
import type { View } from './work.ts'

type TaskPaper = Paper<'task'>

export interface NewTask extends Omit<Task, 'history' | 'takenBy'> {
  readonly id: string
  readonly caller: number
  readonly call: number
  /** A day after the line is open next, unless it is said. */
  readonly dueMs?: number
  /** Who opens it; absent where it opens by itself. */
  readonly by?: string
}

/** Opens a task, unless there is one of this id. */
export async function openTask(view: View, hours: OpeningHours, task: NewTask): Promise<void> {
  const { id, caller, call, by, dueMs, ...body } = task
  if (await view.paper('task', id)) return
  const { atMs } = view
  const usualMs = (hours.nextOpening(atMs) ?? atMs) + DAY_MS
  const opened: TaskStep = { atMs, did: 'opened', ...(by !== undefined && { who: by }) }
  view.keepPaper({
    ...{ kind: 'task', id, caller, call, state: 'open' satisfies TaskState, atMs, dueMs: dueMs ?? usualMs },
    body: { ...body, history: [opened] },
  })
}

/** What a step says beside its kind. */
export interface StepTaken {
  readonly who: string
  readonly atMs: number
  readonly note?: string
}

/** Whoever takes a task has it alone; taking it again changes nothing. @throws Conflict naming who has it */
export function taken(task: TaskPaper, step: StepTaken): TaskPaper {
  if (task.state === 'taken' && task.body.takenBy === step.who) return task
  if (task.state !== 'open') throw new Conflict(`This task is ${standing(task)}; expected one that is open.`)
  return after(task, 'taken', { ...stepOf(step), did: 'took' }, step.who)
}

/** Whoever has a task gives it back to all. @throws Conflict where it is another's */
export function givenBack(task: TaskPaper, step: StepTaken): TaskPaper {
  expectOwn(task, step.who)
  return after(task, 'open', { ...stepOf(step), did: 'gave back' })
}

/** Something was done about a task without ending it. @throws Conflict where it is another's, or open */
export function wentOn(
  task: TaskPaper,
  step: StepTaken & { readonly did: 'arranged a callback' | 'told the caller' },
): TaskPaper {
  expectOwn(task, step.who, ['taken', 'done'])
  return after(task, task.state as TaskState, { ...stepOf(step), did: step.did }, step.who)
}

/** Whoever has a task says that it is done, and how. @throws Conflict where it is another's, WrongInput without words */
export function done(task: TaskPaper, step: StepTaken): TaskPaper {
  expectOwn(task, step.who)
  if (step.note === undefined || step.note.trim() === '')
    throw new WrongInput('Say in a few words what was done for the caller: "note" is empty.')
  return after(task, 'done', { ...stepOf(step), did: 'done' }, step.who)
}

/** What was thought done is not: it is for everybody again. @throws Conflict where it is not done */
export function reopened(task: TaskPaper, step: StepTaken): TaskPaper {
  if (task.state !== 'done') throw new Conflict(`This task is ${standing(task)}; expected one that is done.`)
  return after(task, 'open', { ...stepOf(step), did: 'reopened' })
}

function expectOwn(task: TaskPaper, who: string, states: readonly TaskState[] = ['taken']): void {
  const isOwn = task.body.takenBy === who && (states as readonly string[]).includes(task.state)
  if (!isOwn) throw new Conflict(`This task is ${standing(task)}; expected one that ${who} has taken.`)
}

function standing({ state, body }: TaskPaper): string {
  return body.takenBy === undefined ? state : `${state} by ${body.takenBy}`
}

function stepOf({ who, atMs, note }: StepTaken): Omit<TaskStep, 'did'> {
  return { who, atMs, ...(note !== undefined && note.trim() !== '' && { note: note.trim() }) }
}

function after(task: TaskPaper, state: TaskState, step: TaskStep, takenBy?: string): TaskPaper {
  const { takenBy: _, ...body } = task.body
  return {
    ...task,
    state,
    body: { ...body, history: [...body.history, step], ...(takenBy !== undefined && { takenBy }) },
  }
}
