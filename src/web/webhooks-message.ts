import { createHmac, timingSafeEqual } from 'node:crypto'
import express from 'express'
import type { OwedCallback } from '../call/journal.ts'
import { whoCalls } from '../carrier/twilio/agent-documents.ts'
import { hangUpDocument, redirectDocument } from '../carrier/twilio/fallback.ts'
import type { HeardMessage } from '../carrier/twilio/message-documents.ts'
import { messageDocument } from '../carrier/twilio/message-documents.ts'
import type { Offer } from '../carrier/twilio/offers.ts'
import { canBeCalled } from '../centre/calling.ts'
import { FILED } from '../centre/calls.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { Report } from '../runtime/runtime.ts'
import type { Caller, Recording } from '../store/rows.ts'
import type { Desk, Hook, View } from './webhooks.ts'
import { webhook } from './webhooks.ts'

/** Looks whether the file of a recording is there: for a minute. */
const LOOKS_MAX = 20
/** An agent who presses nothing is asked so often, and is done then. */
const TIMES_MAX = 3
const LAST_DIGITS = 4
const CALL_BACK = '1'
const AGAIN = '2'
const DONE = '3'

/** True for a call of which only the message is left. */
export function isMessage({ centre }: JournaledCentre, slot: number): boolean {
  return slot >= 0 && (centre.state.calls.flags[slot]! & FILED) !== 0
}

/** What an agent hears who has taken a message, and what the keys do; the offer's id stands in each URL. */
export function messageRoutes(desk: Desk): express.Router {
  const router = express.Router()
  const messages = new MessageHooks(desk)
  const post = (route: string, name: string, answers: (hook: Hook) => Promise<string>) =>
    router.post(
      `/offer/:offer/message${route}`,
      webhook(desk, name, answers, () => ({ status: 200, document: hangUpDocument() })),
    )
  post('', 'message', hook => messages.plays(hook))
  post('/key', 'message-key', hook => messages.presses(hook))
  return router
}

/**
 * The sound of the message that an agent is hearing now, fetched from the carrier that has it: so nobody needs to be let
 * in there without a password. The URL is good for nothing else, and as long as the agent hears the message.
 */
export function messageSound(desk: Desk): express.Router {
  const router = express.Router()
  router.get('/sound/:offer/:seal', async (request, response) => {
    const { offer, seal } = request.params
    const { runtime, carrier } = desk
    const known = carrier.offers.offers.get(offer)
    const isHeard =
      isSealed(desk, offer, seal) && carrier.offers.standing(runtime.centre, offer) === 'talking'
    const recording = known && isHeard ? await recordingOf(desk, known) : undefined
    const sound = recording && (await carrier.options.rest.sound(recording.sid))
    if (sound) response.type(sound.type).send(sound.bytes)
    else response.status(404).type('text/plain').send('There is nothing to hear.\n')
  })
  return router
}

