import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import { LoadedDefinitions } from '../../src/runtime/definitions.ts'
import { Player } from '../../src/runtime/player.ts'
import { Board } from '../../src/web/board.ts'
import { createLogin } from '../../src/web/login.ts'
import type { BoardView } from '../../src/web/pages/board-view.ts'
import { pagesRouter } from '../../src/web/pages.ts'
import { playbackRoutes } from '../../src/web/playback-routes.ts'
import { playedHour, playedOnBoard } from './played-day.ts'

const MINUTE_MS = 60_000

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

test('at every moment the board is what it was for whoever watched, going on in steps, by a leap, or back', async () => {
  const board = new Board()
  const player = await Player.open(playedHour, board)
  const { fromMs } = player
  for (const minute of [10, 11, 12.5, 40, 25, 25, 26, 59]) {
    const atMs = fromMs + minute * MINUTE_MS
    await player.to(atMs)
    const seen = board.view(atMs)
    expect(seen).toEqual((await watchedUntil(atMs)).view(atMs))
    expect(seen.today.calls).toBeGreaterThan(minute * 2)
  }
  await player.to(player.untilMs)
  expect(board.view(player.untilMs).waiting.count).toBe(0)
})

/** The board of somebody who watched the centre from its first fact on. */
async function watchedUntil(atMs: number): Promise<Board> {
  const board = new Board()
  const definitions = new LoadedDefinitions(playedHour)
  const centre = new JournaledCentre(definitions, board)
  board.follows(centre, undefined)
  for await (const entry of playedHour.entries()) {
    if (entry.atMs > atMs) break
    await definitions.ready(entry.fact)
    const { directives } = centre.apply(entry.fact, entry.atMs)
    board.noted({ ...entry, directives })
  }
  return board
}

test('it plays as fast as it is told to, halts, goes elsewhere, and stands at its end', async () => {
  const { player, playback, passes } = await playedOnBoard({ speed: 60 })
  const { fromMs, untilMs } = player
  const state = () => {
    const { nowMs, speed, playback: played } = playback.view()
    return { minute: (nowMs - fromMs) / MINUTE_MS, speed, isPlaying: played!.isPlaying }
  }
  await passes(5)
  expect(state()).toEqual({ minute: 0, speed: 0, isPlaying: false })
  await playback.wish({ isPlaying: true })
  await passes(5)
  expect(state()).toEqual({ minute: 5, speed: 60, isPlaying: true })
  await playback.wish({ speed: 600 })
  await passes(0.5)
  expect(state()).toEqual({ minute: 10, speed: 600, isPlaying: true })
  await playback.wish({ isPlaying: false })
  await passes(5)
  expect(state()).toEqual({ minute: 10, speed: 0, isPlaying: false })
  await playback.wish({ atMs: fromMs + 3 * MINUTE_MS })
  expect(state()).toEqual({ minute: 3, speed: 0, isPlaying: false })
  expect(playback.view().playback).toEqual({ fromMs, untilMs, isPlaying: false, speed: 600, jumps: 1 })
  await playback.wish({ isPlaying: true, atMs: untilMs + 1 })
  await passes(1)
  expect([player.atMs, state().isPlaying]).toEqual([untilMs, false])
  await playback.wish({ isPlaying: true })
  await passes(0.1)
  expect(state()).toEqual({ minute: 1, speed: 600, isPlaying: true })
  await playback.wish({ atMs: 0 })
  expect(player.atMs).toBe(fromMs)
})

test('what goes wrong in one wish is told, and the next is heard', async () => {
  const { player, playback } = await playedOnBoard()
  const { to } = player
  player.to = async () => {
    throw new Error('the disk is gone')
  }
  await expect(playback.wish({ atMs: player.untilMs })).rejects.toThrow('the disk is gone')
  player.to = to
  await playback.wish({ atMs: player.untilMs })
  expect(playback.view().nowMs).toBe(player.untilMs)
})

async function served() {
  const played = await playedOnBoard()
  const { playback } = played
  const login = createLogin({ password: 'a password of a test', isSecure: false, takesLink: true })
  const onFault = (what: string) => {
    throw new Error(what)
  }
  const pages = pagesRouter({ board: playback, nowMs: () => 0, requireLogin: login.requireLogin, onFault })
  const app = express().use(login.routes, pages.router, playbackRoutes({ playback, login, onFault }))
  const server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  closing.push(() => {
    pages.close()
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { headers } = await fetch(`${url}/login?key=a+password+of+a+test`, { redirect: 'manual' })
  const cookie = headers.get('set-cookie')!.split(';')[0]!
  const wish = (body: unknown, more: Record<string, string> = { cookie }) =>
    fetch(`${url}/api/playback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...more },
      body: JSON.stringify(body),
      redirect: 'manual',
    })
  return { ...played, wish, board: () => fetch(`${url}/api/board`, { headers: { cookie } }) }
}

test('whoever is logged in plays it from the page, and the board shows the moment', async () => {
  const { player, wish, board } = await served()
  const atMs = player.fromMs + 20 * MINUTE_MS
  expect((await wish({ atMs, speed: 10, isPlaying: true })).status).toBe(200)
  const view = (await (await board()).json()) as BoardView
  expect(view).toMatchObject({ nowMs: atMs, speed: 10, playback: { isPlaying: true, speed: 10, jumps: 1 } })
  expect(view.today.calls).toBeGreaterThan(40)
  expect((await wish({ speed: 4 }, {})).status).toBe(401)
})

test('a wish that means nothing is refused with a sentence', async () => {
  const { player, wish } = await served()
  for (const body of [
    { speed: 0 },
    { speed: '60' },
    { speed: 1e9 },
    { atMs: null },
    { isPlaying: 1 },
    { faster: true },
  ]) {
    const response = await wish(body)
    const error = expect.stringContaining('Expected JSON {"isPlaying": true, "speed": 60')
    expect([body, response.status, await response.json()]).toEqual([body, 400, { error }])
  }
  expect(player.atMs).toBe(player.fromMs)
})
