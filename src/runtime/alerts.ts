import type { AlertTold } from '../carrier/alerting/carrier.ts'
import type { AlertBody } from '../store/paper-kinds.ts'
import type { View } from './work.ts'

/** Keeps who was told of an alert, and what came of it. */
export async function keepTold(view: View, told: AlertTold): Promise<void> {
  const { alert, raisedMs, line, rule, queue, ...how } = told
  const paper = await view.paper('alert', alert)
  const body: AlertBody = paper?.body ?? { line, rule, ...(queue !== undefined && { queue }), told: [] }
  view.keepPaper({
    ...{ kind: 'alert', id: alert, caller: 0, call: 0, atMs: raisedMs, state: paper?.state ?? '' },
    body: { ...body, told: [...body.told, { ...how, atMs: view.atMs }] },
  })
}