class MessageHooks {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Plays the message, for the first time or again, waits for its file, or asks once more what is to be done. */
  plays(hook: Hook): Promise<string> {
    const { store } = this.#desk.runtime.options
    hook.need('CallSid')
    let recording: Recording | undefined
    let caller: Caller | undefined
    return this.#onMessage(hook, {
      reports: async (view, offer) => {
        if (count(hook, 'silent') >= TIMES_MAX) return [{ kind: 'left', data: { agent: offer.agent } }]
        const { calls } = view.centre.centre.state
        recording = await recordingOf(this.#desk, offer)
        caller = await store.caller(calls.caller[view.centre.slotOf(offer.call)]!)
        return []
      },
      answer: (view, { call }) => {
        const { calls, lines } = view.centre.centre.state
        const slot = view.centre.slotOf(call)
        const [looks, silent, again] = [count(hook, 'looks'), count(hook, 'silent'), count(hook, 'again')]
        const agoMs = view.atMs - calls.queuedMs[slot]!
        const digits = caller?.number.slice(-LAST_DIGITS) ?? ''
        const language = lines[calls.line[slot]!]!.table.line.definition.languages[0]
        const message = {
          language,
          sound: silent > 0 ? 'heard' : this.#sound(hook, recording, looks),
          ...(looks + silent + again === 0 && {
            introduced: { who: whoCalls(language, caller?.name, digits), agoMs },
          }),
          callBack: callBackOf(view, slot),
        }
        return messageDocument(message, {
          key: this.#url(hook, '/key'),
          silent: this.#url(hook, `?silent=${silent + 1}`),
          later: this.#url(hook, `?looks=${looks + 1}`),
        })
      },
    })
  }

  presses(hook: Hook): Promise<string> {
    hook.need('CallSid')
    const key = hook.need('Digits')
    return this.#onMessage(hook, {
      once: true,
      reports: (view, { agent, call }) => {
        const slot = view.centre.slotOf(call)
        const left: Report = { kind: 'left', data: { agent } }
        if (key === DONE) return [left]
        if (key !== CALL_BACK || callBackOf(view, slot) !== 'possible') return []
        return [{ kind: 'owed', data: owedTo(view, slot, agent) }, left]
      },
      answer: () => redirectDocument(this.#url(hook, key === AGAIN ? '?again=1' : '?silent=1')),
    })
  }

  #onMessage(hook: Hook, { once = false, reports, answer }: Doing): Promise<string> {
    const { offers } = this.#desk.carrier
    const id = hook.path('offer')
    const offer = offers.offers.get(id)
    const isHeard = ({ centre }: View) =>
      offer !== undefined &&
      offers.standing(centre, id) === 'talking' &&
      isMessage(centre, centre.slotOf(offer.call))
    return hook[once ? 'once' : 'read']({
      reports: view => (offer && isHeard(view) ? reports(view, offer) : []),
      answer: (_entries, view) => (offer && isHeard(view) ? answer(view, offer) : hangUpDocument()),
    })
  }

  /** Where the sound is; a file that is not there after a minute will not come while the agent waits. */
  #sound(hook: Hook, recording: Recording | undefined, looks: number): string {
    if (recording?.state === 'made' && looks < LOOKS_MAX) return 'not-yet'
    if (recording?.state !== 'ready') return 'none'
    const { publicUrl } = this.#desk
    const offer = hook.path('offer')
    return `${publicUrl}/sound/${encodeURIComponent(offer)}/${sealOf(this.#desk, offer)}`
  }

  #url(hook: Hook, rest: string): string {
    return `${this.#desk.publicUrl}/offer/${encodeURIComponent(hook.path('offer'))}/message${rest}`
  }
}

interface Doing {
  readonly once?: boolean
  reports(view: View, offer: Offer): Promise<readonly Report[]> | readonly Report[]
  answer(view: View, offer: Offer): string
}

/** Whether an agent can call back who left a message: a line does that which owes callbacks from the queue of its messages. */
function callBackOf({ centre }: View, slot: number): HeardMessage['callBack'] {
  const { calls, lines } = centre.centre.state
  const { table, queues } = lines[calls.line[slot]!]!
  const event = table.firstOwed + queues.indexOf(calls.queue[slot]!)
  if (!table.hears(table.initialState, event)) return 'not-here'
  return calls.caller[slot] !== 0 && canBeCalled(calls, slot) ? 'possible' : 'withheld'
}

/** The callback that this agent is to make as soon as the message is worked off. */
function owedTo({ centre }: View, slot: number, agent: string): Omit<OwedCallback, 'call'> {
  const { calls, lines, queues, zones } = centre.centre.state
  const { names } = lines[calls.line[slot]!]!.table
  const zone = zones[calls.zone[slot]!]
  return {
    line: names.line,
    queue: queues.settings[calls.queue[slot]!]!.name,
    caller: calls.caller[slot]!,
    tier: names.tiers[calls.tier[slot]!]!,
    agent,
    ...(zone && { zone }),
  }
}

/** What the caller left: the last recording of the call that holds something. */
async function recordingOf({ runtime }: Desk, { call }: Offer): Promise<Recording | undefined> {
  const recordings = await runtime.options.store.recordingsOf(runtime.options.name, call)
  return recordings.findLast(({ state }) => state !== 'absent')
}

function count({ query }: Hook, name: string): number {
  const value = query[name]
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : 0
}

/** Whoever knows an offer by its URLs cannot make this up. */
function sealOf({ authToken }: Desk, offer: string): string {
  return createHmac('sha256', authToken).update(`the sound of the message of offer ${offer}`).digest('hex')
}

function isSealed(desk: Desk, offer: string, seal: string): boolean {
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(desk, offer))]
  return given.length === right.length && timingSafeEqual(given, right)
}
