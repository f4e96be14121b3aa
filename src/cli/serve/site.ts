import type { Express, Router } from 'express'
import type { Logger } from '../../log.ts'
import type { AppOptions } from '../../web/app.ts'
import { createApp } from '../../web/app.ts'
import { deskRoutes } from '../../web/desk-routes.ts'
import type { Login } from '../../web/login.ts'
import { createLogin } from '../../web/login.ts'
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
export function openSite({ live, log, password, more = [], ...of }: SiteOptions): Site {
  const { runtime, carrier, requests, accounts } = live
  const onFault = (what: string, error: unknown) => log.error({ err: error, what }, 'a fault')
  const login = createLogin({ password, accounts, isSecure: of.publicUrl.startsWith('https:') })
  const pages = live.pagesFor(login)
  const people = peopleRoutes({
    ...{ runtime, sounds: carrier.options.rest, requireAdmin: login.requires('admin'), onFault },
  })
  const desks = deskRoutes({ runtime, carrier, login, onFault })
  const roster = rosterRoutes({ runtime, login, onFault })
  const results = resultsPage({ runtime, login, onFault })
  const tasks = tasksPage({ runtime, login, onFault })
  const routers = [login.routes, people, pages.router, desks.router, roster, results, tasks, ...more]
  const app = createApp({ ...of, ...{ runtime, carrier, requests, log }, pages: routers })
  return {
    app,
    login,
    close() {
      pages.close()
      desks.close()
    },
  }
}
