import { parse } from 'node:querystring'
import type { RequestHandler } from 'express'
import express from 'express'

/** A webhook has some 30 fields in 2 kB; speech may be longer. */
const FORM = { type: 'application/x-www-form-urlencoded', limit: '64kb' }
const FIELDS_MAX = 500

/**
 * Reads the form of a webhook: each field under its name as it stands, brackets and all, since that is what is
 * signed; a name that comes twice has a list. By Node's own parser: that of express takes more than
 * twice as long.
 */
export function webhookForms(): RequestHandler[] {
  return [express.text(FORM), toFields]
}

const toFields: RequestHandler = (request, _response, next) => {
  const form: unknown = request.body
  if (typeof form !== 'string') return next()
  if (form.split('&', FIELDS_MAX + 1).length > FIELDS_MAX)
    return next(Object.assign(new Error(`a form of more than ${FIELDS_MAX} fields`), { status: 413 }))
  // Without a bound of the parser's own, which would pass over what is behind it.
  request.body = parse(form, '&', '=', { maxKeys: 0 })
  next()
}
