import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Pages } from '../../src/web/pages.ts'
import { pagesRouter } from '../../src/web/pages.ts'
import { BoardCentre } from '../web/board-centre.ts'
import { launch } from './chromium.ts'

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'holdline-wall-'))
})
afterAll(async () => {
  await browser?.close()
  if (folder) await rm(folder, { recursive: true })
})

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A wall on a screen of this size, and what the browser complained of. */
async function wall({ width = 1920, height = 1080, locale = 'en-US' } = {}) {
  const centre = await BoardCentre.open({ agents: ['Ana', 'Ben'] })
  const [pages, server] = serve(centre)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const page = await browser.newPage({ viewport: { width, height }, locale })
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  const stop = () => {
    pages.close()
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  closing.push(() => page.close(), stop)
  return { centre, page, port, complaints, stop, show: () => page.goto(`http://127.0.0.1:${port}/`) }
}

function serve(centre: BoardCentre): [Pages, ReturnType<typeof createServer>] {
  const pages = pagesRouter({
    board: centre.board,
    nowMs: () => centre.nowMs,
    requireLogin: (_, __, next) => next(),
    onFault: what => centre.faults.push(what),
    everyMs: 20,
  })
  return [pages, createServer(express().use(pages.router))]
}

const rows = (page: Page, queue: string) =>
  page.locator('.queue', { has: page.getByRole('heading', { name: queue }) }).locator('tbody tr')

test('a supervisor sees who waits where, for how long, and what each was told', async () => {
  const { centre, page, complaints, show } = await wall()
  await centre.agent('Ana', 'signed-in')
  await centre.calls('11')
  await centre.agent('Ana', 'accepted')
  await centre.passes(5).calls('11')
  await centre.calls('11', { tier: 'loyal' })
  await centre.calls()
  await centre.passes(60)
  await show()
  await rows(page, 'Billing').nth(1).waitFor()
  const cells = (row: number) => rows(page, 'Billing').nth(row).locator('td').allTextContents()
  expect(await cells(0)).toEqual(['1', '3loyal', '1:00', '1–8 min', '1–8 min'])
  expect(await cells(1)).toEqual(['2', '2', '1:00', expect.stringMatching(/ min$/), '1–8 min'])
  const text = (selector: string, named = '') =>
    page.locator(selector, { hasText: named }).first().textContent()
  expect(await text('.figure .number')).toBe('2')
  expect(await text('.tile', 'Ana')).toMatch(/Ana\s*1:05\s*Talking\s*Billing 1/)
  expect(await text('.menus')).toContain('For billing, press 1')
  expect(await text('.ticker')).toContain('Ana answered caller 1 after 0:00')
  await page.screenshot({ path: join(folder, 'wall.png') })
  expect(complaints).toEqual([])
})

test('what happens shows by itself, and seconds pass without news', async () => {
  const { centre, page, show } = await wall()
  await show()
  await page.getByText('Nobody waits.').first().waitFor()
  await centre.calls('11')
  await rows(page, 'Billing').first().waitFor()
  const waited = rows(page, 'Billing').first().locator('.time')
  const before = await waited.textContent()
  await expect.poll(() => waited.textContent(), { timeout: 5_000 }).not.toBe(before)
})

test.each([
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
])('on a screen of $width × $height everything that counts is in sight', async ({ width, height }) => {
  const { centre, page, show } = await wall({ width, height })
  await centre.calls('11')
  await show()
  await rows(page, 'Billing').first().waitFor()
  const [pageWidth, pageHeight] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
  ])
  expect([pageWidth, pageHeight]).toEqual([width, height])
  const cut = await page
    .locator('.figure')
    .evaluateAll(
      figures => figures.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
    )
  expect(cut).toBe(0)
})

test.each(['en-US@posix', 'C'])('a browser whose language is "%s" shows the whole wall', async locale => {
  const { centre, page, complaints, show } = await wall({ locale })
  await centre.calls('11')
  await show()
  await rows(page, 'Billing').first().waitFor()
  await page.locator('.plot canvas').waitFor()
  expect(complaints).toEqual([])
})

test('a lost connection is shown, and ends by itself', async () => {
  const { centre, page, port, stop, show } = await wall()
  await show()
  await page.getByText('Nobody waits.').first().waitFor()
  await stop()
  await page.getByText('Connection lost').waitFor()
  await centre.calls('11')
  const [pages, server] = serve(centre)
  closing.push(() => {
    pages.close()
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  await rows(page, 'Billing').first().waitFor()
  expect(await page.getByText('Connection lost').count()).toBe(0)
})
