import { expect, test } from 'vitest'
import { saidIn } from '../carrier/twiml.ts'
import { CARE_ROSTER, care } from './care-line.ts'
import { LINE_NUMBER, LiveLine } from './live-line.ts'

const CALLER = '+12125550101'

async function ringing(number = CALLER) {
  const line = await LiveLine.open({ lines: [care] })
  return { line, caller: await line.caller(number, 'care').rings() }
}

async function entering(key: string, number?: string) {
  const { line, caller } = await ringing(number)
  return { line, caller: await caller.presses(key) }
}

test('a menu that understands words listens in the caller’s language for those of the line, and for keys', async () => {
  const { caller } = await ringing()
  expect(caller.verb('Gather').attributes).toMatchObject({
    input: 'dtmf speech',
    language: 'en-US',
    hints: 'my bill, invoice  or receipt, close my account',
    speechTimeout: 'auto',
    numDigits: '1',
    finishOnKey: '',
  })
  await caller.presses('1')
  const { input, hints, language } = caller.verb('Gather').attributes
  expect([input, hints, language]).toEqual(['dtmf', undefined, undefined])
})

test('row 15: what a caller says leads where its key would, however sure the recogniser is, or does not say', async () => {
  const { line, caller } = await ringing()
  await caller.says('uhm, something else', { Confidence: '0.91' })
  expect(saidIn(caller.document)[0]).toBe('We did not understand.')
  await caller.says('I’d like to CLOSE my account.')
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 said.unclear', 'heard 1 said.closing'])
  const words = await line.store.secretsOf('main', 1)
  expect(words.map(({ what, value }) => [what, value])).toEqual([
    ['speech', 'uhm, something else'],
    ['speech', 'I’d like to CLOSE my account.'],
  ])
})

test('words to nothing, and words that are none, count as silence or not at all', async () => {
  const { line, caller } = await ringing()
  const { action } = caller.verb('Gather').attributes
  await caller.says(' ')
  await line.hook(action!, { CallSid: caller.callSid, SpeechResult: 'my bill' })
  const { line: other, caller: second } = await entering('1')
  await second.says('my bill')
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 silence'])
  expect(await other.facts()).toEqual(['arrived 1', 'heard 1 key.1'])
})

test('an entry is right from the least digits to the most, and is read back digit by digit', async () => {
  for (const [digits, event] of [
    ['471', 'entry.invalid'],
    ['4711', 'entry.valid'],
    ['471100', 'entry.valid'],
    ['47*1', 'entry.invalid'],
  ] as const) {
    const { line, caller } = await entering('1')
    const { numDigits, finishOnKey } = caller.verb('Gather').attributes
    expect([numDigits, finishOnKey]).toEqual(['6', '#'])
    await caller.presses(digits)
    expect((await line.facts()).at(-1)).toBe(`heard 1 ${event}`)
    if (digits === '4711') expect(saidIn(caller.document)[0]).toBe('You entered four, seven, one, one.')
    await line.close()
  }
})

test('row 21: a retried entry counts once and hears the same', async () => {
  const { line, caller } = await entering('1')
  const { action } = caller.verb('Gather').attributes
  const fields = { CallSid: caller.callSid, Digits: '4711' }
  const first = await line.hook(action!, fields)
  expect(await line.hook(action!, fields)).toEqual(first)
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 key.1', 'heard 1 entry.valid'])
  expect(await line.store.secretsOf('main', 1)).toHaveLength(1)
})

test('what a caller entered before a restart is still read back after it', async () => {
  const { line: before, caller } = await entering('1')
  const { action } = caller.verb('Gather').attributes
  await before.hook(action!, { CallSid: caller.callSid, Digits: '4711' })
  const { store, rest } = await before.stop()
  const after = await LiveLine.open({ lines: [care], store, rest })
  const again = await after.caller(CALLER, 'care').asks(action!.replace('/key', '/next'))
  expect(saidIn(again.document)[0]).toBe('You entered four, seven, one, one.')
})

test('a secret is kept nowhere and read back to nobody', async () => {
  const { line, caller } = await entering('2')
  await caller.presses('834290')
  expect((await line.facts()).at(-1)).toBe('heard 1 entry.valid')
  expect(saidIn(caller.document)[0]).toBe('You entered .')
  expect(await line.store.secretsOf('main', 1)).toEqual([])
})

const CALLED: Readonly<Record<string, string>> = {
  '2125550142': '+12125550142',
  '12125550142': '+12125550142',
  '011442079460958': '+442079460958',
}

test.each(Object.entries(CALLED))(
  'a withheld caller who enters %s is called back at %s',
  async (digits, number) => {
    const line = await LiveLine.open({ lines: [care], roster: CARE_ROSTER.replace('true', 'false') })
    const caller = await line.caller('anonymous', 'care').rings()
    await caller.presses('3')
    await caller.presses(digits)
    const last = number.slice(-4)
    const names: Record<string, string> = {
      '0142': 'zero, one, four, two',
      '0958': 'zero, nine, five, eight',
    }
    expect(saidIn(caller.document)[0]).toBe(`We will call the number ending in ${names[last]}.`)
    expect((await line.facts()).slice(-1)).toEqual(['heard 1 entry.valid'])
    await caller.ends('completed', '/voice/care/status')
    await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
    await line.clock.passes(14_000)
    const dial = await line.rest.next()
    expect([dial.form.get('To'), dial.form.get('From')]).toEqual([number, LINE_NUMBER])
  },
)

test.each([
  ['of no country', '5555550123'],
  ['of the police', '911'],
  ['that costs extra', '9005550123'],
  ['of the line itself', LINE_NUMBER.slice(2)],
  ['with a star in it', '212555*142'],
])('a number %s is none to be called back at', async (_, digits) => {
  const { line, caller } = await entering('3', 'anonymous')
  await caller.presses(digits)
  expect((await line.facts()).at(-1)).toBe('heard 1 entry.invalid')
  expect(saidIn(caller.document)[0]).toBe('That cannot be right.')
  expect((await line.store.secretsOf('main', 1)).map(({ what }) => what)).toEqual(['digits'])
})

test('a caller is told when the callback comes, and at which number, by its last four digits', async () => {
  const { line, caller } = await entering('6')
  expect(saidIn(caller.document)[0]).toBe(
    'We call you back today at noon at the number ending in zero, one, zero, one.',
  )
  const { line: other, caller: withheld } = await entering('6', 'anonymous')
  expect(saidIn(withheld.document)[0]).toContain('at the number ending in .')
  for (const { logged } of [line, other]) expect(logged.join('')).not.toContain('"level":"error"')
})

test('a caller who was called back enters a number of the line’s country, too', async () => {
  const { line, caller } = await entering('3')
  const { action } = caller.verb('Gather').attributes
  const back = { From: '+442079460001', To: CALLER, Direction: 'outbound-api' }
  await line.hook(action!, { CallSid: caller.callSid, ...back, Digits: '02079460958' })
  expect((await line.facts()).at(-1)).toBe('heard 1 entry.valid')
  expect((await line.store.secretsOf('main', 1)).at(-1)).toEqual({ what: 'number', value: '+442079460958' })
})
