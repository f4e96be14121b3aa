import { expect, test } from 'vitest'
import type { RestRequest } from '../../src/carrier/local/happenings.ts'
import { answers } from '../../src/carrier/local/people.ts'
import { twilioRest } from '../../src/carrier/twilio/rest.ts'
import { isRefusal } from '../../src/carrier/twilio/rest-errors.ts'
import { ACCOUNT, NUMBER, PUBLIC_URL, Site, START_MS, TOKEN } from './local/site.ts'

const ANA = 'sip:ana@example.com'
const OFFER = `${PUBLIC_URL}/offer/main-7-0`
const RING = {
  to: ANA,
  url: OFFER,
  fallbackUrl: `${OFFER}/fallback`,
  statusUrl: `${OFFER}/status`,
  timeoutSeconds: 15,
}
const PAGES = { '/offer/main-7-0': '<Pause length="60"/>', '/offer/main-7-0/status': '', '/else': '<Pause/>' }

/** What we ask Twilio, by its own client, and the carrier that is asked. */
async function atTheCarrier(authToken = TOKEN) {
  const site = await Site.open(PAGES)
  const requests: RestRequest[] = []
  site.carrier.listen(happening => {
    if (happening.kind === 'request') requests.push(happening.request)
  })
  const rest = twilioRest({ accountSid: ACCOUNT, authToken, apiBase: site.rest.base, from: NUMBER })
  return { site, rest, requests }
}

test("rows 16 and 33: the real client rings an address at the configured host, with whole URLs of ours, no document, no detection of machines and nothing of Twilio's defaults", async () => {
  const { site, rest, requests } = await atTheCarrier()
  const sid = await rest.ring(RING)
  const [{ method, path, form }] = requests as [RestRequest]
  expect([method, path]).toEqual(['POST', '/Calls.json'])
  expect(Object.fromEntries(form)).toEqual({
    To: ANA,
    From: NUMBER,
    Url: OFFER,
    Method: 'POST',
    FallbackUrl: `${OFFER}/fallback`,
    FallbackMethod: 'POST',
    StatusCallback: `${OFFER}/status`,
    StatusCallbackMethod: 'POST',
    StatusCallbackEvent: 'completed',
    Timeout: '15',
  })
  await site.passes(19.9)
  expect(site.carrier.legs.get(sid)!.status).toBe('ringing')
  await site.passes(0.1)
  expect(site.of('/offer/main-7-0/status')[0]!.fields).toMatchObject({
    CallSid: sid,
    CallStatus: 'no-answer',
  })
})

test('a leg that is up is taken elsewhere, looked at and ended', async () => {
  const { site, rest } = await atTheCarrier()
  site.carrier.plug(ANA, answers({ clock: site.clock }))
  const sid = await rest.ring(RING)
  expect(await rest.isUp(sid)).toBe(true)
  await site.passes(1)
  expect(await rest.redirect(sid, `${PUBLIC_URL}/else`)).toBe(true)
  await site.clock.quiet()
  expect(site.of('/else')).toHaveLength(1)
  await rest.end(sid)
  expect(await rest.isUp(sid)).toBe(false)
})

test('row 11: a leg that is gone is no failure, for 21220 and for 404 alike', async () => {
  const { site, rest } = await atTheCarrier()
  const over = await rest.ring(RING)
  await rest.end(over)
  for (const sid of [over, `CA${'1'.repeat(32)}`]) {
    expect(await rest.redirect(sid, `${PUBLIC_URL}/else`)).toBe(false)
    await rest.end(sid)
    expect(await rest.isUp(sid)).toBe(false)
  }
  expect(site.of('/else')).toEqual([])
})

test('what may go better another time is thrown; a number that cannot be rung is a refusal', async () => {
  const { site, rest } = await atTheCarrier()
  const refusalOf = async (asked: Promise<unknown>) => isRefusal(await asked.catch((error: unknown) => error))
  expect(await refusalOf(rest.ring({ ...RING, to: '+1' }))).toBe(true)
  for (const status of [429, 500, 503]) {
    site.carrier.faults.rest = () => ({ does: 'refuse', status, code: 20000 + status, message: 'not now' })
    expect(await refusalOf(rest.ring(RING))).toBe(false)
  }
  const stranger = await atTheCarrier('another-token')
  expect(await refusalOf(stranger.rest.ring(RING))).toBe(false)
})

test('legs to an address are listed latest first, with what is up', async () => {
  const { site, rest } = await atTheCarrier()
  const sids: string[] = []
  for (const to of ['+14155550101', '+14155550102', '+14155550101']) {
    sids.push(await rest.ring({ ...RING, to }))
    await site.passes(2)
  }
  await rest.end(sids[0]!)
  expect(await rest.legsTo('+14155550101')).toEqual([
    { callSid: sids[2], isUp: true, createdMs: START_MS + 4_000 },
    { callSid: sids[0], isUp: false, createdMs: START_MS },
  ])
})

test('requests that are under way are counted until they are answered', async () => {
  const { rest } = await atTheCarrier()
  const asked = rest.isUp(`CA${'1'.repeat(32)}`)
  expect(rest.underWay).toBe(1)
  await rest.quiet()
  expect([rest.underWay, await asked]).toEqual([0, false])
})
