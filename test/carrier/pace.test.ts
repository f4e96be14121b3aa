import { expect, test } from 'vitest'
import { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import { Pace } from '../../src/carrier/twilio/pace.ts'

const NEVER = new AbortController().signal

/** Waits for as many turns at once, and gives the seconds at which they came. */
async function turns(pace: Pace, clock: SteppedClock, count: number, held = NEVER): Promise<number[]> {
  const startMs = clock.nowMs()
  const came: number[] = []
  for (let i = 0; i < count; i++)
    pace.turn(held).then(
      () => came.push((clock.nowMs() - startMs) / 1_000),
      () => {},
    )
  await clock.passes(20_000)
  return came
}

test('calls that wait begin one a second, the first at once', async () => {
  const clock = new SteppedClock(0)
  expect(await turns(new Pace(clock, 1), clock, 4)).toEqual([0, 1, 2, 3])
})

test('an account that may begin more calls a second begins them', async () => {
  const clock = new SteppedClock(0)
  expect(await turns(new Pace(clock, 4), clock, 5)).toEqual([0, 0.25, 0.5, 0.75, 1])
})

test('calls to agents wait for nobody, and the others for them', async () => {
  const clock = new SteppedClock(0)
  const pace = new Pace(clock, 1)
  pace.take()
  pace.take()
  expect(await turns(pace, clock, 2)).toEqual([2, 3])
})

test('a call to an agent puts those off who wait already', async () => {
  const clock = new SteppedClock(0)
  const pace = new Pace(clock, 1)
  clock.at(500, () => pace.take())
  expect(await turns(pace, clock, 3)).toEqual([0, 2, 3])
})

test('whoever waits when everything is held begins nothing', async () => {
  const clock = new SteppedClock(0)
  const held = new AbortController()
  clock.at(1_500, () => held.abort())
  expect(await turns(new Pace(clock, 1), clock, 4, held.signal)).toEqual([0, 1])
})
