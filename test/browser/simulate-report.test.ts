import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdline } from '../cli/in-process.ts'
import { launch } from './chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-page-'))
let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

/** The report of two busy hours at card support. */
async function written(): Promise<string> {
  const [scenario, report] = [join(folder, 'busy.yaml'), join(folder, 'busy.html')]
  writeFileSync(
    scenario,
    `line: card-support
day: 2026-12-14
durationHours: 2
arrivals: { callsPerInterval: [90, 130, 60, 40] }
intents: { billing: 0.5, account: 0.3, rewards: 0.2 }
handleSeconds: { distribution: lognormal, mean: 195, cv: 0.8 }
patienceSeconds: { distribution: exponential, mean: 180 }
agents: 10
targets: { serviceLevel: { share: 0.8, withinSeconds: 20 }, occupancy: 0.85 }
replications: 4
`,
  )
  const { status } = await holdline(['simulate', scenario, '--workers', '1', '--report', report])
  expect(status).toBe(0)
  return pathToFileURL(report).href
}

test('the report is one page, which asks for nothing more, in the light and in the dark, on a phone and on paper', async () => {
  const url = await written()
  const looks = {
    light: { width: 1280, height: 900 },
    dark: { width: 1280, height: 900 },
    phone: { width: 390, height: 800 },
  }
  const grounds: string[] = []
  for (const [name, viewport] of Object.entries(looks)) {
    const page = await browser.newPage({ viewport, colorScheme: name === 'dark' ? 'dark' : 'light' })
    const complaints: string[] = []
    const asked: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('request', request => asked.push(request.url()))
    await page.goto(url)
    expect(await page.getByRole('img', { name: 'Queue length, by interval' }).isVisible()).toBe(true)
    expect(await page.getByRole('img', { name: 'The flow of card-support' }).isVisible()).toBe(true)
    expect(await page.getByRole('row', { name: /^holdBilling \(queue\)/ }).isVisible()).toBe(true)
    // What is wide moves within its frame, not the page.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/report-${name}.png` })
    expect([complaints, asked]).toEqual([[], [url]])
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(grounds[0])
    await page.close()
  }
  expect(grounds[1]).not.toBe(grounds[0])
})
