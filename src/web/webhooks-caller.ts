import express from 'express'
import type { Entry } from '../call/journal.ts'
import { callerNumber } from '../carrier/twilio/caller-number.ts'
import type { Cursor } from '../carrier/twilio/cursor.ts'
import { holdDocument } from '../carrier/twilio/documents.ts'
import {
  emptyDocument,
  goodbyeDocument,
  leaveDocument,
  redirectDocument,
  sorryDocument,
} from '../carrier/twilio/fallback.ts'
import type { Phone } from '../carrier/twilio/phones.ts'
import { LEG_ENDED } from '../centre/calls.ts'
import { mayBeCase } from '../line/case-number.ts'
import type { LineDefinition } from '../line/definition.ts'
import { isAbout } from '../runtime/cases.ts'
import type { Report } from '../runtime/runtime.ts'
import type { Caller, CallerRecord } from '../store/rows.ts'
import { agentGone } from './agent-gone.ts'
import type { Answer } from './answers.ts'
import { answerIn, judge } from './answers.ts'
import { knownOf, recorded, tierOf, whereIs } from './caller-records.ts'
import { recordedCaller, recordedEvent, recordingIn } from './recordings.ts'
import type { Desk, Excuse, Hook, View } from './webhooks.ts'
import { isOver, lineNamed, sendTwiml, webhook } from './webhooks.ts'

type Place = 'line' | 'queue'

/** What a caller's phone asks us. A line's voice URL is `POST /voice/<line>`, its status callback `…/status`. */
export function callerRoutes(desk: Desk): express.Router {
  const router = express.Router()
  router.param('line', (_request, response, next, name: string) => {
    if (lineNamed(desk, name)) return next()
    // A wrong voice URL is the operator's slip: with 404 it shows in Twilio's list of errors, too.
    desk.log.error({ line: name }, 'a webhook for a line that is not served')
    sendTwiml(response, 404, goodbyeDocument([], 'notHere'))
  })
  const caller = new CallerHooks(desk)
  const post = (route: string, name: string, answers: (hook: Hook) => Promise<string>, excuse: Excuse) =>
    router.post(`/voice/:line${route}`, webhook(desk, name, answers, excuse))
  const sorry: Excuse = hook => ({ status: 200, document: caller.sorry(hook) })
  const inQueue: Excuse = () => ({ status: 200, document: leaveDocument() })
  const unheard: Excuse = () => ({ status: 500, document: emptyDocument() })
  post('', 'arrive', hook => caller.arrives(hook), sorry)
  post('/next', 'next', hook => caller.asks(hook, 'line'), sorry)
  post('/wait', 'wait', hook => caller.asks(hook, 'queue'), inQueue)
  post(
    '/key',
    'key',
    hook => caller.presses(hook),
    hook => (placeOf(hook) === 'queue' ? inQueue(hook) : sorry(hook)),
  )
  post('/silence', 'silence', hook => caller.isSilent(hook), sorry)
  post('/recorded', 'recorded', hook => caller.hasRecorded(hook), sorry)
  post('/recording', 'recording', hook => caller.hearsOfRecording(hook), unheard)
  post('/transcription', 'transcription', hook => caller.hearsOfTranscription(hook), unheard)
  post('/left-queue', 'left-queue', hook => caller.leavesQueue(hook), sorry)
  post('/after-talk', 'after-talk', hook => caller.hasTalked(hook), sorry)
  post(
    '/hold',
    'hold',
    hook => caller.holds(hook),
    () => ({ status: 200, document: emptyDocument() }),
  )
  post('/status', 'status', hook => caller.status(hook), unheard)
  return router
}

/** Results of a Twilio queue after which the caller may stand in it again; with others, and unknown ones, it would turn in circles. */
const MAY_QUEUE_AGAIN: ReadonlySet<string> = new Set([
  'leave',
  'redirected',
  'redirected-from-bridged',
  'bridged',
  'bridging-in-process',
])
/** A recording that a hang-up has ended is told of within this; until then the hang-up is not the end of it. */
const RECORDING_GRACE_MS = 3_000

