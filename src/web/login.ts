import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import express from 'express'
import { assert } from '../base/assert.ts'
import { escapedHtml } from '../base/escaped-html.ts'
import type { Accounts } from './accounts.ts'

/** Those of more may do what those of less may. */
const ROLES = ['agent', 'supervisor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who is logged in; the administrator is no agent. */
export interface Who {
  readonly role: Role
  readonly agent?: string
}

/** How agents are let in. */
type Entrances = Pick<Accounts, 'enter' | 'agent' | 'stampOf'>

export interface LoginOptions {
  readonly password: string
  /** True where the pages are reached by https. */
  readonly isSecure: boolean
  /** Takes the password from `/login?key=…` too: for a demo, which prints such an address at its start. */
  readonly takesLink?: boolean
  /** The agents who may log in, each by name or id and PIN; without them only the administrator may. */
  readonly accounts?: Entrances
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number
}

/** One password opens all pages; agents and supervisors have names and PINs. */
export interface Login {
  /** `/login`, `/logout` and `/api/who`. */
  readonly routes: express.Router
  /** Lets through whoever is logged in; sends a browser to log in, and answers 401 to all others. */
  readonly requireLogin: RequestHandler
  /** As `requireLogin`, for those of this role or a higher one; answers 403 to those of a lower. */
  requires(role: Role): RequestHandler
  /** Who asks, behind `requires`. */
  who(request: Request): Who
  /** True while the session of a request that was let through goes on: what stays open asks now and then. */
  lasts(request: Request): Promise<boolean>
}

const COOKIE = 'holdline_session'
const SESSION_MS = 12 * 3_600_000
const SESSIONS_MAX = 1_000
/** Wrong passwords that one address may try in a minute; also the bound on lock-out. */
const SLIPS_MAX = 10
const SLIPS_MS = 60_000
const ADDRESSES_MAX = 10_000
const NAME_LENGTH_MAX = 200

export function createLogin(options: LoginOptions): Login {
  const { isSecure, takesLink = false, accounts, nowMs = () => performance.now() } = options
  const sessions = new Sessions(nowMs, accounts)
  const slips = new Slips(nowMs)
  const routes = express.Router()

  const logIn = logsIn({ ...options, sessions, slips, wanted: digest(options.password) })
  routes.get('/login', async (request, response) => {
    const { key, next } = request.query
    if (takesLink && key !== undefined)
      await logIn(request, response, { name: '', password: textOf(key), next })
    else sendForm(response, next)
  })
  routes.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    const { name, password, next } = (request.body ?? {}) as Record<string, unknown>
    await logIn(request, response, { name: textOf(name).trim(), password: textOf(password), next })
  })
  // By POST, so that no picture on another page can log anybody out.
  routes.post('/logout', (request, response) => {
    sessions.close(tokenOf(request))
    response.clearCookie(COOKIE, cookie(isSecure))
    response.redirect(303, '/login')
  })
  const letIn = new LetIn(sessions)
  const requireLogin = letIn.requires('agent')
  routes.get('/api/who', requireLogin, (request, response) => {
    response.set('cache-control', 'no-store').json(letIn.who(request))
  })
  return {
    routes,
    requireLogin,
    requires: role => letIn.requires(role),
    who: request => letIn.who(request),
    lasts: async request => (await sessions.whoHas(tokenOf(request))) !== undefined,
  }
}

interface LoggingIn extends Pick<LoginOptions, 'accounts' | 'isSecure'> {
  readonly sessions: Sessions
  readonly slips: Slips
  /** The digest of the administrator's password. */
  readonly wanted: Buffer
}

/** Answers whoever gives a password or PIN. */
function logsIn({ accounts, isSecure, sessions, slips, wanted }: LoggingIn) {
  return async (request: Request, response: Response, given: Given) => {
    const address = request.ip ?? ''
    const { next, name } = given
    if (slips.areTooMany(address)) {
      response.set('retry-after', String(SLIPS_MS / 1_000))
      sendForm(response.status(429), next, 'Too many wrong passwords. Wait a minute, then try again.')
      return
    }
    const entered = await enter(given, wanted, accounts)
    if (entered === 'waits') {
      sendForm(
        response.status(429),
        next,
        'Too many wrong PINs for this name. Wait some minutes, then try again.',
      )
      return
    }
    if (entered === 'wrong') {
      slips.add(address)
      const wrong =
        name === '' ? 'the password. It is HOLDLINE_PASSWORD of this server' : 'the name and PIN of an agent'
      sendForm(response.status(401), next, `That is not ${wrong}.`)
      return
    }
    response.cookie(COOKIE, await sessions.open(entered), cookie(isSecure, SESSION_MS))
    response.redirect(303, ownPath(next))
  }
}

/** What somebody gave to log in with; the administrator gives no name. */
interface Given {
  readonly name: string
  readonly password: string
  readonly next: unknown
}

async function enter(
  { name, password }: Given,
  wanted: Buffer,
  accounts: Entrances | undefined,
): Promise<Who | 'wrong' | 'waits'> {
  // Digests have one length, so that the comparison tells nothing of the password, not even its length.
  if (name === '') return timingSafeEqual(digest(password), wanted) ? { role: 'admin' } : 'wrong'
  if (!accounts || name.length > NAME_LENGTH_MAX) return 'wrong'
  const entered = await accounts.enter(name, password)
  return typeof entered === 'string' ? entered : { role: 'agent', agent: entered.agent }
}

