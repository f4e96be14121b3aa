import type { Place } from './call-error.ts'
import { CallError } from './call-error.ts'
import type { Stand } from './grammar.ts'
import { fits, GRAMMAR, inWords, STANDS } from './grammar.ts'
import { isNotHere, NOT_HERE } from './not-here.ts'
import type { Script, Verb } from './twiml.ts'

/**
 * Holds a document to what may stand where it runs, and gives what is odd about it but does no harm: attributes that
 * nobody knows, or that hold what they cannot, are passed over.
 *
 * Twilio calls most of this "12200 Schema validation warning" and does not say which elements it skips and at which it
 * ends the call. No line may depend on that: here an element that is unknown or out of place ends it.
 * @throws CallError
 */
export function checkTwiml({ verbs, url }: Script, stand: Stand): CallError[] {
  const oddities: CallError[] = []
  for (const verb of verbs) {
    if (!STANDS[stand].verbs.includes(verb.name)) throw outOfPlace(verb, url, stand)
    checkElement(verb, url, oddities)
  }
  return oddities
}

function outOfPlace({ name, line }: Verb, url: string, stand: Stand): CallError {
  if (NOT_HERE.has(name)) return notPerformed(name, STANDS.line.verbs.join(', '), { url, line })
  const { verbs, code } = STANDS[stand]
  const allowed = `${WHERE[stand]} may hold only ${verbs.join(', ')}`
  const isKnown = Object.hasOwn(GRAMMAR, name)
  const what = isKnown ? `<${name}> is out of place here` : `<${name}> is no verb of a voice document`
  return new CallError(code, `${what}; ${allowed}.`, { url, line })
}

function misplaced({ name, line }: Verb, parent: Verb, url: string): CallError {
  const { children, nestedCode = 12200 } = GRAMMAR[parent.name]!
  const allowed = children.length > 0 ? `only ${children.join(', ')}` : 'no other element'
  const within = `<${parent.name}>`
  if (NOT_HERE.has(name)) return notPerformed(name, `${allowed} in ${within}`, { url, line })
  const sentence = `<${name}> may not stand in ${within}, which may hold ${allowed}.`
  return new CallError(nestedCode, sentence, { url, line })
}

function notPerformed(name: string, known: string, place: Place): CallError {
  return new CallError(0, `<${name}> is not performed here; this carrier knows ${known}.`, place)
}

const WHERE: Readonly<Record<Stand, string>> = {
  line: 'a document',
  queue: 'what is heard in a queue (waitUrl)',
  conference: 'what is heard before a conference or on hold (waitUrl, holdUrl)',
  dequeued: 'what is heard on the way out of a queue (the url of a Queue)',
  screen: 'what is heard before being put through (the url of a Number, Client or Sip)',
}

function checkElement(verb: Verb, url: string, oddities: CallError[]): void {
  const { name, attributes, children, text, line } = verb
  const rule = GRAMMAR[name]
  if (!rule) return
  const place = { url, line }
  for (const [attribute, value] of Object.entries(attributes)) {
    const form = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined
    if (form === undefined && isNotHere(name, attribute)) {
      const sentence = `${attribute} of <${name}> is not performed here, and is passed over.`
      oddities.push(new CallError(0, sentence, place))
    } else if (form === undefined) {
      const known = Object.keys(rule.attributes).join(', ') || 'none'
      oddities.push(new CallError(12200, `<${name}> has no attribute ${attribute}; it has: ${known}.`, place))
    } else if (!fits(form, value)) {
      const sentence = `${attribute} of <${name}> is "${value}"; expected ${inWords(form)}.`
      oddities.push(new CallError(12200, sentence, place))
    }
  }
  for (const child of children) {
    if (!rule.children.includes(child.name)) throw misplaced(child, verb, url)
    checkElement(child, url, oddities)
  }
  if (!rule.hasText && text !== '') {
    oddities.push(new CallError(12200, `<${name}> holds the text "${text}", which nobody reads.`, place))
  }
}
