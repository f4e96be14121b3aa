import type { Directive, Entry, Fact } from '../../call/journal.ts'
import type { SpokenValues } from '../../line/speech.ts'
import type { Effect } from '../port.ts'
import { effectId } from '../port.ts'
import type { Offers } from './offers.ts'
import type { Phone, Phones } from './phones.ts'

/** What goes by REST. Calls and offers stand for whom they are about: no number and no name is here. */
export type Deed =
  | { readonly do: 'ring'; readonly offer: string }
  /** Ends the agent's leg, or its ringing; `settled`: once the talk is settled that goes on without. */
  | { readonly do: 'end'; readonly offer: string; readonly settled?: true }
  /** Takes the caller from whatever is heard to the talk. */
  | { readonly do: 'redirect'; readonly call: number; readonly after: number; readonly offer: string }
  /** Takes the caller on, should the phone not have asked by itself since. */
  | { readonly do: 'nudge'; readonly call: number; readonly after: number; readonly sinceMs: number }
  | { readonly do: 'dial'; readonly call: number; readonly dial: string }
  /** Brings the conference of a call to how its talk stands, see `TalkDeeds`. */
  | { readonly do: 'settle'; readonly call: number }
  /** Brings the recording of a call to how its talk stands. */
  | { readonly do: 'tape'; readonly call: number }
  | TextDeed
  /** Looks whether a callback is still ringing, should nobody have told us how it ended. */
  | { readonly do: 'check'; readonly call: number; readonly dial: string }

/** Sends a text message, whose own id `text` is. */
export interface TextDeed {
  readonly do: 'text'
  readonly text: string
  readonly line: string
  /** 0 outside of calls. */
  readonly call: number
  /** Key of the caller; 0 for one whose number is withheld, who may have entered another. */
  readonly caller: number
  readonly prompt: string
  /** Absent: by the caller's record, else the first language of the line. */
  readonly language?: string
  readonly values: SpokenValues
  readonly asks?: 'score'
  readonly to?: 'given'
  /** The call has given its caller a case number. */
  readonly hasCase?: true
}

/** A phone asks by itself at the end of a conference; only one that did not get there needs a nudge. */
const NUDGE_AFTER_MS = 3_000
/** Time to hear that the place is kept, and to hang up: before that the caller's phone is engaged. */
const GOODBYE_MS = 12_000
/** Longer than a callback rings. */
const CHECK_AFTER_MS = 60_000

/** Facts that reach a phone in the middle of something; what others lead to is the answer to their own webhook. */
const UNASKED: ReadonlySet<Fact['kind']> = new Set([
  'due',
  'line-due',
  'line-defined',
  'recovered',
  'dropped',
  'left',
  'lost',
  'transferred',
])

/** Takes note of a fact and its directives, and gives what must be done by REST. */
export function effectsOf(entry: Entry, phones: Phones, offers: Offers): Effect[] {
  const { fact, directives = [], atMs } = entry
  const over = offerThatEnds(entry, phones, offers)
  const before = new Map(callsIn(directives).map(call => [call, { ...phones.of(call) }]))
  phones.note(entry)
  const effects = new Effects(entry)
  for (const directive of directives) direct(directive, { effects, phones, offers, before, atMs, over })
  if (over !== undefined) {
    effects.add({ do: 'end', offer: over })
    const phone = phones.get(offers.offers.get(over)?.call ?? 0)
    if (phone?.offer === over) {
      phone.offer = undefined
      phone.helper = undefined
    }
  }
  if (!UNASKED.has(fact.kind)) return effects.all
  for (const [call, phone] of before) {
    const isOnTheLine = phone.isUp && phone.hangsUpMs === undefined
    if (!isOnTheLine || comesByItself(phone) || !isNews(directives, call)) continue
    // A conference in which somebody helped need not end with the talk, and its end says nothing.
    const { offer = '', helper } = phone
    const waitMs = helper === undefined && offers.roomOf(offer) === offer ? NUDGE_AFTER_MS : 0
    effects.add({ do: 'nudge', call, after: phone.said, sinceMs: atMs }, atMs + waitMs)
  }
  return effects.all
}

/** The effects of one fact. */
class Effects {
  readonly all: Effect[] = []
  readonly #entry: Entry
  readonly #settled = new Set<number>()

  constructor(entry: Entry) {
    this.#entry = entry
  }

