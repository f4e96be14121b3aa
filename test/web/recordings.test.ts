import { expect, test } from 'vitest'
import { saidIn } from '../carrier/twiml.ts'
import { care } from './care-line.ts'
import { LiveLine, PUBLIC_URL } from './live-line.ts'

const CALLER = '+12125550101'
const LATE_MS = 4_000

async function recording() {
  const line = await LiveLine.open({ lines: [care] })
  const caller = await line.caller(CALLER, 'care').rings()
  await caller.presses('4')
  const callback = caller.verb('Record').attributes.recordingStatusCallback!
  /** What Twilio tells of the file. */
  const fileIs = (RecordingStatus: string, seconds: number) =>
    line.hook(callback, { CallSid: caller.callSid, ...caller.recording(seconds), RecordingStatus })
  const kept = async () =>
    (await line.store.recordingsOf('main', 1)).map(({ seconds, state }) => [seconds, state])
  return { line, caller, fileIs, kept }
}

test('rows 14 and 17: a message is recorded after the tone until #, and leads on also when nothing was recorded', async () => {
  const { caller } = await recording()
  expect(caller.document.children.map(({ name }) => name)).toEqual(['Say', 'Record', 'Redirect'])
  expect(saidIn(caller.document)).toEqual(['Speak after the tone.'])
  const { action, recordingStatusCallback, ...manner } = caller.verb('Record').attributes
  expect(manner).toEqual({
    method: 'POST',
    maxLength: '90',
    finishOnKey: '#',
    timeout: '5',
    playBeep: 'true',
    trim: 'do-not-trim',
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: 'completed absent',
  })
  expect(action).toContain(`${PUBLIC_URL}/voice/care/recorded?`)
  expect(recordingStatusCallback).toContain(`${PUBLIC_URL}/voice/care/recording?`)
})

test.each([
  ['words that # ended', 4, '#', 'kept'],
  ['words and the silence that ended them', 9, '', 'kept'],
  ['nothing but the silence that ended it', 5, '', 'empty'],
  ['nothing, since # came first', 0, '#', 'empty'],
])('row 17: a recording of %s (%i s, "%s") is %s', async (_, seconds, key, what) => {
  const { line, caller, kept } = await recording()
  await caller.records(seconds, key)
  expect((await line.facts()).at(-1)).toBe(`heard 1 recording.${what}`)
  expect(saidIn(caller.document)[0]).toBe(what === 'kept' ? 'We have your message.' : 'We heard nothing.')
  expect(await kept()).toEqual([[seconds, 'made']])
})

test('row 14: a caller of whom Twilio has nothing at all goes on behind the recording', async () => {
  const { line, caller, kept } = await recording()
  await caller.hearsOut()
  expect((await line.facts()).at(-1)).toBe('heard 1 recording.empty')
  expect(await kept()).toEqual([])
})

test('row 17: who hangs up while speaking has left a message, whichever webhook comes first', async () => {
  const inOrder = await recording()
  await inOrder.caller.records(12, 'hangup')
  await inOrder.caller.ends('completed', '/voice/care/status')
  const swapped = await recording()
  const document = swapped.caller.verb('Record').attributes.action!
  await swapped.caller.ends('completed', '/voice/care/status')
  await swapped.caller.asks(document, { ...swapped.caller.recording(12), Digits: 'hangup' })
  for (const { line, kept } of [inOrder, swapped]) {
    await line.clock.passes(LATE_MS)
    expect(await line.facts()).toEqual(['arrived 1', 'heard 1 key.4', 'heard 1 recording.kept'])
    expect(await kept()).toEqual([[12, 'made']])
    expect(line.live.runtime.centre.centre.state.calls.live).toBe(0)
  }
})

test('who hangs up before the tone is gone a moment later', async () => {
  const { line, caller } = await recording()
  await caller.ends('completed', '/voice/care/status')
  expect((await line.facts()).at(-1)).toBe('heard 1 key.4')
  await line.clock.passes(LATE_MS)
  await expect.poll(async () => (await line.facts()).at(-1)).toBe('hung-up 1')
})

test('row 17: that the file is there is noted when it comes, in whatever order and however often it is told', async () => {
  const { line, caller, fileIs, kept } = await recording()
  const { action } = caller.verb('Record').attributes
  await fileIs('in-progress', 0)
  expect(await kept()).toEqual([])
  await fileIs('completed', 11)
  await line.hook(action!, { CallSid: caller.callSid, ...caller.recording(12), Digits: '#' })
  await line.hook(action!, { CallSid: caller.callSid, ...caller.recording(12), Digits: '#' })
  await fileIs('completed', 11)
  expect(await kept()).toEqual([[11, 'ready']])
  expect((await line.facts()).filter(fact => fact.startsWith('heard 1 recording'))).toHaveLength(1)
})

test.each(['absent', 'failed'])(
  'a file that will never be, since it is %s, is noted as such',
  async status => {
    const { caller, fileIs, kept } = await recording()
    await caller.records(4, '#')
    expect((await fileIs(status, 0)).status).toBe(200)
    expect(await kept()).toEqual([[0, status]])
  },
)

test('what is told of a recording without a signature, or without saying which, changes nothing', async () => {
  const { line, caller, kept } = await recording()
  const callback = caller.verb('Record').attributes.recordingStatusCallback!
  const fields = { CallSid: caller.callSid, ...caller.recording(4), RecordingStatus: 'completed' }
  const path = callback.slice(PUBLIC_URL.length)
  expect((await line.post(path, fields, { 'x-twilio-signature': 'forged' })).status).toBe(403)
  expect((await line.hook(callback, { CallSid: caller.callSid, RecordingStatus: 'completed' })).status).toBe(
    400,
  )
  expect((await line.hook(callback, { ...fields, CallSid: `CA${'9'.repeat(32)}` })).status).toBe(200)
  expect(await kept()).toEqual([])
})

test('row 5: a caller on hold who would rather leave a message is taken out of the queue first', async () => {
  const line = await LiveLine.open({ lines: [care] })
  const caller = await line.caller(CALLER, 'care').rings()
  await caller.presses('5')
  const { action } = caller.verb('Gather').attributes
  const { text } = await line.hook(action!, { CallSid: caller.callSid, Digits: '9' })
  expect(text).toContain('<Response><Leave/></Response>')
  await caller.presses('9')
  expect(caller.verb('Record').attributes.maxLength).toBe('90')
  await caller.records(8)
  expect((await line.facts()).at(-1)).toBe('heard 1 recording.kept')
})
