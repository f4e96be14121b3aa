import { expect, test } from 'vitest'
import type { Problem } from '../../src/call/check.ts'
import { checkFlow } from '../../src/call/check.ts'
import { PROBLEM_KINDS } from '../../src/call/check-problem.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import { BREAKAGES } from './breakages.ts'
import { broken } from './broken-line.ts'
import { cardSupport } from './found.ts'

/** The states around the end of a path: before its last event, and after it where that can be stepped at all. */
function endOf(path: readonly string[], line: Line): string[] {
  const table = new FlowTable(line)
  const names = [table.stateName(table.initialState)]
  let state = table.initialState
  for (const [index, event] of path.entries()) {
    try {
      state = table.next(state, table.eventNumber(event))
    } catch (error) {
      expect(index, `${event}: ${error}`).toBe(path.length - 1)
      break
    }
    names.push(table.stateName(state))
  }
  return names.slice(-2)
}

/** A problem of a state is found by the way that it names. */
function leadsThere({ place, path }: Problem, line: Line): void {
  if (path.length > 0) expect(endOf(path, line)).toContain(place)
}

test.each(PROBLEM_KINDS.map(kind => [kind, BREAKAGES[kind].slip] as const))('%s: %s', kind => {
  const { edit, place, says, severity = 'error' } = BREAKAGES[kind]
  const line = broken(cardSupport, edit)
  const found = checkFlow(line).problems.filter(problem => problem.kind === kind)
  expect(found.map(({ message }) => message).join('\n')).toMatch(says)
  const problem = found.find(({ message }) => says.test(message))!
  expect(problem.severity).toBe(severity)
  expect(problem.place).toMatch(place)
  leadsThere(problem, line)
})

test('what is in order is called nothing of the kind', () => {
  expect(checkFlow(cardSupport).problems).toEqual([])
})

test('a text that no voice speaks in one piece is an error, unless it is recorded', () => {
  const long = 'Please. '.repeat(400)
  const withAbout = (recorded: boolean) =>
    broken(cardSupport, parts => {
      const text = { 'en-US': long, 'es-US': 'Hola.' }
      const audio = { 'en-US': { path: 'about.wav', seconds: 20 } }
      parts.definition.prompts = {
        ...parts.definition.prompts,
        'about-disputes': recorded ? { text, audio } : { text },
      }
    })
  const line = withAbout(false)
  const [problem, ...others] = checkFlow(line).problems
  expect(others).toEqual([])
  expect(problem).toMatchObject({ kind: 'prompt-too-long', severity: 'error' })
  expect(problem!.message).toContain(
    '"about-disputes" has 3,199 characters in en-US, of 3,000 that a voice speaks',
  )
  leadsThere(problem!, line)
  expect(checkFlow(withAbout(true)).problems).toEqual([])
})
