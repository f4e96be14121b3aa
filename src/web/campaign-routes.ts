import type { Request, Response, Router } from 'express'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'
import { isCallable } from '../carrier/twilio/entered-number.ts'
import { isRealDate } from '../line/zone.ts'
import type { Campaigns, Notice } from '../runtime/campaigns.ts'
import type { JsonRoutes } from './json-routes.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'

const BODY_MAX = '8mb'

/**
 * `POST /api/campaigns` begins a campaign of notices, for the administrator: `{ line, notices: [{ number, matter, … }] }`.
 * `GET /api/campaigns` tells how far each has come.
 */
export function campaignRoutes({
  campaigns,
  login,
  onFault,
}: JsonRoutes & { readonly campaigns: Campaigns; readonly login: Login }): Router {
  const router = express.Router()
  const admin = login.requires('admin')
  router.post('/api/campaigns', admin, jsonBody(BODY_MAX), async (request: Request, response: Response) => {
    const { line, notices } = (request.body ?? {}) as { line?: unknown; notices?: unknown }
    if (typeof line !== 'string') throw new WrongInput('"line" is missing; expected the name of a line.')
    const campaign = await campaigns.begin(line, noticesIn(notices))
    response.set('cache-control', 'no-store').json({ campaign })
  })
  router.get('/api/campaigns', admin, async (_request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json({ campaigns: await campaigns.progress() })
  })
  router.use('/api/campaigns', explains(onFault))
  return router
}

function noticesIn(list: unknown): Notice[] {
  if (!Array.isArray(list) || list.length === 0)
    throw new WrongInput('"notices" must be a list of { number, matter } with at least one in it.')
  return list.map((item: unknown, index) => {
    const { number, matter, name, language, due } = (item ?? {}) as Record<string, unknown>
    const wrong = (what: string) => new WrongInput(`notices[${index}].${what}.`)
    if (typeof number !== 'string' || !isCallable(number, undefined))
      throw wrong('number is no number that may be called; expected such as +12125550123')
    if (typeof matter !== 'string') throw wrong('matter is missing; expected a matter of the line')
    if (due !== undefined && (typeof due !== 'string' || !isRealDate(due)))
      throw wrong('due is no day; expected such as 2026-12-31')
    if ([name, language].some(text => text !== undefined && typeof text !== 'string'))
      throw wrong('name and language must be texts')
    return { number, matter, ...(item as Partial<Notice>) } as Notice
  })
}
