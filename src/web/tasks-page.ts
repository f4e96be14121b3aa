import type { Request, Response, Router } from 'express'
import express from 'express'
import type { Runtime } from '../runtime/runtime.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'
import { sendPage } from './pages.ts'
import { expectOwed, promises, TASK_DEEDS } from './task-deeds.ts'
import { taskDoer } from './task-doer.ts'
import { tasksView } from './tasks-list.ts'

export interface TasksPageOptions {
  readonly runtime: Runtime
  readonly login: Pick<Login, 'requires' | 'who'>
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * What is still to be done for callers: the page `/tasks` and its JSON at `/api/tasks`; `POST /api/tasks` keeps a
 * promise, `POST /api/tasks/take` and its like do something about the task whose `id` they give, and answer with all
 * tasks. Supervisors see all of them, agents those of their queues and their own. What is done is decided under the lock
 * of the centre: of two who take a task at once one has it, and the other hears who.
 */
export function tasksPage({ runtime, login, onFault }: TasksPageOptions): Router {
  const router = express.Router()
  router.get('/tasks', login.requires('agent'), (_, response) => {
    sendPage(response, { title: 'Tasks', module: 'tasks.js', styles: ['tasks.css'] })
  })
  const doerOf = (request: Request) => taskDoer(login.who(request), runtime.centre)
  const send = async (request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json(await tasksView(runtime, doerOf(request)))
  }
  const api = express.Router()
  api.use(login.requires('agent'))
  api.get('/', send)
  for (const [path, deed] of [['', promises] as const, ...Object.entries(TASK_DEEDS)]) {
    api.post(`/${path}`, jsonBody('10kb'), async (request: Request, response: Response) => {
      const doer = doerOf(request)
      await runtime.submit({
        reports: view => deed(view, doer, request.body ?? {}),
        answer(entries, view) {
          expectOwed(entries, view)
          return ''
        },
      })
      await send(request, response)
    })
  }
  api.use(explains(onFault))
  router.use('/api/tasks', api)
  return router
}
