import express from 'express'
import type { KeyUrls, Whisper } from '../carrier/twilio/agent-documents.ts'
import { goneDocument, offerDocument, watchDocument } from '../carrier/twilio/agent-documents.ts'
import { emptyDocument, hangUpDocument, redirectDocument } from '../carrier/twilio/fallback.ts'
import type { Offer, Standing } from '../carrier/twilio/offers.ts'
import { ON_CALL } from '../centre/agents.ts'
import { HELPED, RETURNING_CALLER } from '../centre/calls.ts'
import type { Report } from '../runtime/runtime.ts'
import type { Caller } from '../store/rows.ts'
import { agentGone } from './agent-gone.ts'
import { caseOf } from './desk-caller.ts'
import type { Answers, Desk, Excuse, Hook, View } from './webhooks.ts'
import { isOver, webhook } from './webhooks.ts'
import { hungUp } from './webhooks-caller.ts'
import { isMessage } from './webhooks-message.ts'

/** What the leg of an agent who was rung asks us; the offer's id stands in each URL. */
export function agentRoutes(desk: Desk): express.Router {
  const router = express.Router()
  const agent = new AgentHooks(desk)
  const heard: Excuse = () => ({ status: 200, document: goneDocument(AGENTS_LANGUAGE) })
  const unheard: Excuse = () => ({ status: 500, document: emptyDocument() })
  const post = (route: string, name: string, answers: Answers, excuse = heard) =>
    router.post(`/offer/:offer${route}`, webhook(desk, name, answers, excuse))
  post('', 'offer', hook => agent.picksUp(hook))
  post('/key', 'offer-key', hook => agent.presses(hook))
  post('/silent', 'offer-silent', hook => agent.isSilent(hook))
  post('/done', 'offer-done', hook => agent.hasTalked(hook))
  post('/status', 'offer-status', hook => agent.status(hook), unheard)
  return router
}

/** Spoken to an agent of whose caller nothing is known any more. */
export const AGENTS_LANGUAGE = 'en-US'
const LAST_DIGITS = 4

class AgentHooks {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** The agent is told who calls and asked for the key. */
  picksUp(hook: Hook): Promise<string> {
    const { runtime } = this.#desk
    const callSid = hook.need('CallSid')
    let about: AboutCaller = {}
    return this.#onOffer(hook, {
      reports: async (view, offer) => {
        this.#desk.carrier.legs.bindAgent(hook.path('offer'), callSid)
        const { calls } = view.centre.centre.state
        const slot = view.centre.slotOf(offer.call)
        if (slot < 0) return []
        const caller = await runtime.options.store.caller(calls.caller[slot]!)
        about = { caller, openCase: (await caseOf(runtime, offer.call, caller))?.number }
        return []
      },
      ringing: (view, offer) => {
        const isCallback = this.#desk.carrier.offers.dials.has(offer.call)
        return offerDocument(whisperOf(view, offer, about, isCallback), this.#keyUrls(hook))
      },
      watching: (_view, { watches = '' }) => watchDocument(watches, AGENTS_LANGUAGE, this.#keyUrls(hook)),
    })
  }

