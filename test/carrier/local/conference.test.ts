import { expect, test } from 'vitest'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { PUBLIC_URL, Site } from './site.ts'

const JOIN = '<Dial action="/done"><Conference waitUrl="/music">room</Conference></Dial>'
const LISTEN =
  '<Dial action="/done"><Conference startConferenceOnEnter="false" waitUrl="/music">room</Conference></Dial>'
const ENDS = '<Dial action="/done"><Conference endConferenceOnExit="true" waitUrl="">room</Conference></Dial>'
const MUSIC = '<Play>/tune.wav</Play>'

/** Rings a number whose document is a page. */
function joins(site: Site, path: string, from = '+12025550123'): Phone {
  const number = `+1202555${String(1000 + site.carrier.numbers.size)}`
  site.carrier.setNumber(number, { voiceUrl: `${PUBLIC_URL}${path}` })
  return site.call(from, number)
}

async function room(pages: Parameters<typeof Site.open>[0] = {}) {
  const all = {
    '/join': JOIN,
    '/listen': LISTEN,
    '/ends': ENDS,
    '/music': MUSIC,
    '/done': '<Say>alone again</Say>',
    '/hold': MUSIC,
  }
  return Site.open({ ...all, ...pages }, { fetchesMedia: false })
}

const talks = (phone: Phone) => phone.diary.filter(({ kind }) => kind === 'talks').length > 0

test('a conference begins when two are there of whom one may begin it; until then each hears the music of its waitUrl', async () => {
  const site = await room()
  const first = joins(site, '/listen')
  await site.passes(12)
  expect(site.of('/music')).toHaveLength(3)
  const second = joins(site, '/listen')
  await site.passes(1)
  expect([talks(first), talks(second)]).toEqual([false, false])
  const third = joins(site, '/join')
  await site.passes(1)
  expect([first, second, third].map(talks)).toEqual([true, true, true])
  first.speak('hello')
  expect(second.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'hello', from: first.callSid })
  expect(third.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'hello' })
})

test('a participant who ends the conference on leaving takes everybody out of it, each to the own action', async () => {
  const site = await room()
  const caller = joins(site, '/join')
  const agent = joins(site, '/ends')
  await site.passes(60)
  agent.hangUp()
  await site.clock.quiet()
  expect(caller.said).toEqual(['alone again'])
  const told = site
    .of('/done')
    .map(({ fields }) => [fields.CallSid, fields.DialCallStatus, fields.CallStatus])
  expect(told).toEqual(
    expect.arrayContaining([
      [agent.callSid, 'completed', 'completed'],
      [caller.callSid, 'answered', 'in-progress'],
    ]),
  )
  const [conference] = await site.client.conferences.list({ friendlyName: 'room' })
  expect(conference).toMatchObject({
    status: 'completed',
    reasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
    callSidEndingConference: agent.callSid,
  })
})

test('a participant too many is not taken in', async () => {
  const two = '<Dial action="/done"><Conference maxParticipants="2">room</Conference></Dial>'
  const site = await room({ '/two': two })
  for (let i = 0; i < 3; i++) joins(site, '/two')
  await site.passes(1)
  expect(site.of('/done').map(({ fields }) => fields.DialCallStatus)).toEqual(['failed'])
})

test('beeps are heard by those who are there: when somebody enters, leaves, both, or never', async () => {
  for (const [beep, count] of [
    ['true', 2],
    ['onEnter', 1],
    ['onExit', 1],
    ['false', 0],
  ] as const) {
    const site = await room({ '/beeps': `<Dial><Conference beep="${beep}">room</Conference></Dial>` })
    const first = joins(site, '/join')
    await site.passes(1)
    const second = joins(site, '/beeps')
    await site.passes(1)
    second.hangUp()
    expect(first.diary.filter(({ kind }) => kind === 'beep')).toHaveLength(count)
  }
})

test('what is heard before a conference may hold only words, music, pauses and redirects; else it is silent', async () => {
  const site = await room({ '/music': '<Gather><Say>press</Say></Gather>' })
  const phone = joins(site, '/listen')
  await site.passes(60)
  expect(phone.alerts).toEqual([expect.stringMatching(/^Twilio error 13238: <Gather> is out of place here/)])
  expect(phone.status).toBe('in-progress')
})

