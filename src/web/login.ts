import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import express from 'express'

export interface LoginOptions {
  readonly password: string
  /** True where the pages are reached by https. */
  readonly isSecure: boolean
  /** Takes the password from `/login?key=…` too: for a demo, which prints such an address at its start. */
  readonly takesLink?: boolean
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number
}

/** One password opens the pages. */
export interface Login {
  /** `/login` and `/logout`. */
  readonly routes: express.Router
  /** Lets through who is logged in; sends a browser to log in, and answers 401 to all others. */
  readonly requireLogin: RequestHandler
}

const COOKIE = 'holdline_session'
const SESSION_MS = 12 * 3_600_000
const SESSIONS_MAX = 1_000
/** Wrong passwords that one address may try in a minute; also the bound on lock-out. */
const SLIPS_MAX = 10
const SLIPS_MS = 60_000
const ADDRESSES_MAX = 10_000

export function createLogin(options: LoginOptions): Login {
  const { isSecure, takesLink = false, nowMs = () => performance.now() } = options
  const sessions = new Sessions(nowMs)
  const slips = new Slips(nowMs)
  const wanted = digest(options.password)
  const routes = express.Router()

  const logIn = (request: Request, response: Response, given: unknown, next: unknown) => {
    const address = request.ip ?? ''
    if (slips.areTooMany(address)) {
      response.set('retry-after', String(SLIPS_MS / 1_000))
      sendForm(response.status(429), next, 'Too many wrong passwords. Wait a minute, then try again.')
      return
    }
    // Digests have one length, so that the comparison tells nothing of the password, not even its length.
    if (!timingSafeEqual(digest(typeof given === 'string' ? given : ''), wanted)) {
      slips.add(address)
      sendForm(
        response.status(401),
        next,
        'That is not the password. It is HOLDLINE_PASSWORD of this server.',
      )
      return
    }
    response.cookie(COOKIE, sessions.open(), cookie(isSecure, SESSION_MS))
    response.redirect(303, ownPath(next))
  }
  routes.get('/login', (request, response) => {
    const { key, next } = request.query
    if (takesLink && key !== undefined) logIn(request, response, key, next)
    else sendForm(response, next)
  })
  routes.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
    const { password, next } = (request.body ?? {}) as Record<string, unknown>
    logIn(request, response, password, next)
  })
  // By POST, so that no picture on another page can log anybody out.
  routes.post('/logout', (request, response) => {
    sessions.close(tokenOf(request))
    response.clearCookie(COOKIE, cookie(isSecure))
    response.redirect(303, '/login')
  })
  return { routes, requireLogin: requireSession(sessions) }
}

function requireSession(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    if (sessions.isOpen(tokenOf(request))) {
      next()
      return
    }
    response.set('cache-control', 'no-store')
    const isPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html'
    if (isPage) response.redirect(303, `/login?next=${encodeURIComponent(request.originalUrl)}`)
    else response.status(401).json({ error: 'Log in at /login first.' })
  }
}

class Sessions {
  readonly #nowMs: () => number
  /** When each ends, by the digest of its token: what lies in memory opens nothing. */
  readonly #endMs = new Map<string, number>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  open(): string {
    const token = randomBytes(32).toString('base64url')
    this.#endMs.set(named(token), this.#nowMs() + SESSION_MS)
    if (this.#endMs.size > SESSIONS_MAX)
      for (const oldest of this.#endMs.keys().take(1)) this.#endMs.delete(oldest)
    return token
  }

  isOpen(token: string): boolean {
    const name = named(token)
    const endMs = this.#endMs.get(name)
    if (endMs === undefined) return false
    if (endMs > this.#nowMs()) return true
    this.#endMs.delete(name)
    return false
  }

  close(token: string): void {
    this.#endMs.delete(named(token))
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
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<input name="next" type="hidden" value="${escaped(ownPath(next))}">
<button>Log in</button>
</form>
</body>
</html>
`)
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
