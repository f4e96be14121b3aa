import type { AnyStateNode } from 'xstate'
import type { ProblemList } from './check-problem.ts'
import { EVERYWHERE } from './check-problem.ts'
import { nodesOf } from './check-words.ts'
import type { Line } from './line.ts'

/** A line records talks exactly where it asks its callers whether it may. */
export function checkConsent({ flow, definition }: Line, problems: ProblemList): void {
  const asking = nodesOf(flow).find(node => actionsOf(node).some(isConsent))
  const records = definition.recordTalks === 'with-consent'
  if (records && !asking) {
    const what = 'the line records talks with consent, and asks nobody for it: no talk is recorded'
    problems.add('vain-consent', what, EVERYWHERE)
  }
  if (!asking || records) return
  const what = 'callers are asked whether they may be recorded, and the line has no recordTalks'
  problems.add('vain-consent', what, { place: asking.id.slice(asking.id.indexOf('.') + 1), path: [] })
}

function actionsOf(node: AnyStateNode): readonly unknown[] {
  const ways = [...node.transitions.values()].flat()
  return [...node.entry, ...node.exit, ...ways.flatMap(({ actions }) => actions)]
}

/** What refuses a recording needs none of it. */
function isConsent(action: unknown): boolean {
  const { type, params } = action as { type?: unknown; params?: { given?: unknown } }
  return type === 'consent' && params?.given === true
}
