import { expect } from 'vitest'
import { lines } from '../../flows/index.ts'
import { checkFlow, type Problem, type ProblemKind } from '../../src/call/check.ts'
import { broken, type Parts } from './broken-line.ts'

export const cardSupport = lines['card-support']!
export function problemsAfter(edit: (parts: Parts) => void, line = cardSupport): readonly Problem[] {
  return checkFlow(broken(line, edit)).problems
}

/** The only problem of a kind, which is all that is wrong unless the test says so. */
export function problemOf(
  kind: ProblemKind,
  problems: readonly Problem[],
  others: ProblemKind[] = [],
): Problem {
  const found = problems.filter(problem => problem.kind === kind)
  expect(found, JSON.stringify(problems, null, 1)).toHaveLength(1)
  expect(new Set(problems.map(problem => problem.kind))).toEqual(new Set([kind, ...others]))
  return found[0]!
}
