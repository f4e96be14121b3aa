import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { MINUTE_MS } from '../../src/base/units.ts'
import { CODED, DeskLine } from '../web/desk-line.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const RULE = { name: 'long-wait', measure: 'longest-wait', above: 120 } as const
const LINE = { ...CODED, definition: { ...CODED.definition, alerts: [RULE] } }

/** The wallboard as this person sees it. */
async function wallOf(desk: DeskLine, name: 'Ana' | 'Sam'): Promise<Page> {
  const { cookie } = await desk.person(name)
  const [key = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-US' })
  onTestFinished(() => context.close())
  await context.addCookies([{ name: key, value, url: desk.line.url }])
  const page = await context.newPage()
  await page.goto(desk.line.url)
  return page
}

test('a supervisor sees an alert at once, takes note of it, and sees it end; an agent sees it alone', async () => {
  const desk = await DeskLine.open({ lines: [LINE] })
  const sam = await wallOf(desk, 'Sam')
  const ana = await wallOf(desk, 'Ana')
  await sam.getByText('Nobody waits.').first().waitFor()
  expect(await sam.locator('.alert').count()).toBe(0)
  const caller = await desk.line.caller('+14155550101').rings()
  await caller.presses('0')
  await desk.passes(3 * MINUTE_MS)
  const raised = sam.locator('[role=alert] .alert')
  await raised.waitFor()
  expect(await raised.textContent()).toMatch(
    /^\s*Account\s*longest wait 3 minutes, above 2 minutes \(since 10:02\)/,
  )
  const height = await sam.evaluate(() => document.documentElement.scrollHeight)
  expect(height).toBe(768)
  await ana.locator('[role=alert] .alert').waitFor()
  expect(await ana.getByRole('button', { name: 'Take note' }).count()).toBe(0)
  await sam.getByRole('button', { name: 'Take note' }).click()
  await sam.getByText('Sam, 10:03').waitFor()
  await ana.getByText('Sam, 10:03').waitFor()
  await caller.ends()
  await desk.passes(MINUTE_MS)
  await sam.locator('.over .alert', { hasText: 'over, nobody waits' }).waitFor()
  expect(await raised.count()).toBe(0)
})
