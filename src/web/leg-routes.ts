import type { Request, RequestHandler, Response, Router } from 'express'
import express from 'express'
import { BROWSER } from './agent-gone.ts'
import type { ClientTokens } from './client-tokens.ts'
import type { JsonRoutes } from './json-routes.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'
import type { PageLeg, PageLegs } from './page-legs.ts'
import type { LegGrant } from './pages/leg-view.ts'
import { Refused } from './refused.ts'

export interface LegRoutesOptions extends JsonRoutes {
  readonly login: Login
  /** Where an agent is rung. */
  readonly addressOf: (agent: string) => string | undefined
  /** At the carrier on this machine; else it is Twilio's. */
  readonly legs?: PageLegs | undefined
  /** By which pages become clients of Twilio's; absent where no key for that is set. */
  readonly tokens?: ClientTokens | undefined
}

const KEYS = /^[0-9*#]{1,30}$/
const WORDS_MAX = 200

/** `GET /api/agent/token`, by which an agent's page becomes a telephone, and that telephone at the carrier on this machine. */
export function legRoutes(options: LegRoutesOptions): Router {
  const { login, legs, onFault } = options
  const router = express.Router()
  const api = express.Router()
  api.use(['/token', '/leg'], login.requires('agent'))
  api.get('/token', (request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json(grant(options, addressFor(options, request)))
  })
  if (legs) addLegRoutes(api, request => legs.at(addressFor(options, request)))
  router.use('/api/agent', api)
  router.use(['/api/agent/token', '/api/agent/leg'], explains(onFault))
  return router
}

/** The address at which the page of whoever asks is rung. @throws Refused for one whose telephone is elsewhere */
function addressFor({ login, addressOf }: LegRoutesOptions, request: Request): string {
  const { agent } = login.who(request)
  const address = agent === undefined ? undefined : addressOf(agent)
  if (address?.startsWith(BROWSER)) return address
  throw new Refused(409, 'Calls ring your own telephone, not this page: press 1 there to take one.')
}

function grant({ legs, tokens }: LegRoutesOptions, address: string): LegGrant {
  if (legs) {
    legs.at(address)
    return { carrier: 'local' }
  }
  if (tokens) return { carrier: 'twilio', token: tokens.for(address.slice(BROWSER.length)) }
  throw new Refused(
    409,
    'Calls cannot ring in this page: the server has no TWILIO_API_KEY and TWILIO_API_SECRET. Tell whoever runs it.',
  )
}

function addLegRoutes(api: Router, legOf: (request: Request) => PageLeg): void {
  const does = (deed: string, act: (leg: PageLeg, body: Readonly<Record<string, unknown>>) => void) => {
    const handler: RequestHandler = (request, response) => {
      act(legOf(request), request.body ?? {})
      response.status(204).end()
    }
    api.post(`/leg/${deed}`, jsonBody('10kb'), handler)
  }
  api.get('/leg/events', (request, response) => {
    legOf(request).follow(response, Number(request.get('last-event-id') ?? 0))
  })
  does('answer', leg => onCall(leg).answer())
  does('decline', leg => onCall(leg).refuse('busy'))
  does('hang-up', leg => leg.phone?.hangUp())
  does('keys', (leg, { keys }) => {
    if (typeof keys !== 'string' || !KEYS.test(keys))
      throw new Refused(400, '"keys" must be one to thirty of 0 to 9, * and #.')
    onCall(leg).press(keys)
  })
  does('words', (leg, { words }) => {
    if (typeof words !== 'string' || words.trim() === '' || words.length > WORDS_MAX)
      throw new Refused(400, `"words" must be a text of up to ${WORDS_MAX} signs.`)
    onCall(leg).speak(words)
  })
}

/** @throws Refused where nothing rings, and nobody talks */
function onCall({ phone }: PageLeg) {
  if (phone) return phone
  throw new Refused(409, 'The call is over.')
}
