import { expect, test } from 'vitest'
import { CALLER, NUMBER, PUBLIC_URL, Site, words } from './site.ts'

test('a caller hears words at 150 a minute, music as long as it lasts, and pauses; the end of a document hangs up', async () => {
  const site = await Site.open(
    {
      '/': `<Say>${words(10)}</Say><Play>/tune.wav</Play><Pause length="3"/><Say>bye</Say>`,
      '/tune.wav': { type: 'audio/wav', text: 'x' },
    },
    { playMs: () => 7_000 },
  )
  const phone = await site.calls()
  expect(phone.status).toBe('in-progress')
  await site.passes(4 + 7 + 3)
  expect(phone.said).toEqual([words(10), 'bye'])
  expect(phone.isOver).toBe(false)
  await site.passes(0.4)
  expect(phone.status).toBe('completed')
  const sounds = phone.diary.filter(({ kind }) => ['says', 'plays', 'pauses'].includes(kind))
  expect(sounds.map(({ kind, atMs }) => [kind, (atMs - sounds[0]!.atMs) / 1_000])).toEqual([
    ['says', 0],
    ['plays', 4],
    ['pauses', 11],
    ['says', 14],
  ])
})

test('a phone keeps the documents that it was given, apart from what was answered to notices', async () => {
  const site = await Site.open(
    { '/': '<Say>hello</Say><Redirect>/next</Redirect>', '/next': '', '/status': '<Say>nobody</Say>' },
    {},
    { statusUrl: `${PUBLIC_URL}/status` },
  )
  const phone = await site.calls(2)
  expect(site.paths).toEqual(['/', '/next', '/status'])
  expect(phone.documents).toEqual([
    '<Response><Say>hello</Say><Redirect>/next</Redirect></Response>',
    '<Response></Response>',
  ])
  expect(phone.said).toEqual(['hello'])
})

test('the first webhook of a call says who calls, whom, and that it rings', async () => {
  const site = await Site.open({ '/': '<Say>hello</Say>' })
  const phone = site.carrier.call({ from: CALLER, to: NUMBER, callerName: 'Bea' })
  await site.passes(1)
  expect(site.asked[0]).toMatchObject({
    method: 'POST',
    path: '/',
    fields: {
      CallSid: phone.callSid,
      From: CALLER,
      To: NUMBER,
      Caller: CALLER,
      Called: NUMBER,
      CallerName: 'Bea',
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      FromCountry: 'US',
    },
  })
  expect(site.asked[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8')
  expect(site.asked[0]!.headers['i-twilio-idempotency-token']).toMatch(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  )
})
