import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { GRAMMAR } from '../../../src/carrier/local/grammar.ts'
import { isNotHere, NOT_HERE } from '../../../src/carrier/local/not-here.ts'
import { Site } from './site.ts'

/** What Twilio's own library can write: the attributes of each element, by its declarations. */
const library = readFileSync(
  createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.d.ts'),
  'utf8',
)

function attributesOf(element: string): string[] {
  const [, body = ''] = new RegExp(`interface ${element}Attributes \\{([^}]*)\\}`).exec(library) ?? []
  return [...body.matchAll(/^\s+"?(\w+)"?\?:/gm)].map(([, name]) => name!)
}

test("every attribute that Twilio's library writes is performed, or told not to be", () => {
  const elements = Object.keys(GRAMMAR)
  expect(elements.flatMap(attributesOf).length).toBeGreaterThan(100)
  for (const element of elements) {
    const { attributes } = GRAMMAR[element]!
    const unknown = attributesOf(element).filter(name => !(name in attributes) && !isNotHere(element, name))
    expect(unknown, element).toEqual([])
    const both = Object.keys(attributes).filter(name => isNotHere(element, name))
    expect(both, element).toEqual([])
  }
})

test("every verb that Twilio's library writes is performed, or ends the call with an error that says it is not", () => {
  const verbs = [...library.matchAll(/^ {4}(\w+)\([^)]*\): VoiceResponse\./gm)].map(([, name]) => name!)
  expect(verbs).toContain('enqueue')
  const known = new Set([...Object.keys(GRAMMAR), ...NOT_HERE].map(name => name.toLowerCase()))
  expect(verbs.filter(verb => !known.has(verb.toLowerCase()))).toEqual([])
})

test('a noun that is not performed is named, and those that are', async () => {
  const site = await Site.open({ '/': '<Enqueue workflowSid="WW1"><Task>{"berth": 12}</Task></Enqueue>' })
  const phone = await site.calls(1)
  expect(phone.alerts).toEqual([
    'Local carrier: <Task> is not performed here; this carrier knows no other element in <Enqueue>. ' +
      '(https://line.example.com/, line 1)',
  ])
})

test('a verb that is named like something of the language we are written in is unknown like any other', async () => {
  const site = await Site.open({ '/': '<constructor/>' })
  const phone = await site.calls(1)
  expect(phone.alerts).toEqual([
    expect.stringContaining('Twilio error 12200: <constructor> is no verb of a voice document;'),
  ])
})

test('a Gather for no keys at all is told, and takes as many as are pressed', async () => {
  const site = await Site.open({ '/': '<Gather numDigits="0"><Say>Your number?</Say></Gather>' })
  const phone = await site.calls(1)
  expect(phone.alerts).toEqual([
    expect.stringContaining('numDigits of <Gather> is "0"; expected a whole number from 1.'),
  ])
})
