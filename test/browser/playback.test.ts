import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pagesRouter } from '../../src/web/pages.ts'
import { playbackRoutes } from '../../src/web/playback-routes.ts'
import { playedOnBoard } from '../web/played-day.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A wall before which that hour is played, and what the browser complained of. */
async function wall({ width, height }: { width: number; height: number }) {
  const played = await playedOnBoard()
  const { playback } = played
  const onFault = (what: string) => void complaints.push(what)
  const requireLogin: express.RequestHandler = (_, __, next) => next()
  const pages = pagesRouter({ board: playback, nowMs: () => 0, requireLogin, onFault, everyMs: 20 })
  const app = express().use(pages.router, playbackRoutes({ playback, login: { requireLogin }, onFault }))
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const page = await browser.newPage({ viewport: { width, height }, locale: 'en-US' })
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  closing.push(async () => {
    await page.close()
    pages.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return { ...played, page, complaints }
}

test('a recorded hour is halted, sped up and looked through on the page', async () => {
  const { page, playback, complaints } = await wall({ width: 1600, height: 900 })
  const clock = page.locator('.clock time')
  await page.getByText('Recording', { exact: true }).waitFor()
  expect(await clock.textContent()).toBe('08:00:00')
  await page.getByRole('button', { name: 'Five minutes on' }).click()
  await expect.poll(() => clock.textContent()).toBe('08:05:00')
  await page
    .getByRole('slider', { name: 'Moment' })
    .fill(String(playback.view().playback!.fromMs + 30 * 60_000))
  await expect.poll(() => clock.textContent()).toBe('08:30:00')
  const [calls] = await page
    .locator('.figure', { hasText: 'Calls today' })
    .locator('.number')
    .allTextContents()
  expect(calls).toContain(String(playback.view().today.calls))
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('300')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  expect(playback.view()).toMatchObject({ speed: 300, playback: { isPlaying: true } })
  expect(complaints).toEqual([])
})

test.each([
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
])('on a screen of $width × $height no part of it is beside the screen', async ({ width, height }) => {
  const { page } = await wall({ width, height })
  await page.getByRole('slider', { name: 'Moment' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
})
