import fc from 'fast-check'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { VoiceDocument } from '../../src/carrier/twilio/twiml.ts'

type Library = InstanceType<typeof twilio.twiml.VoiceResponse>
type Write = (document: VoiceDocument | Library) => unknown

/** Texts with all that must be escaped, of every script; none that XML cannot hold. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'&<>"\'\t\n\r; ]x'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are meant
  .filter(value => value !== '' && !/[\0-\x08\x0B\f\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u.test(value))
const sound = fc.oneof(
  text.map(
    (message): Write =>
      to =>
        to.say({ language: 'en-US', voice: 'Polly.Joanna' }, message),
  ),
  text.map(
    (url): Write =>
      to =>
        to.play({}, url),
  ),
  fc.nat(15).map(
    (length): Write =>
      to =>
        to.pause({ length }),
  ),
)
const gather = fc.tuple(text, fc.array(sound)).map(
  ([action, sounds]): Write =>
    to => {
      const within = to.gather({
        input: ['dtmf', 'speech'],
        numDigits: 1,
        finishOnKey: '',
        timeout: 6,
        action,
      })
      // A gather has the verbs that are used of a document.
      for (const write of sounds) write(within as unknown as VoiceDocument)
    },
)
const verb = fc.oneof(
  sound,
  gather,
  text.map(
    (url): Write =>
      to =>
        to.redirect({ method: 'POST' }, url),
  ),
  text.map(
    (name): Write =>
      to =>
        to.enqueue({ action: name, method: 'POST', maxQueueSize: 5_000 }, name),
  ),
  text.map(
    (action): Write =>
      to =>
        to.record({
          action,
          maxLength: 60,
          playBeep: true,
          recordingStatusCallbackEvent: ['completed', 'absent'],
        }),
  ),
  fc.constant<Write>(to => to.hangup()),
  fc.constant<Write>(to => to.leave()),
  text.map(
    (name): Write =>
      to => {
        const settings = {
          startConferenceOnEnter: true,
          maxParticipants: 2,
          beep: 'false',
          waitUrl: '',
        } as const
        if (to instanceof VoiceDocument) to.conference({ action: name, method: 'POST' }, settings, name)
        else to.dial({ action: name, method: 'POST' }).conference(settings, name)
      },
  ),
)

test('a document is, to the byte, the one that the library of Twilio writes', () => {
  fc.assert(
    fc.property(fc.array(verb, { maxLength: 6 }), verbs => {
      const [ours, theirs] = [new VoiceDocument(), new twilio.twiml.VoiceResponse()]
      for (const write of verbs) {
        write(ours)
        write(theirs)
      }
      expect(ours.toString()).toBe(theirs.toString())
    }),
  )
})

test('a character that no document can hold is left out, and the caller hears the rest', () => {
  const document = new VoiceDocument()
  document.say({ language: 'en-US' }, 'Ann\u0000a\ud800 \u{1f600}')
  expect(document.toString()).toContain('<Say language="en-US">Anna \u{1f600}</Say>')
})
