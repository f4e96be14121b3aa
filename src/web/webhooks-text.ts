import express from 'express'
import { callerNumber } from '../carrier/twilio/caller-number.ts'
import { emptyDocument } from '../carrier/twilio/fallback.ts'
import { messageDocument } from '../carrier/twilio/twiml.ts'
import { textBecomes } from '../runtime/texts.ts'
import { TextsReceived } from './texts-received.ts'
import type { Desk, Excuse, Hook } from './webhooks.ts'
import { lineNamed, sendTwiml, webhook } from './webhooks.ts'

/** Text messages: how those that we sent fare, and those to a line, whose number's messaging URL is `POST /sms/<line>`. */
export function textRoutes(desk: Desk): express.Router {
  const router = express.Router()
  const unheard: Excuse = () => ({ status: 500, document: emptyDocument() })
  const received = new TextsReceived(desk.runtime)
  router.post('/text/:text/status', webhook(desk, 'text-status', status, unheard))
  router.param('texted', (_request, response, next, name: string) => {
    if (lineNamed(desk, name)) return next()
    desk.log.error({ line: name }, 'a text for a line that is not served')
    sendTwiml(response, 404, emptyDocument())
  })
  router.post(
    '/sms/:texted',
    webhook(desk, 'sms', hook => answer(desk, received, hook), unheard),
  )
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

/** Whoever texts from no number of a telephone, such as a short code, is a machine. */
async function answer(desk: Desk, received: TextsReceived, hook: Hook): Promise<string> {
  const sid = hook.need('MessageSid')
  const from = callerNumber(hook.need('From'))
  const words = hook.field('Body') ?? ''
  const to = hook.need('To')
  if (from === undefined) return emptyDocument()
  const line = lineNamed(desk, hook.path('texted'))!
  let reply: string | undefined
  return hook.once({
    // A text has one identifier however often it is told of, by whatever way.
    token: `sms ${sid}`,
    async reports(view) {
      reply = await received.take(view, { sid, from, to, words, line })
      return []
    },
    answer: () => messageDocument(reply),
  })
}
