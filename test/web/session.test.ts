import { expect, test } from 'vitest'
import { saidIn } from '../carrier/twiml.ts'
import { ANA_NUMBER, LINE_NUMBER, LiveLine, PUBLIC_URL, ROSTER } from './live-line.ts'

const CALLER = '+12125550101'

test('a caller keys through to the queue, hears place and music, and is joined to the agent who presses 1', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  expect(saidIn(caller.document)[0]).toMatch(/thank you for calling/i)
  await caller.presses('1')
  await caller.presses('1')
  const ring = await line.rest.next()
  expect(ring.form.get('To')).toBe(ANA_NUMBER)
  expect(ring.form.get('From')).toBe(LINE_NUMBER)
  expect(await line.facts()).toEqual(['signed-in ana', 'arrived 1', 'heard 1 key.1', 'heard 1 key.1'])

  const [atTwilio] = line.rest.legs
  line.clock.passes(3_000)
  const agent = await line.leg(atTwilio!.sid, ring.form.get('Url')!).rings()
  expect(saidIn(agent.document).join(' ')).toContain(
    'Call for billing, card support, from a number ending in 0 1 0 1. Waited less than a minute. Press 1',
  )
  await agent.presses('1')
  const [conference] = agent.verb('Dial').children
  expect(conference).toMatchObject({
    name: 'Conference',
    attributes: { endConferenceOnExit: 'true', waitUrl: '' },
  })

  const redirect = await line.rest.next()
  expect(redirect.path).toBe(`/Calls/${caller.callSid}.json`)
  await caller.isTaken(redirect.form.get('Url')!)
  expect(caller.verb('Dial').children[0]!.text).toBe(conference!.text)

  await caller.ends()
  expect((await line.facts()).slice(4)).toEqual(['accepted ana', 'hung-up 1'])
  expect((await line.rest.next()).form.get('Status')).toBe('completed')
  await agent.asks(agent.verb('Dial').attributes.action!, { DialCallStatus: 'completed' })
  expect(agent.document.children.map(({ name }) => name)).toEqual(['Hangup'])
})

test('rows 6 and 35: a waiting caller hears music in pieces of 15 s, goes on where it stopped, and nothing is recorded meanwhile', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const facts = await line.facts()
  const heard: string[] = []
  for (let i = 0; i < 2; i++) {
    await line.clock.passes(8_000)
    await caller.hearsOut()
    heard.push(new URL(caller.verb('Redirect').text).searchParams.get('m')!)
    const pauses = caller.verb('Gather').children.map(({ attributes }) => Number(attributes.length))
    expect(pauses.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(15)
  }
  expect(Number(heard[1])).toBeGreaterThan(Number(heard[0]))
  expect(await line.facts()).toEqual(facts)
})

test('row 6: an announcement is made when it is due by our clock, once, and a retry of that request hears it too', async () => {
  const line = await LiveLine.open()
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  await caller.hearsOut()
  await line.clock.passes(23_000)
  const url = caller.verb('Redirect').text
  await caller.asks(url)
  const said = saidIn(caller.document)
  expect(said).toHaveLength(1)
  expect((await line.facts()).at(-1)).toBe('due 1')
  await caller.asks(url)
  expect(saidIn(caller.document)).toEqual(said)
  await caller.hearsOut()
  expect(saidIn(caller.document)).toEqual([])
  expect((await line.facts()).filter(fact => fact === 'due 1')).toHaveLength(1)
})

test('the agent hangs up: the caller may rate the call and hears goodbye, and the agent is free for the next', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  await caller.isTaken((await line.rest.next()).form.get('Url')!)
  await caller.asks(caller.verb('Dial').attributes.action!, { DialCallStatus: 'completed' })
  expect(saidIn(caller.document).join(' ')).toContain('How content are you with this call?')
  await caller.hearsOut()
  expect(saidIn(caller.document)).toHaveLength(1)
  expect(caller.document.children.at(-1)!.name).toBe('Hangup')
  await agent.ends('completed', ring.form.get('StatusCallback')!.slice(PUBLIC_URL.length))
  expect((await line.facts()).filter(fact => fact.startsWith('left'))).toEqual(['left ana'])
})

test('an agent who does not answer, or presses nothing, loses the offer; the caller keeps the place', async () => {
  for (const how of ['busy', 'no-answer', 'failed', 'canceled', 'silent', 'declines']) {
    const line = await LiveLine.open({ roster: ROSTER })
    const caller = await line.caller(CALLER).rings()
    await caller.presses('0')
    const ring = await line.rest.next()
    const agent = line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!)
    if (how === 'silent') await (await agent.rings()).hearsOut()
    else if (how === 'declines') await (await agent.rings()).presses('2')
    else await agent.ends(how, ring.form.get('StatusCallback')!.slice(PUBLIC_URL.length))
    expect(await line.facts(), how).toContain('missed ana')
    await caller.hearsOut()
    expect(caller.document.children.at(-1)!.name).toBe('Redirect')
    await line.close()
  }
})

test('row 18: an agent rings for the ring limit of the line, with the 5 s that Twilio adds', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  await (await line.caller(CALLER).rings()).presses('0')
  const ring = await line.rest.next()
  const { ringMs } = line.live.runtime.centre.centre.state.lines[0]!
  expect(Number(ring.form.get('Timeout')) + 5).toBe(ringMs / 1_000)
})

test('a caller hangs up while the agent rings: the ringing ends at once, and a late key hears that nobody is there', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  await caller.ends()
  const stop = await line.rest.next()
  expect([stop.path, stop.form.get('Status')]).toEqual([`/Calls/${agent.callSid}.json`, 'completed'])
  await agent.presses('1')
  expect(saidIn(agent.document)[0]).toMatch(/no longer there/)
  expect(await line.facts()).not.toContain('accepted ana')
})

test('row 11: a caller who is gone when the talk is to begin frees the agent at once', async () => {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  line.rest.answers = ({ path }) =>
    path.includes(caller.callSid)
      ? {
          status: 400,
          body: { code: 21220, message: 'Call is not in-progress. Cannot redirect.', status: 400 },
        }
      : undefined
  await agent.presses('1')
  expect((await line.rest.next()).path).toContain(caller.callSid)
  const end = await line.rest.next()
  expect([end.path, end.form.get('Status')]).toEqual([`/Calls/${agent.callSid}.json`, 'completed'])
  expect((await line.facts()).slice(-2)).toEqual(['accepted ana', 'hung-up 1'])
})
