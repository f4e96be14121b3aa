import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { Line } from '../../../src/call/line.ts'
import type { AlertRule } from '../../../src/line/alert-rule.ts'
import type { AlertBody } from '../../../src/store/paper-kinds.ts'
import { SmtpServer } from '../../carrier/mail/smtp-server.ts'
import type { Rung } from './rung-lines.ts'
import { opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'
const SUPERVISORS = ['+12025550171', '+12025550172']
const SECRET = 'correct horse battery'
const RULE: AlertRule = {
  name: 'long-wait',
  measure: 'longest-wait',
  queue: 'billing',
  above: 60,
  to: ['page', 'text', 'email', 'webhook'],
}

function watchedLine(rule: Partial<AlertRule> = {}): Line {
  return { ...cardSupport, definition: { ...cardSupport.definition, alerts: [{ ...RULE, ...rule }] } }
}

interface Posted {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server that takes posts, each with the next of these answers, the last one for good. */
async function takesPosts(...answers: number[]): Promise<{ url: string; posted: Posted[] }> {
  const posted: Posted[] = []
  const server = createServer(async (request, response) => {
    posted.push({ headers: request.headers, body: await text(request) })
    response.statusCode = answers.length > 1 ? answers.shift()! : answers[0]!
    response.setHeader('location', 'http://127.0.0.1:1/elsewhere')
    response.end('thank you')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/holdline`, posted }
}

/** One caller presses for billing, where nobody is. */
async function waits({ line, clock }: Rung): Promise<ReturnType<Rung['line']['call']>> {
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '11')
  return bea
}

async function papers({ store }: Rung): Promise<AlertBody[]> {
  return (await store.papers('main', { kind: 'alert' })).map(({ body }) => body)
}

const fates = (body: AlertBody) => body.told.map(({ what, way, to, fate }) => [what, way, to, fate].join(' '))

test('supervisors are told by text, e-mail and webhook, and told when it is over; who was told is kept', async () => {
  const smtp = await SmtpServer.open()
  onTestFinished(() => smtp.close())
  const hook = await takesPosts(204)
  const rung = await opensLines({
    lines: [watchedLine()],
    alerting: {
      mail: { url: smtp.url, from: 'line@example.com' },
      alerts: {
        texts: SUPERVISORS,
        emails: ['dana@example.com'],
        webhook: { url: hook.url, secret: SECRET },
      },
    },
  })
  const bea = await waits(rung)
  await rung.clock.passes(90 * SECOND_MS)
  bea.hangUp()
  await rung.clock.passes(MINUTE_MS)
  const raised = 'card-support, billing: longest wait 73 seconds, above 1 minute (since 10:01)'
  const over = 'card-support, billing: over, nobody waits (was above 1 minute since 10:01)'
  for (const number of SUPERVISORS) expect(rung.line.carrier.messages.wordsTo(number)).toEqual([raised, over])
  expect(smtp.received.map(({ to, content }) => [to, /Subject: (.*)/.exec(content)?.[1]])).toEqual([
    ['dana@example.com', expect.stringMatching(/^card-support, billing: longest wait/)],
    ['dana@example.com', expect.stringMatching(/^card-support, billing: over/)],
  ])
  const [first, second] = hook.posted.map(({ body }) => JSON.parse(body))
  expect(first).toMatchObject({
    line: 'card-support',
    rule: 'long-wait',
    measure: 'longest-wait',
    queue: 'billing',
    state: 'raised',
    above: 60,
    since: '2026-12-14T15:01:15.000Z',
    words: raised,
  })
  expect(second).toMatchObject({ alert: first.alert, state: 'recovered', words: over })
  const [paper, ...others] = await papers(rung)
  expect(others).toEqual([])
  expect(fates(paper!).sort()).toEqual(
    ['raised', 'recovered'].flatMap(what => [
      `${what} email dana@example.com sent`,
      ...SUPERVISORS.map(number => `${what} text ${number} sent`),
      `${what} webhook ${new URL(hook.url).host} sent`,
    ]),
  )
  expect(rung.wrong).toEqual([])
})

test('a post is signed over its time and its words, and says by an id which others are copies of it', async () => {
  const hook = await takesPosts(500, 200)
  const rung = await opensLines({
    lines: [watchedLine()],
    alerting: { alerts: { texts: [], emails: [], webhook: { url: hook.url, secret: SECRET } } },
  })
  await waits(rung)
  await rung.clock.passes(3 * MINUTE_MS)
  expect(hook.posted).toHaveLength(2)
  const [first, again] = hook.posted as [Posted, Posted]
  expect(again.body).toBe(first.body)
  expect(again.headers['holdline-id']).toBe(first.headers['holdline-id'])
  for (const { headers, body } of hook.posted) {
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['holdline-signature']))!
    expect(createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex')).toBe(signature)
  }
  expect(fates((await papers(rung))[0]!)).toEqual([`raised webhook ${new URL(hook.url).host} sent`])
  expect(rung.wrong).toEqual([expect.stringContaining('the webhook for alerts answered 500')])
})

test.each([404, 302])('a webhook that answers %i is asked once, and followed nowhere', async status => {
  const hook = await takesPosts(status)
  const rung = await opensLines({
    lines: [watchedLine()],
    alerting: { alerts: { texts: [], emails: [], webhook: { url: hook.url, secret: SECRET } } },
  })
  await waits(rung)
  await rung.clock.passes(3 * MINUTE_MS)
  expect(hook.posted).toHaveLength(1)
  expect(fates((await papers(rung))[0]!)).toEqual([`raised webhook ${new URL(hook.url).host} refused`])
})

test('a mail to nobody is refused once; one that the server puts off arrives later, under the same id', async () => {
  const smtp = await SmtpServer.open()
  onTestFinished(() => smtp.close())
  smtp.unknown.add('nobody@example.com')
  smtp.busy.add('dana@example.com')
  const rung = await opensLines({
    lines: [watchedLine()],
    alerting: {
      mail: { url: smtp.url, from: 'line@example.com' },
      alerts: { texts: [], emails: ['nobody@example.com', 'dana@example.com'] },
    },
  })
  await waits(rung)
  await rung.clock.passes(90 * SECOND_MS)
  expect(fates((await papers(rung))[0]!)).toEqual(['raised email nobody@example.com refused'])
  smtp.busy.clear()
  await rung.clock.passes(MINUTE_MS)
  expect(smtp.received).toHaveLength(1)
  expect(fates((await papers(rung))[0]!)).toHaveLength(2)
})

test('a supervisor who has opted out of texts is not texted, which is kept', async () => {
  const rung = await opensLines({
    lines: [watchedLine({ to: ['text'] })],
    alerting: { alerts: { texts: SUPERVISORS, emails: [] } },
  })
  const [first] = rung.line.numbers.values()
  const { messages } = rung.line.carrier
  await messages.receive({ from: SUPERVISORS[0]!, to: first!, body: 'STOP' }, undefined)
  await waits(rung)
  await rung.clock.passes(2 * MINUTE_MS)
  expect(fates((await papers(rung))[0]!).sort()).toEqual([
    `raised text ${SUPERVISORS[0]} stopped`,
    `raised text ${SUPERVISORS[1]} sent`,
  ])
})

test('rules for the page alone tell nobody outside', async () => {
  const hook = await takesPosts(204)
  const rung = await opensLines({
    lines: [watchedLine({ to: ['page'] })],
    alerting: { alerts: { texts: SUPERVISORS, emails: [], webhook: { url: hook.url, secret: SECRET } } },
  })
  await waits(rung)
  await rung.clock.passes(3 * MINUTE_MS)
  expect([hook.posted, rung.line.carrier.messages.all, await papers(rung)]).toEqual([[], [], []])
})
