import { CallError } from './call-error.ts'
import type { Fields } from './happenings.ts'
import type { House } from './house.ts'
import type { Errand, Leg } from './leg.ts'
import type { Script, Verb } from './twiml.ts'
import { readTwiml } from './twiml.ts'
import type { WebhookAnswer } from './webhooks.ts'

const TWIML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html', ''])

/**
 * Gets the document that a phone performs next. Audio is played, and text that is no document is read aloud.
 * @throws CallError where there is none to perform
 */
export async function fetchScript(house: House, leg: Leg, errand: Errand, fields: Fields): Promise<Script> {
  const { url, method, twiml } = errand
  if (twiml !== undefined) return { url, method, verbs: readTwiml(twiml, url) }
  if (method === 'GET' && house.media.isKept(url)) return { url, method, verbs: [sound('Play', url)] }
  const all = { ...leg.fields, ...fields, ...errand.fields }
  const answer = await house.webhooks.send({
    purpose: 'document',
    callSid: leg.sid,
    url,
    method,
    fields: all,
  })
  return { url: answer.url, method: answer.method, verbs: verbsOf(house, answer) }
}

function verbsOf(house: House, { url, type, body, isLasting }: WebhookAnswer): readonly Verb[] {
  if (type.startsWith('audio/')) {
    if (isLasting) house.media.keep(url)
    return [sound('Play', url)]
  }
  const text = body.toString()
  const isTwiml = /^\s*(<\?xml|<Response[\s/>])/.test(text)
  if (type === 'text/plain' && !isTwiml) return text.trim() === '' ? [] : [sound('Say', text.trim())]
  if (TWIML_TYPES.has(type) || isTwiml) return readTwiml(text, url)
  throw new CallError(12300, `the answer is of the type ${type}; expected text/xml.`, { url })
}

function sound(name: 'Say' | 'Play', text: string): Verb {
  return { name, text, words: text, attributes: {}, children: [], line: 1 }
}
