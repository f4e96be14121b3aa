import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import type { Line } from '../../src/call/line.ts'
import { answers } from '../../src/carrier/local/people.ts'
import type { Phone } from '../../src/carrier/local/phone.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'
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
export const CODED: Line = {
  ...cardSupport,
  definition: {
    ...cardSupport.definition,
    queues: cardSupport.definition.queues.map(queue => ({
      ...queue,
      wrapUpCodes: ['resolved', 'dispute-opened', 'follow-up'],
      ...(queue.name === 'account' && { wrapUpEnds: 'by-code' as const }),
    })) as unknown as Line['definition']['queues'],
  },
}

/** A line with agents at their desks, in browsers. */
export async function opensDesks() {
  const rung = await opensLines({ lines: [CODED], roster: ROSTER, pins: PINS, pageGoneMs: 50 })
  const { line, clock } = rung
  line.carrier.plug('+12125550188', answers({ clock, presses: '1' }))
  const browser = await launch()
  onTestFinished(() => browser.close())
  const wrong: string[] = rung.wrong
  const atDesk = (name: string, path = '/agent', size = { width: 1600, height: 900 }) =>
    logsIn(browser, { url: line.url, name, path, size, wrong })
  /** A caller who has pressed 0 for an agent. */
  const rings = async (from = '+12125550143'): Promise<Phone> => {
    const caller = line.call(from)
    await clock.passes(SECOND_MS)
    await presses(caller, clock, '0')
    return caller
  }
  return { ...rung, browser, atDesk, rings }
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
