import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import type { Line } from '../../src/call/line.ts'
import { answers } from '../../src/carrier/local/people.ts'
import type { Phone } from '../../src/carrier/local/phone.ts'
import type { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'
import { withQueues } from '../line/with-queues.ts'
import { launch } from './chromium.ts'

const SKILLS = ['card-support/account', 'card-support/billing']
/** Ana and Sam have telephones in their pages, Ben has one on his desk. */
export const PINS = new Map([
  ['Ana', '482915'],
  ['Ben', '739164'],
  ['Sam', '605837'],
])
const ROSTER = [
  { name: 'Ana', skills: SKILLS, address: 'client:ana' },
  { name: 'Ben', skills: SKILLS, address: '+12125550188' },
  { name: 'Sam', skills: ['card-support/supervisors'], address: 'client:sam', role: 'supervisor' },
] as const

/** The card line, whose queues have codes; account wants one for each call. */
export const CODED: Line = withQueues(cardSupport, queue => ({
  ...queue,
  wrapUpCodes: ['resolved', 'dispute-opened', 'follow-up'],
  ...(queue.name === 'account' && { wrapUpEnds: 'by-code' }),
}))

/** A line with agents at their desks, in browsers. */
export async function opensDesks() {
  const rung = await opensLines({ lines: [CODED], roster: ROSTER, pins: PINS, pageGoneMs: 4_000 })
  const { line, clock } = rung
  line.carrier.plug('+12125550188', answers({ clock, presses: '1' }))
  const browser = await launch()
  onTestFinished(() => browser.close())
  const wrong: string[] = rung.wrong
  const atDesk = (name: string, path = '/agent', other: Partial<LoggingIn> = {}) =>
    logsIn(browser, { url: line.url, size: { width: 1600, height: 900 }, wrong, ...other, name, path })
  /** A caller who has pressed 0 for an agent. */
  const rings = async (from = '+14155550143'): Promise<Phone> => {
    const caller = line.call(from)
    await clock.passes(SECOND_MS)
    await presses(caller, clock, '0')
    return caller
  }
  /** Somebody begins to take calls without a page. */
  const begins = (agent: string) =>
    line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent } }] })
  return { ...rung, browser, atDesk, rings, begins }
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()
export const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

/** The answer to what a page asks for at a path that ends so; to be awaited after whatever makes the page ask. */
export function answered(page: Page, path: string) {
  return page.waitForResponse(response => new URL(response.url()).pathname.endsWith(path))
}

/** Clicks, and goes on once the server has answered. */
export async function clicks(page: Page, name: string | RegExp, path: string): Promise<void> {
  const done = answered(page, path)
  await button(page, name).click()
  await done
}

/** Takes the call that rings in a page, until both can talk. */
export async function takes(page: Page, clock: SteppedClock): Promise<void> {
  const keyed = answered(page, '/leg/keys')
  await clicks(page, /^Accept/, '/leg/answer')
  await clock.passes(SECOND_MS)
  await keyed
  await clock.passes(5 * SECOND_MS)
  await shows(page, 'You are connected.')
}

interface LoggingIn {
  readonly url: string
  readonly name: string
  readonly path: string
  readonly size: { readonly width: number; readonly height: number }
  /** What the browser complains of. */
  readonly wrong: string[]
}

async function logsIn(browser: Browser, { url, name, path, size, wrong }: LoggingIn): Promise<Page> {
  const visitor = await browser.newContext({ locale: 'en-US', viewport: size })
  const page = await visitor.newPage()
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  await page.goto(`${url}${path}`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel(/PIN|Password/).fill(PINS.get(name)!)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL(`${url}${path}`)
  return page
}
