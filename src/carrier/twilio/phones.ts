import { NEVER_MS } from '../../base/units.ts'
import type { Directive, Entry } from '../../call/journal.ts'
import type { SpokenValues } from '../../line/speech.ts'

/** Something to be said, with the values that the centre fixed. */
export interface Utterance {
  /** Counts the utterances of a call from 1. */
  readonly n: number
  readonly prompt: string
  /** Absent: the first language of the line. */
  readonly language?: string
  readonly values: SpokenValues
}

/** What a phone listens for. */
export type Question = Omit<Extract<Directive, { do: 'ask' }>, 'do' | 'call' | 'prompt'>

/** What one caller's phone has to hear and do next, as far as the directives say so. */
export interface Phone {
  /** Name of the line; empty for a call whose beginning is forgotten. */
  readonly line: string
  /** Key of the caller; 0 for a number that is withheld, or a beginning that is forgotten. */
  readonly caller: number
  language?: string
  /** Utterances so far. */
  said: number
  /** The last of them, oldest first. */
  utterances: Utterance[]
  /** What is listened for after the last utterance. */
  asks?: Question | undefined
  /** What the caller says after the last utterance is recorded. */
  records?: { readonly seconds: number } | undefined
  /** Counts what the caller answered: a question that was answered already has a lower turn. */
  turn: number
  hasMusic: boolean
  /** The caller was given a case number in this call. */
  hasCase?: true
  /** The offer by which the caller talks to an agent. */
  offer?: string | undefined
  /** The offer by which another agent helps. */
  helper?: string | undefined
  /** When the phone was told to hang up after all that is to be said. */
  hangsUpMs?: number | undefined
  isUp: boolean
}

/** Utterances that may wait for a phone which does not ask for them. */
const UTTERANCES_MAX = 12
/** Phones that are remembered; of more, those that hung up longest ago are forgotten. */
const PHONES_MAX = 20_000

/** Directives of a call that its phone hears or does something by; others change nothing of what it asks. */
const DIRECTS_PHONE: ReadonlySet<Directive['do']> = new Set([
  'answer',
  'say',
  'ask',
  'record',
  'speak',
  'play-music',
  'connect',
  'dial',
  'hang-up',
])

/** The phones of a centre, made of its facts and directives alone. */
export class Phones {
  /** By number of the call, in the order of their arrival. */
  readonly all: Map<number, Phone>

  constructor(all = new Map<number, Phone>()) {
    this.all = all
  }

  get(call: number): Phone | undefined {
    return this.all.get(call)
  }

  /** The phone of a call that is directed; one that was forgotten begins anew. */
  of(call: number): Phone {
    const known = this.all.get(call)
    if (known) return known
    const phone = freshPhone('', 0)
    this.all.set(call, phone)
    return phone
  }

  /** Takes note of a fact and of what it directs phones to do. */
  note({ fact, directives, atMs }: Entry): void {
    this.#hear(fact)
    const changed = new Set<number>()
    for (const directive of directives ?? []) {
      if (directive.do === 'open-case') this.of(directive.call).hasCase = true
      if (!('call' in directive) || !DIRECTS_PHONE.has(directive.do)) continue
      const phone = this.of(directive.call)
      // What a call does next takes the place of what it asked before.
      if (!changed.has(directive.call) && directive.do !== 'speak') {
        changed.add(directive.call)
        phone.asks = undefined
        phone.records = undefined
      }
      direct(phone, directive, atMs)
    }
  }

  #hear(fact: Entry['fact']): void {
    if (fact.kind === 'arrived' || fact.kind === 'rescued') {
      this.all.set(fact.data.call, freshPhone(fact.data.line, fact.data.caller))
      this.#forget()
      return
    }
    if (fact.kind === 'owed') {
      this.all.set(fact.data.call, { ...freshPhone(fact.data.line, fact.data.caller), isUp: false })
      return
    }
    if (fact.kind !== 'heard' && fact.kind !== 'hung-up' && fact.kind !== 'callback-answered') return
    const phone = this.all.get(fact.data.call)
    if (!phone) return
    phone.turn++
    // Whoever presses a key has heard enough of what was being said.
    phone.utterances = []
    phone.asks = undefined
    phone.records = undefined
    if (fact.kind === 'heard') return
    phone.isUp = fact.kind === 'callback-answered'
    phone.offer = undefined
    phone.hangsUpMs = undefined
  }

  #forget(): void {
    if (this.all.size <= PHONES_MAX) return
    for (const [call, phone] of this.all) {
      if (phone.isUp && phone.hangsUpMs === undefined) continue
      this.all.delete(call)
      if (this.all.size <= PHONES_MAX) return
    }
  }
}

function freshPhone(line: string, caller: number): Phone {
  return { line, caller, said: 0, utterances: [], turn: 0, hasMusic: false, isUp: true }
}

function direct(phone: Phone, directive: Extract<Directive, { call: number }>, atMs: number): void {
  switch (directive.do) {
    case 'speak':
      phone.language = directive.language
      return
    case 'say': {
      const { prompt, position, lowMinutes, highMinutes, openingMs, promisedMs, quieterMs } = directive
      const told = {
        ...(position !== undefined && { position }),
        ...(lowMinutes !== undefined && { lowMinutes }),
        ...(highMinutes !== undefined && { highMinutes }),
      }
      utter(phone, prompt, { ...told, ...momentsOf(openingMs, promisedMs, quieterMs), atMs })
      return
    }
    case 'ask': {
      const { do: _, call: __, prompt, ...question } = directive
      utter(phone, prompt, { ...momentsOf(), atMs })
      phone.asks = question
      phone.hasMusic = false
      return
    }
    case 'record':
      utter(phone, directive.prompt, { ...momentsOf(), atMs })
      phone.records = { seconds: directive.seconds }
      phone.hasMusic = false
      return
    case 'play-music':
      phone.hasMusic = true
      return
    case 'hang-up':
      phone.hangsUpMs = atMs
      phone.offer = undefined
      return
    case 'connect':
      phone.hasMusic = false
      phone.helper = undefined
      return
    default:
  }
}

/** Moments that a prompt may speak; where there is none, nobody can say when. */
function momentsOf(openingMs = NEVER_MS, promisedMs = NEVER_MS, quieterMs = NEVER_MS): SpokenValues {
  return { openingMs, promisedMs, quieterMs }
}

function utter(phone: Phone, prompt: string, values: SpokenValues): void {
  phone.said++
  const language = phone.language === undefined ? {} : { language: phone.language }
  phone.utterances.push({ n: phone.said, prompt, ...language, values })
  if (phone.utterances.length > UTTERANCES_MAX) phone.utterances.shift()
}
