import type { Request, RequestHandler, Response, Router } from 'express'
import express from 'express'
import type { Phone } from '../carrier/local/phone.ts'
import type { PhoneEvent } from './pages/phone-view.ts'
import { sendPage } from './pages.ts'
import { phoneEvent } from './phone-events.ts'

/** A line that can be rung from a page. */
export interface RungByPage {
  ring(): Promise<Phone>
  /** Where a call stands in its flow; empty once it is over for the line. */
  stateOf(callSid: string): Promise<string>
}

export interface PhonePageOptions {
  /** Opens the line at the first call. */
  readonly line: () => Promise<RungByPage>
  readonly requireLogin: RequestHandler
  readonly onFault: (what: string, error: unknown) => void
}

/** Calls from pages at once, those that are over and still shown among them. */
const CALLS_MAX = 20
const KEYS = /^[0-9*#]{1,30}$/
const WORDS_MAX = 200

/**
 * A phone at `/phone`, for those who are logged in: rings the line through the carrier on this machine, and shows what
 * is said, the documents behind it and where the call stands in its flow, as it happens.
 */
export function phonePage({ line, requireLogin, onFault }: PhonePageOptions): Router {
  const calls = new Map<string, PageCall>()
  const router = express.Router()
  router.get('/phone', requireLogin, (_, response) => {
    sendPage(response, { title: 'Phone', module: 'phone.js', styles: ['phone.css'] })
  })
  const api = express.Router()
  api.use(requireLogin, express.json({ limit: '10kb' }))
  api.post('/calls', (_, response, next) => {
    const over = [...calls].filter(([, call]) => call.isOver)
    for (const [sid] of over.slice(0, Math.max(0, calls.size - CALLS_MAX + 1))) calls.delete(sid)
    if (calls.size >= CALLS_MAX) {
      response.status(503).json({ error: `${CALLS_MAX} calls are going on already; hang one up first.` })
      return
    }
    line()
      .then(async opened => {
        const phone = await opened.ring()
        calls.set(phone.callSid, new PageCall(phone, opened, onFault))
        response.status(201).json({ call: phone.callSid })
      })
      .catch(next)
  })
  addCallRoutes(api, calls)
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
    response.set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    response.flushHeaders()
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
  api.post('/calls/:call/hang-up', (request, response) => {
    callOf(request).phone.hangUp()
    response.status(204).end()
  })
}

/** One call from a page, and the pages that look at it. */
class PageCall {
  readonly phone: Phone
  readonly #line: RungByPage
  readonly #onFault: PhonePageOptions['onFault']
  readonly #events: string[] = []
  readonly #pages = new Set<Response>()
  #state: string | undefined
  #looks = Promise.resolve()

  constructor(phone: Phone, line: RungByPage, onFault: PhonePageOptions['onFault']) {
    this.phone = phone
    this.#line = line
    this.#onFault = onFault
    const beganMs = phone.diary[0]?.atMs ?? 0
    const tells = (happening: Phone['diary'][number]) => {
      const event = phoneEvent(happening, beganMs)
      if (!event) return
      this.#tell(event)
      if (event.kind === 'document' || event.kind === 'talks' || event.kind === 'status')
        this.#looksAtState(event.afterMs)
    }
    for (const happening of phone.diary) tells(happening)
    phone.listen(tells)
  }

  get isOver(): boolean {
    return this.phone.isOver
  }

  /** Sends all that happened after the event with this number, and what happens from now on. */
  follow(page: Response, after: number): void {
    this.#events.slice(Number.isInteger(after) && after > 0 ? after : 0).forEach((event, index) => {
      page.write(`id: ${after + index + 1}\ndata: ${event}\n\n`)
    })
    this.#pages.add(page)
    page.on('close', () => this.#pages.delete(page))
  }

  #tell(event: PhoneEvent): void {
    const text = JSON.stringify(event)
    this.#events.push(text)
    for (const page of this.#pages) page.write(`id: ${this.#events.length}\ndata: ${text}\n\n`)
  }

  #looksAtState(afterMs: number): void {
    this.#looks = this.#looks
      .then(async () => {
        const state = await this.#line.stateOf(this.phone.callSid)
        if (state === this.#state) return
        this.#state = state
        this.#tell({ afterMs, kind: 'state', state })
      })
      .catch(error => this.#onFault('the state of a call from a page', error))
  }
}
