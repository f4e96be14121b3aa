import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { RunningClock } from '../../../src/base/clock.ts'
import { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'
import { Stretch } from '../../../src/carrier/local/stretch.ts'
import { Site, START_MS, words } from './site.ts'

test('a stepped clock calls back in order of time, then of setting, and never what was cancelled', async () => {
  const clock = new SteppedClock(1_000)
  const seen: string[] = []
  const note = (what: string) => () => void seen.push(`${clock.nowMs()} ${what}`)
  clock.at(3_000, note('late'))
  clock.at(2_000, note('first'))
  const cancel = clock.at(2_000, note('never'))
  clock.at(2_000, () => {
    note('second')()
    clock.at(0, note('at once'))
  })
  cancel()
  cancel()
  await clock.runUntil(2_500)
  expect([clock.nowMs(), seen]).toEqual([2_500, ['2000 first', '2000 second', '2000 at once']])
  await clock.passes(1_000)
  expect(seen.at(-1)).toBe('3000 late')
})

test('time stands while somebody who shares it is busy', async () => {
  const clock = new SteppedClock(0)
  let busyTurns = 5
  const seen: number[] = []
  clock.shares({
    get isBusy() {
      return busyTurns > 0
    },
    quiet: async () => {
      busyTurns--
      seen.push(clock.nowMs())
    },
  })
  clock.at(10, () => {
    busyTurns = 3
  })
  clock.at(20, () => {})
  await clock.runUntil(30, () => clock.nowMs() >= 20)
  expect([seen, clock.nowMs()]).toEqual([[0, 0, 0, 0, 0, 10, 10, 10], 20])
})

test('a stretch that is cut ends all that waits within it, and tells whoever began it why', async () => {
  const outer = new Stretch<'hang-up'>()
  const inner = new Stretch<'key'>(outer)
  const cut = inner.spend(within => within.wait<never>(() => undefined))
  inner.cut('key')
  inner.cut('key')
  expect(await cut).toEqual({ isCut: true, reason: 'key' })
  expect(outer.isCut).toBe(false)
  const ended = outer.spend(async around => {
    const again = new Stretch<'key'>(around)
    return again.spend(within => within.for(new Promise<string>(() => {})))
  })
  outer.cut('hang-up')
  expect(await ended).toEqual({ isCut: true, reason: 'hang-up' })
  const late = await new Stretch<never>(outer).spend(async () => 'begun').catch(() => 'never begun')
  expect(late).toBe('never begun')
})

test('what goes wrong elsewhere comes through, but not once nobody waits for it', async () => {
  const stretch = new Stretch<'over'>()
  await expect(stretch.for(Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  const waits = stretch.spend(within =>
    within.for(pause(1).then(() => Promise.reject(new Error('too late')))),
  )
  stretch.cut('over')
  expect(await waits).toEqual({ isCut: true, reason: 'over' })
  await pause(5)
})

test('time may run by the time of day, many times as fast', async () => {
  const clock = new RunningClock(START_MS, 100)
  const site = await Site.open({ '/': `<Say>${words(10)}</Say><Say>bye</Say>` }, { clock })
  const phone = site.call()
  await phone.until(
    ({ kind, ...more }) => kind === 'status' && 'status' in more && more.status === 'completed',
  )
  const [first, second] = phone.diary.filter(({ kind }) => kind === 'says')
  expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(4_000)
  expect(phone.said).toEqual([words(10), 'bye'])
})
