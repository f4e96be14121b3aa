import { randomUUID } from 'node:crypto'
import { ACCOUNT } from '../carrier/rest-server.ts'
import type { Verb } from '../carrier/twiml.ts'
import { expectTwiml, saidIn } from '../carrier/twiml.ts'
import { PUBLIC_URL } from './live-line.ts'
import type { Answer, Exchange, Webhook } from './load-exchange.ts'
import type { Rooms } from './load-rooms.ts'

/** A fact that a webhook of this leg led to; one that is not sure may be missing, since nobody answered. */
export interface Expected {
  readonly fact: string
  readonly isSure: boolean
}

/** What whoever holds the phone does. */
export interface Manner {
  /** A key to press, `silence` to say nothing, or undefined to hang up. */
  key(document: Verb, place: 'line' | 'queue'): string | undefined
  /** How long it is listened before anything is done. */
  listensMs(): number
  talksMs(): number
}

export interface LegOptions {
  readonly callSid: string
  readonly fields: Readonly<Record<string, string>>
  readonly startUrl: string
  readonly statusUrl: string
  readonly fallbackUrl: string
  readonly manner: Manner
  readonly exchange: Exchange
  readonly rooms: Rooms
}

type Step = { readonly url: string; readonly more?: Readonly<Record<string, string>> } | undefined

/** Words that no caller may hear. */
const ENGINEERS = /error|exception|undefined|null|NaN|object|sqlite|stack|failed/i
const DIARY = 16
/** Documents without a word or a sound, one after the other: more are silence to a caller. */
const SILENT_MAX = 4

/** One telephone at Twilio: follows the documents that it is given, each held to Twilio's rules, until somebody hangs up. */
export class Leg {
  readonly options: LegOptions
  /** In order, what the journal must hold of this leg. */
  readonly expected: Expected[] = []
  /** What happened at last, for a failure. */
  readonly diary: string[] = []
  /** How often it was sent to the fallback, for want of an answer. */
  fallbacks = 0
  isUp = true
  /** A request by REST came after it had ended. */
  wasMissed = false
  #place: 'line' | 'queue' = 'line'
  #afterQueue = ''
  #taken: string | undefined
  #isEnded = false
  #mayBeOver = false
  #takenFrom = ''
  #isEndedByCentre = false
  #wake: () => void = () => {}
  #silent = 0
  #last: { webhook: Webhook; text: string; generation: number } | undefined

  constructor(options: LegOptions) {
    this.options = options
  }

