import { expect, test } from 'vitest'
import { SECOND_MS } from '../../../src/base/units.ts'
import type { Recognised } from '../../../src/carrier/local/house.ts'
import { care } from '../../web/care-line.ts'
import { opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'

/** A caller who is asked how the line can help. */
async function asked(carrier: Parameters<typeof opensLines>[0]['carrier'] = {}) {
  const rung = await opensLines({ lines: [care], carrier })
  const bea = rung.line.call(BEA)
  await rung.clock.passes(SECOND_MS)
  return { ...rung, bea }
}

test('a caller says what it is about, and the recogniser is told what it may be', async () => {
  const heard: { hints: string; language: string }[] = []
  const recognise = (text: string, hint: { hints: string; language: string }): Recognised => {
    heard.push(hint)
    return { text: `Uhm, ${text}, please.` }
  }
  const { bea, clock, facts, wrong } = await asked({ recognise })
  bea.speak('my bill')
  await clock.passes(5 * SECOND_MS)
  expect((await facts()).at(-1)).toBe('heard 1 said.billing')
  expect(heard).toEqual([{ hints: expect.stringContaining('my bill'), language: 'en-US' }])
  expect(wrong).toEqual([])
})

test('words that nobody understands are asked for again', async () => {
  const { bea, clock, facts, wrong } = await asked()
  bea.speak('the weather')
  await clock.passes(5 * SECOND_MS)
  expect(await facts()).toContain('heard 1 said.unclear')
  expect(bea.said).toContain('We did not understand.')
  expect(wrong).toEqual([])
})

test('a number is entered digit by digit, ended by #, and read back; it stands in no fact', async () => {
  const { bea, clock, facts, wrong, store } = await asked()
  await presses(bea, clock, '1')
  await presses(bea, clock, '2468#')
  expect((await facts()).at(-1)).toBe('heard 1 entry.valid')
  expect(bea.said.at(-1)).toBe('You entered two, four, six, eight.')
  expect((await store.secretsOf('main', 1)).map(({ value }) => value)).toEqual(['2468'])
  expect(wrong).toEqual([])
})

test('row 17: a message is kept, and its file is known a while later', async () => {
  const { bea, clock, facts, wrong, store } = await asked()
  await presses(bea, clock, '4')
  await clock.passes(2 * SECOND_MS)
  bea.speak('Please call me back about my card.')
  await clock.passes(4 * SECOND_MS)
  bea.press('#')
  await clock.passes(SECOND_MS)
  expect((await facts()).at(-1)).toBe('heard 1 recording.kept')
  expect(bea.said).toContain('We have your message.')
  expect(await store.recordingsOf('main', 1)).toMatchObject([{ state: 'made' }])
  await clock.passes(2 * SECOND_MS)
  expect(await store.recordingsOf('main', 1)).toMatchObject([{ state: 'ready' }])
  expect(wrong).toEqual([])
})

test('row 17: whoever says nothing has left no message, whether the carrier keeps silence or not', async () => {
  for (const silentRecording of ['kept', 'passed-over'] as const) {
    const { bea, clock, facts, wrong } = await asked({ undocumented: { silentRecording } })
    await presses(bea, clock, '4')
    await clock.passes(12 * SECOND_MS)
    expect(await facts(), silentRecording).toContain('heard 1 recording.empty')
    expect(bea.said, silentRecording).toContain('We heard nothing.')
    expect(wrong, silentRecording).toEqual([])
  }
})

test('row 17: a caller who hangs up after the last word has left a message', async () => {
  const { line, bea, clock, facts, wrong, store } = await asked()
  await presses(bea, clock, '4')
  await clock.passes(2 * SECOND_MS)
  bea.speak('Please call me back.')
  await clock.passes(2 * SECOND_MS)
  bea.hangUp()
  await clock.passes(5 * SECOND_MS)
  expect(bea.status).toBe('completed')
  expect((await facts()).at(-1)).toBe('heard 1 recording.kept')
  expect(line.live.runtime.centre.centre.state.calls.live).toBe(0)
  expect(await store.recordingsOf('main', 1)).toMatchObject([{ state: 'ready' }])
  expect(wrong).toEqual([])
})
