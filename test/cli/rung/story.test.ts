import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { giftCards } from '../../../flows/gift-cards.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers, doesNotAnswer } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { LocalLineOptions } from '../../../src/cli/rung/local-line.ts'
import { OPEN_MS, opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'
const ANA = 'client:ana'
const ROSTER = [
  { name: 'ana', skills: ['card-support/billing', 'card-support/account'], address: ANA, signedIn: true },
]

const opens = (carrier: LocalLineOptions['carrier'] = {}, atMs = OPEN_MS) =>
  opensLines({ lines: [cardSupport, giftCards], roster: ROSTER, carrier, atMs })

const happened = (phone: Phone, kind: string) => phone.diary.some(happening => happening.kind === kind)

test('a caller rings, chooses, waits, and talks to an agent who took the call with a key; all of it over HTTP', async () => {
  const { line, clock, wrong, facts } = await opens()
  let agent: Phone | undefined
  line.carrier.plug(ANA, phone => {
    agent = phone
    answers({ clock, afterMs: 4 * SECOND_MS, presses: '1', pressesAfterMs: 2 * SECOND_MS })(phone)
  })
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '11')
  await clock.passes(10 * SECOND_MS)
  expect(agent!.said[0]).toMatch(/^Call for billing, card support, from a number ending in 0 1 0 1\./)
  agent!.speak('Billing, how can I help?')
  expect(bea.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Billing, how can I help?' })
  await clock.passes(MINUTE_MS)
  bea.hangUp()
  await clock.passes(SECOND_MS)
  expect([bea.status, agent!.status]).toEqual(['completed', 'completed'])
  expect(await facts()).toEqual([
    'signed-in ana',
    'arrived 1',
    'heard 1 key.1',
    'heard 1 key.1',
    'accepted ana',
    'hung-up 1',
  ])
  expect(wrong).toEqual([])
})

test('an agent who does not pick up loses the offer, and the caller keeps waiting to music', async () => {
  const { line, clock, wrong, facts } = await opens()
  line.carrier.plug(ANA, doesNotAnswer)
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await clock.passes(MINUTE_MS)
  expect(await facts()).toContain('missed ana')
  expect([bea.status, happened(bea, 'enqueued')]).toEqual(['in-progress', true])
  expect(wrong).toEqual([])
})

test('row 11: a caller who hangs up at the worst moment frees the agent at once', async () => {
  const worst: [string, (happening: { kind: string }) => boolean][] = [
    ['while the phone of the agent is about to ring', ({ kind }) => kind === 'enqueued'],
    ['while the request that takes the caller to the talk is on its way', ({ kind }) => kind === 'request'],
    ['on entering the conference', ({ kind }) => kind === 'joins'],
  ]
  for (const [moment, isMoment] of worst) {
    const { line, clock, wrong } = await opens()
    line.carrier.plug(ANA, answers({ clock, presses: '1' }))
    const bea = line.call(BEA)
    bea.hangUpWhen(isMoment)
    await clock.passes(SECOND_MS)
    await presses(bea, clock, '0')
    await clock.passes(5 * SECOND_MS)
    expect(bea.status, moment).toBe('completed')
    const { agents } = line.live.runtime.centre.centre.state
    expect(agents.call[0], moment).toBe(-1)
    const up = [...line.carrier.legs.values()].filter(leg => !leg.isOver)
    expect(up, moment).toEqual([])
    expect(wrong, moment).toEqual([])
  }
})

test('rows 24, 26, 27: values with blanks at their ends, brackets in names and fields that nobody announced pass', async () => {
  const moreFields = { 'Added[0][name]': ' x ', zed: '', 'ä&=': '+ +' }
  const { line, clock, wrong, facts } = await opens({ moreFields })
  line.carrier.call({ from: BEA, to: line.numbers.get('card-support')!, callerName: ' BEA ' })
  await clock.passes(SECOND_MS)
  expect(await facts()).toContain('arrived 1')
  expect(wrong).toEqual([])
})

test('row 32: a caller who withholds the number is served like others, and is not known by it', async () => {
  const { line, clock, wrong } = await opens()
  for (const from of ['+266696687', 'anonymous', 'sip:bea@example.com']) {
    const phone = line.call(from)
    await clock.passes(SECOND_MS)
    expect(phone.said.length).toBeGreaterThan(0)
  }
  expect(await line.live.runtime.options.store.callerByNumber('+266696687')).toBeUndefined()
  expect(wrong).toEqual([])
})

test('after hours another line of the same server says so and hangs up', async () => {
  const { line, clock, wrong } = await opens({}, Date.UTC(2026, 11, 25, 8))
  const phone = line.call(BEA, 'gift-cards')
  await clock.passes(2 * MINUTE_MS)
  expect(phone.said.join(' ')).toMatch(/We open again/)
  expect(phone.isOver).toBe(true)
  expect(wrong).toEqual([])
})
