import { RandomStream } from '../../../src/base/random.ts'
import { eventNumber } from '../../../src/call/events.ts'
import type { FlowTable } from '../../../src/call/flow-table.ts'
import { operations, SAY, SERVED as SERVES } from '../../../src/call/program.ts'
import { ACTS_OF_CALLER, STREAM_MENU_HANG_UPS, streamOf } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { Behaviour } from './behaviour.ts'
import { HANG_UP, KEY_0, NOTHING } from './behaviour.ts'
import type { CallerColumns } from './callers.ts'
import { DISCONTENT, PRESSES_ZERO, QUEUED, SERVED } from './marks.ts'
import { isJudged } from './resolution.ts'

const SILENCE = eventNumber('silence')

/** Whether callers of a plan do more at menus than listen and answer, or what they hear there is to be remembered. */
export function haveHabits(plan: Plan): boolean {
  return (
    isJudged(plan) ||
    plan.callers.kinds.some(({ zeroPressers, menuHangUps }) => zeroPressers > 0 || menuHangUps > 0)
  )
}

/**
 * What callers do at menus beyond answering what is asked: some press 0 wherever they are, some hang up, and some are
 * not content with a recorded answer. All of this is before they come to a queue.
 */
export class Habits {
  readonly #plan: Plan
  readonly #callers: CallerColumns
  readonly #behaviour: Behaviour
  readonly #serves: Uint8Array
  readonly #luck = new RandomStream(0)
  #seed = 0
  #stream = 0

  constructor(plan: Plan, callers: CallerColumns, behaviour: Behaviour) {
    this.#plan = plan
    this.#callers = callers
    this.#behaviour = behaviour
    this.#serves = servingPrompts(plan.table)
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_MENU_HANG_UPS)
  }

  /** The caller hears a prompt, which may be the answer to what they rang for. */
  hears(call: number, prompt: number): void {
    if (this.#serves[prompt] === 1) this.#callers.marks[call]! |= SERVED
  }

  /** What the caller does at a question, who would give this answer if it were not for habits. */
  instead(call: number, state: number, speaking: number, answer: number): number {
    const callers = this.#callers
    const marks = callers.marks[call]!
    if ((marks & QUEUED) !== 0) return answer
    const { menuHangUps } = this.#plan.callers.kinds[callers.kind[call]!]!
    if (menuHangUps > 0 && this.#draw(call) < menuHangUps) return HANG_UP
    const insists = this.#behaviour.insists(state, callers.wanted[call]!, speaking)
    if ((marks & PRESSES_ZERO) !== 0 && answer !== SILENCE && insists !== NOTHING) return insists
    const wantsMore = answer === HANG_UP && (marks & SERVED) !== 0 && (marks & DISCONTENT) !== 0
    return wantsMore && insists === KEY_0 ? KEY_0 : answer
  }

  #draw(call: number): number {
    const { number, acts } = this.#callers
    const act = acts[call]! % ACTS_OF_CALLER
    this.#luck.reseed(this.#seed, this.#stream, number[call]! * ACTS_OF_CALLER + act)
    return this.#luck.next()
  }
}

const known = new WeakMap<FlowTable, Uint8Array>()

/** By prompt, 1 for what a flow says when it counts a caller as served. */
function servingPrompts(table: FlowTable): Uint8Array {
  const before = known.get(table)
  if (before) return before
  const serves = new Uint8Array(table.names.prompts.length)
  const programs = new Set<number>()
  for (let state = 0; state < table.states; state++)
    for (let event = 0; event < table.events.length; event++) {
      table.next(state, event)
      programs.add(table.programAfter(state, event))
    }
  for (const program of programs) {
    const steps = operations(table.programs, program)
    const from = steps.findIndex(({ code }) => code === SERVES)
    const said = from < 0 ? undefined : steps.slice(from).find(({ code }) => code === SAY)
    if (said) serves[said.operands[0]!] = 1
  }
  known.set(table, serves)
  return serves
}
