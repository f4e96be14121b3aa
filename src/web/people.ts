import type { RequestHandler, Response } from 'express'
import express from 'express'
import { callerNumber } from '../carrier/twilio/caller-number.ts'
import { FREE } from '../centre/calls.ts'
import type { Sounds } from '../runtime/retention.ts'
import { erase, exportCaller } from '../runtime/retention.ts'
import type { Runtime } from '../runtime/runtime.ts'

export interface PeopleOptions {
  readonly runtime: Runtime
  readonly sounds: Sounds
  /** Lets through whoever administers the line. */
  readonly requireAdmin: RequestHandler
  /** Told of a caller who could not be erased, without a number. */
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * What callers may ask of whoever owns the line: `POST /api/callers/export` gives all that is kept about one,
 * `POST /api/callers/erase` deletes it. The number comes as JSON, `{"number": "+1…"}`: addresses end up in logs.
 */
export function peopleRoutes({ runtime, sounds, requireAdmin, onFault }: PeopleOptions): express.Router {
  const { store, name } = runtime.options
  const router = express.Router()
  router.use('/api/callers', requireAdmin, express.json({ limit: '1kb' }))
  router.post('/api/callers/export', async (request, response) => {
    const caller = await callerIn(request.body, response)
    if (caller === undefined) return
    response.json(await exportCaller(store, name, caller))
  })
  router.post('/api/callers/erase', async (request, response) => {
    const caller = await callerIn(request.body, response)
    if (caller === undefined) return
    if (isHere(runtime, caller)) {
      const error = 'This caller is on the line, or is owed a callback; erase once that is over.'
      response.status(409).json({ error })
      return
    }
    try {
      const erased = await erase(store, sounds, caller, runtime.nowMs)
      const { said, recordings, papers } = erased!
      response.json({ said: said.length, recordings: recordings.length, papers: papers.length })
    } catch (error) {
      onFault('erasing a caller', error)
      const words = 'Not all could be erased, since the carrier did not delete a recording. Try again.'
      response.status(502).json({ error: words })
    }
  })
  return router

  /** The key of whom a request is about; answers where there is none. */
  async function callerIn(body: unknown, response: Response): Promise<number | undefined> {
    const { number: given } = (body ?? {}) as { number?: unknown }
    const number = typeof given === 'string' ? callerNumber(given) : undefined
    if (number === undefined) {
      const error = 'Expected JSON {"number": "+12025550100"} with a number in E.164.'
      response.status(400).json({ error })
      return undefined
    }
    const known = await store.callerByNumber(number)
    if (!known) response.status(404).json({ error: 'Nothing is kept about this number.' })
    return known?.key
  }
}

function isHere({ centre }: Runtime, caller: number): boolean {
  const { calls } = centre.centre.state
  for (let slot = 0; slot < calls.capacity; slot++)
    if (calls.phase[slot] !== FREE && calls.caller[slot] === caller) return true
  return false
}
