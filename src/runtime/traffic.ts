import { WrongInput } from '../base/wrong-input.ts'
import type { FlowTable } from '../call/flow-table.ts'
import { Traffic } from '../call/traffic.ts'
import { UNWATCHED } from '../call/unwatched.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { LoadedDefinitions } from './definitions.ts'
import type { Journal } from './journal-file.ts'
import { withoutQuarantined } from './rebuild.ts'
import { SteppedLines } from './stepped-lines.ts'

/**
 * Where the calls of a journal went in the flow of a line, as it was when they were made.
 * @throws WrongInput for a journal that has no call to this line, or that this program cannot step
 */
export async function trafficOf(journal: Journal, line: string): Promise<Traffic> {
  const steps = new Map<FlowTable, Map<number, number>>()
  let table: FlowTable | undefined
  const definitions = new LoadedDefinitions(journal)
  const stepped = new SteppedLines(definitions, (of, before, event) => {
    if (of.names.line !== line) return
    table = of
    const counts = steps.get(of) ?? new Map<number, number>()
    steps.set(of, counts)
    const step = before * of.events.length + event
    counts.set(step, (counts.get(step) ?? 0) + 1)
  })
  const centre = new JournaledCentre(stepped, UNWATCHED)
  const traffic = new Traffic()
  for await (const { entry, skipped } of withoutQuarantined(journal.entries())) {
    if (skipped) continue
    const { fact, atMs, seq } = entry
    await definitions.ready(fact)
    try {
      centre.apply(fact, atMs)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new WrongInput(`the journal cannot be stepped at fact ${seq} ("${fact.kind}"): ${reason}`, {
        cause: error,
      })
    }
    if (fact.kind === 'arrived' && fact.data.line === line && table) traffic.begins(table, 1)
  }
  if (traffic.calls === 0) throw new WrongInput(`the journal has no call to line "${line}"`)
  for (const [of, counts] of steps) {
    const width = of.events.length
    for (const [step, times] of counts) traffic.took(of, Math.floor(step / width), step % width, times)
  }
  return traffic
}
