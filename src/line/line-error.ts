import { WrongInput } from '../base/wrong-input.ts'

/** A line that cannot be run as written. `problems` are whole sentences, one for each thing to put right. */
export class LineError extends WrongInput {
  override name = 'LineError'
  readonly problems: readonly string[]

  constructor(problems: readonly [string, ...string[]], line = 'the line') {
    super(
      problems.length === 1
        ? problems[0]
        : `${line} has ${problems.length} problems:\n${problems.map(problem => `- ${problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}