test('REST puts a participant on hold and back, mutes, takes out, and ends the conference', async () => {
  const site = await room()
  const [caller, agent] = [joins(site, '/join'), joins(site, '/join')]
  await site.passes(1)
  const [conference] = await site.client.conferences.list({ status: 'in-progress' })
  const participants = site.client.conferences(conference!.sid).participants
  expect((await participants.list()).map(({ callSid }) => callSid)).toEqual([caller.callSid, agent.callSid])

  const held = await participants(caller.callSid).update({ hold: true, holdUrl: `${PUBLIC_URL}/hold` })
  expect(held.hold).toBe(true)
  await site.passes(6)
  expect(site.of('/hold')).toHaveLength(2)
  agent.speak('secret')
  expect(caller.diary.some(({ kind }) => kind === 'voice')).toBe(false)
  await participants(caller.callSid).update({ hold: false })
  await site.passes(1)
  agent.speak('back again')
  expect(caller.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'back again' })

  await participants(agent.callSid).update({ muted: true })
  agent.speak('muted')
  expect(caller.diary.at(-1)).toMatchObject({ text: 'back again' })

  await participants(agent.callSid).remove()
  await site.passes(1)
  expect(agent.said).toEqual(['alone again'])
  await expect(participants(agent.callSid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  await site.client.conferences(conference!.sid).update({ status: 'completed' })
  await site.passes(1)
  expect(caller.said).toEqual(['alone again'])
})

test('whoever coaches hears all, and is heard by one alone; REST changes whom, and lets all hear', async () => {
  const pages: Record<string, string> = {}
  const site = await room(pages)
  const [caller, agent] = [joins(site, '/join'), joins(site, '/join')]
  await site.passes(1)
  site.pages['/coach'] = `<Dial><Conference coach="${agent.callSid}">room</Conference></Dial>`
  const coach = joins(site, '/coach')
  await site.passes(1)
  expect(coach.hears).toEqual([caller.callSid, agent.callSid])
  expect([agent.hears, caller.hears]).toEqual([[caller.callSid, coach.callSid], [agent.callSid]])
  coach.speak('offer the refund')
  expect(agent.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'offer the refund' })
  expect(caller.diary.some(({ kind }) => kind === 'voice')).toBe(false)

  const [conference] = await site.client.conferences.list({ status: 'in-progress' })
  const participant = site.client.conferences(conference!.sid).participants(coach.callSid)
  const turned = await participant.update({ coaching: true, callSidToCoach: caller.callSid })
  expect(turned).toMatchObject({ coaching: true, callSidToCoach: caller.callSid })
  expect([agent.hears, caller.hears]).toEqual([[caller.callSid], [agent.callSid, coach.callSid]])
  expect(await participant.update({ coaching: false })).toMatchObject({
    coaching: false,
    callSidToCoach: null,
  })
  expect(agent.hears).toEqual([caller.callSid, coach.callSid])
  await participant.update({ muted: true })
  expect([agent.hears, caller.hears]).toEqual([[caller.callSid], [agent.callSid]])
})

test('whoever is on hold hears nobody and is heard by nobody, while the others talk', async () => {
  const site = await room()
  const phones = [joins(site, '/join'), joins(site, '/join'), joins(site, '/join')] as const
  const [caller, agent, helper] = phones
  await site.passes(1)
  const [conference] = await site.client.conferences.list({ status: 'in-progress' })
  const participant = site.client.conferences(conference!.sid).participants(caller.callSid)
  await participant.update({ hold: true, holdUrl: `${PUBLIC_URL}/hold` })
  expect(phones.map(({ hears }) => hears)).toEqual([[], [helper.callSid], [agent.callSid]])
  caller.hangUp()
  await site.passes(1)
  expect([caller.hears, agent.hears]).toEqual([[], [helper.callSid]])
})

test('the line is told of what happens in a conference, in order by SequenceNumber', async () => {
  const told =
    '<Dial><Conference statusCallback="/told" statusCallbackEvent="start end join leave">room</Conference></Dial>'
  const site = await room({ '/told-of': told, '/told': '' })
  const [first, second] = [joins(site, '/told-of'), joins(site, '/told-of')]
  await site.passes(5)
  second.hangUp()
  first.hangUp()
  await site.clock.quiet()
  const events = site
    .of('/told')
    .map(({ fields }) => `${fields.SequenceNumber} ${fields.StatusCallbackEvent}`)
  expect(events).toEqual([
    '1 participant-join',
    '2 participant-join',
    '3 conference-start',
    '4 participant-leave',
    '5 participant-leave',
    '6 conference-end',
  ])
  expect(site.of('/told')[0]!.fields.FriendlyName).toBe('room')
})

test('a conference of a name that is over can begin anew', async () => {
  const site = await room()
  const first = joins(site, '/join')
  await site.passes(1)
  first.hangUp()
  joins(site, '/join')
  await site.passes(1)
  const all = await site.client.conferences.list({ friendlyName: 'room' })
  expect(all.map(({ status }) => status)).toEqual(['init', 'completed'])
})

test('a talk is over after four hours, or when its limit says so', async () => {
  const site = await room({
    '/limited': '<Dial action="/done" timeLimit="600"><Conference waitUrl="">room</Conference></Dial>',
  })
  joins(site, '/join')
  const limited = joins(site, '/limited')
  await site.passes(600)
  expect(site.of('/done')[0]!.fields).toMatchObject({ CallSid: limited.callSid, DialCallStatus: 'answered' })
})
