import express from 'express'
import type { Acknowledged } from '../runtime/alerts.ts'
import { acknowledge } from '../runtime/alerts.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Board } from './board.ts'
import type { Acknowledgement } from './board-alerts.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'

export interface AlertRoutesOptions {
  readonly runtime: Runtime
  readonly board: Board
  readonly login: Pick<Login, 'requires' | 'who'>
  readonly onFault: (what: string, error: unknown) => void
}

/** Acknowledgements that a board is told of after a start: more than the alerts that it remembers. */
const RECALLED_MAX = 500

/**
 * `GET /api/alerts`: what supervisors are alerted to, and what they were today. `POST /api/alerts/ack` with
 * `{"alert": "<id>"}`: somebody has taken note, which the wallboard shows; the first one counts.
 */
export function alertRoutes({ runtime, board, login, onFault }: AlertRoutesOptions): express.Router {
  const router = express.Router()
  router.use('/api/alerts', login.requires('supervisor'))
  router.get('/api/alerts', (_, response) => {
    response.set('cache-control', 'no-store').json(board.alerts(runtime.nowMs))
  })
  router.post('/api/alerts/ack', ...jsonBody('1kb'), async (request, response) => {
    const { alert: id } = (request.body ?? {}) as { alert?: unknown }
    if (typeof id !== 'string') {
      response.status(400).json({ error: 'Expected JSON {"alert": "<id>"}, with an id of /api/alerts.' })
      return
    }
    const alert = board.alert(id)
    if (!alert) {
      response.status(404).json({ error: 'There is no such alert, now or today; look again at /api/alerts.' })
      return
    }
    const { raisedMs, latest } = alert
    const { line, rule, queue } = latest
    const by = login.who(request).agent ?? 'admin'
    const of = { alert: id, raisedMs, line, rule, ...(queue !== undefined && { queue }), by }
    const acknowledged = await keepAcknowledged(runtime, of)
    board.acknowledged(id, acknowledged)
    response.json({ alert: id, acknowledged })
  })
  router.use('/api/alerts', explains(onFault))
  return router
}

async function keepAcknowledged(runtime: Runtime, of: Acknowledged): Promise<Acknowledgement> {
  let acknowledged: Acknowledgement | undefined
  await runtime.submit({
    async reports(view) {
      acknowledged = await acknowledge(view, of)
      return []
    },
  })
  return acknowledged!
}

/** Tells a board who has taken note of which alert, as it is kept: after a start. */
export async function recallAcknowledged({ options }: Runtime, board: Board): Promise<void> {
  const { store, name } = options
  const wanted = { kind: 'alert', state: 'acknowledged', newestFirst: true, limit: RECALLED_MAX } as const
  for (const { id, body } of await store.papers(name, wanted))
    if (body.acknowledged) board.acknowledged(id, body.acknowledged)
}
