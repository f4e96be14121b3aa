import { expect } from 'vitest'
import { checkTwiml } from '../../src/carrier/local/check-twiml.ts'
import type { Verb } from '../../src/carrier/local/twiml.ts'
import { readTwiml } from '../../src/carrier/local/twiml.ts'

export type { Verb }

/** Where documents of a test come from. */
const URL = 'https://calls.example.com/'
const PROLOG = /^<\?xml version="1\.0" encoding="UTF-8"\?>/

/** Reads a document as strictly as the carrier does. @throws CallError */
export function parseTwiml(xml: string): Verb {
  expect(xml).toMatch(PROLOG)
  return { name: 'Response', attributes: {}, text: '', words: '', line: 1, children: readTwiml(xml, URL) }
}

const ENDS = ['Redirect', 'Hangup', 'Leave', 'Enqueue', 'Dial']

/** Holds a document to what Twilio takes in its place, and gives it. */
export function expectTwiml(xml: string, place: 'line' | 'queue'): Verb {
  const response = parseTwiml(xml)
  // Rows 5 and 28, and all that the carrier finds odd.
  const oddities = checkTwiml({ url: URL, method: 'POST', verbs: response.children }, place)
  expect(
    oddities.map(({ message }) => message),
    xml,
  ).toEqual([])
  const all = response.children.flatMap(verb => [verb, ...verb.children])
  for (const verb of all) {
    if (verb.name === 'Say') {
      expect(verb.text.trim(), `an empty prompt in ${xml}`).not.toBe('')
      // Row 29: Polly's limit.
      expect(verb.text.length).toBeLessThanOrEqual(3_000)
    }
    // Row 14: without an action the document would be asked for again, for ever.
    if (['Gather', 'Dial', 'Enqueue', 'Record'].includes(verb.name))
      expect(verb.attributes.action, xml).toMatch(/^https:/)
    if (verb.name === 'Gather')
      expect(verb.children.length, `a Gather without a word: ${xml}`).toBeGreaterThan(0)
    for (const url of [
      verb.attributes.action,
      verb.attributes.waitUrl,
      verb.attributes.recordingStatusCallback,
    ])
      if (url) expect(url).toMatch(/^https:\/\/calls\.example\.com\//)
    if (verb.name === 'Redirect') expect(verb.text).toMatch(/^https:\/\/calls\.example\.com\//)
  }
  // Row 13: whoever falls off the end of a document is cut off.
  const last = response.children.at(-1)
  expect(last && ENDS.includes(last.name), `falls off its end: ${xml}`).toBe(true)
  // Row 14: only what follows an empty recording may stand behind it.
  const recorded = response.children.findIndex(verb => verb.name === 'Record')
  if (recorded >= 0) expect(recorded, `verbs behind Record: ${xml}`).toBe(response.children.length - 2)
  // Row 19, and the like: nothing stands behind what never comes back.
  const final = response.children.findIndex(verb => ENDS.includes(verb.name))
  expect(final, `verbs that nobody reaches: ${xml}`).toBe(response.children.length - 1)
  return response
}

/** What is said in a document, in order. */
export function saidIn(response: Verb): string[] {
  return response.children
    .flatMap(verb => (verb.name === 'Gather' ? verb.children : [verb]))
    .filter(({ name }) => name === 'Say')
    .map(({ text }) => text)
}
