import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'

const UMA = '+12125550171'

/** Callers who keep a place are texted when it is nearly their turn, and when the wait changes much. */
export async function texting(day: Day): Promise<void> {
  await day.at('18:00')
  const [ana, ben] = [day.agent('ana'), day.agent('ben')]
  for (const agent of [ana, ben]) await agent.clicks('available')
  const busy = []
  for (const name of ['Wes', 'Xia', 'Yan', 'Zoe']) {
    const caller = await day.rings(name, `+1212555018${busy.length}`)
    await caller.presses('0')
    busy.push(caller)
  }
  const uma = await day.rings('Uma', UMA)
  await uma.presses('0')
  await uma.hears(/call you back/, 3 * MINUTE_MS)
  await uma.presses('1')
  await uma.hears(/press 1/, 30 * SECOND_MS)
  await uma.presses('1')
  await uma.hears(/texted when it is nearly your turn/)
  await uma.presses('4')
  await uma.isLetGo()
  // Ben goes home: it takes twice as long.
  await ben.becomes('talking')
  await ben.clicks('away', { reason: 'end-of-work' })
  await ben.hangsUp()
  await day.finishes('ben')
  const isTexted = (words: RegExp) => () => day.textsTo(UMA).some(text => words.test(text))
  await day.until('Uma is texted that the wait has changed', isTexted(/wait has changed/), 20 * MINUTE_MS)
  day.shows('a caller is texted when the wait changes much')
  for (const caller of busy.slice(0, -1)) if (caller.isOnTheLine) await caller.hangsUp()
  await day.finishes('ana')
  await day.until('Uma is texted that it is nearly her turn', isTexted(/nearly your turn/), 20 * MINUTE_MS)
  day.shows('a caller is texted when the turn is near')
  await day.texts(UMA, 'STOP')
  expects((await day.store.callerByNumber(UMA))?.texts === 'stopped', 'Uma is texted no more')
  day.shows('STOP is heeded')
}
