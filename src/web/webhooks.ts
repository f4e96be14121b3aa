import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Entry } from '../call/journal.ts'
import type { TwilioCarrier } from '../carrier/twilio/carrier.ts'
import type { Cursor } from '../carrier/twilio/cursor.ts'
import { readCursor } from '../carrier/twilio/cursor.ts'
import { emptyDocument } from '../carrier/twilio/fallback.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Logger } from '../log.ts'
import type { Runtime, View, Work } from '../runtime/runtime.ts'
import type { Metrics } from './metrics.ts'
import type { RecordLookUp } from './record-lookup.ts'
import type { RequestIds } from './request-ids.ts'

/** What webhooks are answered with. */
export interface Desk {
  readonly runtime: Runtime
  readonly carrier: TwilioCarrier
  readonly publicUrl: string
  readonly authToken: string
  readonly log: Logger
  readonly metrics: Metrics
  readonly requests: RequestIds
  /** What is known of callers elsewhere; absent where nothing is asked. */
  readonly records?: RecordLookUp
}

/** One webhook, its signature checked. */
export interface Hook {
  readonly request: string
  readonly cursor: Cursor
  readonly query: Request['query']
  /** A part of the path. */
  path(name: string): string
  /** A field of the form, if it is there. */
  field(name: string): string | undefined
  /** A field of the form. @throws MissingField */
  need(name: string): string
  /** Reports and answers; a retry by the carrier, or another with the token of the work, gets what was answered first. */
  once(work: Work): Promise<string>
  /** For a webhook whose work may be done again without harm. */
  read(work: Work): Promise<string>
}

/** A webhook lacks what every such webhook of Twilio's has: nothing is recorded, and the answer is 400. */
export class MissingField extends Error {
  override name = 'MissingField'
}

/** Answers a webhook with TwiML. */
export type Answers = (hook: Hook) => Promise<string>

/** What a caller hears, or an agent, when answering has failed. */
export type Excuse = (hook: Hook) => { readonly status: number; readonly document: string }

const TOKEN_MAX = 200

/** A route of webhooks. `name` is that of metrics and log. */
export function webhook(desk: Desk, name: string, answers: Answers, excuse: Excuse): RequestHandler {
  return async (request, response) => {
    const startMs = performance.now()
    const id = randomUUID()
    const log = desk.log.child({ request: id, route: name, callSid: fieldOf(request, 'CallSid') })
    const entries: Entry[] = []
    const hook = hookOf(desk, request, id, name, entries)
    let status = 200
    try {
      sendTwiml(response, status, await answers(hook))
    } catch (error) {
      if (error instanceof MissingField) {
        status = 400
        log.warn({ reason: error.message }, 'a webhook lacks a field')
        sendTwiml(response, status, emptyDocument())
      } else {
        const said = excuse(hook)
        status = said.status
        log.error({ err: error }, 'a webhook failed')
        sendTwiml(response, status, said.document)
      }
    }
    const seconds = (performance.now() - startMs) / 1_000
    desk.metrics.webhook(name, status, seconds)
    const facts = entries.map(({ seq, fact }) => ({ seq, kind: fact.kind }))
    const level = facts.length > 0 || status !== 200 ? 'info' : 'debug'
    log[level]({ facts, status, tookMs: Math.round(seconds * 1e5) / 100 }, 'webhook')
  }
}

export function sendTwiml(response: Response, status: number, document: string): void {
  response.status(status).type('text/xml').send(document)
}

function hookOf(desk: Desk, request: Request, id: string, name: string, seen: Entry[]): Hook {
  const submit = ({ reports, answer }: Work, token?: string) =>
    desk.runtime.submit({
      ...(token !== undefined && { token }),
      reports,
      answer(entries, view) {
        seen.push(...entries)
        for (const { seq } of entries) desk.requests.remember(seq, id)
        return answer?.(entries, view) ?? ''
      },
    })
  const header = request.get('I-Twilio-Idempotency-Token')
  // The same token on another route is another webhook, such as a fallback for the one that failed.
  const token = header && header.length <= TOKEN_MAX ? `${name} ${header}` : undefined
  return {
    request: id,
    cursor: readCursor(request.query),
    query: request.query,
    path: part => String(request.params[part] ?? ''),
    field: field => fieldOf(request, field),
    need(field) {
      const value = fieldOf(request, field)
      if (value === undefined) throw new MissingField(`${field} is missing in a webhook of ${name}`)
      return value
    },
    once: work => submit(work, work.token ?? token),
    read: work => submit(work),
  }
}

function fieldOf({ body }: Request, name: string): string | undefined {
  const value: unknown = body && Object.hasOwn(body, name) ? body[name] : undefined
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : undefined
}

/** The definition by which a line runs now, or undefined for no line of ours. */
export function lineNamed({ runtime }: Desk, name: string): LineDefinition | undefined {
  const { centre } = runtime
  const line = centre.lineOf(name)
  return line < 0 ? undefined : centre.centre.state.lines[line]!.table.line.definition
}

const TERMINAL: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/**
 * True when a leg is over. Callbacks about a leg may come in any order: only the last state of all counts, and what
 * comes in after it changes nothing.
 */
export function isOver(hook: Hook): boolean {
  return TERMINAL.has(hook.field('CallStatus') ?? '')
}

export type { View }
