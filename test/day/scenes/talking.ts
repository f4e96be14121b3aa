import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { CallerOnDay } from '../caller.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'

/** What agents and supervisors do in the midst of talks. */
export async function talking(day: Day): Promise<void> {
  await day.at('09:30')
  const [ana, ben, dora] = [day.agent('ana'), day.agent('ben'), day.agent('dora')]
  await ana.clicks('available')
  await consulting(day, await talksToAna(day, 'Gina', '+14155550111'))
  await supervising(day, await talksToAna(day, 'Hal', '+14155550112'))
  await handingOn(day, await talksToAna(day, 'Ida', '+14155550113'))
  for (const agent of [ana, ben, dora]) await agent.clicks('away', { reason: 'break' })
}

/** A caller who talks to Ana, with consent to being recorded. */
async function talksToAna(day: Day, name: string, number: string): Promise<CallerOnDay> {
  const ana = day.agent('ana')
  await ana.becomes('available', 5 * MINUTE_MS)
  const caller = await day.rings(name, number)
  await caller.presses('0')
  await caller.talks()
  return caller
}

/** Hold, a question to a colleague, and a warm transfer. */
async function consulting(day: Day, gina: CallerOnDay): Promise<void> {
  const [ana, ben] = [day.agent('ana'), day.agent('ben')]
  await ana.clicks('hold')
  const pauses = () => gina.phone.diary.filter(({ kind }) => kind === 'pauses' || kind === 'plays').length
  const before = pauses()
  ana.leg.speak('Where is that form?')
  await day.clock.passes(20 * SECOND_MS)
  expects(pauses() > before && !gina.heard('Where is that form?'), 'Gina hears music, and not Ana')
  day.shows('a caller is held')
  await ana.clicks('resume')
  await ana.says('Thank you for waiting.')
  expects(gina.heard('Thank you for waiting.'), 'Gina is back')

  await ben.clicks('available')
  await ana.clicks('invite', { other: 'ben' })
  await day.until('ben has come', () => ben.state === 'talking')
  ana.leg.speak('Ben, a question.')
  await day.clock.passes(3 * SECOND_MS)
  const isPrivate = ben.heard('Ben, a question.') && !gina.heard('Ben, a question.')
  expects(isPrivate, 'Ben hears the question, and Gina does not')
  day.shows('an agent consults another')
  await ana.clicks('resume')
  await ana.clicks('hand-over')
  expects(ana.leg.isOver && gina.isOnTheLine, 'Ana is out, and Gina is not')
  await ben.says('I take it from here.')
  expects(gina.heard('I take it from here.'), 'Gina talks to Ben')
  day.shows('a caller is handed over warmly')
  await gina.hangsUp()
  await day.finishes('ana', 'ben')
  await ben.clicks('away', { reason: 'break' })
}

/** Listening, whispering, joining. */
async function supervising(day: Day, hal: CallerOnDay): Promise<void> {
  const [ana, dora] = [day.agent('ana'), day.agent('dora')]
  await dora.supervises('listen', 'ana')
  await hal.says('I was promised a refund.')
  expects(dora.heard('I was promised a refund.'), 'Dora hears Hal')
  dora.leg.speak('Hm.')
  await day.clock.passes(2 * SECOND_MS)
  expects(!hal.heard('Hm.') && !ana.heard('Hm.'), 'nobody hears Dora')
  day.shows('a supervisor listens in')
  await dora.supervises('whisper', 'ana')
  dora.leg.speak('Give it to him.')
  await day.clock.passes(3 * SECOND_MS)
  expects(ana.heard('Give it to him.') && !hal.heard('Give it to him.'), 'Ana alone hears Dora')
  day.shows('a supervisor whispers to an agent')
  await dora.supervises('join', 'ana')
  dora.leg.speak('Dora here, his supervisor.')
  await day.clock.passes(3 * SECOND_MS)
  expects(hal.heard('Dora here, his supervisor.'), 'all three talk')
  day.shows('a supervisor is brought into a talk')
  await hal.hangsUp()
  await day.finishes('ana')
}

/** Another queue, and a supervisor's. */
async function handingOn(day: Day, ida: CallerOnDay): Promise<void> {
  const [ana, ben, dora] = [day.agent('ana'), day.agent('ben'), day.agent('dora')]
  await ben.clicks('available')
  await ana.clicks('transfer', { queue: 'rewards' })
  await day.until('Ida is with Ben', () => ben.state === 'talking')
  await ben.says('Rewards, Ben speaking.')
  expects(ida.heard('Rewards, Ben speaking.'), 'Ida talks to Ben')
  day.shows('a caller is handed on to another queue')
  await dora.clicks('available')
  await ben.clicks('transfer', { queue: 'supervisors' })
  await day.until('Ida is with Dora', () => dora.state === 'talking')
  await dora.says('Dora speaking, I supervise.')
  expects(ida.heard('Dora speaking, I supervise.'), 'Ida talks to Dora')
  day.shows('a caller is escalated to a supervisor')
  await ida.hangsUp()
  await forced(day)
  await day.finishes('ana', 'ben')
}

/** A call that came to a supervisor wants a code: wrap-up lasts until there is one. */
async function forced(day: Day): Promise<void> {
  const dora = day.agent('dora')
  await dora.becomes('wrap-up')
  await day.clock.passes(20 * MINUTE_MS)
  const { state, isLong } = await day.supervised('dora')
  expects(state === 'wrap-up' && isLong, 'Dora still wraps up, which is long')
  day.shows('a supervisor sees a long wrap-up')
  await dora.clicks('wrap-up', { code: 'resolved', note: 'The points are back.' })
  await dora.clicks('ready')
  expects(dora.state !== 'wrap-up', 'with a code wrap-up ends')
  day.shows('wrap-up is forced until there is a code')
}
