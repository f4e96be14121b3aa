import type { Request, Response, Router } from 'express'
import express from 'express'
import { checkRoster } from '../centre/check-roster.ts'
import { listedIn, toldAtOnce } from '../centre/roster.ts'
import { bringToLine } from '../runtime/rosters.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { JsonRoutes } from './json-routes.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'
import { Refused } from './refused.ts'

/** Thousands of agents. */
const BODY_MAX = '8mb'

/**
 * `POST /api/roster` brings a roster to the line that runs, for the administrator: `{ agents: […] }`, with PINs beside
 * names. Answers how many there are, and the PINs that were made up.
 */
export function rosterRoutes({
  runtime,
  login,
  onFault,
}: JsonRoutes & { readonly runtime: Runtime; readonly login: Login }): Router {
  const router = express.Router()
  router.post(
    '/api/roster',
    login.requires('admin'),
    jsonBody(BODY_MAX),
    async (request: Request, response: Response) => {
      const { agents } = (request.body ?? {}) as { agents?: unknown }
      const { lines, queues } = runtime.centre.centre.state
      const known = queues.settings.map(({ name, line }) => `${lines[line]!.table.names.line}/${name}`)
      const { problems, ...brought } = checkRoster(listedIn(agents), { queues: known })
      if (problems.length > 0) throw new Refused(400, `the roster was not imported:\n${toldAtOnce(problems)}`)
      const change = await bringToLine(runtime, brought, { makesPins: true })
      response.set('cache-control', 'no-store').json(change)
    },
  )
  router.use('/api/roster', explains(onFault))
  return router
}
