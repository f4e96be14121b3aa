import type { Conference, Participant } from '../conferences.ts'
import type { Asked, Route } from './asked.ts'
import { methodIn, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound } from './reply.ts'

/** Conferences and who is in them. A participant is named by the sid of the call, or by its label. */
export const CONFERENCE_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/Conferences\.json$/, does: list },
  { method: 'GET', path: /^\/Conferences\/(\w+)\.json$/, does: asked => ok(asked, conferenceOf(asked)) },
  { method: 'POST', path: /^\/Conferences\/(\w+)\.json$/, does: update },
  { method: 'GET', path: /^\/Conferences\/(\w+)\/Participants\.json$/, does: listParticipants },
  { method: 'GET', path: /^\/Conferences\/(\w+)\/Participants\/([^/]+)\.json$/, does: fetchParticipant },
  { method: 'POST', path: /^\/Conferences\/(\w+)\/Participants\/([^/]+)\.json$/, does: updateParticipant },
  { method: 'DELETE', path: /^\/Conferences\/(\w+)\/Participants\/([^/]+)\.json$/, does: dropParticipant },
]

function list(asked: Asked): Reply {
  const { carrier, query } = asked
  const [name, status] = [query.get('FriendlyName'), query.get('Status')]
  const found = carrier.conferences.all.filter(
    conference =>
      (name === null || conference.name === name) && (status === null || conference.status === status),
  )
  return pageOf(asked, 'conferences', found.reverse(), conference => resource(asked, conference))
}

function update(asked: Asked): Reply {
  const conference = conferenceOf(asked)
  if (asked.form.get('Status') === 'completed') conference.end('conference-ended-via-api')
  return ok(asked, conference)
}

function listParticipants(asked: Asked): Reply {
  const conference = conferenceOf(asked)
  const { participants } = conference
  return pageOf(asked, 'participants', participants, one => participantResource(asked, conference, one))
}

function fetchParticipant(asked: Asked): Reply {
  const { conference, participant } = participantOf(asked)
  return { status: 200, body: participantResource(asked, conference, participant) }
}

function updateParticipant(asked: Asked): Reply {
  const { conference, participant } = participantOf(asked)
  const { form } = asked
  const flag = (name: string) => {
    const value = form.get(name)
    return value === null ? undefined : value === 'true'
  }
  participant.isMuted = flag('Muted') ?? participant.isMuted
  // Whoever coaches is heard by one participant alone.
  const isCoaching = flag('Coaching') ?? participant.coaches !== ''
  participant.coaches = isCoaching ? (form.get('CallSidToCoach') ?? participant.coaches) : ''
  participant.endsOnExit = flag('EndConferenceOnExit') ?? participant.endsOnExit
  participant.beepsOnExit = flag('BeepOnExit') ?? participant.beepsOnExit
  if (flag('Muted') !== undefined) conference.tell('mute', participant)
  const isHeld = flag('Hold')
  if (isHeld !== undefined) {
    participant.hold = isHeld
      ? { url: form.get('HoldUrl') ?? '', method: methodIn(asked, 'HoldMethod') }
      : undefined
    participant.leg.tell({ kind: 'held', isHeld })
    participant.changed()
    conference.tell('hold', participant)
  }
  return { status: 200, body: participantResource(asked, conference, participant) }
}

function dropParticipant(asked: Asked): Reply {
  participantOf(asked).participant.drops()
  return { status: 204 }
}

function conferenceOf({ carrier, parts, account, path }: Asked): Conference {
  const conference = carrier.conferences.bySid(parts[0]!)
  if (!conference) throw notFound(`${account}${path}`)
  return conference
}

function participantOf(asked: Asked): { conference: Conference; participant: Participant } {
  const conference = conferenceOf(asked)
  const who = asked.parts[1]!
  const participant = conference.participants.find(
    ({ leg, label }) => leg.sid === who || encodeURIComponent(label) === who,
  )
  if (!participant) throw notFound(`${asked.account}${asked.path}`)
  return { conference, participant }
}

function ok(asked: Asked, conference: Conference): Reply {
  return { status: 200, body: resource(asked, conference) }
}

function resource({ carrier, account }: Asked, conference: Conference): object {
  const { sid, name, status, createdMs, updatedMs, reasonEnded, endedBy } = conference
  const uri = `${account}/Conferences/${sid}`
  return {
    sid,
    account_sid: carrier.accountSid,
    friendly_name: name,
    status,
    region: 'us1',
    api_version: '2010-04-01',
    date_created: dateText(createdMs),
    date_updated: dateText(updatedMs),
    reason_conference_ended: reasonEnded || null,
    call_sid_ending_conference: endedBy || null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json` },
  }
}

function participantResource({ carrier, account }: Asked, conference: Conference, one: Participant): object {
  return {
    account_sid: carrier.accountSid,
    call_sid: one.leg.sid,
    conference_sid: conference.sid,
    label: one.label || null,
    muted: one.isMuted,
    hold: one.hold !== undefined,
    coaching: one.coaches !== '',
    call_sid_to_coach: one.coaches || null,
    start_conference_on_enter: one.startsOnEnter,
    end_conference_on_exit: one.endsOnExit,
    status: 'connected',
    date_created: dateText(one.joinedMs),
    date_updated: dateText(one.joinedMs),
    uri: `${account}/Conferences/${conference.sid}/Participants/${one.leg.sid}.json`,
  }
}
