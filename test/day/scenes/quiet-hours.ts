import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { CallerOnDay } from '../caller.ts'
import type { Day } from '../day.ts'

/** So many callers, and it is known how long one waits in an hour. */
const ENOUGH = 8

/** At nine callers are answered at once. */
export async function quiet(day: Day): Promise<void> {
  await day.at('09:00')
  await day.agent('ana').clicks('available')
  for (let nth = 0; nth < ENOUGH; nth++) {
    const caller = await day.rings(`Early caller ${nth + 1}`, `+1212555021${nth}`)
    await caller.presses('0')
    await caller.talks()
    await caller.hangsUp()
    await day.finishes('ana')
  }
}

/** At one they wait in vain; whoever rings then is told when it is quieter. */
export async function busy(day: Day): Promise<void> {
  await day.at('13:05')
  const callers: CallerOnDay[] = []
  for (let nth = 0; nth < ENOUGH; nth++) {
    const caller = await day.rings(`Caller at one ${nth + 1}`, `+1212555022${nth}`)
    await caller.presses('0')
    callers.push(caller)
  }
  await day.clock.passes(4 * MINUTE_MS)
  for (const caller of callers) await caller.hangsUp()
  const ria = await day.rings('Ria', '+12125550230')
  await ria.presses('0')
  await ria.hears(/usually quieter .* at nine/, 3 * MINUTE_MS)
  day.shows('quieter times are told on a long wait')
  await ria.hangsUp()
}

/** So is whoever rings when nobody is there any more. */
export async function closed(day: Day): Promise<void> {
  await day.at('20:05')
  const noa = await day.rings('Noa', '+12125550231')
  await noa.hears(/usually quieter .* at nine/, 30 * SECOND_MS)
  day.shows('quieter times are told after hours')
  await noa.hangsUp()
}
