import { assert } from '../base/assert.ts'
import { lastTalk } from '../store/contact.ts'
import type { Score } from '../store/task.ts'
import { openTask } from './tasks.ts'
import type { View } from './work.ts'

/** A score with all that is known of its call. */
export interface Rated extends Score {
  readonly call: number
  /** The caller's key; 0 for none. */
  readonly caller: number
  readonly atMs: number
}

/** Scores up to this are looked after, unless a line says otherwise. */
const LOW_SCORE = 2

/** Keeps a score; a low one opens a task for a supervisor, once a call. */
export async function keepRated(view: View, { call, caller, atMs, ...score }: Rated): Promise<void> {
  assert(score.score >= 1 && score.score <= 5, `call ${call} got the score ${score.score}; expected 1 to 5`)
  view.keepPaper({ kind: 'score', id: String(call), caller, call, state: '', atMs, body: score })
  const { line, queue, agent } = score
  const { table, hours } = view.centre.centre.state.lines[view.centre.lineOf(line)]!
  if (score.score > (table.line.definition.lowScore ?? LOW_SCORE)) return
  await openTask(view, hours, {
    ...{ id: `follow-up-${call}`, what: 'follow-up', line, call, caller, score: score.score },
    ...(queue !== undefined && { queue }),
    ...(agent !== undefined && { agent }),
  })
}

/**
 * Keeps what a caller said of a call that is over, by text or by e-mail, and adds it to the call's contact. False where
 * nothing is known of the call any more. `score` is a whole number from 1 to 5.
 */
export async function keepScore(
  view: View,
  { call, score, by }: Pick<Rated, 'call' | 'score' | 'by'>,
): Promise<boolean> {
  const contact = await view.paper('contact', String(call))
  if (!contact) return false
  const { line, turns } = contact.body
  const turn = lastTalk(contact.body) ?? turns.at(-1)
  view.keepPaper({ ...contact, body: { ...contact.body, score } })
  await keepRated(view, {
    ...{ call, caller: contact.caller, score, by, line, atMs: view.atMs },
    ...(turn && { queue: turn.queue }),
    ...(turn?.agent !== undefined && { agent: turn.agent }),
  })
  return true
}
