import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'
import { explains, jsonBody } from './json-routes.ts'
import type { Login } from './login.ts'
import type { Playback, PlaybackWish } from './playback.ts'

export interface PlaybackRoutesOptions {
  readonly playback: Playback
  readonly login: Pick<Login, 'requireLogin'>
  readonly onFault: (what: string, error: unknown) => void
}

/** Fast enough for a day in seconds; what is faster is a jump. */
export const SPEED_MAX = 100_000

/** `POST /api/playback` with any of `isPlaying`, `speed` and `atMs`: halts, goes on, faster or slower, or elsewhere. */
export function playbackRoutes({ playback, login, onFault }: PlaybackRoutesOptions): express.Router {
  const router = express.Router()
  router.use('/api/playback', login.requireLogin)
  router.post('/api/playback', ...jsonBody('1kb'), async (request, response) => {
    await playback.wish(wishOf(request.body))
    response.json({})
  })
  router.use('/api/playback', explains(onFault))
  return router
}

function wishOf(body: unknown): PlaybackWish {
  const { isPlaying, speed, atMs, ...other } = (body ?? {}) as Record<string, unknown>
  const isRight =
    Object.keys(other).length === 0 &&
    (isPlaying === undefined || typeof isPlaying === 'boolean') &&
    (speed === undefined || (isNumber(speed) && speed > 0 && speed <= SPEED_MAX)) &&
    (atMs === undefined || isNumber(atMs))
  if (!isRight)
    throw new WrongInput(
      `Expected JSON {"isPlaying": true, "speed": 60, "atMs": 1797264000000}, or a part of it; "speed" up to ${SPEED_MAX}.`,
    )
  return {
    ...(isPlaying !== undefined && { isPlaying }),
    ...(speed !== undefined && { speed }),
    ...(atMs !== undefined && { atMs }),
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
