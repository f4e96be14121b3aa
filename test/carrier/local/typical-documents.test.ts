import { expect, test } from 'vitest'
import { answers, doesNotAnswer } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { CALLER, PUBLIC_URL, Site } from './site.ts'

// The documents that Twilio's pages on each verb show, told of other companies in other words: what a developer who
// comes from there will try first. Each is performed to its end, as those pages say.

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
const silent = { fetchesMedia: false }

/** A whole document as it stands in a file, with declaration and comments. */
function page(text: string): { text: string } {
  return { text: `${XML}<Response>\n${text}\n</Response>\n` }
}

/** What a caller hears, one thing after the other. */
function heard({ diary }: Phone): string[] {
  return diary.flatMap(happening => {
    if (happening.kind === 'says') return [happening.text]
    if (happening.kind === 'plays') return [`♪ ${new URL(happening.url || 'https://twilio/').pathname}`]
    if (happening.kind === 'pauses') return [`… ${happening.lastsMs / 1_000} s`]
    return happening.kind === 'beep' ? ['beep'] : []
  })
}

function rung(site: Site, address: string): { phone?: Phone } {
  const held: { phone?: Phone } = {}
  site.carrier.plug(address, phone => {
    held.phone = phone
    answers({ clock: site.clock, afterMs: 2_000 })(phone)
  })
  return held
}

test('Say: words in a voice and a language, said again, and with markup', async () => {
  const site = await Site.open({
    '/': page(`  <Say voice="Polly.Joanna" language="en-US">Hello from the harbour office.</Say>
  <Say language="fr-FR" loop="2">Bonjour, le port vous écoute.</Say>
  <Say voice="Polly.Lupe">
    Espere, <break time="1s"/> por <emphasis level="strong">favor</emphasis>
  </Say>`),
  })
  const phone = await site.calls(60)
  const french = 'Bonjour, le port vous écoute.'
  expect(heard(phone)).toEqual(['Hello from the harbour office.', french, french, 'Espere, por favor'])
  expect(phone.diary.flatMap(one => (one.kind === 'says' ? [one.language] : []))).toEqual([
    'en-US',
    'fr-FR',
    'fr-FR',
    'es-US',
  ])
  expect([phone.status, phone.alerts]).toEqual(['completed', []])
})

test('Play: a file, a file several times, and keys as tones', async () => {
  const site = await Site.open(
    {
      '/': page(`  <!-- a file that lies beside the documents, or elsewhere -->
  <Play>/sounds/gulls.mp3</Play>
  <Play loop="2">https://files.example.com/sounds/horn.wav</Play>
  <Play digits="ww34"/>`),
    },
    silent,
  )
  const phone = await site.calls(15)
  expect(heard(phone)).toEqual(['♪ /sounds/gulls.mp3', '♪ /sounds/horn.wav', '♪ /sounds/horn.wav'])
  expect(phone.isOver).toBe(false)
  await site.passes(1.5)
  expect([phone.status, phone.alerts]).toEqual(['completed', []])
})

test('Pause: silence between words, one second unless told', async () => {
  const site = await Site.open({
    '/': page('  <Say>Let me look.</Say>\n  <Pause length="10"/>\n  <Say>Found.</Say>\n  <Pause/>'),
  })
  const phone = await site.calls(20)
  expect(heard(phone)).toEqual(['Let me look.', '… 10 s', 'Found.', '… 1 s'])
  expect(phone.status).toBe('completed')
})

const MENU = page(`  <Gather input="dtmf" numDigits="1" timeout="3" action="/menu" method="GET">
    <Say>For tides, press 1. For berths, press 2.</Say>
  </Gather>
  <Say>We heard no key. Goodbye.</Say>`)

test('Gather: one key of a menu goes to the action by GET; without one the words behind are heard', async () => {
  const site = await Site.open({
    '/': MENU,
    '/menu': ({ fields }) => `<Say>You pressed ${fields.Digits}.</Say>`,
  })
  const phone = await site.calls(1)
  phone.press('2')
  await site.passes(10)
  expect(site.of('/menu')[0]).toMatchObject({ method: 'GET', fields: { Digits: '2' } })
  expect(phone.said.at(-1)).toBe('You pressed 2.')
  const shy = site.call()
  await site.passes(20)
  expect(shy.said.at(-1)).toBe('We heard no key. Goodbye.')
  expect(site.of('/menu')).toHaveLength(1)
})

test('Gather: words of a caller are understood, with hints, and how sure that is', async () => {
  const site = await Site.open(
    {
      '/': page(`  <Gather input="speech dtmf" hints="tides, berths, $OPERAND" speechTimeout="auto" action="/said"
          language="en-GB" profanityFilter="false" enhanced="true" speechModel="phone_call">
    <Say>What do you call about?</Say>
  </Gather>`),
      '/said': ({ fields }) => `<Say>About ${fields.SpeechResult}, by ${fields.Confidence}.</Say>`,
    },
    { recognise: (text, { language }) => ({ text: `${text} (${language})`, confidence: 0.75 }) },
  )
  const phone = await site.calls(3)
  phone.speak('berths')
  await site.passes(5)
  expect(phone.said.at(-1)).toBe('About berths (en-GB), by 0.75.')
  expect(phone.alerts).toEqual([])
})

