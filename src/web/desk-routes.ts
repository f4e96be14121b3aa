import type { Request, RequestHandler, Response, Router } from 'express'
import express from 'express'
import type { TwilioCarrier } from '../carrier/twilio/carrier.ts'
import { settleCase } from '../runtime/cases.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Act, Body } from './desk-acts.ts'
import { AGENT_ACTS, putsAway } from './desk-acts.ts'
import { dated, deskView } from './desk-caller.ts'
import { DeskFeed } from './desk-feed.ts'
import { superviseView } from './desk-picture.ts'
import type { JsonRoutes } from './json-routes.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'
import type { SuperviseView } from './pages/desk-view.ts'
import { Refused } from './refused.ts'
import { TALK_ACTS, WATCH_ACTS } from './talk-acts.ts'

export interface DeskRoutesOptions extends JsonRoutes {
  readonly runtime: Runtime
  readonly carrier: TwilioCarrier
  readonly login: Login
  /** How fast the time of the centre runs; 1 unless told. */
  readonly speed?: number
  /** The least time between two views of one desk, in ms of the real clock. */
  readonly everyMs?: number
}

/** A note of some pages. */
const BODY_MAX = '32kb'

/** The desks of agents and supervisors as a router, and what ends their open connections when the server stops. */
export interface DeskRoutes {
  readonly router: Router
  close(): void
}

/**
 * What agents see and do at `/api/agent`, with events at `/agent/events`; what supervisors see and do at
 * `/api/supervise`, with events at `/supervise/events`. A click is reported under the lock of the centre, and refused
 * with a sentence where it is about something that is not so any more: what was meant for one call never reaches the next.
 */
export function deskRoutes(options: DeskRoutesOptions): DeskRoutes {
  const { runtime, onFault, everyMs } = options
  const feed = new DeskFeed({ seq: () => runtime.seq, onFault, ...(everyMs !== undefined && { everyMs }) })
  const router = express.Router()
  addAgentRoutes(router, options, feed)
  addSuperviseRoutes(router, options, feed)
  router.use(['/api/agent', '/api/supervise'], explains(onFault))
  return { router, close: () => feed.close() }
}

function addAgentRoutes(
  router: Router,
  { runtime, carrier, login, speed }: DeskRoutesOptions,
  feed: DeskFeed,
): void {
  const isAgent = [login.requires('agent'), isSomebodysDesk(login, runtime)]
  const viewOf = (agent: string) => deskView({ runtime, carrier, speed }, agent)
  router.get('/api/agent', isAgent, async (request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json(await viewOf(agentOf(login, request)))
  })
  router.get('/agent/events', isAgent, (request: Request, response: Response) => {
    const agent = agentOf(login, request)
    listen(feed, response, async () => ((await login.lasts(request)) ? viewOf(agent) : undefined))
  })
  for (const [name, act] of Object.entries({ ...AGENT_ACTS, ...TALK_ACTS })) {
    router.post(
      `/api/agent/${name}`,
      isAgent,
      jsonBody(BODY_MAX),
      async (request: Request, response: Response) => {
        const agent = agentOf(login, request)
        await report(runtime, act, agent, request)
        response.set('cache-control', 'no-store').json(await viewOf(agent))
      },
    )
  }
}

function addSuperviseRoutes(
  router: Router,
  { runtime, login, speed }: DeskRoutesOptions,
  feed: DeskFeed,
): void {
  const isSupervisor = login.requires('supervisor')
  const view = (request: Request): SuperviseView => ({
    ...superviseView(runtime.centre, runtime.nowMs, login.who(request).agent),
    ...dated({ runtime, speed }),
  })
  router.get('/api/supervise', isSupervisor, (request, response) => {
    response.set('cache-control', 'no-store').json(view(request))
  })
  router.get('/supervise/events', isSupervisor, (request, response) => {
    const mayStill = async () => {
      if (!(await login.lasts(request))) return undefined
      return view(request)
    }
    listen(feed, response, mayStill)
  })
  const post = (name: string, does: (request: Request) => Promise<unknown>, ...before: RequestHandler[]) => {
    const path = `/api/supervise/${name}`
    router.post(
      path,
      isSupervisor,
      before,
      jsonBody(BODY_MAX),
      async (request: Request, response: Response) => {
        await does(request)
        response.set('cache-control', 'no-store').json(view(request))
      },
    )
  }
  post('put-away', request => {
    const { agent } = (request.body ?? {}) as { agent?: unknown }
    if (typeof agent !== 'string')
      throw new Refused(400, '"agent" must be the name of the agent who is meant.')
    return report(runtime, putsAway, agent, request)
  })
  for (const [name, act] of Object.entries(WATCH_ACTS))
    post(
      name,
      request => report(runtime, act, agentOf(login, request), request),
      isSomebodysDesk(login, runtime),
    )
}

function report(runtime: Runtime, act: Act, agent: string, request: Request): Promise<string> {
  const body: Body = request.body ?? {}
  return runtime.submit({
    async reports(view) {
      const reports = act(view, agent, body)
      if (act === AGENT_ACTS['wrap-up'] && typeof body.resolved === 'boolean') {
        const { talkCall, talkCaller } = view.centre.centre.state.agents
        const at = view.centre.agentOf(agent)
        const talk = { call: talkCall[at]!, caller: talkCaller[at]! }
        await settleCase(view, runtime.options.store, talk, body.resolved)
      }
      return reports
    },
  })
}

function listen(
  feed: DeskFeed,
  response: Response,
  view: () => Promise<{ nowMs: number } | undefined>,
): void {
  response.set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would hold events back to fill its buffer.
    'x-accel-buffering': 'no',
  })
  response.flushHeaders()
  response.write('retry: 1000\n\n')
  if (!feed.listen({ listener: response, view })) response.end('event: full\ndata: {}\n\n')
}

/** Lets through who has a desk: the administrator has none. */
function isSomebodysDesk(login: Login, runtime: Runtime): RequestHandler {
  return (request, response, next) => {
    const { agent } = login.who(request)
    if (agent !== undefined && runtime.centre.roster.has(agent)) return next()
    const error = 'The administrator has no desk; log in with the name and PIN of an agent or supervisor.'
    response.set('cache-control', 'no-store').status(403).json({ error })
  }
}

function agentOf(login: Login, request: Request): string {
  return login.who(request).agent!
}
