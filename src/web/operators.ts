import express from 'express'
import type { Runtime } from '../runtime/runtime.ts'
import type { Metrics } from './metrics.ts'

const READY_WITHIN_MS = 2_000

/**
 * What operators ask: `/healthz` the process is up, `/readyz` calls can be taken, `/metrics` figures for Prometheus.
 * Without a login, since probes have none: nobody can be found in what they tell.
 */
export function operatorRoutes({ runtime, metrics }: { runtime: Runtime; metrics: Metrics }): express.Router {
  const router = express.Router()
  router.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok\n')
  })
  router.get('/readyz', async (_request, response) => {
    const reason = await whyNotReady(runtime)
    response
      .status(reason === undefined ? 200 : 503)
      .type('text/plain')
      .send(`${reason ?? 'ready'}\n`)
  })
  router.get('/metrics', (_request, response) => {
    response.type('text/plain; version=0.0.4').send(metrics.text(runtime.centre, runtime.seq))
  })
  return router
}

/** Takes the centre's lock and writes: what a webhook needs, with nothing kept of it. */
async function whyNotReady(runtime: Runtime): Promise<string | undefined> {
  const { store, name } = runtime.options
  const probe = async () => {
    await runtime.submit({ reports: () => [] })
    await store.withCentre(name, hold => hold.commit({ facts: [] }))
  }
  let timeout: NodeJS.Timeout | undefined
  const late = new Promise<string>(resolve => {
    timeout = setTimeout(
      resolve,
      READY_WITHIN_MS,
      `no answer from the centre within ${READY_WITHIN_MS / 1_000} s`,
    )
  })
  try {
    return await Promise.race([probe().then(() => undefined), late])
  } catch {
    // Why exactly stands in the log; here anybody may ask.
    return 'the centre takes no calls: it is stopping, or its store cannot be written'
  } finally {
    clearTimeout(timeout)
  }
}
