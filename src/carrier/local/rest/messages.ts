import { segmentsOf } from '../../../line/text-message.ts'
import type { Message } from '../messages.ts'
import { NotSent } from '../messages.ts'
import type { Asked, Route } from './asked.ts'
import { need, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound, RestError } from './reply.ts'

const E164 = /^\+[1-9]\d{6,14}$/
const BODY_MAX = 1_600

/** Text messages. */
export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/Messages\.json$/, does: create },
  {
    method: 'GET',
    path: /^\/Messages\.json$/,
    does: list,
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
  try {
    const message = carrier.messages.send({ from, to, body }, form.get('StatusCallback'))
    return { status: 201, body: resource(asked, message) }
  } catch (error) {
    if (error instanceof NotSent) throw new RestError(400, error.code, error.message)
    throw error
  }
}

/** Latest first. */
function list(asked: Asked): Reply {
  const { carrier, query } = asked
  const wanted = (name: string, value: string) => (query.get(name) ?? value) === value
  const found = carrier.messages.all.filter(({ to, from }) => wanted('To', to) && wanted('From', from))
  return pageOf(asked, 'messages', found.reverse(), one => resource(asked, one))
}

function fetchOne(asked: Asked): Reply {
  const message = asked.carrier.messages.bySid(asked.parts[0]!)
  if (!message) throw notFound(`${asked.account}${asked.path}`)
  return { status: 200, body: resource(asked, message) }
}

function resource({ carrier, account }: Asked, message: Message): object {
  const { sid, from, to, body, createdMs, status, direction, errorCode = null } = message
  return {
    sid,
    account_sid: carrier.accountSid,
    messaging_service_sid: null,
    from,
    to,
    body,
    status,
    direction,
    num_segments: String(segmentsOf(body)),
    num_media: '0',
    price: null,
    price_unit: 'USD',
    error_code: errorCode,
    error_message: null,
    api_version: '2010-04-01',
    date_created: dateText(createdMs),
    date_updated: dateText(createdMs),
    date_sent: status === 'queued' ? null : dateText(createdMs),
    uri: `${account}/Messages/${sid}.json`,
    subresource_uris: {},
  }
}
