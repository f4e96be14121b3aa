import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DemoProcess } from '../cli/demo-process.ts'
import { launch } from './chromium.ts'

let browser: Browser
let data: string
let demo: DemoProcess

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'holdline-demo-page-'))
  demo = new DemoProcess(data, ['demo', '--json'])
  browser = await launch()
  await demo.said()
})
afterAll(async () => {
  await browser?.close()
  await demo.stop('SIGKILL')
  rmSync(data, { recursive: true })
})

test('the address that a demo prints opens the wallboard of a busy line, which goes on by itself', async () => {
  const { page: address } = await demo.said()
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1600, height: 1000 } })
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  await page.goto(address)
  expect(new URL(page.url()).pathname).toBe('/')
  expect(page.url()).not.toContain('key=')
  await page.getByText('Card support').first().waitFor()
  await page.getByText('Rehearsal, 4 × as fast').waitFor()
  await page.getByText('Ada', { exact: true }).waitFor()
  await page.getByText('Talking').first().waitFor()
  const shown = await page.locator('main').textContent()
  const { today } = await demo.board()
  await demo.boardWhere(board => board.today.calls >= today.calls + 2)
  await page.waitForFunction(
    before => (document.querySelector('main') as HTMLElement).textContent !== before,
    shown,
  )
  await page
    .getByText(/Caller \d+ rang/)
    .first()
    .waitFor()
  expect(wrong).toEqual([])
  const folder = process.env.DEMO_SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, 'demo.png') })
})
