import { rmSync } from 'node:fs'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { simulator } from '../../../sim/simulate/job.ts'
import { measuredOf } from '../../../sim/simulate/measured.ts'
import { Bug } from '../../base/assert.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import { lineText } from '../../call/define-line.ts'
import type { Line } from '../../call/line.ts'
import { writeJournalFile } from '../../runtime/journal-file.ts'
import { count } from '../replay/numbers.ts'
import { checkFolder } from '../save.ts'
import { countedDay } from './counted-day.ts'

export interface TraceOptions {
  readonly trace?: string
  readonly traceReplication?: number
}

/** Which day is to be written down, and where; its number counts from 1. */
export interface WantedTrace {
  readonly file: string
  readonly replication: number
}

/** What was written. */
export interface Trace extends WantedTrace {
  readonly facts: number
}

/**
 * What is to be traced, if anything.
 * @throws WrongInput for a day that is not simulated, and for a file that cannot be: known before all is simulated
 */
export function wantedTrace(
  { trace: file, traceReplication: replication }: TraceOptions,
  { replications }: Scenario,
): WantedTrace | undefined {
  if (file === undefined) {
    if (replication === undefined) return undefined
    throw new WrongInput('--trace-replication says which day to write down; say where to with --trace')
  }
  if (replication !== undefined && replication > replications)
    throw new WrongInput(
      `--trace-replication got ${replication}, expected one of the ${replications} days that are simulated; ` +
        'ask for more with --replications',
    )
  checkFolder('--trace', file)
  return { file, replication: replication ?? 1 }
}

/**
 * Writes the journal of one of the days that a simulation counts: the same callers, at the same times, with the same
 * luck, in the words of a live centre.
 * @throws WrongInput for a day whose queue grew longer than any that a journal can have
 */
export async function writeTrace(scenario: Scenario, line: Line, wanted: WantedTrace): Promise<Trace> {
  const { file, replication } = wanted
  const { day, seed, replication: luck } = countedDay(scenario, line, replication - 1)
  const facts = await writeJournalFile(file, day)
  const counts = simulator({ scenario, line: lineText(line) })
  const [counted] = counts({ seed, from: luck, until: luck + 1 }).measures
  const traced = measuredOf(day.day, day.plan)
  if (counted!.every((value, i) => Object.is(value, traced[i]))) return { ...wanted, facts }
  rmSync(file)
  const longest = Math.max(...day.plan.line.definition.queues.map(({ limit }) => limit))
  if ((scenario.queueLimit ?? 0) > longest)
    throw new WrongInput(
      `day ${replication} cannot be written as a journal: more than ${longest} callers wait in a queue, the most that ` +
        `a carrier takes. Trace another day, or say --set queueLimit=${longest}`,
    )
  throw new Bug(`the journal of day ${replication} comes to other numbers than were counted`)
}

export function traceText({ file, replication, facts }: Trace): string {
  return (
    `Day ${replication} is written down in ${file}: ${count(facts)} facts. ` +
    `See it again with holdline play ${file}, step it again with holdline replay ${file}.`
  )
}
