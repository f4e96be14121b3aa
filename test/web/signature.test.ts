import twilio from 'twilio'
import { expect, test } from 'vitest'
import { AUTH_TOKEN, LiveLine, PUBLIC_URL } from './live-line.ts'

const ARRIVAL = { CallSid: `CA${'1'.repeat(32)}`, From: '+12125550101', CallStatus: 'ringing' }

function signed(url: string, fields: Record<string, string>): Record<string, string> {
  return { 'x-twilio-signature': twilio.getExpectedTwilioSignature(AUTH_TOKEN, url, fields) }
}

test("the signature is the one of Twilio's own documentation", () => {
  const fields = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  }
  const url = 'https://example.com/myapp.php?foo=1&bar=2'
  expect(twilio.validateRequest('12345', 'L/OH5YylLD5NRKLltdqwSvS0BnU=', url, fields)).toBe(true)
})

test('an unsigned webhook, or one signed for something else, is refused and leaves nothing in the journal', async () => {
  const line = await LiveLine.open()
  const path = '/voice/card-support'
  const wrong = [
    {},
    { 'x-twilio-signature': '' },
    { 'x-twilio-signature': 'L/OH5YylLD5NRKLltdqwSvS0BnU=' },
    signed(`${PUBLIC_URL}/voice/gift-cards`, ARRIVAL),
    signed(`${PUBLIC_URL}${path}`, { ...ARRIVAL, From: '+12125550102' }),
  ]
  for (const headers of wrong) {
    const { status, type } = await line.post(path, ARRIVAL, headers as Record<string, string>)
    expect([status, type]).toEqual([403, 'text/xml; charset=utf-8'])
  }
  expect(await line.facts()).toEqual([])
  expect(await (await fetch(`${line.url}/metrics`)).text()).toContain('holdline_signatures_rejected_total 5')
})

test('every route of webhooks wants a signature', async () => {
  const line = await LiveLine.open()
  const routes = [
    '',
    '/next',
    '/wait',
    '/key',
    '/silence',
    '/recorded',
    '/recording',
    '/left-queue',
    '/after-talk',
    '/status',
  ]
  const paths = [
    ...routes.map(route => `/voice/card-support${route}`),
    ...['', '/key', '/silent', '/done', '/status'].map(route => `/offer/main-1-0${route}`),
    ...['', '/status'].map(route => `/back/1/main-1-0${route}`),
  ]
  for (const path of paths) expect((await line.post(path, ARRIVAL, {})).status, path).toBe(403)
})

test('row 22: what stands behind # is not signed', async () => {
  const line = await LiveLine.open()
  // The number is set up as …/voice/card-support#rc=2: Twilio signs and asks without the override.
  const headers = signed(`${PUBLIC_URL}/voice/card-support`, ARRIVAL)
  expect((await line.post('/voice/card-support#rc=2&rp=all', ARRIVAL, headers)).status).toBe(200)
})

test('row 23: a signature over the URL with its standard port is as good as one without', async () => {
  const line = await LiveLine.open()
  const headers = signed('https://calls.example.com:443/voice/card-support', ARRIVAL)
  expect((await line.post('/voice/card-support', ARRIVAL, headers)).status).toBe(200)
})

test('row 24: behind a proxy that speaks http the one public address counts, whatever host was asked for', async () => {
  const line = await LiveLine.open()
  const headers = signed(`${PUBLIC_URL}/voice/card-support`, ARRIVAL)
  const forwarded = { ...headers, 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' }
  expect((await line.post('/voice/card-support', ARRIVAL, forwarded)).status).toBe(200)
})

test('row 24: a trailing slash or a trimmed value breaks the signature, and is refused', async () => {
  const line = await LiveLine.open()
  const slash = signed(`${PUBLIC_URL}/voice/card-support/`, ARRIVAL)
  expect((await line.post('/voice/card-support', ARRIVAL, slash)).status).toBe(403)
  const padded = signed(`${PUBLIC_URL}/voice/card-support`, { ...ARRIVAL, CallerName: ' A B ' })
  expect((await line.post('/voice/card-support', { ...ARRIVAL, CallerName: 'A B' }, padded)).status).toBe(403)
})

test('row 25: the token that signatures are checked by is the configured one, not the environment', async () => {
  process.env.TWILIO_AUTH_TOKEN = 'another token of another account'
  try {
    const line = await LiveLine.open()
    expect((await line.hook('/voice/card-support', ARRIVAL)).status).toBe(200)
  } finally {
    delete process.env.TWILIO_AUTH_TOKEN
  }
})

test('row 26: names with brackets, and values with blanks at their ends, pass as they are', async () => {
  const line = await LiveLine.open()
  const fields = { ...ARRIVAL, 'SipHeader_X[0]': 'a', 'SipHeader_X[1]': 'b', CallerName: '  Ñandú & Söhne ' }
  expect((await line.hook('/voice/card-support', fields)).status).toBe(200)
})

test('row 27: parameters that we do not know are part of what is signed, sorted by case', async () => {
  const line = await LiveLine.open()
  const fields = { ...ARRIVAL, aLaterInvention: '1', ALaterInvention: '2', _more: '' }
  expect((await line.hook('/voice/card-support', fields)).status).toBe(200)
  const headers = signed(`${PUBLIC_URL}/voice/card-support`, ARRIVAL)
  expect((await line.post('/voice/card-support', fields, headers)).status).toBe(403)
})

test('a form that is too large is refused before anything else', async () => {
  const line = await LiveLine.open()
  const { status } = await line.hook('/voice/card-support', { ...ARRIVAL, SpeechResult: 'a'.repeat(70_000) })
  expect(status).toBe(413)
  expect(await line.facts()).toEqual([])
})
