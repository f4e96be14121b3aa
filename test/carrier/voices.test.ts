import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { giftCards } from '../../flows/gift-cards.ts'
import { callerNumber } from '../../src/carrier/twilio/caller-number.ts'
import { START } from '../../src/carrier/twilio/cursor.ts'
import { callerDocument } from '../../src/carrier/twilio/documents.ts'
import type { Phone } from '../../src/carrier/twilio/phones.ts'
import { SAY_MAX_CHARACTERS, speak, splitText } from '../../src/carrier/twilio/voices.ts'
import type { LineDefinition } from '../../src/line/definition.ts'
import { expectTwiml, parseTwiml, saidIn } from './twiml.ts'

test('row 29: a text that is too long for one verb is said in several, cut after a sentence', () => {
  const sentence = 'We are glad that you called. '
  const parts = splitText(sentence.repeat(300), SAY_MAX_CHARACTERS)
  expect(parts.length).toBeGreaterThan(2)
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(SAY_MAX_CHARACTERS)
    expect(part.endsWith('.')).toBe(true)
  }
  expect(parts.join(' ')).toBe(sentence.repeat(300).trim())
  expect(splitText('x'.repeat(7_000), 3_000).map(part => part.length)).toEqual([3_000, 3_000, 1_000])
})

test('row 29: each voice is one that Twilio has, and every language of our lines has one', () => {
  const types = createRequire(import.meta.url)
    .resolve('twilio')
    .replace('index.js', 'twiml/VoiceResponse.d.ts')
  const known = readFileSync(types, 'utf8')
  for (const language of [...cardSupport.definition.languages, ...giftCards.definition.languages]) {
    const response = new twilio.twiml.VoiceResponse()
    speak(response, 'Hello.', language)
    const { voice } = parseTwiml(response.toString()).children[0]!.attributes
    expect(known).toContain(`"${voice}"`)
  }
})

test('row 32: only a number that can be dialled is a caller to call back', () => {
  for (const from of [
    'anonymous',
    '+266696687',
    '+7378742833',
    'sip:a@b.c',
    '2025550100',
    '+0123456789',
    undefined,
  ])
    expect(callerNumber(from), from).toBeUndefined()
  expect(callerNumber('+14155550101')).toBe('+14155550101')
})

/** The document of a call that has these prompts to hear, one after the other. */
function hears(
  texts: Readonly<Record<string, string>>,
  more: { names?: readonly string[]; phrases?: LineDefinition['phrases']; asks?: Phone['asks'] } = {},
): string {
  const { names = Object.keys(texts), phrases = {}, asks } = more
  const prompts = Object.entries(texts).map(([name, text]) => [name, { text: { 'en-US': text } }])
  const line: LineDefinition = { ...cardSupport.definition, phrases, prompts: Object.fromEntries(prompts) }
  const utterances = names.map((prompt, index) => ({ n: index + 1, prompt, values: {} }))
  const said = utterances.length
  const hangsUpMs = asks ? undefined : 1
  return callerDocument({
    publicUrl: 'https://calls.example.com',
    line,
    phone: {
      line: line.name,
      caller: 0,
      said,
      utterances,
      turn: 1,
      hasMusic: false,
      isUp: true,
      asks,
      hangsUpMs,
    },
    cursor: START,
    place: 'line',
    standing: asks ? 'elsewhere' : 'over',
    queue: '',
    conference: '',
    hearsKeys: false,
    atMs: 1,
    dueMs: 1,
    caller: 0,
    digits: {},
    hasAudio: () => false,
  })
}

test('words with <, & and quotes are said as they are, and a prompt that is gone is passed over', () => {
  const document = hears({ odd: 'Tom & "Jerry" <b>' }, { names: ['odd', 'gone', 'constructor'] })
  expect(saidIn(expectTwiml(document, 'line'))).toEqual(['Tom & "Jerry" <b>'])
})

test('row 28: however much there is to say and to be understood, in whatever script, a document has room for the latest prompts and the first hints', () => {
  const [intent] = cardSupport.definition.intents as [string]
  for (const sign of ['word ', 'ん', '<&> ']) {
    const names = Array.from({ length: 12 }, (_, index) => `prompt-${index}`)
    const texts = Object.fromEntries(names.map(name => [name, sign.repeat(2_980 / sign.length) + name]))
    const hints = Array.from({ length: 200 }, (_, index) => `${index} ${sign.repeat(95 / sign.length)}`)
    const phrases = { [intent]: { 'en-US': hints } }
    const asks = { keys: 1, timeoutMs: 5_000, speech: true } as const
    for (const document of [hears(texts), hears(texts, { phrases, asks })]) {
      const said = saidIn(expectTwiml(document, 'line'))
      expect(said.at(-1)).toMatch(/prompt-11$/)
      expect(said.length).toBeGreaterThanOrEqual(3)
    }
    const gather = expectTwiml(hears(texts, { phrases, asks }), 'line').children[0]!
    const heard = gather.attributes.hints!.split(', ')
    expect(heard.length).toBeGreaterThan(30)
    expect(heard.map(phrase => phrase.trim())).toEqual(hints.slice(0, heard.length).map(hint => hint.trim()))
  }
})
