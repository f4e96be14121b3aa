import { expect } from 'vitest'

/** An element of a document. */
export interface Verb {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Verb[]
  text: string
}

/** Reads XML strictly, as far as TwiML uses it. @throws Error for what is not well-formed */
export function parseTwiml(xml: string): Verb {
  const prolog = /^<\?xml version="1\.0" encoding="UTF-8"\?>/
  if (!prolog.test(xml)) throw new Error(`no XML declaration: ${xml.slice(0, 80)}`)
  const rest = xml.replace(prolog, '')
  const tokens = rest.match(/<[^>]*>|[^<]+/g) ?? []
  if (tokens.join('') !== rest) throw new Error(`stray "<": ${rest}`)
  const root: Verb = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  for (const token of tokens) {
    const parent = open.at(-1)!
    if (!token.startsWith('<')) parent.text += unescaped(token)
    else if (token.startsWith('</')) {
      if (open.pop()!.name !== token.slice(2, -1)) throw new Error(`${token} closes nothing in ${rest}`)
    } else {
      const verb = verbOf(token)
      parent.children.push(verb)
      if (!token.endsWith('/>')) open.push(verb)
    }
  }
  const [response, ...others] = root.children
  if (open.length !== 1 || !response || others.length > 0) throw new Error(`not one whole element: ${rest}`)
  return response
}

function verbOf(token: string): Verb {
  const tag = /^<([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*\/?>$/.exec(token)
  if (!tag) throw new Error(`no tag: ${token}`)
  const attributes: Record<string, string> = {}
  for (const [, name, value] of tag[2]!.matchAll(/([A-Za-z]+)="([^"]*)"/g)) {
    if (name! in attributes) throw new Error(`${name} stands twice in ${token}`)
    attributes[name!] = unescaped(value!)
  }
  return { name: tag[1]!, attributes, children: [], text: '' }
}

function unescaped(text: string): string {
  const bare = text.replace(/&(amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);/g, '')
  if (bare.includes('&')) throw new Error(`a bare "&" in ${text}`)
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&([^;]+);/g, (_, name: string) =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name.replace(/^#x/, '0x').replace(/^#/, '')))
      : named[name]!,
  )
}

const IN_GATHER = ['Say', 'Play', 'Pause']
/** Row 5: what may be heard in a queue. */
const IN_QUEUE = ['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather']
const ENDS = ['Redirect', 'Hangup', 'Leave', 'Enqueue', 'Dial']

/** Holds a document to what Twilio takes in its place, and gives it. */
export function expectTwiml(xml: string, place: 'line' | 'queue'): Verb {
  const response = parseTwiml(xml)
  expect(response.name).toBe('Response')
  // Row 28.
  expect(Buffer.byteLength(xml)).toBeLessThanOrEqual(65_536)
  const all = response.children.flatMap(verb => [verb, ...verb.children])
  if (place === 'queue') for (const verb of all) expect(IN_QUEUE, `row 5: ${xml}`).toContain(verb.name)
  for (const verb of all) {
    if (verb.name === 'Say') {
      expect(verb.text.trim(), `an empty prompt in ${xml}`).not.toBe('')
      // Row 29: Polly's limit.
      expect(verb.text.length).toBeLessThanOrEqual(3_000)
    }
    // Row 14: without an action the document would be asked for again, for ever.
    if (['Gather', 'Dial', 'Enqueue', 'Record'].includes(verb.name))
      expect(verb.attributes.action, xml).toMatch(/^https:/)
    if (verb.name === 'Gather') {
      expect(verb.children.length, `a Gather without a word: ${xml}`).toBeGreaterThan(0)
      for (const child of verb.children) expect(IN_GATHER).toContain(child.name)
    }
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
