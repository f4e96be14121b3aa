import { SECOND_MS } from '../base/units.ts'
import type { Arrival, Directive, Entry, Fact } from '../call/journal.ts'

/** One thing that a caller did or met with: `pressed 9`, `heard sorry`, `waited 0:45`. */
export interface Happening {
  readonly did: string
  readonly what: string
}

/** Happenings that are shown of one call. */
const SHOWN = 16

/** What a call went through, the last of it, up to `untilMs`. `past` holds entries of all calls in order. */
export function transcript(past: readonly Entry[], call: number, untilMs: number): Happening[] {
  const happenings: Happening[] = []
  let sinceMs: number | undefined
  let agent: string | undefined
  for (const { atMs, fact, directives = [] } of past) {
    const isHandedOn = fact.kind === 'transferred' && fact.data.agent === agent && directives.length > 0
    const own = [
      ...did(fact, call),
      ...(isHandedOn ? [{ did: 'handed on to', what: fact.data.queue }] : []),
      ...directives.flatMap(directive => met(directive, call)),
    ]
    if (isHandedOn) agent = undefined
    const connected = directives.find(directive => directive.do === 'connect' && directive.call === call)
    if (connected?.do === 'connect') agent = connected.agent
    if (own.length === 0) continue
    happenings.push(...waited(sinceMs, atMs), ...own)
    sinceMs = atMs
  }
  return [...happenings, ...waited(sinceMs, untilMs)].slice(-SHOWN)
}

/** What a fact says that this caller did. */
export function did(fact: Fact, call: number): Happening[] {
  if (!('call' in fact.data) || fact.data.call !== call) return []
  switch (fact.kind) {
    case 'arrived':
    case 'rescued':
      return [{ did: fact.kind, what: [fact.data.line, ...known(fact.data)].join(', ') }]
    case 'owed':
      return [{ did: 'is owed', what: `a callback from ${fact.data.queue}` }]
    case 'heard':
      return [answered(fact.data.event)]
    case 'due':
      return []
    default:
      return [{ did: fact.kind.replaceAll('-', ' '), what: '' }]
  }
}

function known({ known }: Arrival): string[] {
  if (!known) return []
  return [known.openCase ? 'known by an open case' : 'known', ...(known.matters ?? [])]
}

/** What a directive makes this caller meet with. */
export function met(directive: Directive, call: number): Happening[] {
  if (!('call' in directive) || directive.call !== call) return []
  switch (directive.do) {
    case 'say':
      return [{ did: 'heard', what: [directive.prompt, ...told(directive)].join(' ') }]
    case 'ask':
    case 'record':
      return [{ did: 'heard', what: directive.prompt }]
    case 'speak':
      return [{ did: 'hears', what: directive.language }]
    case 'play-music':
      return [{ did: 'hears', what: 'music' }]
    case 'ring':
    case 'dial':
      return [{ did: directive.do === 'ring' ? 'rings' : 'dialled for', what: directive.agent }]
    case 'open-case':
      return [{ did: 'gets', what: 'a case number' }]
    case 'hold':
      return [{ did: 'put on hold', what: '' }]
    case 'unhold':
      return [{ did: 'back from hold', what: '' }]
    case 'join':
      return [{ did: 'helped by', what: directive.agent }]
    case 'record-talk':
      return [{ did: 'recording', what: directive.state }]
    case 'text':
      return [{ did: 'is texted', what: [directive.prompt, ...told(directive)].join(' ') }]
    case 'connect':
      return [{ did: 'talks to', what: directive.agent }]
    case 'play-message':
      return [{ did: 'message heard by', what: directive.agent }]
    case 'hang-up':
      return [{ did: 'ended', what: '' }]
    case 'answer':
    case 'wake-call':
      return []
  }
}

function told({
  lowMinutes,
  highMinutes,
  promisedMs,
  ...more
}: Extract<Directive, { do: 'say' | 'text' }>): string[] {
  const position = 'position' in more ? more.position : undefined
  return [
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(highMinutes === undefined ? [] : [`${lowMinutes} to ${highMinutes} min`]),
    ...(promisedMs === undefined ? [] : [`for ${new Date(promisedMs).toISOString()}`]),
  ]
}

function answered(event: string): Happening {
  const [family, what] = event.split('.', 2)
  if (family === 'key') return { did: 'pressed', what: what! }
  if (family === 'said') return { did: 'said', what: what! }
  if (family === 'entry') return { did: 'entered', what: what! }
  if (family === 'recording') return { did: 'recorded', what: what === 'kept' ? 'a message' : 'nothing' }
  return { did: event === 'silence' ? 'was silent' : event, what: '' }
}

function waited(sinceMs: number | undefined, atMs: number): Happening[] {
  if (sinceMs === undefined || atMs - sinceMs < SECOND_MS) return []
  const seconds = Math.round((atMs - sinceMs) / SECOND_MS)
  return [{ did: 'waited', what: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` }]
}
