import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { SUPERVISORS_NUMBER } from '../people.ts'

const SAL = '+12125550152'

/** Supervisors are alerted: somebody waits for long, a promise is late, a talk and a wrap-up take very long. */
export async function watching(day: Day): Promise<void> {
  await day.at('14:00')
  const { world } = day
  const rosa = await day.rings('Rosa', '+12125550151')
  await rosa.presses('0')
  const texts = () => day.textsTo(SUPERVISORS_NUMBER).filter(words => words.includes('longest wait'))
  await day.until('supervisors are texted that somebody waits', () => texts().length > 0, 8 * MINUTE_MS)
  day.shows('an alert is texted')
  await day.clock.passes(5 * SECOND_MS)
  expects(JSON.stringify(world.posted).includes('"rule":"long-wait"'), 'the webhook is told')
  day.shows('an alert is sent to a webhook')
  const board = JSON.stringify(await (await day.agent('dora').page()).get('/api/board'))
  expects(board.includes('long-wait'), 'the wallboard shows the alert')
  day.shows('an alert is on the page')

  const sal = await day.rings('Sal', SAL)
  await sal.presses('0')
  await sal.hears(/call you back/, 3 * MINUTE_MS)
  await sal.presses('1')
  await sal.hears(/press 1/, 30 * SECOND_MS)
  await sal.presses('1')
  await sal.hears(/another time suits you/)
  await sal.presses('1')
  await sal.isLetGo()
  const ana = day.agent('ana')
  await ana.clicks('available')
  await rosa.talks()
  await day.until('supervisors are texted that it is over', () =>
    day.textsTo(SUPERVISORS_NUMBER).some(words => words.includes('over')),
  )
  day.shows('an alert is raised, and recovers')
  await long(day)
  await rosa.hangsUp()
  await day.finishes('ana')
  await ana.clicks('away', { reason: 'meeting' })

  await day.clock.passes(HOUR_MS)
  await day.until('a mail says that a callback is late', () => world.smtp.received.length > 0, HOUR_MS)
  day.shows('an alert is sent by e-mail')
  day.line.carrier.plug(SAL, answers({ clock: day.clock, afterMs: 2 * SECOND_MS, presses: '1' }))
  await ana.clicks('available')
  await day.until('Sal is called', () => ana.state === 'talking', 3 * MINUTE_MS)
  await ana.hangsUp()
  await day.finishes('ana')
  await ana.clicks('away', { reason: 'break' })
}

async function long(day: Day): Promise<void> {
  expects(!(await day.supervised('ana')).isLong, "Ana's talk is not long yet")
  await day.clock.passes(40 * MINUTE_MS)
  const { state, isLong } = await day.supervised('ana')
  expects(state === 'talking' && isLong, "Ana's talk is long")
  day.shows('a supervisor sees a long talk')
}
