import { checkedLine } from '../call/check.ts'
import { lineText } from '../call/define-line.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
import { rehearsals } from './rehearsals.ts'
import { type Hours, type Ways, waysToQueues } from './ways.ts'

/** A line as stories ring it: the same flow, with a note of every step that a story takes. */
export interface Rehearsed {
  readonly line: Line
  /** As its journals name it. */
  readonly text: string
  readonly table: FlowTable
  readonly ways: Readonly<Record<Hours, Ways>>
  /** Steps taken, by state and event. */
  readonly steps: Map<number, Set<number>>
}

const known = new WeakMap<Line, Rehearsed>()

/** The one rehearsal of a line in this process. @throws LineError for a line that cannot take calls */
export function rehearsed(line: Line): Rehearsed {
  const before = known.get(line)
  if (before) return before
  // A line of its own has a table of its own: the table that others run is not slowed by the notes.
  const own = { ...checkedLine(line) }
  const table = exploredTable(own)
  const ways = {
    open: waysToQueues(table, 'open'),
    closed: waysToQueues(table, 'closed'),
    holiday: waysToQueues(table, 'holiday'),
  }
  const steps = new Map<number, Set<number>>()
  const next = table.next.bind(table)
  table.next = (state, event) => {
    const events = steps.get(state)
    if (events) events.add(event)
    else steps.set(state, new Set([event]))
    return next(state, event)
  }
  const made = { line: own, text: lineText(own), table, ways, steps }
  known.set(line, made)
  rehearsals.add(line)
  return made
}