test('Redirect: to another document of the same place, by its own method, and never back', async () => {
  const site = await Site.open({
    '/': page(
      '  <Say>One moment.</Say>\n  <Redirect method="GET">next?step=2&amp;of=3</Redirect>\n  <Say>Lost.</Say>',
    ),
    '/next': ({ fields }) => page(`  <Say>Step ${fields.step} of ${fields.of}.</Say>`),
  })
  const phone = await site.calls(10)
  expect([phone.said, site.asked[1]!.method]).toEqual([['One moment.', 'Step 2 of 3.'], 'GET'])
})

test('Hangup: ends the call wherever it stands', async () => {
  const site = await Site.open({
    '/': page('  <Say>That is all.</Say>\n  <Hangup/>\n  <Say>Not heard.</Say>'),
  })
  const phone = await site.calls(10)
  expect([phone.said, phone.status]).toEqual([['That is all.'], 'completed'])
})

test('Reject: a call is not picked up at all, with or without a reason', async () => {
  for (const [reject, status] of [
    ['<Reject/>', 'no-answer'],
    ['<Reject reason="rejected"/>', 'no-answer'],
    ['<Reject reason="busy"/>', 'busy'],
  ]) {
    const site = await Site.open({ '/': page(`  ${reject}`) })
    const phone = await site.calls(5)
    expect([heard(phone), phone.status, phone.alerts]).toEqual([[], status, []])
  }
})

test('Record: a message after the tone, until a key, and its words in writing', async () => {
  const written: unknown[] = []
  const site = await Site.open({
    '/': page(`  <Say>Please tell us after the beep. Press the star when you are done.</Say>
  <Record action="/kept" method="GET" maxLength="20" finishOnKey="*" transcribe="true"
          transcribeCallback="/transcribed"/>
  <Say>We have no recording of you.</Say>`),
    '/kept': ({ fields }) => page(`  <Say>${fields.RecordingDuration} seconds.</Say>`),
    '/transcribed': ({ fields }) => {
      written.push(fields.TranscriptionText)
      return page('')
    },
  })
  const phone = await site.calls(6)
  phone.speak('The buoy is gone')
  await site.passes(3)
  phone.press('*')
  await site.passes(2)
  expect(heard(phone).slice(1)).toEqual(['beep', expect.stringMatching(/^[34] seconds\.$/)])
  await site.passes(30)
  expect([written, phone.alerts]).toEqual([['The buoy is gone'], []])
})

const HOLD = page('  <Enqueue waitUrl="/hold" action="/out" maxQueueSize="50">berths</Enqueue>')
const HOLDING = page(`  <Say>You are number {{place}} in line.</Say>
  <Play>/sounds/waves.mp3</Play>`)

function holding({ fields }: { fields: Readonly<Record<string, string>> }) {
  return { text: HOLDING.text.replace('{{place}}', fields.QueuePosition!) }
}

test('Enqueue: callers wait in a named queue, hear their place and music, and are told out of it', async () => {
  const site = await Site.open({ '/': HOLD, '/hold': holding, '/out': page('  <Say>Goodbye.</Say>') }, silent)
  const first = await site.calls(3)
  const second = site.call('+14155550102')
  await site.passes(1)
  expect([first.said[0], second.said[0]]).toEqual(['You are number 1 in line.', 'You are number 2 in line.'])
  first.hangUp()
  await site.clock.quiet()
  expect(site.of('/out')[0]!.fields.QueueResult).toBe('hangup')
  await site.passes(10)
  expect(second.said.at(-1)).toBe('You are number 1 in line.')
})

test('Leave: a key in the queue takes the caller out of it, to the action', async () => {
  const site = await Site.open(
    {
      '/': HOLD,
      '/hold': page(`  <Gather numDigits="1" timeout="5" action="/hold-key">
    <Say>Press any key to leave the queue.</Say>
  </Gather>`),
      '/hold-key': page('  <Leave/>'),
      '/out': page('  <Say>Leave us a message instead.</Say>\n  <Record/>'),
    },
    silent,
  )
  const phone = await site.calls(1)
  phone.press('9')
  await site.passes(4)
  expect(site.of('/out')[0]!.fields.QueueResult).toBe('leave')
  expect(heard(phone).slice(-2)).toEqual(['Leave us a message instead.', 'beep'])
})

test('Dial: a number in the text, another caller ID, and words for who is left', async () => {
  const site = await Site.open({
    '/': page(`  <Dial timeout="10" callerId="+12025550100">202-555-0123</Dial>
  <Say>Goodbye.</Say>`),
  })
  const pilot = rung(site, '+12025550123')
  const phone = await site.calls(5)
  expect([pilot.phone?.from, pilot.phone?.status]).toEqual(['+12025550100', 'in-progress'])
  pilot.phone?.hangUp()
  await site.passes(2)
  expect(phone.said).toEqual(['Goodbye.'])
})

