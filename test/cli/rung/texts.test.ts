import { expect, test } from 'vitest'
import { SECOND_MS } from '../../../src/base/units.ts'
import type { RestFault } from '../../../src/carrier/local/faults.ts'
import { opensLines, presses } from './rung-lines.ts'
import { texting } from './texting-line.ts'

const BEA = '+14155550101'
const STOPPING = 'Reply STOP to stop these texts.'

/** A caller who is asked for a key, by a line that texts something at each. */
async function asked(from = BEA) {
  const rung = await opensLines({ lines: [texting] })
  const phone = rung.line.call(from)
  await rung.clock.passes(SECOND_MS)
  const { messages } = rung.line.carrier
  const papers = () => rung.store.papers('main', { kind: 'text' })
  return { ...rung, phone, messages, papers }
}

test('a caller is texted what the flow says, with the moment that the centre fixed, and how to stop it once', async () => {
  const { phone, clock, messages, papers, wrong } = await asked()
  await presses(phone, clock, '1')
  await presses(phone, clock, '2')
  expect(messages.wordsTo(BEA)).toEqual([
    `Juniper: We open again today at twelve twenty in the afternoon. ${STOPPING}`,
    'Juniper: We will call you today at twelve twenty in the afternoon.',
  ])
  await clock.passes(4 * SECOND_MS)
  expect(await papers()).toMatchObject([
    { state: 'delivered', caller: 1, call: 1, body: { direction: 'out', line: 'texting', prompt: 'hours' } },
    {
      state: 'delivered',
      caller: 1,
      call: 1,
      body: { direction: 'out', line: 'texting', prompt: 'promised' },
    },
  ])
  expect(wrong).toEqual([])
})

test('texts are in the language that the caller chose', async () => {
  const { phone, clock, messages } = await asked()
  await presses(phone, clock, '52')
  expect(messages.wordsTo(BEA)).toEqual([
    'Juniper: Le llamaremos hoy a las doce y veinte de la tarde. Responda ALTO para no recibir más.',
  ])
})

test('whoever entered another number is texted there, and one who withholds theirs not at all', async () => {
  const { phone, clock, messages, line } = await asked()
  await presses(phone, clock, '6')
  await presses(phone, clock, '2025550177#')
  expect(messages.wordsTo('+12025550177')).toHaveLength(1)
  expect(messages.wordsTo(BEA)).toEqual([])
  const secret = line.call('anonymous')
  await clock.passes(SECOND_MS)
  await presses(secret, clock, '1')
  expect(messages.all).toHaveLength(1)
})

test('whoever has texted STOP is not texted again: Twilio refuses, and it is remembered', async () => {
  const { phone, clock, messages, line, papers, store } = await asked()
  const own = line.numbers.get('texting')!
  line.carrier.setNumber(own, { ...line.carrier.numbers.get(own)!, smsUrl: undefined as never })
  await line.carrier.text({ from: BEA, to: own, body: 'Stop' })
  const before = messages.all.length
  await presses(phone, clock, '1')
  expect(messages.all).toHaveLength(before)
  expect((await store.callerByNumber(BEA))?.texts).toBe('stopped')
  let asks = 0
  line.carrier.faults.rest = ({ path }) => {
    if (path === '/Messages.json') asks++
    return undefined
  }
  await presses(phone, clock, '1')
  expect(asks).toBe(0)
  expect((await papers()).map(({ state }) => state)).toEqual(['stopped', 'stopped'])
})

test('a landline is not texted twice', async () => {
  const { phone, clock, messages, papers, store } = await asked()
  messages.landlines.add(BEA)
  await presses(phone, clock, '1')
  await clock.passes(4 * SECOND_MS)
  expect(await papers()).toMatchObject([{ state: 'undelivered', body: { errorCode: 30006 } }])
  expect((await store.callerByNumber(BEA))?.texts).toBe('unreachable')
  await presses(phone, clock, '1')
  expect(messages.all).toHaveLength(1)
})

/** What befalls the first request to send a text. */
async function withFault(fault: RestFault) {
  const one = await asked()
  let isFirst = true
  one.line.carrier.faults.rest = ({ method, path }) => {
    if (!isFirst || method !== 'POST' || path !== '/Messages.json') return undefined
    isFirst = false
    return fault
  }
  await presses(one.phone, one.clock, '1')
  await one.clock.passes(60 * SECOND_MS)
  return one
}

test('a text whose fate is unknown is looked for, and not sent again', async () => {
  const taken = await withFault({ does: 'lose-answer' })
  expect(taken.messages.all).toHaveLength(1)
  const [paper] = await taken.papers()
  expect(paper).toMatchObject({
    state: expect.stringMatching(/^(sent|delivered)$/),
    body: { sid: taken.messages.all[0]!.sid },
  })
  const lost = await withFault({ does: 'lose-request' })
  expect(lost.messages.all).toHaveLength(0)
  expect(await lost.papers()).toMatchObject([{ state: 'unknown' }])
})

test('a text that Twilio put off, or refused for good, is sent later, or never', async () => {
  const late = await withFault({ does: 'refuse', status: 429, code: 20429, message: 'Too Many Requests' })
  expect(late.messages.all).toHaveLength(1)
  expect((await late.papers())[0]?.state).toMatch(/sent|delivered/)
  const never = await withFault({ does: 'refuse', status: 400, code: 21614, message: 'not a mobile number' })
  expect(never.messages.all).toHaveLength(0)
  expect((await never.papers())[0]?.state).toBe('unreachable')
  expect((await never.store.callerByNumber(BEA))?.texts).toBe('unreachable')
})

test('a caller is texted outside of any call by the key, in the language of their record', async () => {
  const { phone, clock, messages, line, store } = await asked()
  phone.hangUp()
  await clock.passes(SECOND_MS)
  const key = (await store.callerByNumber(BEA))!.key
  const { runtime } = line.live
  await runtime.submit({
    reports(view) {
      view.changeCaller({ key, language: 'es-US' })
      return [{ kind: 'texted', data: { line: 'texting', caller: key, prompt: 'done' } }]
    },
  })
  await clock.passes(SECOND_MS)
  expect(messages.wordsTo(BEA)[0]).toContain('Juniper: Su tarjeta está en camino.')
  const tells = (prompt: string) =>
    runtime.submit({ reports: () => [{ kind: 'texted', data: { line: 'texting', caller: key, prompt } }] })
  await expect(tells('hours')).rejects.toThrow('"hours" of line "texting" holds {opening}')
  await expect(tells('hors')).rejects.toThrow('has no prompt "hors"')
})

test('numbers and words of texts are in no journal and no outbox', async () => {
  const { phone, clock, store } = await asked()
  await presses(phone, clock, '1')
  const rows: string[] = []
  for await (const { data, directives } of store.factsSince('main', 0)) rows.push(data, directives)
  expect(rows.join('\n')).toContain('"do":"text"')
  expect(rows.join('\n')).not.toMatch(/\+1415|Juniper/)
})
