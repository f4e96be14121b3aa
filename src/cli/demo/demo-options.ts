import type { Scenario } from '../../../sim/scenario/scenario.ts'
import type { Line } from '../../call/line.ts'
import type { Config } from '../../config.ts'
import type { Logger } from '../../log.ts'

/** What a demo is asked to play, and how it speaks. */
export interface DemoOptions {
  readonly config: Config
  readonly scenario: Scenario
  readonly line: Line
  /** Where to begin, as it was given. */
  readonly at: string | undefined
  readonly speed: number
  readonly isJson: boolean
  readonly log: Logger
  /** Says something to whoever started the demo. */
  readonly print: (text: string) => void
}
