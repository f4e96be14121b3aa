import express from 'express'
import { goneDocument } from '../carrier/twilio/agent-documents.ts'
import { goodbyeDocument, sorryDocument } from '../carrier/twilio/fallback.ts'
import { sendTwiml } from './webhooks.ts'
import { AGENTS_LANGUAGE } from './webhooks-agent.ts'
import { startUrl } from './webhooks-caller.ts'

interface FallbackOptions {
  readonly publicUrl: string
  /** The languages of each line, by name. */
  readonly languages: Readonly<Record<string, readonly string[]>>
}

/**
 * What callers hear when we failed to answer, in place of Twilio's recorded error. It asks for no signature and needs
 * neither store nor centre, so that it answers when nothing else does; it tells nothing and changes nothing. GET or
 * POST, as the number is set up.
 */
export function fallbackRoutes({ publicUrl, languages }: FallbackOptions): express.Router {
  const router = express.Router()
  router.all('/voice/:line/fallback', (request, response) => {
    const { line } = request.params
    const spoken = Object.hasOwn(languages, line) ? languages[line] : undefined
    const failed: unknown = request.body?.ErrorUrl ?? request.query.ErrorUrl
    // Back to the start once only: where even the start fails, a circle would cost the caller's time and patience.
    const isAgain = typeof failed === 'string' && /[?&]again=1(&|$)/.test(failed)
    const document =
      spoken && !isAgain
        ? sorryDocument(spoken, startUrl(publicUrl, line, true))
        : goodbyeDocument(spoken ?? [], 'goodbye')
    sendTwiml(response, 200, document)
  })
  router.all('/offer/:offer/fallback', (_request, response) => {
    sendTwiml(response, 200, goneDocument(AGENTS_LANGUAGE))
  })
  router.all('/back/:call/:dial/fallback', (_request, response) => {
    sendTwiml(response, 200, goodbyeDocument([], 'goodbye'))
  })
  router.all('/agents/fallback', (_request, response) => {
    sendTwiml(response, 200, goodbyeDocument([AGENTS_LANGUAGE], 'goodbye'))
  })
  return router
}
