import { expect, test } from 'vitest'
import { Site, words } from './site.ts'

const MENU = `<Gather numDigits="1" action="/key"><Say>${words(10)}</Say></Gather><Redirect>/silence</Redirect>`

test('a key cuts the prompt and goes to the action at once', async () => {
  const site = await Site.open({ '/': MENU, '/key': ({ fields }) => `<Say>pressed ${fields.Digits}</Say>` })
  const phone = await site.calls(1)
  phone.press('3')
  await site.clock.quiet()
  expect(site.of('/key')[0]).toMatchObject({
    method: 'POST',
    fields: { Digits: '3', CallStatus: 'in-progress' },
  })
  expect(site.of('/key')[0]!.atMs).toBe(site.clock.nowMs())
  expect(phone.said).toEqual([words(10), 'pressed 3'])
})

test('row 13: without input Gather falls through to the next verb after prompt and timeout, and tells nobody', async () => {
  const site = await Site.open({ '/': MENU, '/silence': '<Say>still there?</Say>' })
  await site.calls(4 + 5 - 0.1)
  expect(site.paths).toEqual(['/'])
  await site.passes(0.1)
  expect(site.paths).toEqual(['/', '/silence'])
  expect(site.of('/silence')[0]!.fields).not.toHaveProperty('Digits')
})

test('row 13: actionOnEmptyResult asks the action with no digits; the end of a document hangs up', async () => {
  const site = await Site.open({
    '/': '<Gather action="/key" actionOnEmptyResult="true" timeout="3"/>',
    '/key': '',
  })
  const phone = await site.calls(3)
  expect(site.of('/key')[0]!.fields.Digits).toBe('')
  expect(phone.status).toBe('completed')
})

test('row 14: Gather without an action asks for the current document again, with the digits', async () => {
  const site = await Site.open({
    '/': ({ fields }) => (fields.Digits ? '<Say>got it</Say>' : '<Gather numDigits="2"/>'),
  })
  const phone = await site.calls()
  phone.press('42')
  await site.passes(0.1)
  expect(site.asked.map(({ path, fields }) => [path, fields.Digits])).toEqual([
    ['/', undefined],
    ['/', '42'],
  ])
  expect(phone.said).toEqual(['got it'])
})

test('row 15: # pressed first counts as empty; behind digits it ends the entry and is not in it', async () => {
  const site = await Site.open({
    '/': '<Gather action="/key" timeout="5"/><Say>nothing</Say>',
    '/key': '<Say>thanks</Say>',
  })
  const empty = await site.calls()
  empty.press('#')
  await site.clock.quiet()
  expect(empty.said).toEqual(['nothing'])
  const full = site.call()
  await site.clock.quiet()
  full.press('123')
  await site.passes(1)
  expect(site.of('/key')).toEqual([])
  full.press('#')
  await site.clock.quiet()
  expect(site.of('/key')[0]!.fields).toMatchObject({ Digits: '123', FinishedOnKey: '#' })
})

test('keys end an entry after the timeout; an empty finishOnKey makes # a key like others', async () => {
  const site = await Site.open({ '/': '<Gather action="/key" timeout="4" finishOnKey=""/>', '/key': '' })
  const phone = await site.calls()
  phone.press('1w#')
  await site.passes(0.5 + 3.9)
  expect(site.of('/key')).toEqual([])
  await site.passes(0.1)
  expect(site.of('/key')[0]!.fields.Digits).toBe('1#')
})

const SPEECH = `<Gather input="speech dtmf" action="/said" timeout="5" speechTimeout="2" hints="billing, rewards" finishOnKey="#"><Say>${words(10)}</Say></Gather><Say>nothing</Say>`

test('words cut the prompt, and reach the action once they are over', async () => {
  const site = await Site.open({ '/': SPEECH, '/said': '' })
  const phone = await site.calls(1)
  phone.speak('my last bill')
  expect(phone.diary.find(({ kind }) => kind === 'asks')).toMatchObject({
    speech: true,
    hints: 'billing, rewards',
  })
  await site.passes(3 * 0.4 + 2 - 0.1)
  expect(site.of('/said')).toEqual([])
  await site.passes(0.1)
  expect(site.of('/said')[0]!.fields).toMatchObject({ SpeechResult: 'my last bill', Confidence: '0.9' })
})

test('row 15: speech is capped at 60 s, ignores finishOnKey, and may come without a confidence', async () => {
  const site = await Site.open({ '/': SPEECH, '/said': '' }, { recognise: text => ({ text }) })
  const phone = await site.calls(1)
  phone.speak(words(300))
  phone.press('#')
  await site.passes(59.9)
  expect(site.of('/said')).toEqual([])
  await site.passes(0.1)
  expect(site.of('/said')[0]!.fields).not.toHaveProperty('Confidence')
  expect(site.of('/said')[0]!.fields).not.toHaveProperty('Digits')
})

test('words that nobody understands are no answer', async () => {
  const site = await Site.open({ '/': SPEECH, '/said': '' }, { recognise: () => undefined })
  const phone = await site.calls(1)
  phone.speak('mumble')
  await site.passes(2.4)
  expect(phone.said.at(-1)).toBe('nothing')
})

test('keys and words that nobody asked for reach nobody', async () => {
  const site = await Site.open({ '/': `<Say>${words(10)}</Say>` })
  const phone = await site.calls(1)
  phone.press('1')
  phone.speak('hello')
  await site.passes(3)
  const ignored = phone.diary.filter(({ kind }) => kind === 'pressed' || kind === 'spoke')
  expect(ignored.map(happening => 'isHeard' in happening && happening.isHeard)).toEqual([false, false])
  expect(site.paths).toEqual(['/'])
})
