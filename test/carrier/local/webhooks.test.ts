import { once } from 'node:events'
import { createServer } from 'node:net'
import twilio from 'twilio'
import { expect, onTestFinished, test } from 'vitest'
import { overridesOf } from '../../../src/carrier/local/overrides.ts'
import { CALLER, NUMBER, PUBLIC_URL, Site, TOKEN } from './site.ts'

const tokens = (site: Site, path = '/') =>
  site.of(path).map(({ headers }) => headers['i-twilio-idempotency-token'])
const settings = { fallbackUrl: `${PUBLIC_URL}/fallback` }

test('row 21: a connection that breaks is tried once more, with the same token; other webhooks have others', async () => {
  for (const does of ['lose-request', 'lose-answer'] as const) {
    const site = await Site.open({ '/': '<Say>hello</Say><Redirect>/next</Redirect>', '/next': '' })
    site.carrier.faults.webhook = ({ attempt, url }) =>
      attempt === 1 && url.endsWith('/') ? { does } : undefined
    const phone = await site.calls(5)
    expect(phone.said).toEqual(['hello'])
    expect(new Set(tokens(site)).size).toBe(1)
    expect(tokens(site)).toHaveLength(does === 'lose-answer' ? 2 : 1)
    expect(tokens(site, '/next')[0]).not.toBe(tokens(site)[0])
  }
})

test('row 21: a second break is an error, 11205, and an answer with an error status is not tried again', async () => {
  const site = await Site.open({ '/': '<Say>hello</Say>' })
  site.carrier.faults.webhook = () => ({ does: 'lose-request' })
  const phone = await site.calls(30)
  expect(phone.alerts[0]).toMatch(/^Twilio error 11205: the line did not answer/)
  const failing = await Site.open({ '/': { status: 503 } })
  const other = await failing.calls(30)
  expect(failing.paths).toEqual(['/'])
  expect(other.alerts[0]).toMatch(/^Twilio error 11200: the line answered with status 503/)
})

test('row 21: #rc and #rp ask for more tries, and for tries after an error status', async () => {
  const voiceUrl = `${PUBLIC_URL}/#rc=3&rp=5xx,ct`
  const site = await Site.open(
    { '/': ({ headers }) => (tries(headers) < 4 ? { status: 500 } : '<Say>at last</Say>') },
    {},
    { voiceUrl },
  )
  const seen: unknown[] = []
  function tries(headers: object): number {
    return seen.push(headers)
  }
  const phone = await site.calls(1)
  expect(phone.said).toEqual(['at last'])
  expect(new Set(tokens(site)).size).toBe(1)
  expect(site.paths).toEqual(['/', '/', '/', '/'])
})

test('row 21: overrides within their bounds, and their defaults', () => {
  expect(overridesOf('https://a.example/')).toEqual({
    connectMs: 5_000,
    readMs: 15_000,
    totalMs: 15_000,
    retries: 1,
    retriesOn: new Set(['ct']),
  })
  expect(overridesOf('https://a.example/#rc=9&rt=20000&ct=1&rp=all')).toEqual({
    connectMs: 100,
    readMs: 15_000,
    totalMs: 15_000,
    retries: 5,
    retriesOn: new Set(['ct', 'rt', '4xx', '5xx']),
  })
})

test('row 21: after 15 s without an answer a webhook is given up, and not tried again', async () => {
  const site = await Site.open({ '/': '<Say>hello</Say>' })
  site.carrier.faults.webhook = () => ({ does: 'answer-late', ms: 20_000 })
  const phone = await site.calls(14.9)
  expect(phone.alerts).toEqual([])
  await site.passes(0.1)
  expect(phone.alerts[0]).toMatch(/^Twilio error 11200: the line did not answer: no answer within 15000 ms/)
  expect(site.paths).toEqual(['/'])
})

test('row 21: a server that hangs is given up by the time of day', async () => {
  const voiceUrl = `${PUBLIC_URL}/#rt=100`
  const site = await Site.open({ '/': '' }, { hosts: { [PUBLIC_URL]: await silent() } }, { voiceUrl })
  const phone = await site.calls(1)
  expect(phone.alerts[0]).toContain('no answer within 100 ms')
})

