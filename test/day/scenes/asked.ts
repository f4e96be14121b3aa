import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { ResultsView } from '../../../src/web/pages/results-view.ts'
import type { TasksView, TaskView } from '../../../src/web/pages/tasks-view.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { PIA, PIAS_MAIL } from '../world.ts'

const RON = '+12125550161'
const SUE = '+12125550162'

/** Callers say how content they are, and somebody sees to those who are not. */
export async function asked(day: Day): Promise<void> {
  await day.at('17:00')
  const ana = day.agent('ana')
  await ana.clicks('available')
  await byKey(day)
  await byText(day)
  await byMail(day)
  await ana.clicks('away', { reason: 'break' })
  await followedUp(day)
  const results = (await (await day.agent('dora').page()).get('/api/results')) as ResultsView
  const told = JSON.stringify(results)
  expects(told.includes('ana') && told.includes('account'), 'results are told by queue and by agent')
  day.shows('satisfaction, resolution and wait are told by queue and by agent')
}

/** Ron is asked when Ana has hung up, and is not content. */
async function byKey(day: Day): Promise<void> {
  const ana = day.agent('ana')
  const ron = await day.rings('Ron', RON)
  await ron.presses('0')
  await ron.talks()
  await day.clock.passes(MINUTE_MS)
  await ana.hangsUp()
  await ron.hears('Your case number is')
  day.shows('a case number is spoken')
  await ron.hears(/How content/)
  await ron.presses('1')
  day.shows('a caller rates the call by key')
  await ron.hangsUp()
  await day.finishes('ana')
}

/** Sue hangs up first, is asked by text, and answers by text. */
async function byText(day: Day): Promise<void> {
  const sue = await day.rings('Sue', SUE)
  await sue.presses('0')
  await sue.talks()
  await day.clock.passes(MINUTE_MS)
  await sue.hangsUp()
  await day.until('Sue is asked by text', () => day.textsTo(SUE).some(words => /content/i.test(words)))
  await day.texts(SUE, '5')
  const scores = await day.store.papers('main', { kind: 'score' })
  expects(
    scores.some(({ body }) => body.by === 'text' && body.score === 5),
    "Sue's score is kept",
  )
  day.shows('a caller who hung up rates the call by text')
  await day.finishes('ana')
}

/** Pia wants no texts: she is asked by e-mail, and answers by one click. */
async function byMail(day: Day): Promise<void> {
  const { smtp } = day.world
  await day.texts(PIA, 'STOP')
  const pia = await day.rings('Pia', PIA)
  await pia.hears('case one, zero, four, seven, one, one')
  await pia.presses('1')
  await pia.talks()
  await pia.hangsUp()
  const mail = () => smtp.received.find(({ to }) => to === PIAS_MAIL)
  await day.comes('a mail to Pia', () => mail() !== undefined)
  const [path] = /\/survey\/[\w-]+/.exec(mail()!.content.replace(/=\r?\n/g, ''))!
  const body = new URLSearchParams({ score: '4' })
  const { status } = await fetch(`${day.line.url}${path}`, { method: 'POST', body })
  const scores = await day.store.papers('main', { kind: 'score' })
  const isKept = scores.some(({ body }) => body.by === 'e-mail' && body.score === 4)
  expects(status === 200 && isKept, "Pia's score is kept")
  day.shows('a caller rates the call by e-mail')
  await day.finishes('ana')
}

async function tasks(day: Day): Promise<readonly TaskView[]> {
  return ((await (await day.agent('dora').page()).get('/api/tasks')) as TasksView).tasks
}

/** Dora takes Ron's follow-up, calls him back, and lets him know when it is done. */
async function followedUp(day: Day): Promise<void> {
  const dora = day.agent('dora')
  const task = (await tasks(day)).find(({ what, score }) => what === 'follow-up' && score === 1)
  expects(task !== undefined, "Ron's low score is a task")
  day.shows('a low score becomes a task of a supervisor')
  const { id } = task!
  await dora.posts('/api/tasks/take', { id })
  const legs: Phone[] = []
  day.line.carrier.plug(RON, phone => {
    legs.push(phone)
    answers({ clock: day.clock, afterMs: 2 * SECOND_MS, presses: '1' })(phone)
  })
  await dora.clicks('available')
  await dora.posts('/api/tasks/call-back', { id })
  await day.until('Ron is called', () => legs.length === 1, 3 * MINUTE_MS)
  await dora.becomes('talking')
  await dora.says('Ron, what went wrong?')
  legs[0]!.hangUp()
  await day.finishes('dora')
  await dora.posts('/api/tasks/done', { id, note: 'The fee is taken back.', tell: true })
  await day.until('Ron is told by text', () => day.textsTo(RON).length > 0)
  expects((await tasks(day)).find(known => known.id === id)?.state === 'done', 'the task is done')
  day.shows('a follow-up is called back, resolved and confirmed by text')
  await dora.clicks('away', { reason: 'break' })
}
