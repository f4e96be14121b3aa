import { basename } from 'node:path'
import { reportCsv } from '../../../sim/report/report-csv.ts'
import { reportPage } from '../../../sim/report/report-page.ts'
import type { ComparedReport } from '../../../sim/simulate/compare.ts'
import type { Report } from '../../../sim/simulate/simulate.ts'
import { lineText } from '../../call/define-line.ts'
import type { Line } from '../../call/line.ts'
import { textHash } from '../../line/line-hash.ts'
import { checkFolder, save } from '../save.ts'
import { VERSION } from '../version.ts'
import { followedDays } from './follow.ts'

/** Files that a report may be written to, beside what is printed. */
export interface WrittenOptions {
  readonly csv?: string
  readonly report?: string
}

/** What was simulated. */
export interface Simulated {
  readonly report: Report | ComparedReport
  readonly line: Line
  /** The scenario's file. */
  readonly file: string
}

/** @throws WrongInput for a file that cannot be written: known before all is simulated */
export function checkWritten({ csv, report }: WrittenOptions): void {
  if (csv !== undefined) checkFolder('--csv', csv)
  if (report !== undefined) checkFolder('--report', report)
}

/** Writes the files that are wanted; gives what there is to say of them, a line each. */
export async function write({ csv, report: page }: WrittenOptions, simulated: Simulated): Promise<string[]> {
  const said: string[] = []
  if (csv !== undefined) {
    save(csv, reportCsv(simulated.report))
    said.push(`All of it, a measure a row, is in ${csv}.`)
  }
  if (page !== undefined) {
    save(page, await pageOf(simulated))
    said.push(`The report for a browser is ${page}.`)
  }
  return said
}

async function pageOf({ report, line, file }: Simulated): Promise<string> {
  const followed = await followedDays(report, line)
  return reportPage({
    report,
    title: basename(file).replace(/\.ya?ml$/, ''),
    ...(followed && { followed }),
    program: `Holdline ${VERSION}`,
    lineHash: textHash(lineText(line)).slice(0, 12),
  })
}
