import { expect, test } from 'vitest'
import { HOUR_MS, SECOND_MS } from '../../../src/base/units.ts'
import { opensLines, presses } from './rung-lines.ts'
import { texting } from './texting-line.ts'

const BEA = '+14155550101'

/** A person who texts the line. */
async function texts(...words: string[]) {
  const rung = await opensLines({ lines: [texting] })
  const { carrier, numbers } = rung.line
  const own = numbers.get('texting')!
  const text = (body: string, from = BEA) => carrier.text({ from, to: own, body })
  for (const body of words) await text(body)
  const answers = () => carrier.messages.wordsTo(BEA)
  const caller = () => rung.store.callerByNumber(BEA)
  const states = async () => (await rung.store.papers('main', { kind: 'text' })).map(({ state }) => state)
  return { ...rung, own, text, answers, caller, states }
}

/** Rings, and asks for a text. */
async function asksForText({ line, clock }: Awaited<ReturnType<typeof texts>>): Promise<void> {
  const phone = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(phone, clock, '1')
  phone.hangUp()
  await clock.passes(SECOND_MS)
}

test('STOP in any spelling stops texts, and is answered by the carrier alone', async () => {
  for (const word of ['STOP', ' stop ', 'Unsubscribe', 'CANCEL', 'end', 'Quit']) {
    const bea = await texts(word)
    expect((await bea.caller())?.texts, word).toBe('stopped')
    expect(bea.answers(), word).toEqual([expect.stringMatching(/^You have successfully been unsubscribed/)])
    await asksForText(bea)
    expect(bea.answers(), word).toHaveLength(1)
    expect(bea.wrong, word).toEqual([])
  }
})

test('ALTO and BAJA, and whatever else no carrier knows, are answered by the line, and heeded as well', async () => {
  for (const word of ['ALTO', '¡Baja!', 'Stop all', 'Stop.']) {
    const bea = await texts(word)
    expect(bea.answers(), word).toEqual([
      'Juniper: You will get no more texts from us. Reply START to get them again.',
    ])
    await asksForText(bea)
    expect(bea.answers(), word).toHaveLength(1)
    expect(await bea.states()).toEqual(['stop', 'stopped'])
  }
})

test('START brings texts back, and so does a yes of whoever has stopped them, but of nobody else', async () => {
  const bea = await texts('STOP', 'START')
  expect((await bea.caller())?.texts).toBeUndefined()
  await asksForText(bea)
  expect(bea.answers().at(-1)).toContain('Juniper: We open again')
  expect((await (await texts('STOP', 'Yes')).caller())?.texts).toBeUndefined()
  expect(await (await texts('Sí')).states()).toEqual(['other'])
})

test('HELP tells whose number it is, and how to reach somebody', async () => {
  const bea = await texts('help')
  expect(bea.answers()).toEqual([
    `Juniper: To speak with us, call ${bea.own}. Reply STOP to stop these texts.`,
  ])
})

test('whatever else is texted is answered once an hour, so that two machines do not talk for ever', async () => {
  const bea = await texts('Where is my card?', 'Hello??')
  const other = `Juniper: Nobody reads the texts to this number. To speak with us, please call ${bea.own}.`
  expect(bea.answers()).toEqual([other])
  await bea.clock.passes(HOUR_MS + SECOND_MS)
  await bea.text('Well?')
  expect(bea.answers()).toEqual([other, other])
  expect(await bea.states()).toEqual(['other', 'other', 'other'])
})

test('a text is answered in the language of the record', async () => {
  const bea = await texts()
  await bea.line.live.runtime.submit({
    async reports(view) {
      view.changeCaller({ key: await view.callerKey(BEA), language: 'es-US' })
      return []
    },
  })
  await bea.text('AYUDA')
  expect(bea.answers()).toEqual([
    `Juniper: Para hablar con nosotros, llame al ${bea.own}. Responda ALTO para no recibir más.`,
  ])
})

test('a text that is told of twice counts once, and has one answer', async () => {
  const bea = await texts()
  bea.line.carrier.faults.webhook = () => ({ does: 'double' })
  await bea.text('ALTO')
  expect(await bea.states()).toEqual(['stop'])
  expect(bea.answers()).toHaveLength(1)
})

test('what is texted is kept beside the journal, and in no fact and no log', async () => {
  const bea = await texts('My card is 4929 1234')
  const [paper] = await bea.store.papers('main', { kind: 'text' })
  expect(paper?.body).toEqual({ direction: 'in', line: 'texting', words: 'My card is 4929 1234' })
  expect(await bea.facts()).toEqual([])
  expect(bea.wrong).toEqual([])
})

test('a text to a line that is not served is refused, for the operator to see', async () => {
  const bea = await texts()
  bea.line.carrier.setNumber(bea.own, { voiceUrl: '', smsUrl: 'https://line.holdline.test/sms/other' })
  await bea.text('Hello')
  expect(bea.answers()).toEqual([])
  expect(bea.wrong.join()).toContain('a text for a line that is not served')
})
