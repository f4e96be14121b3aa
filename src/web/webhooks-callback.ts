import express from 'express'
import { START } from '../carrier/twilio/cursor.ts'
import { emptyDocument, goodbyeDocument } from '../carrier/twilio/fallback.ts'
import type { Report } from '../runtime/runtime.ts'
import type { Desk, Excuse, Hook } from './webhooks.ts'
import { isOver, lineNamed, webhook } from './webhooks.ts'
import { hungUp } from './webhooks-caller.ts'

/** What the leg of a caller who is called back asks us; call and attempt stand in each URL. */
export function callbackRoutes(desk: Desk): express.Router {
  const router = express.Router()
  const callback = new CallbackHooks(desk)
  const heard: Excuse = () => ({ status: 200, document: goodbyeDocument([], 'goodbye') })
  const unheard: Excuse = () => ({ status: 500, document: emptyDocument() })
  router.post(
    '/back/:call/:dial',
    webhook(desk, 'back', hook => callback.picksUp(hook), heard),
  )
  router.post(
    '/back/:call/:dial/status',
    webhook(desk, 'back-status', hook => callback.status(hook), unheard),
  )
  return router
}

class CallbackHooks {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Somebody, or a machine, picked up. From here on the leg is the caller's like any other. */
  picksUp(hook: Hook): Promise<string> {
    const { carrier } = this.#desk
    const callSid = hook.need('CallSid')
    const call = callOf(hook)
    let isOurs = false
    return hook.once({
      async reports(view) {
        await carrier.recall(view.centre, call)
        if (carrier.offers.isDialling(view.centre, call, hook.path('dial'))) {
          isOurs = true
          view.bind(callSid, call)
          carrier.legs.bind(callSid, call)
          return [{ kind: 'callback-answered', data: { call } }]
        }
        isOurs = (await carrier.legs.callOf(callSid)) === call
        return []
      },
      answer: (_entries, view) => {
        const line = lineNamed(this.#desk, carrier.phones.get(call)?.line ?? '')
        if (!isOurs || !line) return goodbyeDocument(line?.languages ?? [], 'thanks')
        return carrier.document(view.centre, { call, line, cursor: START, place: 'line', atMs: view.atMs })
      },
    })
  }

  async status(hook: Hook): Promise<string> {
    const { carrier } = this.#desk
    const callSid = hook.need('CallSid')
    hook.need('CallStatus')
    if (!isOver(hook)) return emptyDocument()
    const call = callOf(hook)
    return hook.read({
      async reports(view): Promise<readonly Report[]> {
        const answered = (await carrier.legs.callOf(callSid)) === call
        if (answered) return (await carrier.legs.callSidOf(call)) === callSid ? hungUp(view, call) : []
        const isDialling = carrier.offers.isDialling(view.centre, call, hook.path('dial'))
        return isDialling ? [{ kind: 'callback-missed', data: { call } }] : []
      },
      answer: () => emptyDocument(),
    })
  }
}

function callOf(hook: Hook): number {
  const call = hook.path('call')
  return /^\d{1,15}$/.test(call) ? Number(call) : 0
}