  /** Id of the effect that is added next. */
  get nextId(): string {
    return effectId(this.#entry, this.all.length)
  }

  /** Once for a call: it brings all of it to where it stands by then. */
  settle(call: number): void {
    if (!this.#settled.has(call)) this.add({ do: 'settle', call })
    this.#settled.add(call)
  }

  add(deed: Deed, dueMs?: number): void {
    this.all.push({ payload: JSON.stringify(deed), ...(dueMs !== undefined && { dueMs }) })
  }
}

interface Directing {
  readonly effects: Effects
  readonly phones: Phones
  readonly offers: Offers
  /** The phones that are directed, as they were before. */
  readonly before: ReadonlyMap<number, Phone>
  readonly atMs: number
  /** The offer whose leg is ended in any case. */
  readonly over: string | undefined
}

function direct(directive: Directive, directing: Directing): void {
  const { effects, phones, offers, before, atMs } = directing
  switch (directive.do) {
    case 'ring': {
      const { agent, call, helps } = directive
      const offer = effects.nextId
      const talk = phones.of(call).offer
      offers.ring(offer, { agent, call, ...(helps !== undefined && talk && { room: offers.roomOf(talk) }) })
      effects.add({ do: 'ring', offer })
      return
    }
    case 'stop-ringing': {
      const offer = offers.latest.get(directive.agent)
      if (offer !== undefined) effects.add({ do: 'end', offer })
      return
    }
    case 'connect': {
      const { call } = directive
      const offer = offers.latest.get(directive.agent) ?? ''
      phones.of(call).offer = offer
      effects.add({ do: 'redirect', call, after: before.get(call)!.said, offer })
      return
    }
    case 'play-message':
      // The agent's own leg plays it; should the call be taken away, that leg ends.
      phones.of(directive.call).offer = offers.latest.get(directive.agent)
      return
    case 'dial': {
      const { call } = directive
      const dial = effects.nextId
      offers.dial(dial, call)
      const { hangsUpMs } = phones.of(call)
      const dueMs = hangsUpMs === undefined ? atMs : Math.max(atMs, hangsUpMs + GOODBYE_MS)
      effects.add({ do: 'dial', call, dial }, dueMs)
      effects.add({ do: 'check', call, dial }, dueMs + CHECK_AFTER_MS)
      return
    }
    case 'text': {
      const { do: _, call, prompt, asks, to, ...values } = directive
      const { line, caller, language, hasCase } = phones.of(call)
      const whose = { line, call, caller, ...(language !== undefined && { language }) }
      const how = { ...(asks && { asks }), ...(to && { to }), ...(hasCase && { hasCase }) }
      effects.add({ do: 'text', text: effects.nextId, ...whose, prompt, values: { ...values, atMs }, ...how })
      return
    }
    case 'text-caller': {
      const { line, caller, prompt } = directive
      effects.add({ do: 'text', text: effects.nextId, line, call: 0, caller, prompt, values: { atMs } })
      return
    }
    default:
      directTalk(directive, directing)
  }
}

/** What is directed in the midst of a talk. */
function directTalk(directive: Directive, { effects, phones, offers, over }: Directing): void {
  switch (directive.do) {
    case 'hold':
    case 'unhold':
      effects.settle(directive.call)
      return
    case 'join':
      phones.of(directive.call).helper = offers.latest.get(directive.agent)
      effects.settle(directive.call)
      return
    case 'part': {
      const offer = offers.latest.get(directive.agent)
      if (offer === undefined) return
      parts(phones, offers, offer, effects)
      if (offer !== over) effects.add({ do: 'end', offer, settled: true })
      return
    }
    case 'monitor': {
      const { agent, whom } = directive
      const watched = offers.offers.get(offers.latest.get(whom) ?? '')
      const known = offers.offers.get(offers.watches.get(agent) ?? '')
      if (!watched) return
      if (known?.watches === whom) {
        effects.settle(watched.call)
        return
      }
      const offer = effects.nextId
      const room = offers.roomOf(offers.latest.get(whom)!)
      offers.ring(offer, { agent, call: watched.call, room, watches: whom })
      offers.watches.set(agent, offer)
      effects.add({ do: 'ring', offer })
      return
    }
    case 'stop-monitoring': {
      const offer = offers.watches.get(directive.agent)
      offers.watches.delete(directive.agent)
      if (offer !== undefined) effects.add({ do: 'end', offer })
      return
    }
    case 'record-talk':
      effects.add({ do: 'tape', call: directive.call })
      return
    default:
  }
}

/** An agent leaves a talk that goes on: without the helper, or with the helper as the one whose talk it is. */
function parts(phones: Phones, offers: Offers, offer: string, effects: Effects): void {
  const call = offers.offers.get(offer)?.call ?? 0
  const phone = phones.get(call)
  if (!phone) return
  if (phone.offer === offer) phone.offer = phone.helper
  if (phone.offer !== undefined) effects.settle(call)
  phone.helper = undefined
}

/** The offer whose talk a fact ends: the agent's leg may be alone in its conference. */
function offerThatEnds({ fact, directives = [] }: Entry, phones: Phones, offers: Offers): string | undefined {
  if (fact.kind === 'left' || fact.kind === 'lost') return offers.latest.get(fact.data.agent)
  // Where the flow has no way for the caller, nothing is directed, and the talk goes on.
  if (fact.kind === 'transferred' && directives.length > 0) return offers.latest.get(fact.data.agent)
  if (fact.kind === 'hung-up' || fact.kind === 'recovered' || fact.kind === 'dropped')
    return phones.get(fact.data.call)?.offer
  return undefined
}

function callsIn(directives: readonly Directive[]): number[] {
  return directives.flatMap(directive => ('call' in directive ? [directive.call] : []))
}

function isNews(directives: readonly Directive[], call: number): boolean {
  const news = new Set(['say', 'ask', 'record', 'play-music', 'hang-up'])
  return directives.some(
    directive => 'call' in directive && directive.call === call && news.has(directive.do),
  )
}

/** A phone that neither listens for an answer, nor records, nor talks comes back at the end of each piece of music. */
export function comesByItself(phone: Phone): boolean {
  return (
    phone.isUp && phone.hangsUpMs === undefined && !phone.asks && !phone.records && phone.offer === undefined
  )
}
