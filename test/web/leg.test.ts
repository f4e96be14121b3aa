import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import { agentPages } from '../../src/web/agent-pages.ts'
import { ClientTokens } from '../../src/web/client-tokens.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'
import { Browser } from './desk-line.ts'

/** Of a slow machine. */
const PATIENT = { timeout: 30_000 }
const SKILLS = ['card-support/account']
const PINS = new Map([
  ['Ana', '482915'],
  ['Ben', '739164'],
])

/** A line whose agent Ana is rung in her page, and Ben on his telephone. */
async function opens() {
  const roster = [
    { name: 'Ana', skills: SKILLS, address: 'client:ana' },
    { name: 'Ben', skills: SKILLS, address: '+12125550188' },
  ]
  const rung = await opensLines({ lines: [cardSupport], roster, pins: PINS, pageGoneMs: 20 })
  const { url } = rung.line
  const logsIn = async (name: string) => {
    const body = new URLSearchParams({ name, password: PINS.get(name)!, next: '/' })
    const { headers } = await fetch(`${url}/login`, { method: 'POST', body, redirect: 'manual' })
    return new Browser(url, headers.get('set-cookie')!.split(';')[0]!)
  }
  return { ...rung, url, logsIn }
}

/** The events of Ana's telephone, as they come. */
async function listens(url: string, { cookie }: Browser) {
  const ending = new AbortController()
  const response = await fetch(`${url}/api/agent/leg/events`, { headers: { cookie }, signal: ending.signal })
  const events: string[] = []
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body!) {
      for (const [, data] of decoder.decode(chunk).matchAll(/^data: (\{.*\})$/gm)) {
        const { kind, status, text } = JSON.parse(data!) as Record<string, string>
        events.push([kind, status ?? text?.split('.')[0]].filter(Boolean).join(' '))
      }
    }
  })().catch(() => {})
  const closes = async () => {
    ending.abort()
    await reading
  }
  onTestFinished(closes)
  return { events, closes }
}

test('a page is the telephone of its agent: it rings, is picked up, takes the call by key, and carries words', async () => {
  const { line, clock, url, logsIn, facts, wrong } = await opens()
  const ana = await logsIn('Ana')
  expect(await ana.gets('/api/agent/token')).toEqual({ status: 200, body: { carrier: 'local' } })
  const { events } = await listens(url, ana)
  await ana.posts('/api/agent/available', {})
  const bea = line.call('+12125550143')
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await expect.poll(() => events, PATIENT).toContain('status ringing')
  expect(await ana.posts('/api/agent/leg/answer', {})).toMatchObject({ status: 204 })
  await clock.passes(SECOND_MS)
  await expect.poll(() => events, PATIENT).toContain('asks')
  await ana.posts('/api/agent/leg/keys', { keys: '1' })
  await clock.passes(10 * SECOND_MS)
  await ana.posts('/api/agent/leg/words', { words: 'Good morning.' })
  expect(bea.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Good morning.' })
  bea.speak('Hello')
  await expect.poll(() => events.at(-1), PATIENT).toBe('voice Hello')
  expect(events.filter(event => event.startsWith('says'))).toEqual([
    'says Call for account, card support, from a number ending in 0 1 4 3',
  ])
  expect(await facts()).toEqual(['signed-in Ana', 'arrived 1', 'heard 1 key.0', 'accepted Ana'])
  expect(wrong).toEqual([])
})

test('a page that is closed in a talk cuts the call off, one that comes back in time does not', async () => {
  const { line, clock, url, logsIn, facts, wrong } = await opens()
  const ana = await logsIn('Ana')
  const first = await listens(url, ana)
  await ana.posts('/api/agent/available', {})
  const bea = line.call('+12125550143')
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await ana.posts('/api/agent/leg/answer', {})
  await clock.passes(SECOND_MS)
  await ana.posts('/api/agent/leg/keys', { keys: '1' })
  await clock.passes(10 * SECOND_MS)
  const second = await listens(url, ana)
  await first.closes()
  // What came before is told again to a page that is loaded again.
  await expect.poll(() => second.events, PATIENT).toContain('talks')
  expect(await facts()).not.toContain('lost Ana')
  await second.closes()
  await expect.poll(() => line.legs.at('client:ana').phone, PATIENT).toBeUndefined()
  await clock.passes(5 * SECOND_MS)
  expect(await facts()).toContain('lost Ana')
  expect(bea.said.some(text => text.includes('the agent was cut off'))).toBe(true)
  expect(wrong).toEqual([])
})

test('what a telephone in a page cannot do is refused with a sentence', async () => {
  const { url, logsIn } = await opens()
  const [ana, ben] = [await logsIn('Ana'), await logsIn('Ben')]
  const refused = { status: 409, body: { error: expect.stringContaining('your own telephone') } }
  expect(await ben.gets('/api/agent/token')).toEqual(refused)
  expect(await ben.posts('/api/agent/leg/answer', {})).toEqual(refused)
  expect(await ana.posts('/api/agent/leg/answer', {})).toEqual({
    status: 409,
    body: { error: 'The call is over.' },
  })
  expect(await ana.posts('/api/agent/leg/keys', { keys: 'abc' })).toMatchObject({ status: 400 })
  expect(await ana.posts('/api/agent/leg/words', { words: ' ' })).toMatchObject({ status: 400 })
  expect(await ana.posts('/api/agent/leg/answer', {}, 'text/plain')).toMatchObject({ status: 415 })
  expect((await fetch(`${url}/api/agent/token`)).status).toBe(401)
})

test('the token of a page names the client that is rung, ends within the hour, and lets it call nobody', () => {
  const key = { accountSid: `AC${'0'.repeat(32)}`, apiKey: `SK${'1'.repeat(32)}`, apiSecret: 's'.repeat(32) }
  const token = new ClientTokens(key).for('ana')
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
  expect(claims).toMatchObject({
    iss: key.apiKey,
    sub: key.accountSid,
    grants: { identity: 'ana', voice: { incoming: { allow: true } } },
  })
  expect(claims.grants.voice.outgoing).toBeUndefined()
  expect(claims.exp - claims.iat).toBe(3_600)
})

test('only the pages in which calls ring by Twilio may talk to Twilio, and to nobody else', async () => {
  const { url, logsIn } = await opens()
  const { cookie } = await logsIn('Ana')
  const { headers } = await fetch(`${url}/agent`, { headers: { cookie } })
  expect(headers.get('content-security-policy')).not.toContain('twilio')
  const open = express().use(
    agentPages({
      login: { requires: () => (_, __, next) => next(), who: () => ({ role: 'agent', agent: 'Ana' }) },
      hasTwilio: true,
    }),
  )
  const server = open.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const page = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/agent`)
  const policy = page.headers.get('content-security-policy')!.split('; ')
  expect(policy).toContain(
    "connect-src 'self' https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com",
  )
  expect(policy).toContain('media-src mediastream: https://media.twiliocdn.com https://sdk.twilio.com')
  expect(policy.find(part => part.startsWith('script-src'))).not.toContain('https:')
})
