import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { LOCAL_PASSWORD } from '../../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../../src/cli/running-line.ts'
import type { TasksView } from '../../../src/web/pages/tasks-view.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { AGENTS } from '../people.ts'

const GIL = '+12125550193'
const HEDI = '+12125550194'

/** Recordings, secrets, promises, messages by choice; and a new agent. */
export async function careful(day: Day): Promise<void> {
  await day.at('15:30')
  const [ana, ben] = [day.agent('ana'), day.agent('ben')]
  await ana.clicks('available')
  await recorded(day)
  await promised(day)
  await ben.clicks('available')
  await keepsSecrets(day)
  await leavesMessage(day)
  await hires(day)
}

/** A lost card: with consent the talk is recorded, but for the number of the card. */
async function recorded(day: Day): Promise<void> {
  const ana = day.agent('ana')
  const fay = await day.rings('Fay', '+12125550192')
  await fay.presses('4')
  await fay.hears('May we record')
  await fay.presses('1')
  await fay.talks()
  await fay.says('I have lost my card.')
  await ana.clicks('pause-recording')
  await fay.says('Its number is 4929 1234.')
  await ana.clicks('resume-recording')
  await ana.says('It is blocked now.')
  await fay.hangsUp()
  await day.clock.passes(10 * SECOND_MS)
  const tape = day.line.carrier.recordings.all.find(({ callSid }) => callSid === fay.phone.callSid)
  expects(tape?.text.includes('I have lost my card.') === true, 'the talk is on the tape')
  expects(tape!.text.includes('It is blocked now.') && !tape!.text.includes('4929'), 'the card number is not')
  day.shows('a talk is recorded with consent', 'a recording pauses while card data is spoken')
  await day.finishes('ana')
}

/** Ana promises something, and when it is done the caller is told by text. */
async function promised(day: Day): Promise<void> {
  const ana = day.agent('ana')
  const gil = await day.rings('Gil', GIL)
  await gil.presses('0')
  await gil.talks()
  const { call } = (await ana.sees()).call!
  const dueMs = day.clock.nowMs() + HOUR_MS
  await ana.posts('/api/tasks', { call, note: 'Sends the statement of May again.', dueMs })
  await gil.hangsUp()
  await day.finishes('ana')
  const { tasks } = (await (await ana.page()).get('/api/tasks')) as TasksView
  const { id } = tasks.find(({ what }) => what === 'promise')!
  await ana.posts('/api/tasks/take', { id })
  const before = day.textsTo(GIL).length
  await ana.posts('/api/tasks/done', { id, note: 'Sent.', tell: true })
  await day.until('Gil is told by text', () => day.textsTo(GIL).length > before)
  day.shows('a promise is kept by a text when it is done')
}

/** The last digits of a gift card are asked for, and kept nowhere; Ben answers this line, too. */
async function keepsSecrets(day: Day): Promise<void> {
  const ben = day.agent('ben')
  const hedi = await day.rings('Hedi', HEDI, 'gift-cards')
  await hedi.presses('3')
  await hedi.hears(/press 0|agent/i)
  await hedi.presses('0')
  await hedi.hears(/last four/i)
  await hedi.presses('8642')
  await hedi.talks()
  expects(ben.state === 'talking', 'Ben answers for gift cards')
  day.shows('an agent serves two lines')
  const { call, entered } = (await ben.sees()).call!
  expects(entered.length === 0, 'Ben is not shown the digits')
  expects((await day.store.secretsOf('main', call)).length === 0, 'the digits are kept nowhere')
  for await (const { fact } of day.journal.entries())
    expects(!JSON.stringify(fact).includes('8642'), 'no fact holds them')
  day.shows('a secret entry is kept nowhere')
  await hedi.hangsUp()
  await day.finishes('ben')
  await ben.clicks('away', { reason: 'break' })
}

/** Ivo waits, and would rather leave a message. */
async function leavesMessage(day: Day): Promise<void> {
  const jan = await day.rings('Jan', '+12125550196')
  await jan.presses('0')
  await jan.talks()
  const ivo = await day.rings('Ivo', '+12125550195')
  await ivo.presses('0')
  await ivo.hears(/number \w+ in line.*minutes/, 2 * MINUTE_MS)
  day.shows('a waiting caller is told place and estimate')
  await ivo.hears('To leave us a message, press 2', 2 * MINUTE_MS)
  await ivo.presses('2')
  await ivo.leaves('Please send me a new card.')
  day.shows('a caller leaves a message by choice')
  await ivo.isLetGo()
  const cases = () => day.textsTo('+12125550195').filter(words => /case/i.test(words))
  await day.until('Ivo is texted the case', () => cases().length > 0)
  day.shows('a case number is texted')
  await jan.hangsUp()
  await day.finishes('ana')
}

/** A new agent is in the roster at once, and can log in. */
async function hires(day: Day): Promise<void> {
  const admin = await RunningLine.at(day.line.url, LOCAL_PASSWORD)
  const eli = {
    name: 'eli',
    id: '1005',
    skills: ['card-support/rewards'],
    address: 'client:eli',
    pin: '50051005',
  }
  await admin.post('/api/roster', { agents: [...AGENTS, eli] })
  const page = await RunningLine.at(day.line.url, eli.pin, eli.name)
  await page.post('/api/agent/available', {})
  const { state } = (await page.get('/api/agent')) as { state: string }
  expects(state === 'available', 'Eli takes calls')
  await page.post('/api/agent/away', { reason: 'end-of-work' })
  day.shows('a roster is imported while the line runs')
}
