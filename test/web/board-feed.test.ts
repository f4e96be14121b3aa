import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Listener } from '../../src/web/board-feed.ts'
import { BoardFeed } from '../../src/web/board-feed.ts'
import { BoardCentre } from './board-centre.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** A browser that listens, and may be too slow to take what it is given. */
class Browser implements Listener {
  readonly heard: string[] = []
  writableNeedDrain = false
  ended = false
  leave = () => {}

  write(text: string): boolean {
    this.heard.push(text)
    return true
  }

  on(_: 'close', then: () => void): void {
    this.leave = then
  }

  end(): void {
    this.ended = true
  }
}

async function feed() {
  const centre = await BoardCentre.open()
  let looks = 0
  const view = () => {
    looks++
    return centre.view
  }
  return { centre, feed: new BoardFeed({ view, onFault: () => {} }), looks: () => looks }
}

/** What a browser heard since it was asked last. */
const newsOf = (browser: Browser) => browser.heard.splice(0).map(text => text.split('\n', 1)[0])

test('a wall is sent nothing while nothing happens but time, and news at most twice a second', async () => {
  const { centre, feed: to } = await feed()
  const wall = new Browser()
  to.listen(wall)
  expect(newsOf(wall)).toEqual(['event: view'])
  centre.passes(5)
  vi.advanceTimersByTime(5_000)
  expect(newsOf(wall)).toEqual([])
  await centre.calls()
  await centre.calls()
  vi.advanceTimersByTime(499)
  expect(newsOf(wall)).toEqual([])
  vi.advanceTimersByTime(1)
  expect(newsOf(wall)).toEqual(['event: view'])
})

test('a beat tells a quiet wall every 15 s that it is not forgotten, and what time it is', async () => {
  const { centre, feed: to } = await feed()
  const wall = new Browser()
  to.listen(wall)
  wall.heard.splice(0)
  vi.advanceTimersByTime(15_000)
  expect(wall.heard).toEqual([`event: beat\ndata: {"nowMs":${centre.nowMs}}\n\n`])
})

test('a wall that is slow to take a view misses those in between, and gets the last', async () => {
  const { centre, feed: to } = await feed()
  const [slow, quick] = [new Browser(), new Browser()]
  to.listen(slow)
  to.listen(quick)
  slow.writableNeedDrain = true
  for (let call = 0; call < 3; call++) {
    await centre.calls()
    vi.advanceTimersByTime(500)
  }
  expect(newsOf(quick)).toHaveLength(4)
  expect(newsOf(slow)).toHaveLength(1)
  slow.writableNeedDrain = false
  vi.advanceTimersByTime(500)
  expect(slow.heard).toHaveLength(1)
  expect(slow.heard[0]).toContain('"calls":3')
})

test('while no wall is on, nothing is looked at', async () => {
  const { feed: to, looks } = await feed()
  const wall = new Browser()
  to.listen(wall)
  wall.leave()
  const before = looks()
  vi.advanceTimersByTime(60_000)
  expect(looks()).toBe(before)
  expect(vi.getTimerCount()).toBe(0)
})

test('200 walls may be on at once; one more is refused until one is switched off', async () => {
  const { feed: to } = await feed()
  const walls = Array.from({ length: 200 }, () => new Browser())
  expect(walls.every(wall => to.listen(wall))).toBe(true)
  expect(to.listen(new Browser())).toBe(false)
  walls[7]!.leave()
  expect(to.listen(new Browser())).toBe(true)
  to.close()
  expect(walls.filter(({ ended }) => !ended)).toEqual([walls[7]])
})