class CallerHooks {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** A call comes in; or one that we have already comes back to the start, from the fallback. */
  async arrives(hook: Hook): Promise<string> {
    const { carrier, records } = this.#desk
    const { legs } = carrier
    const callSid = hook.need('CallSid')
    const line = this.#line(hook)
    const number = callerNumber(hook.field('From'))
    // Before the lock of the centre is asked for: no other call waits for it.
    const learnt = number === undefined ? undefined : await records?.recordOf(number)
    let call = 0
    return hook.once({
      reports: async view => {
        const before = await legs.callOf(callSid)
        if (before !== undefined && view.centre.slotOf(before) >= 0) {
          call = before
          await carrier.recall(view.centre, call)
          return due(view, call)
        }
        call = view.centre.nextCall
        const caller = await this.#callerOf(view, number, learnt)
        const known = knownOf(line, caller, view.atMs)
        carrier.digits.begin(call, { own: number, case: caller?.openCase })
        const whose = { caller: caller?.key ?? 0, tier: tierOf(line, caller) }
        const data = {
          line: line.name,
          ...whose,
          ...whereIs(number, ownNumber(hook)),
          ...(known && { known }),
        }
        const arrived: Report = { kind: 'arrived', data }
        return legs.hasEndedEarly(callSid) ? [arrived, { kind: 'hung-up', data: { call } }] : [arrived]
      },
      answer: (entries, view) => {
        if (entries.some(({ fact }) => fact.kind === 'arrived')) {
          view.bind(callSid, call)
          legs.bind(callSid, call)
        }
        return this.#document(hook, view, call, 'line', onward(hook.cursor, entries))
      },
    })
  }

