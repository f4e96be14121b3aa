import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { LOCAL_PASSWORD } from '../../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../../src/cli/running-line.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'

const ADA = '+12125550181'
const BOB = '+12125550182'
/** It is half past nine in the evening there. */
const LONDON = '+442079460958'

/** Callers with a payment due are told before they ring. */
export async function noticing(day: Day): Promise<void> {
  await day.at('16:30')
  await day.texts(BOB, 'STOP')
  const bobsBefore = day.textsTo(BOB).length
  const admin = await RunningLine.at(day.line.url, LOCAL_PASSWORD)
  const notices = [ADA, BOB, LONDON].map(number => ({ number, matter: 'payment-due' }))
  await admin.post('/api/campaigns', { line: 'card-support', notices })
  await day.until('Ada is texted', () => day.textsTo(ADA).length > 0, MINUTE_MS)
  expects(/payment/i.test(day.textsTo(ADA)[0]!), 'Ada is told of the payment')
  day.shows('a campaign sends texts')
  await day.clock.passes(20 * SECOND_MS)
  expects(day.textsTo(BOB).length === bobsBefore, 'Bob, who has opted out, is left alone')
  day.shows('a campaign leaves out who opted out')
  expects(day.textsTo(LONDON).length === 0, 'nobody is texted in London after nine in the evening')
  day.shows('a campaign keeps legal hours')
}
