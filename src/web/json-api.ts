import type { ErrorRequestHandler, RequestHandler } from 'express'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'

/**
 * Reads the body of a POST, which must be a JSON object and say so: a form on a page of somebody else's can send
 * anything but that.
 */
export function jsonBody(): RequestHandler[] {
  const isJson: RequestHandler = (request, response, next) => {
    if (request.method !== 'POST' || request.is('application/json')) return next()
    const got = request.get('content-type') ?? 'nothing'
    response.status(415).json({ error: `The content type is ${got}; expected application/json.` })
  }
  const isObject: RequestHandler = ({ method, body }, response, next) => {
    const isOne = typeof body === 'object' && body !== null && !Array.isArray(body)
    if (method !== 'POST' || isOne) return next()
    response.status(400).json({ error: 'The body is no JSON object; expected one such as {"id": "…"}.' })
  }
  return [isJson, express.json({ limit: '10kb' }), isObject]
}

/** Tells whoever asked in a sentence what was wrong; what is ours, only where faults are told. */
export function explains(what: string, onFault: (what: string, error: unknown) => void): ErrorRequestHandler {
  return (error: Error & { status?: number }, _request, response, _next) => {
    const status = error instanceof WrongInput ? 400 : (error.status ?? 500)
    if (status >= 500) onFault(what, error)
    const words = status >= 500 ? 'That did not work; the log of this server says why.' : error.message
    response.status(status).json({ error: words })
  }
}
