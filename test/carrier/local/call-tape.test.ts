import { expect, test } from 'vitest'
import { PUBLIC_URL, Site } from './site.ts'

/** A caller who hears a long sentence, and REST that records the call. */
async function recorded(pages: Record<string, string> = {}) {
  const site = await Site.open({ '/': '<Say>hello</Say><Pause length="120"/>', '/kept': '', ...pages })
  const caller = await site.calls(1)
  const recordings = site.client.calls(caller.callSid).recordings
  const { sid } = await recordings.create({
    recordingChannels: 'dual',
    recordingStatusCallback: `${PUBLIC_URL}/kept`,
    recordingStatusCallbackEvent: ['completed', 'absent'],
  })
  const textOf = () => site.carrier.recordings.bySid(sid)!.text
  return { site, caller, recordings, sid, textOf }
}

test('REST records a call from one moment to another, and the line is told when there is a file', async () => {
  const { site, caller, recordings, sid, textOf } = await recorded()
  caller.speak('good morning')
  await site.passes(10)
  expect(await site.client.recordings(sid).fetch()).toMatchObject({ status: 'in-progress', channels: 2 })
  await recordings('Twilio.CURRENT').update({ status: 'stopped' })
  caller.speak('is that thing off')
  await site.passes(3)
  expect(textOf()).toBe('good morning')
  expect(site.of('/kept').map(({ fields }) => fields)).toMatchObject([
    {
      ...{ CallSid: caller.callSid, RecordingSid: sid, RecordingStatus: 'completed' },
      ...{ RecordingDuration: '10', RecordingChannels: '2', RecordingSource: 'StartCallRecordingAPI' },
    },
  ])
  await expect(recordings('Twilio.CURRENT').update({ status: 'paused' })).rejects.toMatchObject({
    status: 404,
  })
})

test('what is said while a recording pauses is not in it; time is left out, or silent', async () => {
  for (const [pauseBehavior, seconds] of [
    ['skip', '20'],
    ['silence', '50'],
  ] as const) {
    const { site, caller, recordings, textOf } = await recorded()
    caller.speak('here is my card')
    await site.passes(10)
    await recordings('Twilio.CURRENT').update({ status: 'paused', pauseBehavior })
    caller.speak('four one one one')
    await site.passes(30)
    await recordings('Twilio.CURRENT').update({ status: 'in-progress' })
    caller.speak('thank you')
    await site.passes(10)
    caller.hangUp()
    await site.passes(3)
    expect(textOf()).toBe('here is my card thank you')
    expect(site.of('/kept').map(({ fields }) => fields.RecordingDuration)).toEqual([seconds])
  }
})

test('a call that is over cannot be recorded, and its recording ends with it', async () => {
  const { site, caller, recordings, sid } = await recorded()
  await site.passes(5)
  caller.hangUp()
  await site.passes(3)
  expect(site.carrier.recordings.bySid(sid)).toMatchObject({ status: 'completed', durationSeconds: 5 })
  await expect(recordings.create({})).rejects.toMatchObject({ status: 400, code: 21220 })
})