  /** Lives from its start until it is over, and told so. @throws Error that tells what happened before */
  async lives(): Promise<void> {
    try {
      let step: Step = { url: this.options.startUrl }
      while (step && !this.#isEnded) step = await this.#follows(await this.#asks(step))
      await this.#ends()
    } catch (error) {
      throw new Error(`${(error as Error).message}\n  ${this.diary.join('\n  ')}`, { cause: error })
    } finally {
      this.isUp = false
    }
  }

  /** Taken elsewhere by REST, whatever it hears. */
  isTaken(url: string): void {
    this.#taken = url
    this.#wake()
  }

  /** Ended by REST. */
  isEnded(): void {
    this.#isEnded = true
    this.#wake()
  }

  async #asks({ url, more = {} }: NonNullable<Step>): Promise<Verb> {
    await this.#asksAgain()
    const { exchange, callSid, fields, fallbackUrl } = this.options
    const webhook: Webhook = {
      url: url.startsWith('/') ? `${PUBLIC_URL}${url}` : url,
      fields: { CallSid: callSid, AccountSid: ACCOUNT, CallStatus: 'in-progress', ...fields, ...more },
      token: randomUUID(),
    }
    const answer = await exchange.send(webhook)
    const document = answer && this.#reads(webhook, answer)
    this.#expects(webhook, document)
    if (document) return document
    this.#place = 'line'
    this.fallbacks++
    this.#notesEnd()
    return this.#patiently({
      url: `${PUBLIC_URL}${fallbackUrl}`,
      fields: { ...webhook.fields, ErrorCode: '11200', ErrorUrl: webhook.url },
      token: randomUUID(),
    })
  }

  async #patiently(webhook: Webhook): Promise<Verb> {
    const { exchange } = this.options
    for (;;) {
      await exchange.isUp()
      const answer = await exchange.once(webhook)
      if (answer) return this.#reads(webhook, answer)
    }
  }

  /** The same webhook, on another server: the answer is the same, to the byte. */
  async #asksAgain(): Promise<void> {
    const { exchange } = this.options
    const last = this.#last
    if (!last || last.generation === exchange.generation) return
    this.#last = undefined
    const answer = await exchange.send(last.webhook)
    if (!answer) return
    this.#notes(`again ${pathOf(last.webhook)}`, answer)
    if (answer.text !== last.text)
      throw new Error(`a retry heard something else:\n${last.text}\n${answer.text}`)
  }

  #reads(webhook: Webhook, answer: Answer): Verb {
    this.#notes(pathOf(webhook), answer)
    const { status, type, text } = answer
    if (status !== 200 || !type.startsWith('text/xml')) throw new Error(`answered ${status} ${type}: ${text}`)
    if (isOnce(webhook.url)) this.#last = { webhook, text, generation: this.options.exchange.generation }
    const document = expectTwiml(text, this.#place)
    const said = saidIn(document).join(' ')
    if (ENGINEERS.test(said)) throw new Error(`a caller heard: ${said}`)
    const isSilent = document.children.every(({ name }) => name === 'Redirect' || name === 'Leave')
    this.#silent = isSilent ? this.#silent + 1 : 0
    if (this.#silent > SILENT_MAX) throw new Error('a caller heard nothing, again and again')
    return document
  }

  #notes(path: string, { status, text }: Answer): void {
    this.diary.push(`${path}: ${status} ${text.replace(/<\?xml[^>]*>/, '').slice(0, 160)}`)
    if (this.diary.length > DIARY) this.diary.shift()
  }

  /** The fact that a webhook must have led to, once it is answered. */
  #expects({ url, fields }: Webhook, document: Verb | undefined): void {
    const { pathname } = new URL(url)
    const route = pathname.split('/').at(-1)!
    const isSure = document !== undefined
    const add = (fact: string, sure = isSure) => void this.expected.push({ fact, isSure: sure })
    if (pathname.startsWith('/offer/')) return
    if (pathname.startsWith('/back/')) add('callback-answered', document?.children[0]?.name === 'Gather')
    else if (route === 'key' && fields.Digits!.length > 1) add('heard entry.(in)?valid')
    else if (route === 'key') add(`heard key.${KEY_NAMES[fields.Digits!] ?? fields.Digits}`)
    else if (route === 'recorded') add('heard recording.(kept|empty)')
    else if (route === 'silence') add('heard silence')
    else if (url.endsWith(this.options.startUrl)) add('arrived')
    // After the fallback a call that was over meanwhile begins anew, and so does one that never came in.
    else if (url.endsWith('?again=1')) add('arrived', false)
  }

  /** The agent's leg may have told that the talk is over. */
  #notesEnd(): void {
    if (this.#mayBeOver) this.expected.push({ fact: 'hung-up', isSure: false })
  }

  /** Does what a document says. Gives what is asked next; undefined where the leg is over. */
  async #follows(document: Verb): Promise<Step> {
    const taken = this.#takenTo()
    if (taken) return taken
    const [first] = document.children
    const last = document.children.at(-1)!
    if (first?.name === 'Enqueue') return this.#enters(first)
    if (first?.name === 'Leave') return this.#leaves('leave')
    if (first?.name === 'Dial') return this.#talks(first)
    if (last.name === 'Hangup') {
      // A fallback knows nothing of the centre, nor the centre of it.
      this.#isEndedByCentre = !this.diary.at(-1)!.includes('/fallback')
      return undefined
    }
    const gather = document.children.find(({ name }) => name === 'Gather')
    await this.#waits(this.options.manner.listensMs())
    const interrupted = this.#takenTo()
    if (interrupted || this.#isEnded) return interrupted
    const key = gather || this.#place === 'queue' ? this.options.manner.key(document, this.#place) : 'silence'
    if (key === undefined) return this.#hangsUp()
    if (key === 'silence' || !gather) return { url: last.text }
    const keys = Number(gather.attributes.numDigits)
    // Star is no digit, and pound before any digit is no answer.
    if (keys > 1 && /\D/.test(key)) return { url: last.text }
    return { url: gather.attributes.action!, more: { Digits: key.repeat(keys) } }
  }

  #takenTo(): Step {
    const url = this.#taken
    if (url === undefined) return undefined
    this.#taken = undefined
    this.#place = 'line'
    return { url }
  }

  #enters({ attributes }: Verb): Step {
    this.#place = 'queue'
    this.#afterQueue = attributes.action!
    return { url: attributes.waitUrl!, more: { QueueTime: '0' } }
  }

  #leaves(result: string): Step {
    this.#place = 'line'
    return { url: this.#afterQueue, more: { QueueResult: result, QueueTime: '5' } }
  }

  async #talks({ children, attributes }: Verb): Promise<Step> {
    if (this.#takenFrom === children[0]!.text) throw new Error('taken out of a talk, and back into it')
    const room = this.options.rooms.enter(children[0]!.text)
    this.#mayBeOver = true
    await Promise.race([this.#waits(this.options.manner.talksMs()), room.over])
    const taken = this.#takenTo()
    const isLeft = room.leave()
    if (taken) {
      if (!isLeft) this.#takenFrom = children[0]!.text
      this.#notesEnd()
      return taken
    }
    const more = { DialCallStatus: 'completed' }
    if (isLeft && !this.#isEnded) return { url: attributes.action!, more }
    await this.#tells(attributes.action!, { ...more, CallStatus: 'completed' })
    return undefined
  }

  async #hangsUp(): Promise<undefined> {
    if (this.#place === 'queue')
      await this.#tells(this.#afterQueue, { QueueResult: 'hangup', CallStatus: 'completed' })
    return undefined
  }

  async #ends(): Promise<void> {
    // The centre has ended a leg that it told to hang up; whether it has one that talks depends on who was first.
    if (!this.#isEndedByCentre) this.expected.push({ fact: 'hung-up', isSure: !this.#mayBeOver })
    await this.#tells(this.options.statusUrl, { CallStatus: 'completed' })
  }

  /** Tells of something whose answer nobody hears. */
  async #tells(url: string, more: Record<string, string>): Promise<void> {
    const { callSid, fields, exchange } = this.options
    const webhook: Webhook = {
      url: url.startsWith('/') ? `${PUBLIC_URL}${url}` : url,
      fields: { CallSid: callSid, AccountSid: ACCOUNT, ...fields, ...more },
      token: randomUUID(),
    }
    for (;;) {
      const answer = await exchange.send(webhook)
      if (!answer) continue
      this.#notes(pathOf(webhook), answer)
      if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`)
      return
    }
  }

  #waits(ms: number): Promise<void> {
    if (this.#taken !== undefined || this.#isEnded) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

const KEY_NAMES: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' }

/** Routes whose answer is kept under the token. */
function isOnce(url: string): boolean {
  const { pathname } = new URL(url)
  return /^\/voice\/[^/]+(\/(key|silence))?$|^\/offer\/[^/]+\/key$|^\/back\/[^/]+\/[^/]+$/.test(pathname)
}

function pathOf({ url, fields: { Digits, CallStatus } }: Webhook): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}${Digits ? ` Digits=${Digits}` : ''} ${CallStatus ?? ''}`
}