test('Dial Number: several at once, one of whom hears first who calls', async () => {
  const site = await Site.open({
    '/': page(`  <Dial action="/done">
    <Number>+12025550123</Number>
    <Number url="/whisper" statusCallback="/progress" statusCallbackEvent="initiated ringing answered completed">
      +1 (202) 555-0124
    </Number>
  </Dial>`),
    '/whisper': page('  <Say>A call from the harbour.</Say>'),
    '/progress': '',
    '/done': page('  <Say>Thank you.</Say>'),
  })
  site.carrier.plug('+12025550123', doesNotAnswer)
  const mate = rung(site, '+12025550124')
  const phone = await site.calls(6)
  expect(mate.phone?.said).toEqual(['A call from the harbour.'])
  mate.phone?.hangUp()
  await site.clock.quiet()
  expect(site.of('/progress').map(({ fields }) => fields.CallStatus)).toEqual([
    'initiated',
    'ringing',
    'in-progress',
    'completed',
  ])
  expect(site.of('/done')[0]!.fields.DialCallStatus).toBe('completed')
  await site.passes(1)
  expect(phone.said).toEqual(['Thank you.'])
})

test('Dial Client: somebody at a browser, with parameters of ours', async () => {
  const site = await Site.open({
    '/': page(`  <Dial>
    <Client>
      <Identity>harbour.master</Identity>
      <Parameter name="berth" value="12"/>
    </Client>
  </Dial>`),
  })
  const master = rung(site, 'client:harbour.master')
  const phone = await site.calls(5)
  master.phone?.speak('Harbour master.')
  expect(phone.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Harbour master.' })
  expect(phone.alerts).toEqual([])
})

test('Dial Sip: a telephone of ones own, answered by nobody in time', async () => {
  const site = await Site.open({
    '/': page(`  <Dial answerOnBridge="true" timeout="20" action="/done">
    <Sip>sip:watch@tower.example.com;transport=tcp?X-Berth=12</Sip>
  </Dial>`),
    '/done': page('  <Say>The tower does not answer.</Say>'),
  })
  site.carrier.plug('sip:watch@tower.example.com;transport=tcp?X-Berth=12', doesNotAnswer)
  const phone = await site.calls(24)
  expect(phone.status).toBe('ringing')
  await site.passes(2)
  expect([phone.said, site.of('/done')[0]!.fields.DialCallStatus]).toEqual([
    ['The tower does not answer.'],
    'no-answer',
  ])
})

test('Dial Queue: whoever rings in takes the first in line, who is told so', async () => {
  const site = await Site.open(
    {
      '/': HOLD,
      '/hold': holding,
      '/out': '',
      '/agent': page('  <Dial>\n    <Queue url="/soon">berths</Queue>\n  </Dial>\n  <Redirect/>'),
      '/soon': page('  <Say>You will now be connected.</Say>'),
    },
    silent,
  )
  const caller = await site.calls(10)
  site.carrier.setNumber('+12025550111', { voiceUrl: `${PUBLIC_URL}/agent` })
  const agent = site.call('+12025550123', '+12025550111')
  await site.passes(5)
  agent.speak('Berths, hello.')
  expect(caller.said.at(-1)).toBe('You will now be connected.')
  expect(caller.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Berths, hello.' })
  caller.hangUp()
  await site.passes(1)
  expect(site.of('/agent').length).toBeGreaterThan(1)
  expect([agent.status, agent.alerts]).toEqual(['in-progress', []])
})

test('Dial Conference: one who moderates, those who wait for that, and the end of it for all', async () => {
  const site = await Site.open(
    {
      '/': page(`  <Dial>
    <Conference startConferenceOnEnter="false" beep="false" waitUrl="/music" waitMethod="GET">Briefing</Conference>
  </Dial>
  <Say>The briefing is over.</Say>`),
      '/music': page('  <Play loop="0">/sounds/waves.mp3</Play>'),
      '/moderator': page(`  <Dial>
    <Conference startConferenceOnEnter="true" endConferenceOnExit="true" record="record-from-start">Briefing</Conference>
  </Dial>`),
    },
    silent,
  )
  site.carrier.setNumber('+12025550111', { voiceUrl: `${PUBLIC_URL}/moderator` })
  const [one, other] = [await site.calls(8), site.call('+14155550102')]
  await site.passes(6)
  expect(heard(one)).toEqual(Array(3).fill('♪ /sounds/waves.mp3'))
  const moderator = site.call('+12025550123', '+12025550111')
  await site.passes(1)
  moderator.speak('Good morning.')
  for (const phone of [one, other])
    expect(phone.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Good morning.' })
  moderator.hangUp()
  await site.passes(1)
  expect([one.said, other.said]).toEqual([['The briefing is over.'], ['The briefing is over.']])
  expect(moderator.alerts).toEqual([expect.stringContaining('record of <Conference> is not performed here')])
})

test('an answer of the first webhook knows who calls, as every page on the request shows', async () => {
  const site = await Site.open({
    '/': ({ fields }) => page(`  <Say>You call ${fields.To} from ${fields.From}.</Say>`),
  })
  const phone = await site.calls(5)
  expect(phone.said).toEqual([`You call +12025550100 from ${CALLER}.`])
})
