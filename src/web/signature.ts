import type { RequestHandler } from 'express'
import twilio from 'twilio'
import { emptyDocument } from '../carrier/twilio/fallback.ts'
import type { Desk } from './webhooks.ts'
import { sendTwiml } from './webhooks.ts'

/**
 * Refuses every webhook that Twilio did not sign. Behind a proxy neither scheme, host nor port of a request are those
 * that Twilio called, so the URL is put together from the one configured base; every parameter counts, also those
 * that we do not know.
 */
export function signedByTwilio({ publicUrl, authToken, log, metrics }: Desk): RequestHandler {
  return (request, response, next) => {
    // Overrides of Twilio's connection stand behind # and are not signed.
    const url = `${publicUrl}${request.originalUrl.split('#', 1)[0]}`
    const signature = request.get('X-Twilio-Signature')
    if (signature !== undefined && isSigned(authToken, signature, url, request.body ?? {})) {
      next()
      return
    }
    metrics.rejected()
    const why = signature === undefined ? 'missing' : 'wrong'
    log.warn(
      { path: request.path, why },
      'a webhook without a valid signature; is PUBLIC_URL what Twilio calls?',
    )
    sendTwiml(response, 403, emptyDocument())
  }
}

function isSigned(authToken: string, signature: string, url: string, body: Record<string, string>): boolean {
  try {
    return twilio.validateRequest(authToken, signature, url, body)
  } catch {
    // A URL that cannot be parsed is none that Twilio called.
    return false
  }
}
