import { expect, test } from 'vitest'
import { CARE_ROSTER, care, recordOf } from './care-line.ts'
import { LiveLine, type Phone } from './live-line.ts'

const CALLER = '+12125550101'
const GIVEN = '2125550142'
/** Digits and words of callers; each could be told from anything else. */
const PRIVATE = [CALLER.slice(2), GIVEN, '774411', 'four, four, one', '834290', 'ZQ-9021', 'umbrella']

/** Someone who enters all that can be entered, and says what nobody else should read. */
async function confides(caller: Phone): Promise<void> {
  await caller.presses('1')
  await caller.presses('774411')
  await caller.presses('2')
  await caller.presses('834290')
  await caller.says('my umbrella is lost')
  await caller.presses('3')
  await caller.presses(GIVEN)
  await caller.ends('completed', '/voice/care/status')
}

/** The URLs in a document. */
function urlsIn(text: string): string[] {
  return text.match(/https:[^"<\s]*/g) ?? []
}

test('after calls in which all was entered, said and recorded, none of it stands in journal, snapshot, log or URL', async () => {
  const line = await LiveLine.open({ lines: [care], roster: CARE_ROSTER.replace('true', 'false') })
  await recordOf(line, CALLER, { openCase: 'ZQ-9021', matters: ['payment-due'] })
  const urls: string[] = []
  const post = line.post.bind(line)
  line.post = async (...request) => {
    const answer = await post(...request)
    urls.push(request[0], ...urlsIn(answer.text))
    return answer
  }
  await confides(await line.caller(CALLER, 'care').rings())
  const speaker = await line.caller('+12125550102', 'care').rings()
  await speaker.presses('4')
  const callback = speaker.verb('Record').attributes.recordingStatusCallback!
  await speaker.records(12, '#')
  await line.hook(callback, {
    CallSid: speaker.callSid,
    ...speaker.recording(12),
    RecordingStatus: 'completed',
  })
  await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
  await line.clock.passes(14_000)
  expect((await line.rest.next()).form.get('To')).toBe(`+1${GIVEN}`)
  await line.clock.passes(1_000)

  const { store } = await line.stop()
  const journal: string[] = []
  for await (const { data, directives } of store.factsSince('main', 0)) journal.push(data, directives)
  const snapshot = (await store.loadSnapshot('main', 'test'))!.bytes
  const places = {
    journal: journal.join('\n'),
    outbox: JSON.stringify(await store.outstanding('main', 100)),
    snapshot: Buffer.from(snapshot).toString('latin1'),
    log: line.logged.join(''),
    urls: urls.join('\n'),
  }
  expect(journal.length).toBeGreaterThan(20)
  for (const [place, text] of Object.entries(places))
    for (const words of PRIVATE) expect(text.includes(words), `"${words}" in the ${place}`).toBe(false)
  const kept = (await store.secretsOf('main', 1)).map(({ value }) => value)
  expect(kept).toEqual(['774411', 'my umbrella is lost', GIVEN, `+1${GIVEN}`])
  await store.close()
})
