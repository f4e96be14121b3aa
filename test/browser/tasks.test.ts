import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import type { Paper } from '../../src/store/papers.ts'
import type { Task } from '../../src/store/task.ts'
import { DeskLine, PEOPLE } from '../web/desk-line.ts'
import { OPEN_MS } from '../web/live-line.ts'
import { opensDesks } from './agent-desk.ts'
import { launch } from './chromium.ts'

let browser: Chromium
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

function task(id: string, atMs: number, dueMs: number, body: Partial<Task>): Paper<'task'> {
  return {
    ...{ kind: 'task', id, caller: 1, call: 4, state: 'open', atMs, dueMs },
    body: {
      ...{ what: 'follow-up', line: 'card-support', queue: 'billing', agent: 'Ana' },
      ...{ history: [{ atMs, did: 'opened' }], ...body },
    },
  }
}

/** Two tasks for billing, one of them overdue, and one for rewards. */
async function lineWithTasks(): Promise<DeskLine> {
  const desk = await DeskLine.open()
  await desk.line.live.runtime.submit({
    async reports(view) {
      await view.callerKey('+14155550134')
      const yesterdayMs = OPEN_MS - DAY_MS
      view.keepPaper(task('a', OPEN_MS - HOUR_MS, OPEN_MS + DAY_MS, { score: 1 }))
      view.keepPaper(
        task('b', yesterdayMs, OPEN_MS - 5 * MINUTE_MS, {
          ...{ what: 'promise', note: 'Send the statement of October by mail.' },
          history: [{ atMs: yesterdayMs, who: 'Ana', did: 'opened' }],
        }),
      )
      view.keepPaper(task('c', OPEN_MS - HOUR_MS, OPEN_MS + DAY_MS, { score: 2, queue: 'rewards' }))
      return []
    },
  })
  return desk
}

async function pageOf(desk: DeskLine, name: (typeof PEOPLE)[number]['name'], width = 1200) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  onTestFinished(() => context.close())
  await page.goto(`${desk.line.url}/tasks`)
  await page.getByLabel('Name or number').fill(name)
  await page.getByLabel('PIN or password').fill(PEOPLE.find(person => person.name === name)!.pin)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('region', { name: 'To do' }).waitFor()
  return { page, complaints }
}

const headlines = (page: Page, list: string) =>
  page.getByRole('region', { name: list }).locator('h3').allTextContents()

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

test('a supervisor takes what is overdue, settles it in words and has the caller told', async () => {
  const desk = await lineWithTasks()
  const { page, complaints } = await pageOf(desk, 'Sam')
  expect(await headlines(page, 'To do')).toEqual([
    'Promised by Ana',
    'Not content: 1 of 5, after talking to Ana',
    'Not content: 2 of 5, after talking to Ana',
  ])
  const first = page.getByRole('region', { name: 'To do' }).getByRole('listitem').first()
  expect(await first.textContent()).toContain('Overdue')
  expect(await first.textContent()).toContain('number …0134')
  await shot(page, 'tasks')
  await first.getByRole('button', { name: 'Take' }).click()
  const yours = page.getByRole('region', { name: 'Yours' })
  await yours.getByText('Sam has it').waitFor()
  await yours.getByRole('button', { name: 'Done', exact: true }).click()
  expect(await page.getByRole('alert').textContent()).toContain('a few words')
  await yours.getByLabel('What was done').fill('Mailed it today.')
  await shot(page, 'tasks-taken')
  await yours.getByRole('button', { name: 'Done, and tell by text' }).click()
  await page.getByRole('region', { name: 'Done' }).getByText('told the caller').waitFor()
  expect(await headlines(page, 'To do')).toHaveLength(2)
  await shot(page, 'tasks-done')
  const texts: string[] = []
  for await (const { kind, data } of desk.line.store.factsSince('main', 0))
    if (kind === 'texted') texts.push(data)
  expect(texts).toEqual([expect.stringContaining('promise-kept')])
  expect(complaints).toEqual([])
})

test('whoever is second learns on the page who was first; an agent sees no task of other queues', async () => {
  const desk = await lineWithTasks()
  const { page } = await pageOf(desk, 'Ben', 390)
  expect(await headlines(page, 'To do')).toHaveLength(2)
  const sam = await desk.person('Sam')
  await sam.posts('/api/tasks/take', { id: 'b' })
  await page.getByRole('button', { name: 'Take' }).first().click()
  expect(await page.getByRole('alert').textContent()).toContain('taken by Sam')
  await expect.poll(async () => (await headlines(page, 'To do'))[0]).toBe('Promised by Ana · Sam has it')
  await shot(page, 'tasks-phone')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})

test('an agent who promises something in a call finds it among the tasks', async () => {
  const { atDesk, rings, clock, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  const clicks = async (name: string | RegExp, path: string) => {
    const answered = ana.waitForResponse(response => response.url().endsWith(path))
    await ana.getByRole('button', { name }).first().click()
    await answered
  }
  await clicks(/Be available/, '/available')
  const caller = await rings()
  await clock.passes(5 * SECOND_MS)
  const keyed = ana.waitForResponse(response => response.url().endsWith('/leg/keys'))
  await clicks(/^Accept/, '/leg/answer')
  await clock.passes(SECOND_MS)
  await keyed
  await clock.passes(5 * SECOND_MS)
  await ana.getByRole('button', { name: /^Promise something/ }).click()
  await ana.getByLabel('What you promised').fill('Waive the late fee.')
  await ana.getByLabel('By when').selectOption({ label: 'in three hours' })
  await clicks('Keep the promise', '/api/tasks')
  await ana.getByText('Waive the late fee. Due 13:00.').waitFor()
  await shot(ana, 'promise')
  caller.hangUp()
  await clock.passes(SECOND_MS)
  await ana.getByRole('link', { name: 'Tasks' }).click()
  await ana.getByText('Waive the late fee.').waitFor()
  expect(await headlines(ana, 'To do')).toEqual(['Promised by Ana'])
  expect(wrong).toEqual([])
})
