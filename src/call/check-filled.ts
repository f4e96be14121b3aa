import type { LineDefinition } from '../line/definition.ts'
import type { ProblemList, Spot } from './check-problem.ts'
import type { Operation } from './program.ts'
import * as op from './program.ts'
import { promptsOf } from './program-prompts.ts'

/** Placeholders with numbers that only an announcement in a queue knows. */
const OF_QUEUE: readonly string[] = ['position', 'low', 'high', 'minutes']

/** What each prompt of an announcement is told, in the order of its operands. */
const ANNOUNCED: readonly (readonly string[])[] = [
  ['position', 'low', 'high'],
  ['position'],
  ['low', 'high'],
  ['low', 'high'],
  [],
  [],
]

/** Finds prompts that are spoken where nobody knows a number that they hold: such a call could not go on. */
export function checkFilled(
  operation: Operation,
  prompts: readonly string[],
  line: LineDefinition,
  spot: Spot,
  problems: ProblemList,
): void {
  for (const [prompt, known] of spokenKnowing(operation, prompts, line)) {
    const unknown = OF_QUEUE.filter(name => !known.includes(name) && holds(line, prompt, name))
    for (const name of unknown) {
      const where = `the prompt "${prompt}" holds {${name}}, which nobody knows where it is spoken`
      const may = known.map(placeholder => `{${placeholder}}`).join(', ') || 'no number of a queue'
      problems.add('unfilled-prompt', `${where}; it may hold ${may}`, spot)
    }
  }
}

/** The prompts that an operation speaks, each with those numbers of the queue that are known then. */
function spokenKnowing(
  operation: Operation,
  prompts: readonly string[],
  line: LineDefinition,
): [prompt: string, known: readonly string[]][] {
  const known = operation.code === op.TEXT_WHEN_NEAR ? ['low', 'high'] : []
  if (operation.code !== op.ANNOUNCE)
    return promptsOf(operation, prompts, line).map(prompt => [prompt, known])
  return operation.operands.flatMap((prompt, which) =>
    prompt === op.NO_PROMPT ? [] : [[prompts[prompt]!, ANNOUNCED[which]!]],
  )
}

function holds({ prompts }: LineDefinition, prompt: string, name: string): boolean {
  return Object.values(prompts[prompt]?.text ?? {}).some(text => text?.includes(`{${name}}`))
}
