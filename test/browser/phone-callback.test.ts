import { expect, onTestFinished, test } from 'vitest'
import { SECOND_MS } from '../../src/base/units.ts'
import { opensPage } from '../web/phone-server.ts'
import { launch } from './chromium.ts'

test('a page whose caller hung up in a kept place rings, also if it was loaded again, and takes the call', async () => {
  const { url, clock, begins, wrong } = await opensPage()
  const browser = await launch()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  page.on('pageerror', error => wrong.push(error.message))
  await page.goto(`${url}/phone`)
  const said = (text: string) => page.locator('.transcript li', { hasText: text }).first().waitFor()
  const shows = (text: string) => page.locator('.screen', { hasText: text }).waitFor()
  /** Does something on the phone, and lets time pass only once the server has heard of it. */
  const does = async (act: Promise<void>) => {
    await Promise.all([page.waitForResponse(response => response.request().method() === 'POST'), act])
    await clock.passes(2 * SECOND_MS)
  }
  const presses = (key: string) => does(page.keyboard.press(key))
  const clicks = (name: string) => does(page.getByRole('button', { name, exact: true }).click())
  await clicks('Call')
  await said('Thank you for calling')
  await presses('0')
  await shows('On hold')
  await clock.passes(20 * SECOND_MS)
  await presses('1')
  await presses('1')
  await said('Your place is kept')
  await clicks('Hang up')
  await shows('The line will call back')
  await page.reload()
  await shows('The line will call back')
  await begins()
  await clock.passes(3 * SECOND_MS)
  await shows('The line calls back…')
  await clicks('Answer')
  await said('this is the call you asked us for')
  await presses('1')
  await clock.passes(5 * SECOND_MS)
  await shows('An agent is on the line')
  await clicks('Hang up')
  await shows('The call is over')
  expect(wrong).toEqual([])
}, 60_000)
