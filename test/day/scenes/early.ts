import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'

const GUS = '+12125550141'

/** Before the line opens somebody leaves a message; the first agent of the day hears it and calls back. */
export async function early(day: Day): Promise<void> {
  const gus = await day.rings('Gus', GUS)
  await gus.hears(/open/)
  await gus.presses('2')
  await gus.leaves('This is Gus. Please call me about my new card.')
  await gus.isLetGo()
  day.shows('a caller leaves a message when the line is closed')
  await day.at('08:00')
  const ana = day.agent('ana')
  await ana.clicks('available')
  day.shows('an agent signs in on the page')
  const legs: Phone[] = []
  day.line.carrier.plug(GUS, phone => {
    legs.push(phone)
    answers({ clock: day.clock, afterMs: 2 * SECOND_MS, presses: '1' })(phone)
  })
  await day.until('Ana has taken the message', () => ana.state === 'talking')
  const { recordings } = (await ana.sees()).call!
  expects(JSON.stringify(recordings).includes('Please call me about my new card'), 'Ana reads what Gus said')
  day.shows('a message is transcribed')
  await day.until('Ana is asked what is to be done', () => ana.leg.said.some(text => /press 1/i.test(text)))
  ana.leg.press('1')
  await day.until('Ana has done with the message', () => ana.state !== 'talking')
  await day.finishes('ana')
  await day.until('Gus is called', () => legs.length === 1, 3 * MINUTE_MS)
  await ana.becomes('talking')
  await ana.says('Hello Gus, Ana here.')
  expects(
    legs[0]!.diary.some(({ kind }) => kind === 'voice'),
    'Gus hears Ana',
  )
  day.shows('an agent works off a message, and the caller is called back')
  legs[0]!.hangUp()
  await day.finishes('ana')
}