/** A server that takes everything and answers nothing. */
async function silent(): Promise<string> {
  const sockets = new Set<{ destroy(): void }>()
  const server = createServer(socket => sockets.add(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

test('a webhook that comes twice is the same one, and its first answer counts', async () => {
  const site = await Site.open({
    '/': ({ headers }) => `<Say>${headers['i-twilio-idempotency-token']}</Say>`,
  })
  site.carrier.faults.webhook = () => ({ does: 'double' })
  const phone = await site.calls(1)
  expect(site.paths).toEqual(['/', '/'])
  expect(phone.said).toEqual([tokens(site)[0]])
})

test('row 30: the fallback is told what failed and why, and can bring the call back', async () => {
  const site = await Site.open(
    {
      '/': '<Redirect>/broken</Redirect>',
      '/broken': { status: 500 },
      '/fallback': '<Say>sorry</Say><Redirect>/back</Redirect>',
      '/back': '<Say>here again</Say>',
    },
    {},
    settings,
  )
  const phone = await site.calls(5)
  expect(site.of('/fallback')[0]!.fields).toMatchObject({
    ErrorCode: '11200',
    ErrorUrl: `${PUBLIC_URL}/broken`,
    CallSid: phone.callSid,
  })
  expect(phone.said).toEqual(['sorry', 'here again'])
})

test('row 30: without a fallback, or when that fails too, callers hear an error and are cut off', async () => {
  for (const with_ of [{}, settings]) {
    const site = await Site.open({ '/': { text: '<Response><Say>a & b</Say></Response>' } }, {}, with_)
    const phone = await site.calls(10)
    expect(phone.said).toEqual(['We are sorry, an application error has occurred. Goodbye.'])
    expect(phone.status).toBe('completed')
    expect(phone.alerts[0]).toMatch(/^Twilio error 12100: .*https:\/\/line\.example\.com\/, line 1\)$/)
  }
})

test('row 24: what is signed is the public address with its slash, and values with their blanks, though the request goes over http', async () => {
  const voiceUrl = `${PUBLIC_URL}/line/`
  const moreFields = { CallerName: ' Bea  B. ' }
  const site = await Site.open({ '/line/': '<Say>hello</Say>' }, { moreFields }, { voiceUrl })
  const phone = await site.calls(1)
  expect(phone.said).toEqual(['hello'])
  const [{ fields, headers }] = site.asked as [(typeof site.asked)[0]]
  expect(fields.CallerName).toBe(' Bea  B. ')
  const signature = headers['x-twilio-signature'] as string
  const isSigned = (url: string, all: Record<string, string>) =>
    twilio.validateRequest(TOKEN, signature, url, all)
  expect(isSigned(voiceUrl, fields)).toBe(true)
  for (const url of [`${PUBLIC_URL}/line`, 'http://line.example.com/line/', `${site.url}/line/`])
    expect(isSigned(url, fields)).toBe(false)
  expect(isSigned(voiceUrl, { ...fields, CallerName: 'Bea  B.' })).toBe(false)
})

test('row 27: parameters that nobody announced are sent and signed like others', async () => {
  const site = await Site.open({ '/': '' }, { moreFields: { StirPassport: 'x y&z', aNew: 'ä' } })
  await site.calls(1)
  expect(site.asked[0]!.fields).toMatchObject({ StirPassport: 'x y&z', aNew: 'ä' })
})

test('row 20: status callbacks come out of order on request; SequenceNumber tells how it was', async () => {
  const site = await Site.open({ '/out': '<Say>hello</Say>', '/told': '' })
  site.carrier.plug(CALLER, phone => phone.answer())
  site.carrier.faults.webhook = ({ fields }) =>
    fields.CallStatus === 'ringing' ? { does: 'arrive-late', ms: 5_000 } : undefined
  await site.client.calls.create({
    to: CALLER,
    from: NUMBER,
    url: `${PUBLIC_URL}/out`,
    statusCallback: `${PUBLIC_URL}/told`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  })
  await site.passes(10)
  expect(site.of('/told').map(({ fields }) => `${fields.SequenceNumber} ${fields.CallStatus}`)).toEqual([
    '0 initiated',
    '2 in-progress',
    '3 completed',
    '1 ringing',
  ])
  expect(site.of('/told')[2]!.fields).toMatchObject({
    CallDuration: '0',
    CallbackSource: 'call-progress-events',
  })
})

test('the status callback of a number tells that a call to it is over', async () => {
  const site = await Site.open(
    { '/': '<Pause length="90"/>', '/status': '' },
    {},
    { statusUrl: `${PUBLIC_URL}/status` },
  )
  const phone = await site.calls(61)
  expect(site.of('/status')).toEqual([])
  phone.hangUp()
  await site.clock.quiet()
  expect(site.of('/status')[0]!.fields).toMatchObject({
    CallSid: phone.callSid,
    CallStatus: 'no-answer',
    SequenceNumber: '0',
  })
})

test('documents are asked by GET where a line says so, signed with the whole query', async () => {
  const site = await Site.open({
    '/': '<Redirect method="GET">/next?a=1&amp;b=2</Redirect>',
    '/next': '<Say>got</Say>',
  })
  const phone = await site.calls(1)
  expect(site.asked[1]).toMatchObject({ method: 'GET', fields: { a: '1', b: '2', CallSid: phone.callSid } })
  expect(phone.said).toEqual(['got'])
})

test('row 28: HTTP redirects are followed, ten at most', async () => {
  const to = (location: string) => ({ status: 302, headers: { location } })
  const site = await Site.open({ '/': to('/moved'), '/moved': '<Say>found</Say>' })
  expect((await site.calls(1)).said).toEqual(['found'])
  const circle = await Site.open({ '/': to('/') })
  const phone = await circle.calls(1)
  expect(circle.paths).toHaveLength(11)
  expect(phone.alerts[0]).toContain('Twilio error 11215')
})

test('row 28: plain text that is no document is read aloud; other types are refused', async () => {
  const text = await Site.open({ '/': { type: 'text/plain', text: 'We are closed.' } })
  expect((await text.calls(1)).said).toEqual(['We are closed.'])
  const twiml = await Site.open({ '/': { type: 'text/plain', text: '<Response><Say>open</Say></Response>' } })
  expect((await twiml.calls(1)).said).toEqual(['open'])
  const json = await Site.open({ '/': { type: 'application/json', text: '{}' } })
  expect((await json.calls(1)).alerts[0]).toContain('Twilio error 12300')
})

test('row 34: audio at a waitUrl is played; got by GET it is kept, by POST it is asked for again each time', async () => {
  for (const [method, times] of [
    ['GET', 1],
    ['POST', 4],
  ] as const) {
    const site = await Site.open({
      '/': `<Enqueue waitUrl="/tune" waitUrlMethod="${method}">hold</Enqueue>`,
      '/tune': { type: 'audio/mpeg', text: 'x', headers: { 'cache-control': 'max-age=3600' } },
    })
    const phone = await site.calls(16)
    expect(phone.diary.filter(({ kind }) => kind === 'plays')).toHaveLength(4)
    // By GET the player fetches it once, where the document was.
    expect(site.of('/tune').filter(asked => asked.method === method)).toHaveLength(times)
  }
})

test('row 32: callers may withhold their number, or come from no telephone network', async () => {
  const site = await Site.open({ '/': '<Say>hello</Say>' })
  for (const from of ['anonymous', '+266696687', 'sip:bea@example.com', 'client:bea']) {
    const phone = site.call(from)
    await site.clock.quiet()
    expect(phone.said).toEqual(['hello'])
    expect(site.asked.at(-1)!.fields.From).toBe(from)
  }
  expect(site.asked[0]!.fields).not.toHaveProperty('FromCountry')
  await expect(
    site.client.calls.create({ to: '+266696687', from: NUMBER, url: `${PUBLIC_URL}/` }),
  ).rejects.toMatchObject({ code: 21211 })
})
