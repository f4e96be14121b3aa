import type { Member, Queue } from '../queues.ts'
import { SIZE_MAX } from '../queues.ts'
import type { Asked, Route } from './asked.ts'
import { methodIn, need, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound, RestError } from './reply.ts'

/** Queues by their sid, never by their name, and who waits in them. */
export const QUEUE_ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/Queues\.json$/, does: create },
  {
    method: 'GET',
    path: /^\/Queues\.json$/,
    does: asked => pageOf(asked, 'queues', asked.carrier.queues.all, queue => resource(asked, queue)),
  },
  { method: 'GET', path: /^\/Queues\/([^/]+)\.json$/, does: asked => ok(asked, queueOf(asked)) },
  { method: 'POST', path: /^\/Queues\/([^/]+)\.json$/, does: update },
  { method: 'DELETE', path: /^\/Queues\/([^/]+)\.json$/, does: remove },
  { method: 'GET', path: /^\/Queues\/([^/]+)\/Members\.json$/, does: listMembers },
  { method: 'GET', path: /^\/Queues\/([^/]+)\/Members\/(\w+)\.json$/, does: fetchMember },
  { method: 'POST', path: /^\/Queues\/([^/]+)\/Members\/(\w+)\.json$/, does: dequeue },
]

function create(asked: Asked): Reply {
  const { queues } = asked.carrier
  const name = need(asked, 'FriendlyName', 22000)
  if (queues.named(name)) throw new RestError(400, 22003, `A queue named "${name}" is there already.`)
  return { status: 201, body: resource(asked, queues.make(name, sizeIn(asked))) }
}

function update(asked: Asked): Reply {
  const queue = queueOf(asked)
  queue.name = asked.form.get('FriendlyName') ?? queue.name
  queue.sizeMax = sizeIn(asked) ?? queue.sizeMax
  return ok(asked, queue)
}

function sizeIn({ form }: Asked): number | undefined {
  const size = form.get('MaxSize')
  if (size === null) return undefined
  if (!/^\d+$/.test(size) || Number(size) > SIZE_MAX)
    throw new RestError(400, 22001, `MaxSize is "${size}"; expected a number up to ${SIZE_MAX}.`)
  return Number(size)
}

function remove(asked: Asked): Reply {
  const queue = queueOf(asked)
  if (queue.members.length > 0) throw new RestError(400, 22002, 'Queue is not empty.')
  asked.carrier.queues.remove(queue)
  return { status: 204 }
}

function listMembers(asked: Asked): Reply {
  const queue = queueOf(asked)
  return pageOf(asked, 'queue_members', queue.members, member => memberResource(asked, queue, member))
}

function fetchMember(asked: Asked): Reply {
  const queue = queueOf(asked)
  return { status: 200, body: memberResource(asked, queue, memberOf(asked, queue)) }
}

/** Takes a call out of its queue: one by its sid, or whoever is first at this moment. */
function dequeue(asked: Asked): Reply {
  const queue = queueOf(asked)
  const member = memberOf(asked, queue)
  const body = memberResource(asked, queue, member)
  const url = need(asked, 'Url', 21205)
  member.dequeue({ to: { url, method: methodIn(asked, 'Method') } })
  return { status: 200, body }
}

function memberOf({ parts, account, path }: Asked, { members }: Queue): Member {
  const [, who] = parts
  const member = who === 'Front' ? members[0] : members.find(({ leg }) => leg.sid === who)
  if (!member) throw notFound(`${account}${path}`)
  return member
}

function queueOf({ carrier, parts, account, path }: Asked): Queue {
  const queue = carrier.queues.bySid(parts[0]!)
  if (!queue) throw notFound(`${account}${path}`)
  return queue
}

function ok(asked: Asked, queue: Queue): Reply {
  return { status: 200, body: resource(asked, queue) }
}

function resource({ carrier, account }: Asked, queue: Queue): object {
  const { sid, name, createdMs, sizeMax, members } = queue
  const uri = `${account}/Queues/${sid}`
  return {
    sid,
    account_sid: carrier.accountSid,
    friendly_name: name,
    current_size: members.length,
    max_size: sizeMax,
    average_wait_time: Math.floor(queue.averageMs(carrier.clock.nowMs()) / 1_000),
    date_created: dateText(createdMs),
    date_updated: dateText(createdMs),
    uri: `${uri}.json`,
    subresource_uris: { members: `${uri}/Members.json` },
  }
}

function memberResource({ carrier, account }: Asked, { sid, members }: Queue, member: Member): object {
  const { leg, sinceMs } = member
  return {
    call_sid: leg.sid,
    queue_sid: sid,
    date_enqueued: dateText(sinceMs),
    position: members.indexOf(member) + 1,
    wait_time: Math.floor((carrier.clock.nowMs() - sinceMs) / 1_000),
    uri: `${account}/Queues/${sid}/Members/${leg.sid}.json`,
  }
}
