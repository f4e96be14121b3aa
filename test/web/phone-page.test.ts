import { expect, test } from 'vitest'
import { SECOND_MS } from '../../src/base/units.ts'
import type { PhoneEvent } from '../../src/web/pages/phone-view.ts'
import { opensPage } from './phone-server.ts'

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
  const { api, post, calls, begins, clock, wrong } = await opensPage()
  const call = await calls()
  await clock.passes(SECOND_MS)
  for (const keys of ['0', '1', '1']) {
    await post(`/${call}/keys`, `{"keys":"${keys}"}`)
    await clock.passes((keys === '0' ? 20 : 2) * SECOND_MS)
  }
  await post(`/${call}/hang-up`)
  await clock.passes(SECOND_MS)
  expect(await toldOf(api, call)).toContainEqual(expect.objectContaining({ status: 'completed' }))
  await begins()
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
  const texts = (await toldOf(api, call)).filter(({ kind }) => kind === 'text')
  expect(texts).toMatchObject([{ text: expect.stringContaining('Juniper Card: Thank you for calling.') }])
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
