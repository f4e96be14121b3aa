import type { ErrorRequestHandler, RequestHandler } from 'express'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'

/** What routes that pages call by JSON are made with. */
export interface JsonRoutes {
  /** Told of what is ours. */
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * Reads the body of what a page of ours sends. Nothing else is taken: a form of another site comes with our cookie, and
 * cannot be of this type.
 */
export function jsonBody(limit: string): RequestHandler[] {
  return [
    (request, response, next) => {
      if (request.is('application/json')) return next()
      response.status(415).json({ error: 'Send JSON, with the content type application/json.' })
    },
    express.json({ limit }),
  ]
}

/** Tells a page in a sentence what went wrong; what is ours, only where faults are told. */
export function explains(onFault: JsonRoutes['onFault']): ErrorRequestHandler {
  return (error: { status?: number; message: string }, _request, response, _next) => {
    const status = error instanceof WrongInput ? 400 : (error.status ?? 500)
    if (status >= 500) onFault('what a page asked for', error)
    const sentence =
      status >= 500 ? 'That could not be kept; try again. The log of this server says why.' : error.message
    response.status(status).json({ error: sentence })
  }
}
