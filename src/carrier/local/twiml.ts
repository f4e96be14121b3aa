import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml'
import { CallError } from './call-error.ts'
import type { Method } from './happenings.ts'

/** An element of a document. */
export interface Verb {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Its own text, without that of elements in it. */
  readonly text: string
  /** All words in it, also of elements in it, in order. */
  readonly words: string
  readonly children: readonly Verb[]
  /** Where it stands, from 1. */
  readonly line: number
}

/** A document as it came, and where from. */
export interface Script {
  readonly url: string
  readonly method: Method
  readonly verbs: readonly Verb[]
}

const BYTES_MAX = 65_536

/** Reads a document. @throws CallError 11750 for one that is too large, 12100 for one that is not well-formed */
export function readTwiml(text: string, url: string): Verb[] {
  const bytes = Buffer.byteLength(text)
  if (bytes > BYTES_MAX)
    throw new CallError(11750, `the document has ${bytes} bytes; at most 65,536 are taken.`, { url })
  const root = rootOf(text, url)
  const response = verbOf(root, lineCounter(text))
  if (response.name === 'Response') return [...response.children]
  throw new CallError(12100, `the document is a <${response.name}>; expected a <Response>.`, { url, line: 1 })
}

function rootOf(text: string, url: string): XmlElement {
  try {
    const { root } = parseXml(text, { includeOffsets: true })
    if (root) return root
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const [reason] = error.message.split('\n', 1)
    throw new CallError(12100, `the document is not well-formed XML: ${reason}.`, { url, line: error.line })
  }
  throw new CallError(12100, 'the document is empty; expected a <Response>.', { url, line: 1 })
}

function verbOf(element: XmlElement, lineAt: (offset: number) => number): Verb {
  const children: Verb[] = []
  let text = ''
  let words = ''
  for (const child of element.children) {
    if (child instanceof XmlElement) {
      const verb = verbOf(child, lineAt)
      children.push(verb)
      words += ` ${verb.words} `
    } else if (child instanceof XmlText) {
      text += child.text
      words += child.text
    }
  }
  const { name, attributes, start } = element
  const spoken = words.trim().replace(/\s+/g, ' ')
  return { name, attributes, text: text.trim(), words: spoken, children, line: lineAt(start) }
}

/** Counts lines once, since elements come in order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return offset => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', counted)) {
      line++
      counted = at + 1
    }
    return line
  }
}