  /** Whoever rings from a number, with what was just learnt of them; undefined for a number that is withheld. */
  async #callerOf(
    view: View,
    number: string | undefined,
    learnt: CallerRecord | undefined,
  ): Promise<Caller | undefined> {
    if (number === undefined) return undefined
    const { atMs } = view
    const key = await view.callerKey(number)
    const known = await this.#desk.runtime.options.store.callerByNumber(number)
    const caller = known ?? { key, number, firstSeenMs: atMs, lastSeenMs: atMs }
    view.changeCaller({ key, seenMs: atMs, ...(learnt && { record: { ...learnt, atMs } }) })
    if (learnt === undefined) return caller
    return recorded(caller, learnt, atMs)
  }

  /** A phone has come to the end of what it was given. A read, unless something is due. */
  asks(hook: Hook, place: Place): Promise<string> {
    return this.#onCall(hook, place, (view, call) => due(view, call))
  }

  presses(hook: Hook): Promise<string> {
    const answer = answerIn(hook)
    return this.#onCall(
      hook,
      placeOf(hook),
      (view, call) => {
        const phone = this.#desk.carrier.phones.get(call)
        // An answer that comes twice, or to a question that is no more, has no effect.
        return phone?.turn === hook.cursor.turn ? this.#answers(hook, view, call, phone, answer) : []
      },
      { once: true },
    )
  }

  isSilent(hook: Hook): Promise<string> {
    return this.#onCall(
      hook,
      'line',
      (_view, call) => {
        const phone = this.#desk.carrier.phones.get(call)
        return phone?.asks && phone.turn === hook.cursor.turn ? [heard(call, 'silence')] : []
      },
      { once: true },
    )
  }

  /** The caller has said something after the tone, or kept silent, or hung up while it was recorded. */
  async hasRecorded(hook: Hook): Promise<string> {
    const recording = recordingIn(hook)
    const document = await this.#onCall(
      hook,
      'line',
      (view, call) => {
        if (recording) view.keepRecording(call, recordedCaller(hook), recording)
        const phone = this.#desk.carrier.phones.get(call)
        const isWaitedFor = phone?.records && phone.turn === hook.cursor.turn
        return isWaitedFor ? [heard(call, recordedEvent(hook))] : []
      },
      { once: true },
    )
    // After what it leads to, by which the call may be over already.
    if (hook.field('Digits') === 'hangup' || isOver(hook)) await this.#onCall(hook, 'line', hungUp)
    return document
  }

  /** The file of a recording is there, or never will be. */
  hearsOfRecording(hook: Hook): Promise<string> {
    const { legs } = this.#desk.carrier
    const callSid = hook.need('CallSid')
    hook.need('RecordingSid')
    hook.need('RecordingStatus')
    const recording = recordingIn(hook)
    return hook.read({
      async reports(view) {
        const call = await legs.callOf(callSid)
        if (call !== undefined && recording) view.keepRecording(call, recordedCaller(hook), recording)
        return []
      },
      answer: () => emptyDocument(),
    })
  }

  /** A recording was written down, or could not be: then there is nothing to keep. */
  hearsOfTranscription(hook: Hook): Promise<string> {
    const sid = hook.need('RecordingSid')
    const isDone = hook.need('TranscriptionStatus') === 'completed'
    const text = hook.field('TranscriptionText')?.trim()
    return hook.read({
      reports(view) {
        if (isDone && text) view.keepTranscript({ sid, text })
        return []
      },
      answer: () => emptyDocument(),
    })
  }

  /** The caller has come out of the Twilio queue, which tells how; it does not tell that somebody answered. */
  leavesQueue(hook: Hook): Promise<string> {
    const result = hook.field('QueueResult') ?? ''
    const hasHungUp = result === 'hangup' || isOver(hook)
    const isOutside = hook.cursor.isOutside || !MAY_QUEUE_AGAIN.has(result)
    return this.#onCall(hook, 'line', (view, call) => (hasHungUp ? hungUp(view, call) : due(view, call)), {
      cursor: { ...hook.cursor, isOutside },
    })
  }

  /**
   * The conference is over for the caller: one who is still there was left by the agent who began the talk, unless it
   * was handed over meanwhile, and goes on.
   */
  hasTalked(hook: Hook): Promise<string> {
    const { carrier } = this.#desk
    return this.#onCall(hook, 'line', (view, call) => {
      if (isOver(hook)) return hungUp(view, call)
      const offer = carrier.phones.get(call)?.offer ?? ''
      const isIt = hook.query.o === offer
      if (!isIt || carrier.offers.standing(view.centre, offer) !== 'talking') return due(view, call)
      return [agentGone(this.#desk, carrier.offers.offers.get(offer)!.agent)]
    })
  }

  /** Music for a caller on hold: the same whatever the centre does meanwhile. */
  async holds(hook: Hook): Promise<string> {
    const { carrier, publicUrl } = this.#desk
    const line = this.#line(hook)
    const hasAudio = (path: string) => carrier.options.hasAudio(line.name, path)
    return holdDocument({ publicUrl, line, cursor: hook.cursor, hasAudio })
  }

  async status(hook: Hook): Promise<string> {
    const { legs, phones } = this.#desk.carrier
    const hangsUpLater = (call: number) => this.#hangsUpLater(call)
    const callSid = hook.need('CallSid')
    hook.need('CallStatus')
    if (!isOver(hook)) return emptyDocument()
    return hook.read({
      async reports(view) {
        const call = await legs.callOf(callSid)
        if (call === undefined) legs.endsEarly(callSid)
        // The first leg of a caller who was called back meanwhile says nothing about the second.
        if (call === undefined || (await legs.callSidOf(call)) !== callSid) return []
        if (!phones.get(call)?.records) return hungUp(view, call)
        hangsUpLater(call)
        return []
      },
      answer: () => emptyDocument(),
    })
  }

  /** Reports a hang-up unless the recording that it ended has brought it by then. */
  #hangsUpLater(call: number): void {
    const { runtime } = this.#desk
    const { clock } = runtime.options
    clock.at(clock.nowMs() + RECORDING_GRACE_MS, () => {
      // What cannot be reported, as by a centre that stops, is found by the look after silent phones.
      runtime.submit({ reports: view => hungUp(view, call) }).catch(() => {})
    })
  }

  /** Once an apology and back to the start of the line, which a known call finds as it left it; then goodbye. */
  sorry(hook: Hook): string {
    const { publicUrl } = this.#desk
    const line = this.#line(hook)
    if (hook.cursor.isAgain) return goodbyeDocument(line.languages, 'goodbye')
    return sorryDocument(line.languages, startUrl(publicUrl, line.name, true))
  }

  async #onCall(
    hook: Hook,
    place: Place,
    reports: (view: View, call: number) => readonly Report[] | Promise<readonly Report[]>,
    { once = false, cursor = hook.cursor }: { once?: boolean; cursor?: Cursor } = {},
  ): Promise<string> {
    const { carrier, publicUrl } = this.#desk
    const callSid = hook.need('CallSid')
    const line = this.#line(hook)
    let call: number | undefined
    return hook[once ? 'once' : 'read']({
      async reports(view) {
        call = await carrier.legs.callOf(callSid)
        if (call === undefined) return []
        await carrier.recall(view.centre, call)
        return reports(view, call)
      },
      answer: (entries, view) => {
        if (call !== undefined) return this.#document(hook, view, call, place, onward(cursor, entries))
        // A call that we do not know begins at the start, which no document of a queue can reach.
        return place === 'queue'
          ? leaveDocument()
          : redirectDocument(startUrl(publicUrl, line.name, cursor.isAgain))
      },
    })
  }

  #document(hook: Hook, view: View, call: number, place: Place, cursor: Cursor): string {
    const line = this.#line(hook)
    return this.#desk.carrier.document(view.centre, { call, line, cursor, place, atMs: view.atMs })
  }

  /** What was keyed in or said stays beside the journal; the flow hears what it means. */
  async #answers(hook: Hook, view: View, call: number, phone: Phone, answer: Answer): Promise<Report[]> {
    const { digits, options } = this.#desk.carrier
    const slot = view.centre.slotOf(call)
    if (slot < 0) return []
    const { calls, lines } = view.centre.centre.state
    const { definition: line } = lines[calls.line[slot]!]!.table.line
    const isCase = phone.asks?.as === 'case' && (await this.#isCase(view, answer.digits))
    const judged = judge(answer, { phone, line, isCase, own: ownNumber(hook) ?? options.from })
    if (!judged) return []
    for (const { what, value } of judged.keeps) {
      view.keepSecret(call, calls.caller[slot]!, what, value)
      if (what === 'digits') digits.enter(call, { entry: value })
      if (what === 'number') digits.enter(call, { given: value })
      if (what === 'case') {
        digits.enter(call, { about: value })
        isAbout(view, { call, caller: calls.caller[slot]!, line: line.name }, value)
      }
    }
    return [heard(call, judged.event, judged.zone)]
  }

  /** A case that we gave its number, or that the records know. */
  async #isCase(view: View, digits: string): Promise<boolean> {
    const paper = mayBeCase(digits) ? await view.paper('case', digits) : undefined
    if (paper && paper.state !== 'same') return true
    return (await this.#desk.runtime.options.store.callerByCase(digits)) !== undefined
  }

  #line(hook: Hook): LineDefinition {
    // `router.param` has refused what is no line.
    return lineNamed(this.#desk, hook.path('line'))!
  }
}

