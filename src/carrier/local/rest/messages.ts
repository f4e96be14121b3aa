import type { Message } from '../messages.ts'
import type { Asked, Route } from './asked.ts'
import { need, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound, RestError } from './reply.ts'

const E164 = /^\+[1-9]\d{6,14}$/
const BODY_MAX = 1_600
const SEGMENT = 153

/** Text messages. */
export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/Messages\.json$/, does: create },
  {
    method: 'GET',
    path: /^\/Messages\.json$/,
    does: asked =>
      pageOf(asked, 'messages', asked.carrier.messages.all.toReversed(), one => resource(asked, one)),
  },
  { method: 'GET', path: /^\/Messages\/(\w+)\.json$/, does: fetchOne },
]

function create(asked: Asked): Reply {
  const { carrier, form } = asked
  const to = need(asked, 'To', 21604)
  const from = need(asked, 'From', 21603)
  const body = need(asked, 'Body', 21602)
  if (!E164.test(to)) throw new RestError(400, 21211, `The 'To' number ${to} is not a valid phone number.`)
  if (!carrier.numbers.has(from)) {
    const sentence = `The 'From' number ${from} is not a Twilio phone number of your account.`
    throw new RestError(400, 21606, sentence)
  }
  if (body.length > BODY_MAX)
    throw new RestError(400, 21617, `The concatenated message body exceeds the ${BODY_MAX} character limit.`)
  const message = carrier.messages.send({ from, to, body }, form.get('StatusCallback'))
  return { status: 201, body: resource(asked, message) }
}

function fetchOne(asked: Asked): Reply {
  const message = asked.carrier.messages.bySid(asked.parts[0]!)
  if (!message) throw notFound(`${asked.account}${asked.path}`)
  return { status: 200, body: resource(asked, message) }
}

function resource({ carrier, account }: Asked, { sid, from, to, body, createdMs, status }: Message): object {
  return {
    sid,
    account_sid: carrier.accountSid,
    messaging_service_sid: null,
    from,
    to,
    body,
    status,
    direction: 'outbound-api',
    num_segments: String(Math.ceil(body.length / SEGMENT)),
    num_media: '0',
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    api_version: '2010-04-01',
    date_created: dateText(createdMs),
    date_updated: dateText(createdMs),
    date_sent: status === 'queued' ? null : dateText(createdMs),
    uri: `${account}/Messages/${sid}.json`,
    subresource_uris: {},
  }
}
