import { expect, test } from 'vitest'
import { answers, doesNotAnswer, isEngaged } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { CALLER, PUBLIC_URL, Site, words } from './site.ts'

const ANA = '+12025550123'
const BEN = 'client:ben'
const CLEO = 'sip:cleo@example.com'
const dial = (inner: string, attributes = '') =>
  `<Dial action="/done" ${attributes}>${inner}</Dial><Say>unreachable</Say>`

function done(site: Site) {
  return site.of('/done').map(({ fields }) => fields.DialCallStatus)
}

/** Plugs somebody in, and gives their phone as soon as it rings. */
function picksUp(site: Site, address: string, afterMs = 3_000): { phone?: Phone } {
  const held: { phone?: Phone } = {}
  site.carrier.plug(address, phone => {
    held.phone = phone
    answers({ clock: site.clock, afterMs })(phone)
  })
  return held
}

test('somebody who is dialled and picks up talks to the caller until either hangs up', async () => {
  const site = await Site.open({ '/': dial(ANA), '/done': '<Say>thanks</Say>' })
  const ana = picksUp(site, ANA)
  const phone = await site.calls(10)
  ana.phone!.speak('hello')
  expect(phone.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'hello' })
  phone.speak('hi')
  expect(ana.phone!.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'hi', from: phone.callSid })
  await site.passes(53)
  ana.phone!.hangUp()
  await site.clock.quiet()
  expect(site.of('/done')[0]!.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialCallSid: ana.phone!.callSid,
    DialCallDuration: '60',
    DialBridged: 'true',
  })
  expect(phone.said).toEqual(['thanks'])
})

test('row 19: with an action the verbs behind Dial are never reached; without one they follow', async () => {
  const site = await Site.open({ '/': dial(ANA), '/done': '' })
  const phone = await site.calls(60)
  expect([done(site), phone.said]).toEqual([['no-answer'], []])
  const plain = await Site.open({ '/': `<Dial>${ANA}</Dial><Say>goes on</Say>` })
  expect((await plain.calls(60)).said).toEqual(['goes on'])
})

test('row 18: it rings for 30 s unless told, and always 5 s more', async () => {
  const site = await Site.open({ '/': dial(ANA), '/done': '' })
  site.carrier.plug(ANA, doesNotAnswer)
  await site.calls(34.9)
  expect(done(site)).toEqual([])
  await site.passes(0.1)
  expect(done(site)).toEqual(['no-answer'])
  const short = await Site.open({ '/': dial(ANA, 'timeout="5"'), '/done': '' })
  await short.calls(10)
  expect(done(short)).toEqual(['no-answer'])
})

test('row 18: a call put through is over after four hours', async () => {
  const site = await Site.open({ '/': dial(ANA), '/done': '' })
  const ana = picksUp(site, ANA, 20_000)
  await site.calls(20 + 4 * 3600 - 1)
  expect(done(site)).toEqual([])
  await site.passes(1)
  expect(done(site)).toEqual(['completed'])
  expect(ana.phone!.status).toBe('completed')
})

test('row 19: answerOnBridge is false unless told: the caller counts as answered while it rings', async () => {
  for (const [attributes, status] of [
    ['', 'in-progress'],
    ['answerOnBridge="true"', 'ringing'],
  ] as const) {
    const site = await Site.open({ '/': dial(ANA, attributes), '/done': '' })
    picksUp(site, ANA, 10_000)
    const phone = await site.calls(5)
    expect(phone.status).toBe(status)
    await site.passes(10)
    expect(phone.status).toBe('in-progress')
  }
})

test('people at numbers, clients and SIP addresses ring together; the first to pick up is put through', async () => {
  const inner = `<Number>${ANA}</Number><Client>ben</Client><Sip>${CLEO}</Sip>`
  const site = await Site.open({ '/': dial(inner), '/done': '' })
  const [ana, ben, cleo] = [picksUp(site, ANA, 9_000), picksUp(site, BEN, 4_000), picksUp(site, CLEO, 9_000)]
  await site.calls(5)
  expect([ana, ben, cleo].map(held => held.phone!.status)).toEqual(['canceled', 'in-progress', 'canceled'])
})

test('one after the other, where told so', async () => {
  const inner = `<Number>${ANA}</Number><Client>ben</Client>`
  const site = await Site.open({ '/': dial(inner, 'sequential="true" timeout="10"'), '/done': '' })
  site.carrier.plug(ANA, doesNotAnswer)
  const ben = picksUp(site, BEN, 1_000)
  await site.calls(14)
  expect(ben.phone).toBeUndefined()
  await site.passes(3)
  expect(ben.phone!.status).toBe('in-progress')
})