/** What was written down has come through: a fault after it is another one, and not yet the caller's second. */
function onward(cursor: Cursor, entries: readonly Entry[]): Cursor {
  return cursor.isAgain && entries.length > 0 ? { ...cursor, isAgain: false } : cursor
}

export function startUrl(publicUrl: string, line: string, isAgain: boolean): string {
  return `${publicUrl}/voice/${encodeURIComponent(line)}${isAgain ? '?again=1' : ''}`
}

/** `due` where the centre's time has come. */
export function due(view: View, call: number): Report[] {
  const slot = view.centre.slotOf(call)
  const isDue = slot >= 0 && view.centre.centre.state.calls.wakeMs[slot]! <= view.atMs
  return isDue ? [{ kind: 'due', data: { call } }] : []
}

/** `hung-up`, unless the centre has ended that leg itself. */
export function hungUp(view: View, call: number): Report[] {
  const slot = view.centre.slotOf(call)
  const isUp = slot >= 0 && (view.centre.centre.state.calls.flags[slot]! & LEG_ENDED) === 0
  return isUp ? [{ kind: 'hung-up', data: { call } }] : []
}

function heard(call: number, event: string, zone?: string): Report {
  return { kind: 'heard', data: { call, event, ...(zone !== undefined && { zone }) } }
}

/** Whether a key was pressed to what is heard in a queue. */
function placeOf({ query }: Hook): Place {
  return query.w === '1' ? 'queue' : 'line'
}

/** The number that the caller rang, or was called back from. */
function ownNumber(hook: Hook): string | undefined {
  return callerNumber(hook.field(hook.field('Direction')?.startsWith('outbound') ? 'From' : 'To'))
}
