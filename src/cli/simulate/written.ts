import { reportCsv } from '../../../sim/report/report-csv.ts'
import type { Report } from '../../../sim/simulate/simulate.ts'
import { checkFolder, save } from '../save.ts'

/** Files that a report may be written to, beside what is printed. */
export interface WrittenOptions {
  readonly csv?: string
}

/** @throws WrongInput for a file that cannot be written: known before all is simulated */
export function checkWritten({ csv }: WrittenOptions): void {
  if (csv !== undefined) checkFolder('--csv', csv)
}

/** Writes the files that are wanted; gives what there is to say of them, a line each. */
export function write({ csv }: WrittenOptions, report: Report): string[] {
  if (csv === undefined) return []
  save(csv, reportCsv(report))
  return [`All of it, a measure a row, is in ${csv}.`]
}
