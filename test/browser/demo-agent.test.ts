import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DemoProcess } from '../cli/demo-process.ts'
import { button, shows } from './agent-desk.ts'
import { launch } from './chromium.ts'

test('whoever runs the demo rings its line in one browser, answers it in another, and talks', async () => {
  const data = mkdtempSync(join(tmpdir(), 'holdline-demo-agent-'))
  const demo = new DemoProcess(data, ['demo', '--json'])
  const browser = await launch()
  onTestFinished(async () => {
    await browser.close()
    await demo.stop('SIGKILL')
    rmSync(data, { recursive: true })
  })
  const { url, page: address, agent } = await demo.said()
  const opens = async (where: string) => {
    const visitor = await browser.newContext({ locale: 'en-US', viewport: { width: 1500, height: 900 } })
    const page = await visitor.newPage()
    page.on('pageerror', error => wrong.push(error.message))
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()))
    await page.goto(where)
    return page
  }
  const wrong: string[] = []
  const phone = await opens(address)
  await phone.goto(`${url}/phone`)
  const heard = (text: string) => phone.locator('.transcript li', { hasText: text }).first().waitFor()
  await shows(phone, agent.pin)
  // Whoever is logged in as the administrator is asked for the name and PIN.
  await phone.goto(`${url}/agent`)
  expect(new URL(phone.url()).pathname).toBe('/login')
  await phone.goto(`${url}/phone`)
  const desk = await opens(agent.page)
  await desk.getByLabel(/^Name/).fill(agent.name)
  await desk.getByLabel(/PIN/).fill(agent.pin)
  await button(desk, 'Log in').click()
  await shows(desk, 'The telephone is ready.')
  await button(desk, /^Be available/).click()
  await shows(desk, 'The next call rings in this page.')
  await button(phone, 'Call').click()
  await heard('Thank you for calling')
  await phone.keyboard.press('0')
  await button(desk, /^Accept/).click()
  await shows(desk, 'You are connected.')
  await heard('an agent is on the line')
  await phone.getByLabel('What you say').fill('Good morning.')
  await button(phone, 'Say').click()
  await shows(desk, 'Good morning.')
  await desk.getByLabel('What you say').fill('How can I help?')
  await button(desk, 'Say').click()
  await heard('How can I help?')
  await button(desk, /^Hang up/).click()
  await heard('How content are you')
  expect(wrong).toEqual([])
}, 120_000)
