import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { presses } from '../cli/rung/rung-lines.ts'
import { answered, button, clicks, opensDesks, shows, takes } from './agent-desk.ts'
import { wireTo } from './wire.ts'

/** Of a slow machine. */
const PATIENT = { timeout: 30_000 }

test('an agent takes a call in the browser, talks, holds, and wraps up with a code, a note and a promise', async () => {
  const { atDesk, rings, clock, facts, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  await shows(ana, 'The telephone is ready.')
  await clicks(ana, /Be available/, '/available')
  await shows(ana, 'The next call rings in this page.')
  const caller = await rings()
  await clock.passes(5 * SECOND_MS)
  await shows(ana, 'Number ending in 0143')
  expect(await ana.title()).toContain('rings')
  expect(await ana.getByText('+14155550143').count()).toBe(0)
  await takes(ana, clock)
  await shows(ana, '+14155550143')
  caller.speak('I need a new card.')
  await shows(ana, 'I need a new card.')
  await ana.getByLabel('What you say').fill('I send you one today.')
  await clicks(ana, 'Say', '/leg/words')
  await expect
    .poll(() => caller.diary.at(-1), PATIENT)
    .toMatchObject({ kind: 'voice', text: 'I send you one today.' })
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
  await button(ana, /^Promise something/).click()
  await ana.getByLabel('What you promised').fill('Tell when the card is sent')
  await clicks(ana, 'Keep the promise', '/api/tasks')
  await shows(ana, 'Promised: Tell when the card is sent')
  const coded = answered(ana, '/ready')
  await ana.keyboard.press('Control+Enter')
  await coded
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
  await ana.goto(`${new URL(ana.url()).origin}/tasks`)
  await shows(ana, 'Tell when the card is sent')
  expect(wrong).toEqual([])
})

test('a page that is loaded again in a call has the call and the note; one that is closed cuts the caller off, who is not lost', async () => {
  const { atDesk, rings, begins, clock, facts, wrong, line } = await opensDesks()
  const ana = await atDesk('Ana')
  await shows(ana, 'The telephone is ready.')
  const available = answered(ana, '/available')
  await ana.keyboard.press('a')
  await available
  const caller = await rings()
  await takes(ana, clock)
  const note = () => ana.getByRole('textbox', { name: /^Note/ })
  // Letters in a note press no buttons.
  await note().pressSequentially('Has xthp questions')
  await ana.reload()
  await shows(ana, 'You are connected.')
  expect(await note().inputValue()).toBe('Has xthp questions')
  expect(await facts()).toEqual(['signed-in Ana', 'arrived 1', 'heard 1 key.0', 'accepted Ana'])
  await ana.close()
  await expect.poll(() => line.legs.at('client:ana').phone, PATIENT).toBeUndefined()
  await clock.passes(10 * SECOND_MS)
  expect(await facts()).toContain('lost Ana')
  expect(caller.said.some(text => text.includes('the agent was cut off'))).toBe(true)
  await begins('Ben')
  await clock.passes(20 * SECOND_MS)
  expect((await facts()).at(-1)).toBe('accepted Ben')
  const again = await atDesk('Ana')
  await shows(again, 'Wrap-up')
  await button(again, /Follow up/).click()
  await clicks(again, /Done, then away/, '/ready')
  await shows(again, 'Your telephone was cut off in a call.')
  expect(wrong).toEqual([])
})

test('a call that is declined rings somebody else, and one that nobody takes puts the agent away', async () => {
  const { atDesk, rings, begins, clock, facts, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  await clicks(ana, /Be available/, '/available')
  await begins('Ben')
  await rings()
  await button(ana, /^Decline/).waitFor()
  const declined = answered(ana, '/leg/decline')
  await ana.keyboard.press('d')
  await declined
  await clock.passes(10 * SECOND_MS)
  expect(await facts()).toEqual([
    'signed-in Ana',
    'signed-in Ben',
    'arrived 1',
    'heard 1 key.0',
    'missed Ana',
    'accepted Ben',
  ])
  await rings('+14155550144')
  await clock.passes(2 * MINUTE_MS)
  await shows(ana, 'nobody took them')
  expect((await facts()).filter(fact => fact === 'missed Ana').length).toBeGreaterThan(0)
  expect(wrong).toEqual([])
})

test('an agent asks a colleague for help, brings the caller in, and hands over', async () => {
  const { atDesk, rings, begins, clock, facts, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  await clicks(ana, /Be available/, '/available')
  await rings()
  await takes(ana, clock)
  await begins('Ben')
  await button(ana, /^Consult/).click()
  await clicks(ana, /^Ben/, '/invite')
  await shows(ana, /is being asked/)
  await clock.passes(10 * SECOND_MS)
  await shows(ana, /You talk to/)
  await clicks(ana, /^Bring the caller in/, '/resume')
  await shows(ana, /and the caller talk/)
  await clicks(ana, /^Hand over to Ben/, '/hand-over')
  await clock.passes(5 * SECOND_MS)
  await shows(ana, 'Wrap-up')
  const after = await facts()
  expect(after.slice(after.indexOf('accepted Ana') + 1)).toEqual([
    'signed-in Ben',
    'invited Ana',
    'accepted Ben',
    'resumed Ana',
    'handed-over Ana',
  ])
  expect(wrong).toEqual([])
})

test('an agent sees who calls, with which case, and what was noted before, and stops the recording for card data', async () => {
  const { atDesk, line, store, clock, facts, wrong } = await opensDesks()
  await store.withCentre('main', async hold => {
    const atMs = clock.nowMs() - 2 * DAY_MS
    const key = await hold.callerKey({ number: '+14155550143', atMs })
    const record = { openCase: '104711', caseOpenedMs: atMs, matters: ['payment-due'], atMs }
    const text =
      'A charge of $84.20 at a hotel in Lisbon is not hers. Dispute opened, answer promised in ten days.'
    const note = { kind: 'note', id: '0 Ben', caller: key, call: 0, state: '', atMs } as const
    await hold.commit({
      facts: [],
      callers: [{ key, name: 'Grace Hopper', tier: 'loyal', record }],
      papers: [{ ...note, body: { agent: 'Ben', text } }],
    })
  })
  const ana = await atDesk('Ana')
  await clicks(ana, /Be available/, '/available')
  const grace = line.call('+14155550143')
  await clock.passes(SECOND_MS)
  // Not about the case; a lost card; the talk may be recorded.
  await presses(grace, clock, '241')
  await takes(ana, clock)
  for (const known of ['Grace Hopper', 'Loyal', 'English', '104711', 'Payment due', /Dispute opened, answer/])
    await shows(ana, known)
  grace.speak('My card is gone, and there was a charge from a hotel again.')
  await ana.getByLabel('What you say').fill('I am sorry to hear that. I block the card right away.')
  await clicks(ana, 'Say', '/leg/words')
  await shows(ana, 'right away.')
  await ana.getByRole('textbox', { name: /^Note/ }).fill('Card blocked, new one sent.')
  await clock.passes(87 * SECOND_MS)
  const folder = process.env.DEMO_SCREENSHOTS
  if (folder)
    await ana.screenshot({ path: join(folder, 'agent.png'), clip: { x: 0, y: 0, width: 1600, height: 770 } })
  await clicks(ana, /^Pause the recording/, '/pause-recording')
  await shows(ana, 'Not recorded now')
  await clicks(ana, /^Resume the recording/, '/resume-recording')
  await button(ana, /^Pause the recording/).waitFor()
  expect((await facts()).filter(fact => fact.startsWith('recording'))).toEqual([
    'recording-paused Ana',
    'recording-resumed Ana',
  ])
  expect(wrong).toEqual([])
})

test('an agent is told plainly that the server is away, and the page goes on by itself when it is back', async () => {
  const { atDesk, rings, line } = await opensDesks()
  const wire = await wireTo(line.url)
  const ana = await atDesk('Ana', '/agent', { url: wire.url })
  await clicks(ana, /Be available/, '/available')
  await shows(ana, 'The next call rings in this page.')
  await wire.cut()
  await shows(ana, 'The server is away')
  await ana.getByRole('button', { name: 'Lunch' }).click()
  await shows(ana, 'Nothing was done; try again')
  await wire.mend()
  await ana.getByText('The server is away').waitFor({ state: 'detached' })
  await rings()
  await button(ana, /^Accept/).waitFor()
})

test.each([360, 1600])(
  'on a screen of %i in width nothing is cut off, whatever the agent does',
  async width => {
    const { atDesk, rings, clock, wrong } = await opensDesks()
    const ana = await atDesk('Ana', '/agent', { size: { width, height: 800 } })
    const fits = async () => {
      const rights = await ana
        .locator('body *')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect().right))
      expect(Math.max(...rights)).toBeLessThanOrEqual(width)
    }
    await shows(ana, 'The telephone is ready.')
    await fits()
    await clicks(ana, /Be available/, '/available')
    await rings()
    await button(ana, /^Accept/).waitFor()
    await fits()
    await takes(ana, clock)
    await button(ana, /^Transfer/).click()
    await button(ana, /Rewards/).waitFor()
    await fits()
    await clicks(ana, /^Hang up/, '/hang-up')
    await button(ana, /^Done/).waitFor()
    await fits()
    expect(wrong).toEqual([])
  },
)
