import type { Recording } from '../recordings.ts'
import type { Asked, Route } from './asked.ts'
import { pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { dateText, notFound } from './reply.ts'

/** Recordings: what is known of each, and the file, which holds silence of the right length. */
export const RECORDING_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/Recordings\.json$/, does: list },
  { method: 'GET', path: /^\/Calls\/(\w+)\/Recordings\.json$/, does: list },
  { method: 'GET', path: /^\/Recordings\/(\w+)\.json$/, does: fetchOne },
  { method: 'GET', path: /^\/Recordings\/(\w+)(?:\.wav|\.mp3)?$/, does: fetchFile },
  { method: 'DELETE', path: /^\/Recordings\/(\w+)\.json$/, does: remove },
]

function list(asked: Asked): Reply {
  const callSid = asked.parts[0] ?? asked.query.get('CallSid') ?? undefined
  const found = asked.carrier.recordings.all.filter(one => callSid === undefined || one.callSid === callSid)
  return pageOf(asked, 'recordings', found.reverse(), one => resource(asked, one))
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
  const { sid, callSid, startMs, durationSeconds, status } = recording
  return {
    sid,
    account_sid: carrier.accountSid,
    call_sid: callSid,
    conference_sid: null,
    status,
    duration: String(durationSeconds),
    channels: 1,
    source: 'RecordVerb',
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
