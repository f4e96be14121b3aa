import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DemoProcess } from '../cli/demo-process.ts'
import { launch } from './chromium.ts'

let browser: Browser
let data: string
let demo: DemoProcess

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'holdline-phone-page-'))
  demo = new DemoProcess(data, ['demo', '--json'])
  browser = await launch()
  await demo.said()
})
afterAll(async () => {
  await browser?.close()
  await demo.stop('SIGKILL')
  rmSync(data, { recursive: true })
})

/** The phone page of somebody who is logged in, and what the browser complained of. */
async function phone(): Promise<{ page: Page; wrong: string[]; url: string }> {
  const { url, page: address } = await demo.said()
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1500, height: 900 } })
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => message.type() === 'error' && wrong.push(message.text()))
  await page.goto(address)
  await page.goto(`${url}/phone`)
  return { page, wrong, url }
}

test('a call made by clicking is heard, keyed and spoken into, and shows what is behind it', async () => {
  const { page, wrong } = await phone()
  const key = (name: string) => page.locator('.key', { hasText: name }).first()
  const said = (text: string) => page.locator('.transcript li', { hasText: text }).first()
  const state = page.locator('.state')
  expect(await key('1').isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await said('Thank you for calling').waitFor()
  await state.getByText('main').waitFor()
  await key('1').click()
  await said('pressed 1').waitFor()
  await state.getByText('billing').waitFor()
  expect(await page.locator('.inside pre').allTextContents()).toContainEqual(
    expect.stringMatching(/<Response>.*<Gather.*For help with a charge/s),
  )
  await page.keyboard.press('*')
  await said('pressed *').waitFor()
  await state.getByText('main').waitFor()
  await page.getByLabel('What you say').fill('my points please')
  await page.getByRole('button', { name: 'Say', exact: true }).click()
  await said('my points please').waitFor()
  await state.getByText('rewards').waitFor()
  await page.keyboard.press('1')
  await state.getByText('holdRewards').waitFor()
  const folder = process.env.DEMO_SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, 'phone.png') })
  await page.getByRole('button', { name: 'Hang up' }).click()
  await state.getByText('over').waitFor()
  await page.getByText('The call is over').waitFor()
  expect(wrong).toEqual([])
}, 60_000)

test('nobody rings who is not logged in, and what a phone cannot do is refused with a sentence', async () => {
  const { page, url } = await phone()
  const stranger = await fetch(`${url}/api/phone/calls`, { method: 'POST' })
  expect([stranger.status, (await fetch(`${url}/phone`, { redirect: 'manual' })).status]).toEqual([401, 401])
  const post = (path: string, body: object) =>
    page.evaluate(
      async ([where, sent]) => {
        const headers = { 'content-type': 'application/json' }
        const response = await fetch(`/api/phone/calls${where}`, { method: 'POST', headers, body: sent! })
        return [response.status, await response.text()]
      },
      [path, JSON.stringify(body)],
    )
  expect(await post('/CA0/keys', { keys: '1' })).toEqual([404, expect.stringContaining('no call CA0')])
  const [status, text] = await post('', {})
  expect(status).toBe(201)
  const { call } = JSON.parse(String(text)) as { call: string }
  expect(await post(`/${call}/keys`, { keys: 'abc' })).toEqual([400, expect.stringContaining('0 to 9')])
  expect(await post(`/${call}/words`, { words: ' ' })).toEqual([400, expect.stringContaining('a text')])
  expect(await post(`/${call}/hang-up`, {})).toEqual([204, ''])
}, 60_000)

test('a page that is loaded again in the middle of a call has it in hand again', async () => {
  const { page, wrong } = await phone()
  const said = (text: string) => page.locator('.transcript li', { hasText: text }).first()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await said('Thank you for calling').waitFor()
  await page.reload()
  await said('Thank you for calling').waitFor()
  await page.keyboard.press('0')
  await said('pressed 0').waitFor()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.locator('.state').getByText('over').waitFor()
  expect(wrong).toEqual([])
}, 60_000)
