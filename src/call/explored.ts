import { textHash } from '../line/line-hash.ts'
import type { FlowReport } from './check.ts'
import { checkFlow, takeReport } from './check.ts'
import { lineText } from './define-line.ts'
import type { Steps } from './flow-table.ts'
import { FlowTable } from './flow-table.ts'
import type { Line } from './line.ts'

/** What exploring a line found. */
interface Explored {
  /** SHA-256 of the line's text. */
  readonly line: string
  readonly report: FlowReport
  /** Absent where the flow could not be walked to its end. */
  readonly steps?: Steps
}

/**
 * What exploring a line found, as a text that spares another process the exploring: its hash, then JSON. The line is
 * explored if it was not. Reading it is for the same version of this program only.
 */
export function exploredText(line: Line): string {
  const report = checkFlow(line)
  const steps = FlowTable.explored(line)?.steps()
  const found: Explored = { line: textHash(lineText(line)), report, ...(steps && { steps }) }
  const json = JSON.stringify(found)
  return `${textHash(json)}\n${json}`
}

/**
 * Takes over what exploring a line found. False, and nothing was taken, for a text that is damaged, or that is of
 * another line.
 */
export function takeExplored(line: Line, text: string): boolean {
  const json = text.slice(text.indexOf('\n') + 1)
  if (text !== `${textHash(json)}\n${json}`) return false
  const { line: hash, report, steps } = JSON.parse(json) as Partial<Explored>
  if (hash !== textHash(lineText(line)) || !isReport(report)) return false
  if (steps && !FlowTable.explored(line) && !new FlowTable(line).takeSteps(steps)) return false
  takeReport(line, report)
  return true
}

function isReport(report: Partial<FlowReport> | undefined): report is FlowReport {
  const { states, transitions, problems } = report ?? {}
  return (
    Number.isSafeInteger(states) &&
    Number.isSafeInteger(transitions) &&
    Array.isArray(problems) &&
    problems.every(
      ({ severity, message }) =>
        (severity === 'error' || severity === 'warning') && typeof message === 'string',
    )
  )
}
