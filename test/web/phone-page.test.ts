import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import { answers } from '../../src/carrier/local/people.ts'
import type { PhoneEvent } from '../../src/web/pages/phone-view.ts'
import { phonePage } from '../../src/web/phone-page.ts'
import { opensLines } from '../cli/rung/rung-lines.ts'

const ANA = { name: 'ana', skills: ['card-support/account'], address: 'client:ana' }

/** The phone page's server before a line at which nobody works yet, and a page without a browser. */
async function opensPage() {
  const rung = await opensLines({ lines: [cardSupport], roster: [ANA] })
  const { line, clock } = rung
  line.carrier.plug(ANA.address, answers({ clock, presses: '1' }))
  const faults: string[] = []
  const app = express().use(
    phonePage({
      line: async () => ({
        async ring({ from = '+12015550101', rung: whenRung }) {
          line.carrier.plug(from, whenRung)
          return line.call(from)
        },
        async stateOf(callSid) {
          const call = await line.live.carrier.legs.callOf(callSid)
          const slot = call === undefined ? -1 : line.live.runtime.centre.slotOf(call)
          return slot < 0 ? '' : 'in the line'
        },
      }),
      requireLogin: (_request, _response, next) => next(),
      onFault: (what, error) => faults.push(`${what}: ${error}`),
    }),
  )
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/phone/calls`
  const post = async (path: string, body = '{}') => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${api}${path}`, { method: 'POST', headers, body })
    return { status: response.status, text: await response.text() }
  }
  const calls = async (body?: string) => JSON.parse((await post('', body)).text).call as string
  return { ...rung, api, post, calls, faults }
}

/** What a page that looks at a call now is told of what has happened so far. */
async function toldOf(api: string, call: string): Promise<PhoneEvent[]> {
  const { body } = await fetch(`${api}/${call}/events`)
  let text = ''
  for await (const part of body!.pipeThrough(new TextDecoderStream())) {
    text += part
    if (text.includes('event: now')) break
  }
  return [...text.matchAll(/^data: ({.*})$/gm)].map(([, event]) => JSON.parse(event!) as PhoneEvent)
}

test('a page that asked for a callback is rung, and goes on in the same call once it is answered', async () => {
  const { api, post, calls, line, clock, wrong } = await opensPage()
  const call = await calls()
  await clock.passes(SECOND_MS)
  for (const keys of ['0', '1', '1']) {
    await post(`/${call}/keys`, `{"keys":"${keys}"}`)
    await clock.passes((keys === '0' ? 20 : 2) * SECOND_MS)
  }
  await post(`/${call}/hang-up`)
  await clock.passes(SECOND_MS)
  expect(await toldOf(api, call)).toContainEqual(expect.objectContaining({ status: 'completed' }))
  const { runtime } = line.live
  await runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: ANA.name } }] })
  await clock.passes(3 * SECOND_MS)
  expect((await toldOf(api, call)).at(-1)).toMatchObject({ kind: 'rings' })
  await post(`/${call}/answer`)
  await clock.passes(SECOND_MS)
  await post(`/${call}/keys`, '{"keys":"1"}')
  await clock.passes(5 * SECOND_MS)
  const kinds = (await toldOf(api, call)).map(({ kind }) => kind)
  expect(kinds.slice(kinds.indexOf('rings'))).toContain('talks')
  await post(`/${call}/hang-up`)
  await clock.passes(SECOND_MS)
  const states = (await toldOf(api, call)).filter(({ kind }) => kind === 'state')
  expect(states.at(-1)).toMatchObject({ state: '' })
  expect(wrong).toEqual([])
})

test('a page that calls again rings from the number that it had', async () => {
  const { post, calls, line } = await opensPage()
  const first = await calls()
  await post(`/${first}/hang-up`)
  const second = await calls(JSON.stringify({ after: first }))
  const numbers = [first, second].map(sid => line.carrier.legs.get(sid)!.options.from)
  expect(numbers).toEqual(['+12015550101', '+12015550101'])
})

test('what is no JSON, or too long, is refused with a sentence', async () => {
  const { post, faults } = await opensPage()
  const sentence = { error: expect.stringMatching(/^[^<\n]+$/) }
  for (const body of ['{bad', 'null', JSON.stringify({ words: 'x'.repeat(20_000) })]) {
    const { status, text } = await post('', body)
    expect([400, 413], body.slice(0, 9)).toContain(status)
    expect(JSON.parse(text)).toEqual(sentence)
  }
  expect(faults).toEqual([])
})
