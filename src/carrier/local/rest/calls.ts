import type { LocalCarrier } from '../carrier.ts'
import type { Errand, Leg, Notices } from '../leg.ts'
import type { Detection } from '../machine.ts'
import type { Asked, Route } from './asked.ts'
import { methodIn, need, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound, RestError } from './reply.ts'

const E164 = /^\+[1-9]\d{6,14}$/
const ELSEWHERE = /^(client:\S+|sips?:\S+@\S+)$/
/** Numbers that stand for withheld ones, which nobody can ring. */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])
const TWIML_MAX = 4_000
/** Stands for a document that came with a request, on which no relative URL can be built. */
const INLINE = 'twiml:inline'
const TIMEOUT = { usual: 60, least: 5, most: 600 }
const DETECTION_SECONDS = 30

/** Calls: made, looked at, taken elsewhere, ended. */
export const CALL_ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/Calls\.json$/, does: create },
  { method: 'GET', path: /^\/Calls\.json$/, does: list },
  { method: 'GET', path: /^\/Calls\/(\w+)\.json$/, does: asked => ok(asked, legOf(asked)) },
  { method: 'POST', path: /^\/Calls\/(\w+)\.json$/, does: update },
]

function create(asked: Asked): Reply {
  const { carrier, form } = asked
  const to = need(asked, 'To', 21201)
  const from = need(asked, 'From', 21213)
  if (!(E164.test(to) || ELSEWHERE.test(to)) || WITHHELD.has(to))
    throw new RestError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`)
  if (!E164.test(from) && !ELSEWHERE.test(from))
    throw new RestError(400, 21212, `The source phone number provided, ${from}, is not valid.`)
  if (E164.test(from) && !carrier.numbers.has(from)) {
    const sentence = `The source phone number provided, ${from}, is not yet verified for your account.`
    throw new RestError(400, 21210, sentence)
  }
  const timeout = Number(form.get('Timeout') ?? TIMEOUT.usual) || TIMEOUT.usual
  const leg = carrier.begin({
    from,
    to,
    errand: errandOf(asked) ?? refuseUrl(),
    fallback: fallbackOf(asked),
    notices: noticesOf(asked),
    timeoutMs: Math.min(TIMEOUT.most, Math.max(TIMEOUT.least, timeout)) * 1_000,
    detection: detectionOf(asked),
  })
  return { status: 201, body: resource(asked, leg) }
}

function refuseUrl(): never {
  throw new RestError(400, 21205, 'Url parameter is required, or Twiml in its place.')
}

/** Where a call is to go; undefined where the request does not say. */
function errandOf(asked: Asked): Errand | undefined {
  const twiml = asked.form.get('Twiml')
  if (twiml !== null) {
    if (twiml.length > TWIML_MAX)
      throw new RestError(400, 32018, `Twiml size exceeded maximum allowed value of ${TWIML_MAX} characters`)
    return { url: INLINE, method: 'POST', twiml }
  }
  const url = asked.form.get('Url')
  if (url === null || url === '') return undefined
  if (!/^https?:\/\/\S+$/i.test(url)) throw new RestError(400, 21205, `Url is not a valid URL: ${url}`)
  return { url, method: methodIn(asked, 'Method') }
}

function fallbackOf(asked: Asked): Errand | undefined {
  const url = asked.form.get('FallbackUrl')
  return url === null || url === '' ? undefined : { url, method: methodIn(asked, 'FallbackMethod') }
}

function noticesOf(asked: Asked): Notices | undefined {
  const url = asked.form.get('StatusCallback')
  if (url === null || url === '') return undefined
  const events = asked.form.getAll('StatusCallbackEvent').flatMap(event => event.split(/\s+/))
  return {
    url,
    method: methodIn(asked, 'StatusCallbackMethod'),
    events: new Set(events.length > 0 ? events : ['completed']),
  }
}

function detectionOf(asked: Asked): Detection | undefined {
  const { form } = asked
  if (!['Enable', 'DetectMessageEnd'].includes(form.get('MachineDetection') ?? '')) return undefined
  const url = form.get('AsyncAmdStatusCallback')
  return {
    isAsync: form.get('AsyncAmd') === 'true',
    timeoutMs: (Number(form.get('MachineDetectionTimeout')) || DETECTION_SECONDS) * 1_000,
    callback: url ? { url, method: methodIn(asked, 'AsyncAmdStatusCallbackMethod') } : undefined,
  }
}

/** Latest first. */
function list(asked: Asked): Reply {
  const { carrier, query } = asked
  const wanted = (name: string, value: string | undefined) => {
    const asks = query.get(name)
    return asks === null || asks === value
  }
  const legs = [...carrier.legs.values()].filter(
    ({ options, status }) =>
      wanted('To', options.to) &&
      wanted('From', options.from) &&
      wanted('Status', status) &&
      wanted('ParentCallSid', options.parentSid),
  )
  return pageOf(asked, 'calls', legs.reverse(), leg => resource(asked, leg))
}

function update(asked: Asked): Reply {
  const { carrier, form } = asked
  const leg = legOf(asked)
  const status = form.get('Status')
  const errand = errandOf(asked)
  if (status !== null) {
    if (leg.isOver) throw notInProgress('end')
    endBy(carrier, leg, status)
    return ok(asked, leg)
  }
  if (leg.status !== 'in-progress') throw notInProgress('redirect')
  leg.notices = noticesOf(asked) ?? leg.notices
  leg.fallback = fallbackOf(asked) ?? leg.fallback
  if (!errand) return ok(asked, leg)
  const isQueued = carrier.queues.all.some(({ members }) => members.some(member => member.leg === leg))
  // A caller in a queue may be heard out, as what else takes one out of it.
  if (isQueued && !carrier.undocumented.dequeueCutsWords) leg.whenSilent(() => leg.take(errand))
  else leg.take(errand)
  return ok(asked, leg)
}

function notInProgress(what: string): RestError {
  return new RestError(400, 21220, `Call is not in-progress. Cannot ${what}.`)
}

/** `canceled` ends only what rings or waits for its turn; `completed` ends anything. */
function endBy({ undocumented }: LocalCarrier, leg: Leg, status: string): void {
  const isUp = leg.status === 'in-progress'
  if (status === 'canceled' && !isUp) leg.ends('canceled')
  else if (status === 'completed')
    leg.ends(isUp ? 'completed' : leg.hasBegun ? undocumented.completedWhileRinging : 'canceled')
  else if (status !== 'canceled')
    throw new RestError(400, 21218, `Status is "${status}"; expected completed or canceled.`)
}

function legOf({ carrier, parts, account, path }: Asked): Leg {
  const leg = carrier.legs.get(parts[0]!)
  if (!leg) throw notFound(`${account}${path}`)
  return leg
}

function ok(asked: Asked, leg: Leg): Reply {
  return { status: 200, body: resource(asked, leg) }
}

function resource({ account }: Asked, leg: Leg): object {
  const { sid, status, options, answeredMs, endedMs, answeredBy } = leg
  const { from, to, direction, createdMs, parentSid = null, accountSid } = options
  const updatedMs = Math.max(createdMs, ...[answeredMs, endedMs].filter(ms => !Number.isNaN(ms)))
  return {
    sid,
    account_sid: accountSid,
    parent_call_sid: parentSid,
    phone_number_sid: '',
    from,
    from_formatted: from,
    to,
    to_formatted: to,
    status,
    direction,
    answered_by: answeredBy || null,
    start_time: dateText(answeredMs),
    end_time: dateText(endedMs),
    duration: leg.isOver ? String(leg.durationSeconds) : null,
    date_created: dateText(createdMs),
    date_updated: dateText(updatedMs),
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    api_version: '2010-04-01',
    caller_name: options.callerName ?? null,
    forwarded_from: options.forwardedFrom ?? null,
    group_sid: null,
    trunk_sid: '',
    uri: `${account}/Calls/${sid}.json`,
    subresource_uris: { recordings: `${account}/Calls/${sid}/Recordings.json` },
  }
}
