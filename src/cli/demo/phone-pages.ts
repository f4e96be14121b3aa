import type { RequestHandler, Router } from 'express'
import express from 'express'
import type { Accounts } from '../../web/accounts.ts'
import type { Login } from '../../web/login.ts'
import type { Pages } from '../../web/pages.ts'
import { phonePage } from '../../web/phone-page.ts'
import { tasksPage } from '../../web/tasks-page.ts'
import { openDesks } from '../serve/site.ts'
import type { Person } from './person.ts'
import type { PhoneLineOptions } from './phone-line.ts'
import { PhoneLine } from './phone-line.ts'

export interface PhonePagesOptions extends PhoneLineOptions {
  readonly onFault: (what: string, error: unknown) => void
}

/** Pages of the line that is opened for whoever rings it from a page, or takes calls in one; both at once make a talk. */
export class PhonePages {
  readonly #options: PhonePagesOptions
  #line: Promise<PhoneLine> | undefined
  #opened: PhoneLine | undefined
  #desks: ReturnType<typeof openDesks> | undefined
  #walls: Pages | undefined

  constructor(options: PhonePagesOptions) {
    this.#options = options
  }

  get person(): Person {
    return this.#options.person
  }

  /** Who may log in as an agent. */
  get accounts(): Pick<Accounts, 'enter' | 'agent' | 'stampOf'> {
    const accounts = async () => (await this.#open()).live.accounts
    return {
      enter: async (who, pin) => (await accounts()).enter(who, pin),
      stampOf: async agent => (await accounts()).stampOf(agent),
      agent: name => this.#opened?.live.accounts.agent(name),
    }
  }

  router(login: Login): Router {
    const { onFault, person } = this.#options
    const router = express.Router()
    const { requireLogin } = login
    router.use(phonePage({ line: () => this.#open(), requireLogin, onFault, answeredBy: person }))
    const desks: RequestHandler = async (request, response, next) => {
      const { live, legs } = await this.#open()
      this.#desks ??= openDesks({ live, login, onFault, legs, tokens: undefined, speed: undefined })
      const open = express.Router().use(...this.#desks.routers)
      open(request, response, next)
    }
    // What an agent of this line has promised, or is alerted to, is of this line, and not of the one that is only looked at.
    const own: RequestHandler = async (request, response, next) => {
      if (login.who(request).agent === undefined) return next()
      const { live } = await this.#open()
      this.#walls ??= live.pagesFor(login)
      const open = express.Router()
      open.use(tasksPage({ runtime: live.runtime, login, onFault }), this.#walls.router)
      open(request, response, next)
    }
    return router.use(onPath(DESKS, desks), onPath(OWN, login.requires('agent')), onPath(OWN, own))
  }

  async close(): Promise<void> {
    this.#desks?.close()
    this.#walls?.close()
    await (await this.#line?.catch(() => undefined))?.close()
  }

  #open(): Promise<PhoneLine> {
    this.#line ??= PhoneLine.open(this.#options).then(
      line => {
        this.#opened = line
        return line
      },
      error => {
        // The next call tries again.
        this.#line = undefined
        throw error
      },
    )
    return this.#line
  }
}

/** Leaves all other paths to others. */
function onPath(paths: RegExp, handler: RequestHandler): RequestHandler {
  return (request, response, next) => (paths.test(request.path) ? handler(request, response, next) : next())
}

const OWN = /^(\/tasks|\/api\/tasks|\/api\/alerts)(\/|$)/
const DESKS = /^(\/api)?\/(agent|supervise)(\/|$)/
