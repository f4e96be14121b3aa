import { expect, test } from 'vitest'
import { Site, words } from './site.ts'

const VOICEMAIL =
  '<Say>after the tone</Say><Record action="/recorded" recordingStatusCallback="/ready" timeout="4" maxLength="60"/><Say>unreachable</Say>'
const PAGES = { '/': VOICEMAIL, '/recorded': '<Say>thank you</Say>', '/ready': '' }

test('row 17: any key ends a recording unless told; its file comes later, and the line is told when', async () => {
  const site = await Site.open(PAGES)
  const phone = await site.calls(2)
  phone.speak(words(20))
  await site.passes(9)
  phone.press('7')
  await site.clock.quiet()
  const { fields } = site.of('/recorded')[0]!
  expect(fields).toMatchObject({
    Digits: '7',
    RecordingDuration: '10',
    RecordingSid: expect.stringMatching(/^RE/),
  })
  const recording = site.client.recordings(fields.RecordingSid!)
  expect((await recording.fetch()).status).toBe('processing')
  expect((await fetch(fields.RecordingUrl!, { headers: auth() })).status).toBe(404)
  await site.passes(2)
  expect(site.of('/ready')[0]!.fields).toMatchObject({
    RecordingStatus: 'completed',
    RecordingUrl: fields.RecordingUrl,
  })
  const file = await fetch(fields.RecordingUrl!, { headers: auth() })
  expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, 44 + 10 * 8_000])
  expect(site.carrier.recordings.all[0]!.text).toBe(words(20))
  await recording.remove()
  expect(await site.client.recordings.list()).toEqual([])
})

test('row 14: verbs behind Record are never reached; without an action the current document is asked for again', async () => {
  const site = await Site.open({
    '/': ({ fields }) =>
      fields.RecordingSid ? '<Say>kept</Say>' : '<Record finishOnKey="#"/><Say>unreachable</Say>',
  })
  const phone = await site.calls(3)
  phone.press('1')
  await site.passes(1)
  expect(phone.said).toEqual([])
  phone.press('#')
  await site.clock.quiet()
  expect(phone.said).toEqual(['kept'])
})

test('row 17: a caller who hangs up during a recording: Digits=hangup, and what was said is kept', async () => {
  const site = await Site.open(PAGES)
  const phone = site.call()
  phone.hangUpWhen(({ kind }) => kind === 'spoke')
  await site.passes(3)
  phone.speak('call me back')
  await site.passes(3)
  expect(site.of('/recorded')[0]!.fields).toMatchObject({ Digits: 'hangup', CallStatus: 'completed' })
  expect(phone.said).toEqual(['after the tone'])
  expect(site.of('/ready')).toHaveLength(1)
})

test('row 17: a silent recording is kept like any other', async () => {
  const site = await Site.open(PAGES)
  const phone = await site.calls(1.2 + 4)
  expect(site.of('/recorded')[0]!.fields).toMatchObject({ Digits: '', RecordingDuration: '4' })
  expect(phone.said.at(-1)).toBe('thank you')
  expect(await site.client.recordings.list({ callSid: phone.callSid })).toHaveLength(1)
})

test('row 17: where silence is not kept the verb behind the recording follows, and the line is told that nothing is left', async () => {
  const page = VOICEMAIL.replace('timeout=', 'recordingStatusCallbackEvent="completed absent" timeout=')
  const undocumented = { silentRecording: 'passed-over' } as const
  const site = await Site.open({ ...PAGES, '/': page }, { undocumented })
  const phone = await site.calls(1.2 + 4)
  expect(site.of('/recorded')).toEqual([])
  expect(phone.said.at(-1)).toBe('unreachable')
  await site.passes(2)
  const { fields } = site.of('/ready')[0]!
  expect(fields).toMatchObject({ RecordingStatus: 'absent', RecordingDuration: '0' })
  expect((await site.client.recordings(fields.RecordingSid!).fetch()).status).toBe('absent')
  expect((await fetch(fields.RecordingUrl!, { headers: auth() })).status).toBe(404)
})

test('a recording ends after its longest length, however long the caller talks', async () => {
  const site = await Site.open(PAGES)
  const phone = await site.calls(2)
  phone.speak(words(1_000))
  await site.passes(59)
  expect(site.of('/recorded')).toEqual([])
  await site.passes(1)
  expect(site.of('/recorded')[0]!.fields.RecordingDuration).toBe('60')
})

function auth(): Record<string, string> {
  const account = `AC${'0'.repeat(32)}:0123456789abcdef0123456789abcdef`
  return { authorization: `Basic ${Buffer.from(account).toString('base64')}` }
}
