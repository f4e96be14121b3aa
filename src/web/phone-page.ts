import type { ErrorRequestHandler, Request, RequestHandler, Router } from 'express'
import express from 'express'
import type { OnFault, RungByPage } from './page-call.ts'
import { PageCall } from './page-call.ts'
import { sendPage } from './pages.ts'

export interface PhonePageOptions {
  /** Opens the line at the first call. */
  readonly line: () => Promise<RungByPage>
  readonly requireLogin: RequestHandler
  readonly onFault: OnFault
  /** Who may answer calls in a page, and the PIN for that: whoever rings may well be the same person. */
  readonly answeredBy?: { readonly name: string; readonly pin: string }
}

/** Calls from pages at once, those that are over and still shown among them. */
const CALLS_MAX = 20
const KEYS = /^[0-9*#]{1,30}$/
const WORDS_MAX = 200

/**
 * A phone at `/phone`, for those who are logged in: rings the line through the carrier on this machine, and shows what
 * is said, the documents behind it and where the call stands in its flow, as it happens.
 */
export function phonePage({ line, requireLogin, onFault, answeredBy }: PhonePageOptions): Router {
  const calls = new Map<string, PageCall>()
  const router = express.Router()
  router.get('/phone', requireLogin, (_, response) => {
    sendPage(response, { title: 'Phone', module: 'phone.js', styles: ['phone.css'] })
  })
  const api = express.Router()
  api.use(requireLogin, express.json({ limit: '10kb' }))
  api.get('/agent', (_, response) => {
    response.set('cache-control', 'no-store').json(answeredBy ?? null)
  })
  api.post('/calls', (request, response, next) => {
    const over = [...calls].filter(([, call]) => call.isOver)
    for (const [sid, call] of over.slice(0, Math.max(0, calls.size - CALLS_MAX + 1))) {
      calls.delete(sid)
      call.letGo()
    }
    if (calls.size >= CALLS_MAX) {
      response.status(503).json({ error: `${CALLS_MAX} calls are going on already; hang one up first.` })
      return
    }
    const before = calls.get(String(request.body?.after))
    line()
      .then(async opened => {
        const call = new PageCall(opened, onFault)
        const phone = await opened.ring({
          from: before?.phone.number,
          rung: phone => call.isCalledBack(phone),
        })
        call.begins(phone)
        calls.set(phone.callSid, call)
        response.status(201).json({ call: phone.callSid })
      })
      .catch(next)
  })
  addCallRoutes(api, calls)
  api.use(explains(onFault))
  router.use('/api/phone', api)
  return router
}

/** What can be done with a call that was made from a page. */
function addCallRoutes(api: Router, calls: ReadonlyMap<string, PageCall>): void {
  api.param('call', (_request, response, next, call: string) => {
    if (calls.has(call)) next()
    else
      response.status(404).json({ error: `There is no call ${call} here; it may be long over. Call again.` })
  })
  const callOf = ({ params }: Request) => calls.get(String(params.call))!
  api.get('/calls/:call/events', (request, response) => {
    callOf(request).follow(response, Number(request.get('last-event-id') ?? 0))
  })
  api.post('/calls/:call/keys', (request, response) => {
    const keys: unknown = request.body?.keys
    if (typeof keys !== 'string' || !KEYS.test(keys)) {
      response.status(400).json({ error: '"keys" must be one to thirty of 0 to 9, * and #.' })
      return
    }
    callOf(request).phone.press(keys)
    response.status(204).end()
  })
  api.post('/calls/:call/words', (request, response) => {
    const words: unknown = request.body?.words
    if (typeof words !== 'string' || words.trim() === '' || words.length > WORDS_MAX) {
      response.status(400).json({ error: `"words" must be a text of up to ${WORDS_MAX} signs.` })
      return
    }
    callOf(request).phone.speak(words)
    response.status(204).end()
  })
  api.post('/calls/:call/answer', (request, response) => {
    callOf(request).phone.answer()
    response.status(204).end()
  })
  api.post('/calls/:call/hang-up', (request, response) => {
    callOf(request).phone.hangUp()
    response.status(204).end()
  })
}

/** Tells a page in a sentence what went wrong; what is ours, only where faults are told. */
function explains(onFault: OnFault): ErrorRequestHandler {
  return (error: { status?: number; message: string }, _request, response, _next) => {
    const { status = 500 } = error
    if (status >= 500) onFault('a phone page', error)
    response.status(status).json({
      error: status >= 500 ? 'The line cannot be rung; the log of this server says why.' : error.message,
    })
  }
}
