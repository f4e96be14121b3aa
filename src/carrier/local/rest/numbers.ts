import { createHash } from 'node:crypto'
import type { NumberSettings } from '../carrier.ts'
import type { Method } from '../happenings.ts'
import type { Asked, Route } from './asked.ts'
import { need, pageOf } from './asked.ts'
import type { Reply } from './reply.ts'
import { notFound, RestError } from './reply.ts'

/** Hexadecimal digits of an identifier. */
const SID_DIGITS = 32
/** Numbers that can be bought at once, in every area. */
const OFFERED = 20

/** The account, its numbers, and numbers that it may buy. */
export const NUMBER_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\.json$/, does: account },
  { method: 'GET', path: /^\/IncomingPhoneNumbers\.json$/, does: list },
  { method: 'POST', path: /^\/IncomingPhoneNumbers\.json$/, does: buy },
  { method: 'POST', path: /^\/IncomingPhoneNumbers\/(PN\w+)\.json$/, does: update },
  { method: 'GET', path: /^\/AvailablePhoneNumbers\/US\/Local\.json$/, does: offer },
]

function account({ carrier, account: uri }: Asked): Reply {
  const body = { sid: carrier.accountSid, friendly_name: 'local', status: 'active', type: 'Full' }
  return { status: 200, body: { ...body, uri: `${uri}.json` } }
}

function list(asked: Asked): Reply {
  const wanted = asked.query.get('PhoneNumber')
  const numbers = [...asked.carrier.numbers].filter(([number]) => wanted === null || number === wanted)
  return pageOf(asked, 'incoming_phone_numbers', numbers, one => resource(asked, one))
}

function update(asked: Asked): Reply {
  const { carrier, parts } = asked
  const found = [...carrier.numbers].find(([number]) => sidOf(number) === parts[0])
  if (!found) throw notFound(`${asked.account}${asked.path}`)
  const [number, before] = found
  const settings = changed(asked, before)
  carrier.setNumber(number, settings)
  return { status: 200, body: resource(asked, [number, settings]) }
}

function buy(asked: Asked): Reply {
  const { carrier } = asked
  const number = need(asked, 'PhoneNumber', 21402)
  if (carrier.numbers.has(number) || !/^\+1[2-9]\d{2}55501\d\d$/.test(number))
    throw new RestError(400, 21422, `${number} is not available.`)
  const settings = changed(asked, { voiceUrl: '' })
  carrier.setNumber(number, settings)
  return { status: 201, body: resource(asked, [number, settings]) }
}

/** Of each area the numbers that are kept for stories. */
function offer({ carrier, query, account, path }: Asked): Reply {
  const area = query.get('AreaCode') ?? '202'
  const numbers = Array.from({ length: OFFERED }, (_, i) => `+1${area}55501${String(i + 50)}`)
  const free = numbers.filter(number => !carrier.numbers.has(number))
  const available_phone_numbers = free.map(phone_number => ({
    phone_number,
    friendly_name: phone_number,
    iso_country: 'US',
    capabilities: CAPABILITIES,
  }))
  return { status: 200, body: { available_phone_numbers, uri: `${account}${path}` } }
}

const CAPABILITIES = { voice: true, sms: true, mms: false, fax: false }

function changed({ form }: Asked, before: NumberSettings): NumberSettings {
  const text = (name: string, known: string | undefined) => form.get(name) ?? known ?? ''
  const method = (name: string, known: Method | undefined): Method => {
    const given = form.get(name)?.toUpperCase()
    return given === 'GET' ? 'GET' : given === 'POST' ? 'POST' : (known ?? 'POST')
  }
  const optional = (key: 'fallbackUrl' | 'statusUrl' | 'smsUrl', name: string) => {
    const value = text(name, before[key])
    return value === '' ? {} : { [key]: value }
  }
  return {
    voiceUrl: text('VoiceUrl', before.voiceUrl),
    voiceMethod: method('VoiceMethod', before.voiceMethod),
    fallbackMethod: method('VoiceFallbackMethod', before.fallbackMethod),
    statusMethod: method('StatusCallbackMethod', before.statusMethod),
    ...optional('fallbackUrl', 'VoiceFallbackUrl'),
    ...optional('statusUrl', 'StatusCallback'),
    ...optional('smsUrl', 'SmsUrl'),
  }
}

function resource(
  { carrier, account }: Asked,
  [number, settings]: readonly [string, NumberSettings],
): object {
  const { voiceUrl, fallbackUrl = null, statusUrl = null, smsUrl = null } = settings
  const { voiceMethod = 'POST', fallbackMethod = 'POST', statusMethod = 'POST' } = settings
  const sid = sidOf(number)
  return {
    sid,
    account_sid: carrier.accountSid,
    phone_number: number,
    friendly_name: number,
    capabilities: CAPABILITIES,
    voice_url: voiceUrl,
    voice_method: voiceMethod,
    voice_fallback_url: fallbackUrl,
    voice_fallback_method: fallbackMethod,
    status_callback: statusUrl,
    status_callback_method: statusMethod,
    sms_url: smsUrl,
    sms_method: 'POST',
    voice_application_sid: null,
    sms_application_sid: null,
    trunk_sid: null,
    status: 'in-use',
    uri: `${account}/IncomingPhoneNumbers/${sid}.json`,
  }
}

/** The same for a number whenever it is asked. */
function sidOf(number: string): string {
  return `PN${createHash('sha256').update(number).digest('hex').slice(0, SID_DIGITS)}`
}
