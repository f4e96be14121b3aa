import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import { DAY_MS, MINUTE_MS } from '../../src/base/units.ts'
import type { Contact } from '../../src/store/contact.ts'
import { pageFiles } from '../../src/web/page-files.ts'
import { resultsPage } from '../../src/web/results-page.ts'
import { BoardCentre, MONDAY_MS } from '../web/board-centre.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const AGENTS = ['Ana', 'Ben', 'Carla'] as const
const QUEUES = ['account', 'billing', 'rewards'] as const

/** Three weeks of calls, forty a day, some of whose callers come again. */
async function threeWeeks(centre: BoardCentre): Promise<void> {
  const random = new RandomStream(3)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)]!
  await centre.store.withCentre('main', async hold => {
    for (let caller = 1; caller <= 600; caller++)
      await hold.callerKey({ number: `+1202555${String(caller).padStart(4, '0')}`, atMs: 0 })
    const papers = Array.from({ length: 840 }, (_, index) => {
      const atMs = MONDAY_MS - 20 * DAY_MS + Math.floor(index / 40) * DAY_MS + (index % 40) * 10 * MINUTE_MS
      const waitMs = Math.round(random.next() * 8 * MINUTE_MS)
      const isAnswered = random.next() < 0.85
      const agent = pick(AGENTS)
      const turn = { queue: pick(QUEUES), waitMs, ...(isAnswered && { agent, talkMs: 4 * MINUTE_MS }) }
      const body: Contact = {
        ...{ line: 'card-support', channel: 'phone', language: 'en-US', tier: 'ordinary' },
        ...{ endedMs: atMs + 10 * MINUTE_MS, outcome: isAnswered ? 'answered' : 'abandoned', turns: [turn] },
        ...(isAnswered && random.next() < 0.3 && { score: pick([2, 3, 4, 4, 5, 5, 5]) }),
      }
      const caller = Math.floor(random.next() * 601)
      return { kind: 'contact' as const, id: `${index + 1}`, call: index + 1, caller, state: '', atMs, body }
    })
    await hold.commit({ facts: [], papers })
  })
}

async function opened({ isFull = true, width = 1440 } = {}) {
  const centre = await BoardCentre.open({ agents: AGENTS })
  if (isFull) await threeWeeks(centre)
  const results = resultsPage({
    runtime: centre.runtime,
    login: { requires: () => (_request, _response, next) => next() },
    onFault: what => centre.faults.push(what),
  })
  const server = createServer(express().use(pageFiles(), results))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  onTestFinished(async () => {
    await page.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/results`
  return { page, complaints, url, centre }
}

test('a supervisor reads how content callers were, by channel, queue and agent, and chooses other days', async () => {
  const { page, complaints, url } = await opened()
  await page.goto(url)
  await page.getByRole('region', { name: 'By agent' }).waitFor()
  const names = (group: string) =>
    page
      .getByRole('region', { name: `By ${group}` })
      .locator('tbody th')
      .allTextContents()
  expect(await names('channel')).toEqual(['phone'])
  expect(await names('queue')).toEqual([...QUEUES])
  expect(await names('agent')).toEqual([...AGENTS])
  const contacts = page
    .getByRole('region', { name: 'By channel' })
    .locator('tbody tr')
    .last()
    .locator('td')
    .first()
  expect(await contacts.textContent()).toBe('840')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/results.png`, fullPage: true })
  await page.getByLabel('From').fill('2026-12-14')
  await expect.poll(() => contacts.textContent()).toBe('40')
  expect(page.url()).toBe(`${url}?from=2026-12-14`)
  const csv = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await csv).suggestedFilename()).toBe('results-2026-12-14-2026-12-14.csv')
  expect(complaints).toEqual([])
})

test('days without calls, and days that cannot be, are said in words; on a phone nothing is cut off', async () => {
  const { page, url } = await opened({ isFull: false, width: 390 })
  await page.goto(`${url}?from=2026-12-01&to=2026-12-02`)
  await page.getByText('No call of these days is over yet.').waitFor()
  await page.goto(`${url}?from=2026-12-09&to=2026-12-02`)
  expect(await page.getByRole('alert').textContent()).toContain('is after')
  const full = await opened({ width: 390 })
  await full.page.goto(full.url)
  await full.page.getByRole('region', { name: 'By agent' }).waitFor()
  if (process.env.SHOTS) await full.page.screenshot({ path: `${process.env.SHOTS}/results-phone.png` })
  const wide = await full.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})
