import type { ErrorRequestHandler } from 'express'
import express from 'express'
import type { TwilioCarrier } from '../carrier/twilio/carrier.ts'
import { emptyDocument } from '../carrier/twilio/fallback.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Logger } from '../log.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Accounts } from './accounts.ts'
import type { AudioFiles } from './audio.ts'
import { fallbackRoutes } from './fallback.ts'
import { webhookForms } from './forms.ts'
import { Metrics } from './metrics.ts'
import { operatorRoutes } from './operators.ts'
import type { RecordLookUp } from './record-lookup.ts'
import { RequestIds } from './request-ids.ts'
import { signedByTwilio } from './signature.ts'
import { surveyRoutes } from './survey-page.ts'
import { sendTwiml } from './webhooks.ts'
import { agentRoutes } from './webhooks-agent.ts'
import { callbackRoutes } from './webhooks-callback.ts'
import { callerRoutes } from './webhooks-caller.ts'
import { messageRoutes, messageSound } from './webhooks-message.ts'
import { signInRoutes } from './webhooks-sign-in.ts'
import { textRoutes } from './webhooks-text.ts'

export interface AppOptions {
  readonly runtime: Runtime
  readonly carrier: TwilioCarrier
  /** What Twilio calls, without a slash at its end, and the token by which it signs. */
  readonly publicUrl: string
  readonly authToken: string
  readonly log: Logger
  /** The lines as they were at the start, for answers that need no centre. */
  readonly lines: readonly LineDefinition[]
  readonly audio?: AudioFiles
  readonly records?: RecordLookUp
  /** The agents who may sign in by phone; nobody unless told. */
  readonly accounts?: Accounts
  /** Proxies before us whose word we take for where a request comes from; none unless told. */
  readonly proxies?: number
  /** Shared with the log of what is done by REST. */
  readonly requests?: RequestIds
  /** Pages, login and whatever else; behind all that is here. */
  readonly pages?: readonly express.Router[]
}

/** Webhooks come under these. */
const HOOKS = ['/voice', '/offer', '/back', '/text', '/sms', '/agents']

/** The web side of a live line: webhooks, audio, what operators ask, and the pages that it is given. */
export function createApp(options: AppOptions): express.Express {
  const {
    runtime,
    publicUrl,
    lines,
    log,
    audio,
    pages = [],
    requests = new RequestIds(),
    proxies = 0,
  } = options
  const metrics = new Metrics()
  const desk = { ...options, metrics, requests }
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', proxies)
  // `?a[b]=c` is a name like any other: no objects out of a query.
  app.set('query parser', 'simple')
  app.use(safeHeaders(publicUrl))
  app.use(operatorRoutes({ runtime, metrics }))
  if (audio) app.use(audio.routes())
  app.use(HOOKS, webhookForms())
  const languages = Object.fromEntries(lines.map(line => [line.name, line.languages]))
  app.use(fallbackRoutes({ publicUrl, languages }))
  app.use(HOOKS, signedByTwilio(desk))
  app.use(messageSound(desk))
  app.use(callerRoutes(desk), agentRoutes(desk), messageRoutes(desk), callbackRoutes(desk), textRoutes(desk))
  if (options.accounts) app.use(signInRoutes({ ...desk, accounts: options.accounts, lines }))
  app.use(HOOKS, (request, response) => {
    log.error(
      { path: request.baseUrl + request.path, method: request.method },
      'a webhook for nothing of ours; are they POST?',
    )
    sendTwiml(response, 404, emptyDocument())
  })
  app.use(surveyRoutes(runtime, options.authToken))
  for (const router of pages) app.use(router)
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.\n')
  })
  app.use(onError(log))
  return app
}

function safeHeaders(publicUrl: string): express.RequestHandler {
  const isSecure = publicUrl.startsWith('https:')
  return (_request, response, next) => {
    response.set({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      // Pages say for themselves what they need.
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      ...(isSecure && { 'strict-transport-security': 'max-age=31536000' }),
    })
    next()
  }
}

/** What no route has answered: forms too large, a fault of a page. */
function onError(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const { status: given } = error as { status?: unknown }
    const status = typeof given === 'number' && given >= 400 && given < 500 ? given : 500
    if (status === 500) log.error({ err: error, path: request.path }, 'a request failed')
    else log.warn({ status, path: request.path }, 'a request that cannot be read')
    if (response.headersSent) next(error)
    else if (HOOKS.some(path => request.path.startsWith(`${path}/`)))
      sendTwiml(response, status, emptyDocument())
    else response.status(status).type('text/plain').send('Something went wrong.\n')
  }
}
