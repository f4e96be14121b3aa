import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import { HttpRecords } from '../../src/web/record-lookup.ts'
import { opensLines } from '../cli/rung/rung-lines.ts'

const BEA = '+12125550101'
const RECORD = {
  tier: 'loyal',
  openCase: '4711',
  caseOpened: '2026-12-10T10:00:00-05:00',
  matters: ['payment-due'],
}

/** Records over real HTTP, answered as a test says, and what was asked and complained of. */
async function recordsThat(answer: RequestListener) {
  const asked: string[] = []
  const troubles: string[] = []
  let nowMs = 0
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const records = new HttpRecords({
    url: `http://127.0.0.1:${port}/callers/{number}`,
    token: 'hush',
    nowMs: () => nowMs,
    onTrouble: reason => troubles.push(reason),
  })
  const passes = (ms: number) => {
    nowMs += ms
  }
  return { records, asked, troubles, passes }
}

const says =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))

test('a caller whom the records know is greeted by what they say, and asked about once', async () => {
  const { records, asked } = await recordsThat(says(RECORD))
  const { line, clock, store, wrong } = await opensLines({ lines: [cardSupport], records })
  for (let calls = 0; calls < 2; calls++) {
    const bea = line.call(BEA)
    await clock.passes(20 * SECOND_MS)
    bea.hangUp()
    await clock.passes(SECOND_MS)
    expect(bea.said.join(' ')).toContain('case four, seven, one, one')
  }
  expect(asked).toEqual(['/callers/%2B12125550101 Bearer hush'])
  expect(await store.callerByNumber(BEA)).toMatchObject({ tier: 'loyal', openCase: '4711' })
  const arrivals: string[] = []
  for await (const { kind, data } of store.factsSince('main', 0)) if (kind === 'arrived') arrivals.push(data)
  for (const data of arrivals) {
    expect(JSON.parse(data)).toMatchObject({
      tier: 'loyal',
      known: { openCase: true, matters: ['payment-due'] },
    })
    expect(data).not.toContain('4711')
  }
  expect(wrong).toEqual([])
})

test('answers are remembered for five minutes, also that there is no record', async () => {
  const { records, asked, troubles, passes } = await recordsThat(says({}, 404))
  expect(await records.recordOf(BEA)).toBeUndefined()
  passes(299_999)
  expect(await records.recordOf(BEA)).toBeUndefined()
  expect(asked).toHaveLength(1)
  passes(1)
  await Promise.all([records.recordOf(BEA), records.recordOf(BEA)])
  expect([asked.length, troubles]).toEqual([2, []])
})

test.each<[string, RequestListener, RegExp]>([
  ['are down', (_, response) => void response.destroy(), /fetch failed/],
  ['never answer', () => {}, /no answer within 800 ms/],
  ['fail', says('', 503), /answered 503/],
  [
    'redirect',
    (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
    /fetch failed/,
  ],
  ['talk nonsense', says('<html>'), /is no JSON/],
  ['say what cannot be', says({ tier: 7, openCase: '' }), /not as expected at: tier, openCase/],
  ['talk without end', says('x'.repeat(70_000)), /more than 64000 bytes/],
])('records that %s cost nobody the call: the line goes by what it knows', async (_, answer, reason) => {
  const { records, troubles } = await recordsThat(answer)
  const { line, clock, store, wrong } = await opensLines({ lines: [cardSupport], records })
  await store.withCentre('main', async hold => {
    const key = await hold.callerKey({ number: BEA, atMs: 1 })
    await hold.commit({ facts: [], callers: [{ key, record: { openCase: '0815', atMs: 1 } }] })
  })
  const bea = line.call(BEA)
  await clock.passes(20 * SECOND_MS)
  expect(bea.said.join(' ')).toContain('case zero, eight, one, five')
  expect(troubles).toEqual([expect.stringMatching(reason)])
  expect(troubles.join()).not.toContain('2125550101')
  expect(wrong).toEqual([])
})

test('after three failures nobody waits for the records for half a minute, then they are asked again', async () => {
  let isDown = true
  const { records, asked, troubles, passes } = await recordsThat((request, response) =>
    isDown ? void response.destroy() : says(RECORD)(request, response),
  )
  for (let call = 0; call < 9; call++) expect(await records.recordOf(`+1212555020${call}`)).toBeUndefined()
  expect([asked.length, troubles.length]).toEqual([3, 3])
  isDown = false
  passes(29_999)
  expect(await records.recordOf(BEA)).toBeUndefined()
  passes(1)
  expect(await records.recordOf(BEA)).toMatchObject({
    tier: 'loyal',
    caseOpenedMs: Date.UTC(2026, 11, 10, 15),
  })
})
