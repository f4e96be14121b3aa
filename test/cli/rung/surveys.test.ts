import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { DAY_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import { callOfToken, surveyKey, surveyToken } from '../../../src/carrier/mail/survey-link.ts'
import { SmtpServer } from '../../carrier/mail/smtp-server.ts'
import { OPEN_MS, opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'
const EMAIL = 'bea@example.com'
const ANA = 'client:ana'
const ROSTER = [{ name: 'ana', skills: ['card-support/account'], address: ANA, signedIn: true }]
const PUBLIC_URL = 'https://line.holdline.test'

/** Bea, who gets no texts but has an e-mail address, has talked to an agent and hung up. */
async function talked({ stops = true, isKnown = true, language = 'en-US' } = {}) {
  const smtp = await SmtpServer.open()
  if (!isKnown) smtp.unknown.add(EMAIL)
  const mail = { url: smtp.url, from: 'Juniper <line@juniper.example>' }
  const rung = await opensLines({ lines: [cardSupport], roster: ROSTER, alerting: { mail } })
  const { line, clock } = rung
  line.carrier.plug(ANA, answers({ clock, presses: '1' }))
  await line.live.runtime.submit({
    async reports(view) {
      const key = await view.callerKey(BEA)
      view.changeCaller({
        key,
        record: { email: EMAIL, atMs: view.atMs },
        ...(stops && { texts: 'stopped' }),
      })
      return []
    },
  })
  const phone = line.call(BEA)
  await clock.passes(SECOND_MS)
  if (language === 'es-US') await presses(phone, clock, '9')
  await presses(phone, clock, '0')
  await clock.passes(20 * SECOND_MS)
  phone.hangUp()
  await clock.passes(SECOND_MS)
  const link = async () => {
    await expect.poll(() => smtp.received.length).toBe(1)
    const [received] = smtp.received
    const content = received!.content.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
    return { ...received!, content, path: /\/survey\/[\w-]+/.exec(content)![0] }
  }
  const opens = (path: string) => fetch(`${line.url}${path}`)
  const clicks = (path: string, score: string) =>
    fetch(`${line.url}${path}`, { method: 'POST', body: new URLSearchParams({ score }) })
  const scores = async () =>
    (await rung.store.papers('main', { kind: 'score' })).map(({ call, body }) => [call, body.score, body.by])
  return { ...rung, smtp, link, opens, clicks, scores }
}

test('whoever cannot be texted is asked by e-mail, and answers by one click without a login', async () => {
  const bea = await talked()
  const { to, content, path } = await bea.link()
  expect(to).toBe(EMAIL)
  expect(content).toContain('Subject: Juniper Card: how was your call?')
  expect(content).toContain('Your case number is 100014.')
  expect(content).toContain(`${PUBLIC_URL}${path}`)
  expect(path).not.toMatch(/4155550101|bea/)
  const page = await bea.opens(path)
  const html = await page.text()
  expect([page.status, html.match(/<button name="score"/g)?.length]).toEqual([200, 5])
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
  expect(await bea.scores()).toEqual([])
  expect(await (await bea.clicks(path, '4')).text()).toContain('Thank you for telling us.')
  expect(await bea.scores()).toEqual([[1, 4, 'e-mail']])
  await bea.clicks(path, '2')
  expect(await bea.scores()).toEqual([[1, 2, 'e-mail']])
  expect(await bea.store.papers('main', { kind: 'task' })).toMatchObject([{ body: { what: 'follow-up' } }])
  expect(bea.line.carrier.messages.all).toEqual([])
  expect((await bea.store.papers('main', { kind: 'text' })).map(({ state }) => state)).toEqual(['mailed'])
})

test('the e-mail and its page speak the language of the call', async () => {
  const bea = await talked({ language: 'es-US' })
  const { path } = await bea.link()
  const html = await (await bea.opens(path)).text()
  expect(html).toContain('<html lang="es">')
  expect(html).toContain('¿Qué tan satisfecho quedó con su llamada?')
})

test('whoever can be texted gets no e-mail, and an address that the mail server does not know is given up', async () => {
  const bea = await talked({ stops: false })
  expect(bea.line.carrier.messages.wordsTo(BEA)).toHaveLength(1)
  expect(bea.smtp.received).toEqual([])
  const gone = await talked({ isKnown: false })
  await expect.poll(async () => (await gone.store.outstanding('main', 10)).length).toBe(0)
  expect(gone.smtp.received).toEqual([])
  expect((await gone.store.papers('main', { kind: 'text' })).map(({ state }) => state)).toEqual(['stopped'])
})

test('a link that we did not make, or that is too old, asks nothing; nor does a score that is none', async () => {
  const bea = await talked()
  const { path } = await bea.link()
  const forged = path.replace('/survey/1-', '/survey/2-')
  for (const wrong of [forged, `${path.slice(0, -1)}!`, '/survey/1', `${path}0`]) {
    expect((await bea.opens(wrong)).status, wrong).toBe(410)
    expect((await bea.clicks(wrong, '5')).status, wrong).toBe(410)
  }
  for (const score of ['0', '6', 'five', '']) expect((await bea.clicks(path, score)).status).toBe(400)
  expect(await bea.scores()).toEqual([])
  const key = surveyKey('a token')
  const token = surveyToken(7, OPEN_MS, key)
  expect(callOfToken(token, OPEN_MS + 13 * DAY_MS, key)).toBe(7)
  expect(callOfToken(token, OPEN_MS + 15 * DAY_MS, key)).toBeUndefined()
  expect(callOfToken(token, OPEN_MS, surveyKey('another'))).toBeUndefined()
})
