import { CallTape } from '../call-tape.ts'
import type { Notices } from '../leg.ts'
import type { Recording } from '../recordings.ts'
import type { Asked, Route } from './asked.ts'
import { methodIn, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound, RestError } from './reply.ts'

/** Recordings: what is known of each, and the file, which holds silence of the right length. */
export const RECORDING_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/Recordings\.json$/, does: list },
  { method: 'GET', path: /^\/Calls\/(\w+)\/Recordings\.json$/, does: list },
  { method: 'POST', path: /^\/Calls\/(\w+)\/Recordings\.json$/, does: begin },
  { method: 'POST', path: /^\/Calls\/(\w+)\/Recordings\/([\w.]+)\.json$/, does: update },
  { method: 'GET', path: /^\/Recordings\/(\w+)\.json$/, does: fetchOne },
  { method: 'GET', path: /^\/Recordings\/(\w+)(?:\.wav|\.mp3)?$/, does: fetchFile },
  { method: 'DELETE', path: /^\/Recordings\/(\w+)\.json$/, does: remove },
]

function list(asked: Asked): Reply {
  const callSid = asked.parts[0] ?? asked.query.get('CallSid') ?? undefined
  const found = asked.carrier.recordings.all.filter(one => callSid === undefined || one.callSid === callSid)
  return pageOf(asked, 'recordings', found.reverse(), one => resource(asked, one))
}

/** The recordings of calls that go on, by call. */
const tapes = new WeakMap<object, CallTape[]>()

/** Records a call from here on. */
function begin(asked: Asked): Reply {
  const { carrier, form, parts, account, path } = asked
  const leg = carrier.legs.get(parts[0]!)
  if (!leg) throw notFound(`${account}${path}`)
  if (leg.status !== 'in-progress')
    throw new RestError(400, 21220, `Call ${leg.sid} is not in-progress. Cannot record.`)
  const channels = form.get('RecordingChannels') === 'dual' ? 2 : 1
  const tape = new CallTape(carrier, leg, channels, noticesOf(asked))
  tapes.set(leg, [...(tapes.get(leg) ?? []), tape])
  return { status: 201, body: resource(asked, tape.recording) }
}

function noticesOf(asked: Asked): Notices | undefined {
  const url = asked.form.get('RecordingStatusCallback')
  if (!url) return undefined
  const events = asked.form.getAll('RecordingStatusCallbackEvent').flatMap(event => event.split(/\s+/))
  return {
    url,
    method: methodIn(asked, 'RecordingStatusCallbackMethod'),
    events: new Set(events.length > 0 ? events : ['completed']),
  }
}

/** Pauses, resumes or stops a recording of a call: by its sid, or `Twilio.CURRENT` for the only one that goes on. */
function update(asked: Asked): Reply {
  const { carrier, form, parts, account, path } = asked
  const leg = carrier.legs.get(parts[0]!)
  const going = (leg ? (tapes.get(leg) ?? []) : []).filter(({ isOn }) => isOn)
  const tape = going.find(({ recording }) => parts[1] === 'Twilio.CURRENT' || recording.sid === parts[1])
  if (!tape) throw notFound(`${account}${path}`)
  const status = form.get('Status')
  if (status === 'paused') tape.pauses(form.get('PauseBehavior') === 'skip' ? 'skip' : 'silence')
  else if (status === 'in-progress') tape.resumes()
  else if (status === 'stopped') tape.stops()
  else throw new RestError(400, 21218, `Status is "${status}"; expected paused, in-progress or stopped.`)
  return { status: 200, body: resource(asked, tape.recording) }
}

function fetchOne(asked: Asked): Reply {
  return { status: 200, body: resource(asked, recordingOf(asked)) }
}

function fetchFile(asked: Asked): Reply {
  const { status, durationSeconds } = recordingOf(asked)
  if (status !== 'completed') throw notFound(`${asked.account}${asked.path}`)
  return { status: 200, file: { type: 'audio/x-wav', bytes: silence(durationSeconds) } }
}

function remove(asked: Asked): Reply {
  asked.carrier.recordings.remove(recordingOf(asked))
  return { status: 204 }
}

function recordingOf({ carrier, parts, account, path }: Asked): Recording {
  const recording = carrier.recordings.bySid(parts[0]!)
  if (!recording) throw notFound(`${account}${path}`)
  return recording
}

function resource({ carrier, account }: Asked, recording: Recording): object {
  const { sid, callSid, startMs, durationSeconds, status, channels, source } = recording
  return {
    sid,
    account_sid: carrier.accountSid,
    call_sid: callSid,
    conference_sid: null,
    status,
    duration: String(durationSeconds),
    channels,
    source,
    start_time: dateText(startMs),
    date_created: dateText(startMs),
    date_updated: dateText(startMs),
    price: null,
    price_unit: 'USD',
    error_code: null,
    encryption_details: null,
    api_version: '2010-04-01',
    media_url: `${carrier.apiBase}${account}/Recordings/${sid}`,
    uri: `${account}/Recordings/${sid}.json`,
    subresource_uris: {},
  }
}

const SAMPLES_PER_SECOND = 8_000
const HEADER_BYTES = 44
/** Silence in unsigned 8-bit samples. */
const SILENCE = 0x80

/** A WAV file, 8 kHz, mono, 8 bits. */
function silence(seconds: number): Buffer {
  const samples = seconds * SAMPLES_PER_SECOND
  const bytes = Buffer.alloc(HEADER_BYTES + samples, SILENCE)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(HEADER_BYTES - 8 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(SAMPLES_PER_SECOND, 24)
  bytes.writeUInt32LE(SAMPLES_PER_SECOND, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  return bytes
}