test('engaged, refused by the network, and no number at all are told apart', async () => {
  for (const [person, status] of [
    [isEngaged, 'busy'],
    [(phone: Phone) => phone.refuse('failed'), 'failed'],
  ] as const) {
    const site = await Site.open({ '/': dial(ANA), '/done': '' })
    site.carrier.plug(ANA, person)
    await site.calls(1)
    expect(done(site)).toEqual([status])
  }
  const site = await Site.open({ '/': dial('<Number>nobody</Number>'), '/done': '' })
  const phone = await site.calls(1)
  expect(done(site)).toEqual(['failed'])
  expect(phone.alerts[0]).toMatch(/^Twilio error 13224: <Number> is "nobody"/)
})

test('whoever picks up hears the url of the Number first, and can decline there', async () => {
  const screen = `<Number url="/screen">${ANA}</Number>`
  const pages = {
    '/': dial(screen),
    '/screen': '<Gather numDigits="1" action="/taken"><Say>press 1</Say></Gather><Hangup/>',
    '/taken': `<Say>${words(3)}</Say>`,
    '/done': '',
  }
  const site = await Site.open(pages)
  site.carrier.plug(ANA, answers({ clock: site.clock, presses: '1', pressesAfterMs: 500 }))
  const phone = await site.calls(1)
  expect(phone.diary.some(({ kind }) => kind === 'talks')).toBe(false)
  expect(site.of('/taken')[0]!.fields).toMatchObject({ From: CALLER, To: ANA, ParentCallSid: phone.callSid })
  await site.passes(2)
  expect(phone.diary.some(({ kind }) => kind === 'talks')).toBe(true)

  const declined = await Site.open(pages)
  picksUp(declined, ANA, 0)
  await declined.calls(10)
  expect(done(declined)).toEqual(['no-answer'])
})

test('a caller who hangs up while it rings ends the ringing, and the line is told', async () => {
  const site = await Site.open({ '/': dial(ANA), '/done': '<Say>nobody hears this</Say>' })
  const ana = picksUp(site, ANA, 20_000)
  const phone = await site.calls(5)
  phone.hangUp()
  await site.clock.quiet()
  expect(ana.phone!.status).toBe('canceled')
  expect(site.of('/done')[0]!.fields).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'completed' })
  expect(phone.said).toEqual([])
})

test('a talk ends for the other one too, whoever hangs up; hangupOnStar lets a caller end only that', async () => {
  const site = await Site.open({ '/': dial(ANA, 'hangupOnStar="true"'), '/done': '<Say>and now</Say>' })
  const ana = picksUp(site, ANA, 0)
  const phone = await site.calls(5)
  phone.press('*')
  await site.clock.quiet()
  expect([ana.phone!.status, phone.said]).toEqual(['completed', ['and now']])
})

test('a leg that was dialled can be taken elsewhere by REST, which leaves the caller', async () => {
  const site = await Site.open({
    '/': dial(ANA),
    '/done': '<Say>left alone</Say>',
    '/else': '<Say>elsewhere</Say>',
  })
  const ana = picksUp(site, ANA, 0)
  const phone = await site.calls(5)
  await site.client.calls(ana.phone!.callSid).update({ url: `${PUBLIC_URL}/else` })
  await site.clock.quiet()
  expect([phone.said, ana.phone!.said]).toEqual([['left alone'], ['elsewhere']])
})

test('status callbacks of a Number tell how its leg goes, numbered', async () => {
  const told = `<Number statusCallback="/told" statusCallbackEvent="initiated ringing answered completed">${ANA}</Number>`
  const site = await Site.open({ '/': dial(told), '/told': '', '/done': '' })
  const ana = picksUp(site, ANA)
  await site.calls(5)
  ana.phone!.hangUp()
  await site.clock.quiet()
  expect(site.of('/told').map(({ fields }) => `${fields.SequenceNumber} ${fields.CallStatus}`)).toEqual([
    '0 initiated',
    '1 ringing',
    '2 in-progress',
    '3 completed',
  ])
})

test('nouns that cannot stand together, or none, are errors', async () => {
  for (const [inner, code] of [
    ['<Queue>q</Queue><Number>+12025550123</Number>', 13000],
    ['', 13223],
    ['<Say>hello</Say>', 13215],
  ] as const) {
    const site = await Site.open({ '/': `<Dial>${inner}</Dial>` })
    const phone = await site.calls(1)
    expect(phone.alerts[0]).toContain(`Twilio error ${code}: `)
  }
})
