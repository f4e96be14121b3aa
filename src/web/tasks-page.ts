import type { Request, Response, Router } from 'express'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { explains, jsonBody } from './json-api.ts'
import type { Login } from './login.ts'
import { sendPage } from './pages.ts'
import type { TaskDeed } from './task-deeds.ts'
import { promises, TASK_DEEDS } from './task-deeds.ts'
import { taskDoer } from './task-doer.ts'
import { tasksView } from './tasks-list.ts'

export interface TasksPageOptions {
  readonly runtime: Runtime
  readonly login: Pick<Login, 'requires' | 'who'>
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * What is still to be done for callers: the page `/tasks`, its JSON at `/api/tasks`; `POST /api/tasks` keeps a promise,
 * `POST /api/tasks/take` and its like do something about the task whose id they give. Supervisors see all tasks, agents
 * those of their queues and their own. What is done is decided under the lock of the centre: of two who take a task at
 * once one has it, and the other hears who.
 */
export function tasksPage({ runtime, login, onFault }: TasksPageOptions): Router {
  const router = express.Router()
  const doerOf = (request: Request) => taskDoer(login.who(request), runtime.centre)
  const sendView = async (request: Request, response: Response) => {
    response.set('cache-control', 'no-store').json(await tasksView(runtime, doerOf(request)))
  }
  router.get('/tasks', login.requires('agent'), (_, response) => {
    sendPage(response, { title: 'Tasks', module: 'tasks.js', styles: ['tasks.css'] })
  })
  const api = express.Router()
  api.use(login.requires('agent'), ...jsonBody())
  api.get('/', sendView)
  api.post('/', async (request, response) => {
    const doer = doerOf(request)
    const { body, ip } = { body: request.body as object, ip: request.ip }
    await runtime.submit({ reports: view => promises(view, doer, body) })
    response.status(201)
    await sendView(request, response)
  })
  for (const [name, deed] of Object.entries(TASK_DEEDS))
    api.post(`/${name}`, async (request, response) => {
      const doer = doerOf(request)
      await runtime.submit({ reports: view => deed(view, doer, request.body) })
      await sendView(request, response)
    })
  api.use(explains('a task', onFault))
  router.use('/api/tasks', api)
  return router
}