/** Requests that were let through, and for whom. */
class LetIn {
  readonly #sessions: Sessions
  readonly #who = new WeakMap<Request, Who>()

  constructor(sessions: Sessions) {
    this.#sessions = sessions
  }

  requires(role: Role): RequestHandler {
    return async (request, response, next) => {
      const who = await this.#sessions.whoHas(tokenOf(request))
      if (!who) return sendToLogIn(request, response)
      if (ROLES.indexOf(who.role) < ROLES.indexOf(role)) {
        const error = `This is for ${role === 'admin' ? 'the administrator' : 'supervisors'} alone; you are logged in as ${who.role}.`
        response.set('cache-control', 'no-store').status(403).json({ error })
        return
      }
      this.#who.set(request, who)
      next()
    }
  }

  who(request: Request): Who {
    const who = this.#who.get(request)
    assert(who, 'nobody was asked to log in for this request: put `requires` before it')
    return who
  }
}

function sendToLogIn(request: Request, response: Response): void {
  response.set('cache-control', 'no-store')
  const isPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html'
  if (isPage) response.redirect(303, `/login?next=${encodeURIComponent(request.originalUrl)}`)
  else response.status(401).json({ error: 'Log in at /login first.' })
}

interface Session {
  readonly endMs: number
  readonly agent: string | undefined
  /** The agent's stamp when the session began. */
  readonly stamp: string | undefined
}

class Sessions {
  readonly #nowMs: () => number
  readonly #accounts: Entrances | undefined
  /** By the digest of its token: what lies in memory opens nothing. */
  readonly #all = new Map<string, Session>()

  constructor(nowMs: () => number, accounts: Entrances | undefined) {
    this.#nowMs = nowMs
    this.#accounts = accounts
  }

  async open({ agent }: Who): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const stamp = agent === undefined ? undefined : await this.#accounts?.stampOf(agent)
    this.#all.set(named(token), { endMs: this.#nowMs() + SESSION_MS, agent, stamp })
    if (this.#all.size > SESSIONS_MAX) for (const oldest of this.#all.keys().take(1)) this.#all.delete(oldest)
    return token
  }

  /** Who has this token. An agent's session ends with a change of the PIN, and with the agent's place in the roster. */
  async whoHas(token: string): Promise<Who | undefined> {
    const name = named(token)
    const session = this.#all.get(name)
    if (!session) return undefined
    const { endMs, agent, stamp } = session
    if (endMs > this.#nowMs()) {
      if (agent === undefined) return { role: 'admin' }
      const now = await this.#accounts?.stampOf(agent)
      if (now !== undefined && now === stamp)
        return { role: this.#accounts?.agent(agent)?.role ?? 'agent', agent }
    }
    this.#all.delete(name)
    return undefined
  }

  close(token: string): void {
    this.#all.delete(named(token))
  }
}

/** Wrong passwords of the last minute, by address. */
class Slips {
  readonly #nowMs: () => number
  readonly #byAddress = new Map<string, { count: number; untilMs: number }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  areTooMany(address: string): boolean {
    const slips = this.#byAddress.get(address)
    return slips !== undefined && slips.untilMs > this.#nowMs() && slips.count >= SLIPS_MAX
  }

  add(address: string): void {
    const nowMs = this.#nowMs()
    const slips = this.#byAddress.get(address)
    if (slips && slips.untilMs > nowMs) slips.count++
    else {
      this.#byAddress.delete(address)
      this.#byAddress.set(address, { count: 1, untilMs: nowMs + SLIPS_MS })
    }
    if (this.#byAddress.size > ADDRESSES_MAX)
      for (const oldest of this.#byAddress.keys().take(1)) this.#byAddress.delete(oldest)
  }
}

function cookie(isSecure: boolean, maxAge?: number) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: '/',
    ...(maxAge !== undefined && { maxAge }),
  } as const
}

function tokenOf(request: Request): string {
  const cookies = request.get('cookie') ?? ''
  const found = cookies.split(';').find(part => part.trim().startsWith(`${COOKIE}=`))
  return found?.trim().slice(COOKIE.length + 1) ?? ''
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function named(token: string): string {
  return digest(token).toString('base64')
}

/** Where to go after logging in: a path of this server, whatever somebody put into the address. */
function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}

const STYLE =
  'body{font:1.1rem system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;color-scheme:light dark}' +
  'form{display:grid;gap:.75rem;min-width:18rem}input,button{font:inherit;padding:.5rem}[role=alert]{color:#c0392b}'
const POLICY =
  `default-src 'none'; style-src 'sha256-${digest(STYLE).toString('base64')}'; form-action 'self'; ` +
  "base-uri 'none'; frame-ancestors 'none'"

function sendForm(response: Response, next: unknown, wrong = ''): void {
  response.set({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
  response.type('html').send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in · Holdline</title>
<style>${STYLE}</style>
</head>
<body>
<form method="post" action="/login">
<h1>Holdline</h1>
${wrong && `<p role="alert">${wrong}</p>`}
<label for="name">Name or number</label>
<input id="name" name="name" autocomplete="username" maxlength="${NAME_LENGTH_MAX}" aria-describedby="who" autofocus>
<small id="who">Of agents and supervisors. The administrator leaves it empty.</small>
<label for="password">PIN or password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<input name="next" type="hidden" value="${escapedHtml(ownPath(next))}">
<button>Log in</button>
</form>
</body>
</html>
`)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
