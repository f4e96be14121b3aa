import { existsSync } from 'node:fs'
import { type Happening, transcriptText } from './diary.ts'

/** What a story knows of the call that went another way. */
export interface FailedAt {
  /** `a call to card-support on 2026-12-14 at 11:00` */
  readonly title: string
  readonly happenings: readonly Happening[]
  readonly line: string
  readonly state: string
}

/** A caller's story went another way than it was told: the transcript up to there, and what was expected. */
export class StoryFailed extends Error {
  override name = 'StoryFailed'

  /** @param expected such as `expected to hear: sorry`; it stands beside the last happening */
  constructor({ title, happenings, line, state }: FailedAt, expected: string) {
    super([title, ...transcriptText(happenings, expected), `  ${whereText(line)}, state ${state}`].join('\n'))
  }
}

/** The file of a line's flow, where it has the line's name as ours do; else the line. */
function whereText(line: string): string {
  const files = ['flows', 'src/flows'].flatMap(folder => ['ts', 'js'].map(end => `${folder}/${line}.${end}`))
  return files.find(file => existsSync(file)) ?? `line ${line}`
}