  presses(hook: Hook): Promise<string> {
    hook.need('CallSid')
    const takes = hook.need('Digits') === '1'
    return this.#onOffer(hook, {
      once: true,
      reports: async (view, offer) => {
        const { agent, call, room } = offer
        const standing = this.#standing(hook, view)
        if (standing === 'watching' && takes) await this.#desk.carrier.findCoached(offer)
        if (standing === 'watching' && !takes) return [{ kind: 'unmonitored', data: { agent } }]
        if (standing !== 'ringing') return []
        // The case is that of the agent whom this one only helps.
        if (takes && room === undefined) hasTheCase(view, agent, call)
        return [takes ? { kind: 'accepted', data: { agent } } : { kind: 'missed', data: { agent } }]
      },
      ringing: hangUpDocument,
      // Whoever pressed another key has declined, and is told nothing.
      ...(!takes && { over: hangUpDocument }),
    })
  }

  /** Nobody pressed a key: nobody is there, or a machine. */
  isSilent(hook: Hook): Promise<string> {
    hook.need('CallSid')
    return this.#onOffer(hook, {
      reports: (view, { agent }) => {
        const standing = this.#standing(hook, view)
        if (standing === 'watching') return [{ kind: 'unmonitored', data: { agent } }]
        return standing === 'ringing' ? [{ kind: 'missed', data: { agent } }] : []
      },
      watching: hangUpDocument,
      over: hangUpDocument,
    })
  }

  /**
   * The agent's part in the conference is over: the agent hung up, or is still there since the caller did. Where several
   * agents talked any of them may have ended it, and whoever should still be talking goes back into it.
   */
  hasTalked(hook: Hook): Promise<string> {
    hook.need('CallSid')
    const isAlone = !isOver(hook) && hook.field('DialCallStatus') !== 'failed'
    return this.#onOffer(hook, {
      reports: (view, { agent, call, room }) => {
        const standing = this.#standing(hook, view)
        if (standing === 'watching') return isAlone ? [] : [{ kind: 'unmonitored', data: { agent } }]
        if (standing !== 'talking') return []
        if (!isAlone) return [agentGone(this.#desk, agent)]
        return room !== undefined || isHelped(view, call) ? [] : hungUp(view, call)
      },
      over: hangUpDocument,
    })
  }

  async status(hook: Hook): Promise<string> {
    hook.need('CallSid')
    hook.need('CallStatus')
    if (!isOver(hook)) return emptyDocument()
    return this.#onOffer(hook, {
      reports: (view, { agent }) => {
        const standing = this.#standing(hook, view)
        if (standing === 'over') return []
        if (standing === 'watching') return [{ kind: 'unmonitored', data: { agent } }]
        return [standing === 'ringing' ? { kind: 'missed', data: { agent } } : agentGone(this.#desk, agent)]
      },
      ringing: emptyDocument,
      talking: emptyDocument,
      watching: emptyDocument,
      over: emptyDocument,
    })
  }

  #onOffer(hook: Hook, doing: Doing): Promise<string> {
    const offer = this.#desk.carrier.offers.offers.get(hook.path('offer'))
    const { once = false, reports, ringing, over = () => goneDocument(AGENTS_LANGUAGE) } = doing
    const { carrier } = this.#desk
    const conference = ({ centre }: View, { watches, call }: Offer) => {
      if (watches !== undefined) return carrier.watching(centre, hook.path('offer'))
      // Nobody is on the line: the agent hears the message alone.
      if (isMessage(centre, centre.slotOf(call))) {
        const offer = encodeURIComponent(hook.path('offer'))
        return redirectDocument(`${this.#desk.publicUrl}/offer/${offer}/message`)
      }
      return carrier.talking(centre, hook.path('offer'))
    }
    const { talking = conference, watching = conference } = doing
    return hook[once ? 'once' : 'read']({
      reports: view => (offer ? reports(view, offer) : []),
      answer: (_entries, view) => {
        const standing = this.#standing(hook, view)
        if (offer && standing === 'ringing' && ringing) return ringing(view, offer)
        if (offer && standing === 'talking') return talking(view, offer)
        return offer && standing === 'watching' ? watching(view, offer) : over()
      },
    })
  }

  #standing(hook: Hook, { centre }: View): Standing {
    return this.#desk.carrier.offers.standing(centre, hook.path('offer'))
  }

  #keyUrls(hook: Hook): KeyUrls {
    const url = this.#desk.carrier.offerUrl(hook.path('offer'))
    return { key: `${url}/key`, silent: `${url}/silent` }
  }
}

interface Doing {
  readonly once?: boolean
  reports(view: View, offer: Offer): Promise<readonly Report[]> | readonly Report[]
  /** What the agent hears by how the offer stands after that. */
  ringing?(view: View, offer: Offer): string
  talking?(view: View, offer: Offer): string
  watching?(view: View, offer: Offer): string
  over?(): string
}

/** True while an agent helps another with a call. */
function isHelped({ centre }: View, call: number): boolean {
  const { agents, calls } = centre.centre.state
  const slot = centre.slotOf(call)
  return slot >= 0 && (calls.marks[slot]! & HELPED) !== 0 && agents.state[calls.helper[slot]!] === ON_CALL
}

/** A caller with an open case is known next time by the agent who took the call. */
function hasTheCase({ centre, changeCaller }: View, agent: string, call: number): void {
  const { calls } = centre.centre.state
  const slot = centre.slotOf(call)
  if (calls.known[slot] !== RETURNING_CALLER || calls.caller[slot] === 0) return
  changeCaller({ key: calls.caller[slot]!, lastAgent: agent })
}

/** What is kept of whoever calls. */
interface AboutCaller {
  readonly caller?: Caller | undefined
  /** The number of the case that the call is about. */
  readonly openCase?: string | undefined
}

/** Who calls, for what, and how long they have waited; the offer is being made. */
function whisperOf(
  { centre, atMs }: View,
  { call, room }: Offer,
  { caller, openCase }: AboutCaller,
  isCallback: boolean,
): Whisper {
  const { agents, calls, queues, lines } = centre.centre.state
  const slot = centre.slotOf(call)
  const { line, names } = lines[calls.line[slot]!]!.table
  const { languages, tiers } = line.definition
  const tier = calls.tier[slot]!
  return {
    language: languages[0],
    line: names.line,
    queue: queues.settings[calls.queue[slot]!]!.name,
    // The last tier is everybody else's.
    tier: tier < tiers.length - 1 ? tiers[tier]!.name : '',
    name: caller?.name,
    lastDigits: caller?.number.slice(-LAST_DIGITS) ?? '',
    waitMs: (room === undefined ? atMs : calls.answeredMs[slot]!) - calls.queuedMs[slot]!,
    ...(openCase !== undefined && { openCase }),
    isCallback,
    isMessage: isMessage(centre, slot),
    ...(room !== undefined && {
      helps: { agent: agents.names[calls.agent[slot]!]!, talkMs: atMs - calls.answeredMs[slot]! },
    }),
  }
}
