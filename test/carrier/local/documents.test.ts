import { expect, test } from 'vitest'
import { Site, words } from './site.ts'

/** The first thing that the line is told it did wrong with a document. */
async function alertOf(document: string | { text: string }): Promise<string | undefined> {
  const site = await Site.open({ '/': document })
  return (await site.calls(1)).alerts[0]
}

test('row 28: a document of more than 64 kB is refused', async () => {
  const most = 65_536 - '<Response><Say></Say></Response>'.length
  const page = (length: number) => ({ text: `<Response><Say>${' '.repeat(length)}</Say></Response>` })
  expect(await alertOf(page(most))).toContain('13520')
  expect(await alertOf(page(most + 1))).toMatch(/^Twilio error 11750: the document has 65537 bytes/)
})

test('a document that is not well-formed is refused, with the place', async () => {
  for (const [text, why] of [
    ['<Response>\n<Say>R&B</Say></Response>', /12100: .*reference.*line 2\)$/],
    ['<Response><Say>hi</Response>', /12100/],
    ['', /12100: .*empty|12100/],
    ['<response><Say>hi</Say></response>', /12100: the document is a <response>; expected a <Response>/],
    ['<html><body>Server error</body></html>', /12100: the document is a <html>/],
  ] as const) {
    expect(await alertOf({ text })).toMatch(why)
  }
})

test('verbs that nobody knows, or out of place, end the call with an error that a developer can read', async () => {
  expect(await alertOf({ text: '<Response>\n<say>hi</say>\n</Response>' })).toBe(
    'Twilio error 12200: <say> is no verb of a voice document; a document may hold only Say, Play, Pause, Gather, ' +
      'Redirect, Hangup, Leave, Reject, Record, Enqueue, Dial. (https://line.example.com/, line 2)',
  )
  expect(await alertOf('<Number>+12025550123</Number>')).toContain('<Number> is out of place here')
  expect(await alertOf('<Gather><Dial>+12025550123</Dial></Gather>')).toBe(
    'Twilio error 13320: <Dial> may not stand in <Gather>, which may hold only Say, Play, Pause. (https://line.example.com/, line 1)',
  )
  expect(await alertOf('<Say><Play>x</Play></Say>')).toContain(
    'Twilio error 12200: <Play> may not stand in <Say>',
  )
  expect(await alertOf('<Connect><Stream url="wss://x"/></Connect>')).toMatch(
    /^Local carrier: <Connect> is not performed here/,
  )
})

test('attributes that nobody knows, or that hold what they cannot, are told and passed over', async () => {
  const site = await Site.open({ '/': '<Gather numdigits="1" timeout="soon" action="/key"/>text' })
  const phone = await site.calls(5)
  expect(phone.alerts).toEqual([
    expect.stringContaining('<Gather> has no attribute numdigits; it has: action, method, input'),
    expect.stringContaining('timeout of <Gather> is "soon"; expected whole seconds or auto.'),
  ])
  expect(phone.status).toBe('completed')
})

test('row 29: each kind of voice has a limit of what it says in one go', async () => {
  for (const [voice, most] of [
    ['Polly.Joanna', 3_000],
    ['Google.en-US-Standard-C', 5_000],
    ['woman', 4_096],
  ] as const) {
    const say = (length: number) => `<Say voice="${voice}">${'a'.repeat(length)}</Say>`
    expect(await alertOf(say(most))).toBeUndefined()
    expect(await alertOf(say(most + 1))).toContain(
      `13521: <Say> has ${most + 1} characters; ${voice} says ${most} at most.`,
    )
  }
})

test('row 29: a voice and a language that do not fit fail the verb', async () => {
  expect(await alertOf('<Say voice="Polly.Mia" language="en-US">hola</Say>')).toContain(
    '13512: the voice Polly.Mia speaks es-MX, not en-US.',
  )
  expect(await alertOf('<Say voice="Polly.Mia-Neural" language="es-MX">hola</Say>')).toBeUndefined()
})

test("documents of Twilio's own pages are performed", async () => {
  const site = await Site.open({
    '/': {
      text: `<?xml version="1.0" encoding="UTF-8"?>
<Response>
    <!-- from the page of Gather -->
    <Gather input="speech dtmf" finishOnKey="#" timeout="5" action="/completed">
        <Say>Please say something or press * to access the main menu</Say>
    </Gather>
    <Say>We didn't receive any input. Goodbye!</Say>
</Response>`,
    },
  })
  const phone = await site.calls(60)
  expect(phone.said).toEqual([
    'Please say something or press * to access the main menu',
    "We didn't receive any input. Goodbye!",
  ])
  expect([phone.alerts, phone.status]).toEqual([[], 'completed'])
})

test('a call that is rejected was never picked up; one that was answered is only ended', async () => {
  for (const [document, status] of [
    ['<Reject/>', 'no-answer'],
    ['<Reject reason="busy"/>', 'busy'],
    ['<Say>first</Say><Reject/>', 'completed'],
    ['<Hangup/>', 'completed'],
  ] as const) {
    const site = await Site.open({ '/': document })
    expect((await site.calls(5)).status).toBe(status)
  }
})

test('loops are heard as often as they say, and 0 is until somebody hangs up', async () => {
  const site = await Site.open(
    { '/': `<Say loop="2">${words(5)}</Say><Play loop="0">/tune.wav</Play>` },
    { fetchesMedia: false },
  )
  const phone = await site.calls(64)
  expect(phone.said).toHaveLength(2)
  expect(phone.diary.filter(({ kind }) => kind === 'plays')).toHaveLength(13)
})

test('music that cannot be fetched is told, and the call goes on', async () => {
  const site = await Site.open({ '/': '<Play>/gone.wav</Play><Play>/page</Play><Say>on</Say>', '/page': '' })
  const phone = await site.calls(1)
  expect(phone.alerts).toEqual([
    expect.stringContaining('11200: the line answered with status 404'),
    expect.stringContaining('13420: what is to be played is of the type text/xml; expected audio.'),
  ])
  expect(phone.said).toEqual(['on'])
})
