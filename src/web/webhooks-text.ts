import express from 'express'
import { emptyDocument } from '../carrier/twilio/fallback.ts'
import { textBecomes } from '../runtime/texts.ts'
import type { Desk, Excuse, Hook } from './webhooks.ts'
import { webhook } from './webhooks.ts'

/** What is told of text messages: of those that we sent, how they fare. */
export function textRoutes(desk: Desk): express.Router {
  const router = express.Router()
  const unheard: Excuse = () => ({ status: 500, document: emptyDocument() })
  router.post('/text/:text/status', webhook(desk, 'text-status', status, unheard))
  return router
}

function status(hook: Hook): Promise<string> {
  hook.need('MessageSid')
  const status = hook.need('MessageStatus')
  const errorCode = Number(hook.field('ErrorCode')) || undefined
  return hook.read({
    async reports(view) {
      await textBecomes(view, hook.path('text'), { status, ...(errorCode !== undefined && { errorCode }) })
      return []
    },
    answer: () => emptyDocument(),
  })
}
