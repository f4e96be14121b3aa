import { expect, test } from 'vitest'
import { isRefusal, twilioRest } from '../../src/carrier/twilio/rest.ts'
import { ACCOUNT, RestServer } from './rest-server.ts'

const SID = `CA${'1'.repeat(32)}`

async function withRest(run: (server: RestServer, rest: ReturnType<typeof twilioRest>) => Promise<void>) {
  const server = await RestServer.open()
  try {
    const from = '+12025550100'
    await run(
      server,
      twilioRest({ accountSid: ACCOUNT, authToken: 'secret-token', apiBase: server.base, from }),
    )
  } finally {
    await server.close()
  }
}

test("the real client rings an address at the configured host, with our URLs and nothing of Twilio's defaults", async () => {
  await withRest(async (server, rest) => {
    const sid = await rest.ring({
      to: 'sip:ana@example.com',
      url: 'https://calls.example.com/offer/main-7-0',
      fallbackUrl: 'https://calls.example.com/offer/main-7-0/fallback',
      statusUrl: 'https://calls.example.com/offer/main-7-0/status',
      timeoutSeconds: 15,
    })
    const { method, path, form, authorization } = await server.next()
    expect([method, path, sid]).toEqual(['POST', '/Calls.json', server.legs[0]!.sid])
    expect(Object.fromEntries(form)).toEqual({
      To: 'sip:ana@example.com',
      From: '+12025550100',
      Url: 'https://calls.example.com/offer/main-7-0',
      Method: 'POST',
      FallbackUrl: 'https://calls.example.com/offer/main-7-0/fallback',
      FallbackMethod: 'POST',
      StatusCallback: 'https://calls.example.com/offer/main-7-0/status',
      StatusCallbackMethod: 'POST',
      StatusCallbackEvent: 'completed',
      Timeout: '15',
    })
    expect(Buffer.from(authorization.slice('Basic '.length), 'base64').toString()).toBe(
      `${ACCOUNT}:secret-token`,
    )
  })
})

test('row 11: a leg that is gone is no failure, for 21220 and for 404 alike', async () => {
  await withRest(async (server, rest) => {
    for (const [status, code] of [
      [400, 21220],
      [404, 20404],
    ] as const) {
      server.answers = () => ({ status, body: { code, message: 'gone', status } })
      expect(await rest.redirect(SID, 'https://calls.example.com/x')).toBe(false)
      await rest.end(SID)
      expect(await rest.isUp(SID)).toBe(false)
    }
  })
})

test('what may go better another time is thrown; a number that cannot be rung is a refusal', async () => {
  await withRest(async (server, rest) => {
    const refusalOf = async (status: number) => {
      server.answers = () => ({ status, body: { code: 1, message: 'no', status } })
      return isRefusal(await rest.end(SID).catch((error: unknown) => error))
    }
    expect(await refusalOf(400)).toBe(true)
    for (const status of [401, 429, 500, 503]) expect(await refusalOf(status)).toBe(false)
  })
})

test('legs to an address are listed latest first, with what is up', async () => {
  await withRest(async (server, rest) => {
    const ring = {
      url: 'https://a.example/',
      fallbackUrl: 'https://a.example/',
      statusUrl: 'https://a.example/',
    }
    for (const to of ['+14155550101', '+14155550102', '+14155550101'])
      await rest.ring({ to, ...ring, timeoutSeconds: 10 })
    server.legs[0]!.status = 'completed'
    const legs = await rest.legsTo('+14155550101')
    expect(legs.map(({ callSid, isUp }) => [callSid, isUp])).toEqual([
      [server.legs[2]!.sid, true],
      [server.legs[0]!.sid, false],
    ])
    expect(Math.abs(legs[0]!.createdMs - Date.now())).toBeLessThan(60_000)
  })
})
