import type { Express, Router } from 'express'
import type { Logger } from '../../log.ts'
import { Campaigns } from '../../runtime/campaigns.ts'
import { agentPages } from '../../web/agent-pages.ts'
import type { AppOptions } from '../../web/app.ts'
import { createApp } from '../../web/app.ts'
import { campaignRoutes } from '../../web/campaign-routes.ts'
import type { ClientTokens } from '../../web/client-tokens.ts'
import { deskRoutes } from '../../web/desk-routes.ts'
import type { JsonRoutes } from '../../web/json-routes.ts'
import { legRoutes } from '../../web/leg-routes.ts'
import type { Login } from '../../web/login.ts'
import { createLogin } from '../../web/login.ts'
import type { PageLegs } from '../../web/page-legs.ts'
import { peopleRoutes } from '../../web/people.ts'
import { resultsPage } from '../../web/results-page.ts'
import { rosterRoutes } from '../../web/roster-routes.ts'
import { tasksPage } from '../../web/tasks-page.ts'
import type { LiveCentre } from './live.ts'

export interface SiteOptions
  extends Pick<AppOptions, 'publicUrl' | 'authToken' | 'lines' | 'audio' | 'proxies' | 'records'> {
  readonly live: LiveCentre
  readonly log: Logger
  /** Opens the pages to whoever administers the line. */
  readonly password: string
  /** Telephones in pages at the carrier on this machine. */
  readonly legs?: PageLegs
  /** By which pages become telephones at Twilio. */
  readonly tokens?: ClientTokens
  /** How fast the time of the centre runs; 1 unless told. */
  readonly speed?: number
  /** More than what every line has. */
  readonly more?: readonly Router[]
}

/** All that a live line answers over HTTP. */
export interface Site {
  readonly app: Express
  readonly login: Login
  /** Ends connections of pages that stay open. */
  close(): void
}

/** Puts together webhooks, login, pages and what programs ask, the same wherever a line is served. */
export function openSite(options: SiteOptions): Site {
  const { live, log, password, more = [], legs, tokens, speed, ...of } = options
  const { runtime, carrier, requests, accounts } = live
  const onFault = (what: string, error: unknown) => log.error({ err: error, what }, 'a fault')
  const login = createLogin({ password, accounts, isSecure: of.publicUrl.startsWith('https:') })
  const pages = live.pagesFor(login)
  const people = peopleRoutes({
    ...{ runtime, sounds: carrier.options.rest, requireAdmin: login.requires('admin'), onFault },
  })
  const desks = openDesks({ live, login, onFault, legs, tokens, speed })
  const campaigns = new Campaigns(runtime, onFault)
  const notices = campaignRoutes({ campaigns, login, onFault })
  const roster = rosterRoutes({ runtime, login, onFault })
  const results = resultsPage({ runtime, login, onFault })
  const tasks = tasksPage({ runtime, login, onFault })
  const routers = [
    login.routes,
    people,
    pages.router,
    ...desks.routers,
    roster,
    results,
    tasks,
    notices,
    ...more,
  ]
  const app = createApp({ ...of, ...{ runtime, carrier, requests, accounts, log }, pages: routers })
  return {
    app,
    login,
    close() {
      campaigns.close()
      pages.close()
      desks.close()
    },
  }
}

export interface DesksOptions extends JsonRoutes {
  readonly live: LiveCentre
  readonly login: Login
  readonly legs: PageLegs | undefined
  readonly tokens: ClientTokens | undefined
  readonly speed: number | undefined
}

/** Pages of agents and supervisors, what these ask for, and the telephones in them. */
export function openDesks({ live, login, onFault, legs, tokens, speed }: DesksOptions) {
  const { runtime, carrier } = live
  const desks = deskRoutes({ runtime, carrier, login, onFault, ...(speed !== undefined && { speed }) })
  const { addressOf } = carrier.options.lookUp
  const telephones = legRoutes({ login, addressOf, onFault, legs, tokens })
  return {
    routers: [agentPages({ login, hasTwilio: tokens !== undefined }), telephones, desks.router],
    close() {
      desks.close()
      legs?.letGo()
    },
  }
}
