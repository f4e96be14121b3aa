import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { opensDesks } from './agent-desk.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

const answered = (page: Page, path: string) => page.waitForResponse(response => response.url().endsWith(path))

/** Clicks, and goes on once the server has answered. */
async function clicks(page: Page, name: string | RegExp, path: string): Promise<void> {
  const done = answered(page, path)
  await button(page, name).first().click()
  await done
}

test('an agent takes a call in the browser, talks, holds, and wraps up with a code and a note', async () => {
  const { atDesk, rings, clock, facts, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  await shows(ana, 'The telephone is ready.')
  await clicks(ana, /Be available/, '/available')
  await shows(ana, 'The next call rings in this page.')
  const caller = await rings()
  await clock.passes(5 * SECOND_MS)
  await shows(ana, 'Number ending in 0143')
  expect(await ana.title()).toContain('rings')
  expect(await ana.getByText('+12125550143').count()).toBe(0)
  const keyed = answered(ana, '/leg/keys')
  await clicks(ana, /^Accept/, '/leg/answer')
  await clock.passes(SECOND_MS)
  await keyed
  await clock.passes(5 * SECOND_MS)
  await shows(ana, 'You are connected.')
  await shows(ana, '+12125550143')
  caller.speak('I need a new card.')
  await shows(ana, 'I need a new card.')
  await ana.getByLabel('What you say').fill('I send you one today.')
  await clicks(ana, 'Say', '/leg/words')
  await expect.poll(() => caller.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'I send you one today.' })
  await clicks(ana, /^Hold/, '/hold')
  await shows(ana, 'On hold')
  await clicks(ana, /^Bring back/, '/resume')
  await clock.passes(MINUTE_MS)
  await clicks(ana, /^Hang up/, '/hang-up')
  await clock.passes(3 * SECOND_MS)
  await shows(ana, 'Choose how it ended first.')
  expect(await button(ana, /^Done/).isDisabled()).toBe(true)
  await ana.getByRole('textbox', { name: /^Note/ }).fill('New card ordered.')
  await button(ana, /Resolved/).click()
  await clicks(ana, /^Done/, '/ready')
  await clock.passes(SECOND_MS)
  await shows(ana, 'The next call rings in this page.')
  expect(await facts()).toEqual([
    'signed-in Ana',
    'arrived 1',
    'heard 1 key.0',
    'accepted Ana',
    'held Ana',
    'resumed Ana',
    'left Ana',
    'coded 1 Ana',
    'ready Ana',
  ])
  expect(wrong).toEqual([])
})
