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

/** An alert that somebody takes note of. */
export interface Acknowledged extends Pick<AlertTold, 'alert' | 'raisedMs' | 'line' | 'rule' | 'queue'> {
  /** Who, as they signed in. */
  readonly by: string
}

/** Keeps who has taken note of an alert, and when; the first one counts. Gives who that is. */
export async function acknowledge(
  view: View,
  { by, alert, raisedMs, line, rule, queue }: Acknowledged,
): Promise<NonNullable<AlertBody['acknowledged']>> {
  const paper = await view.paper('alert', alert)
  const body: AlertBody = paper?.body ?? { line, rule, ...(queue !== undefined && { queue }), told: [] }
  if (body.acknowledged) return body.acknowledged
  const acknowledged = { by, atMs: view.atMs }
  view.keepPaper({
    ...{ kind: 'alert', id: alert, caller: 0, call: 0, atMs: raisedMs, state: 'acknowledged' },
    body: { ...body, acknowledged },
  })
  return acknowledged
}
