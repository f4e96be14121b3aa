import twilio from 'twilio'
import type { RestOptions } from './rest.ts'
import { BaseClient } from './rest.ts'
import { codeOf } from './rest-errors.ts'

/** What a number of an account asks, and where; empty where it asks nobody. */
export interface NumberUrls {
  readonly voiceUrl: string
  readonly voiceMethod: string
  readonly voiceFallbackUrl: string
  readonly voiceFallbackMethod: string
  readonly statusCallback: string
  readonly statusCallbackMethod: string
  readonly smsUrl: string
  readonly smsMethod: string
  /** An application or trunk, each of which makes Twilio pass over the URLs. */
  readonly voiceApplicationSid: string
  readonly smsApplicationSid: string
  readonly trunkSid: string
}

export interface OwnedNumber {
  readonly sid: string
  readonly number: string
  readonly takesCalls: boolean
  readonly takesTexts: boolean
  readonly urls: NumberUrls
}

/** What the set-up of an account asks Twilio. */
export interface Account {
  /** Its state: `active`, `suspended` or `closed`. @throws AccountRefused for a wrong SID or token */
  status(): Promise<string>
  numbers(): Promise<readonly OwnedNumber[]>
  /** Gives a number other URLs; those that are not named stay. */
  point(sid: string, urls: Partial<NumberUrls>): Promise<void>
  /** Numbers of the United States or Canada that take calls and texts, and can be bought. */
  offered(areaCode: string): Promise<readonly string[]>
  /** Buys a number: from then on the account is charged for it. */
  buy(number: string): Promise<void>
}

/** The SID and token are not those of an account. */
export class AccountRefused extends Error {}

const OFFERED = 5
/** Twilio's code for a wrong SID or token. */
const NOT_AUTHENTICATED = 20003

/** The account of these settings, by Twilio's own client. */
export function twilioAccount({ accountSid, authToken, apiBase }: Omit<RestOptions, 'from'>): Account {
  const client = twilio(accountSid, authToken, { httpClient: new BaseClient(apiBase) })
  return {
    async status() {
      try {
        return (await client.api.v2010.accounts(accountSid).fetch()).status
      } catch (error) {
        if (codeOf(error) === NOT_AUTHENTICATED) throw new AccountRefused('', { cause: error })
        throw error
      }
    },
    async numbers() {
      return (await client.incomingPhoneNumbers.list()).map(owned)
    },
    async point(sid, urls) {
      await client.incomingPhoneNumbers(sid).update(urls)
    },
    async offered(areaCode) {
      const wanted = { areaCode: Number(areaCode), voiceEnabled: true, smsEnabled: true, limit: OFFERED }
      const found = await client.availablePhoneNumbers('US').local.list(wanted)
      return found.map(({ phoneNumber }) => phoneNumber)
    },
    async buy(number) {
      await client.incomingPhoneNumbers.create({ phoneNumber: number })
    },
  }
}

type Instance = Awaited<ReturnType<twilio.Twilio['incomingPhoneNumbers']['list']>>[number]

function owned(of: Instance): OwnedNumber {
  const { sid, phoneNumber: number, capabilities } = of
  const text = (value: string | null | undefined) => value ?? ''
  return {
    sid,
    number,
    takesCalls: capabilities?.voice === true,
    takesTexts: capabilities?.sms === true,
    urls: {
      voiceUrl: text(of.voiceUrl),
      voiceMethod: text(of.voiceMethod),
      voiceFallbackUrl: text(of.voiceFallbackUrl),
      voiceFallbackMethod: text(of.voiceFallbackMethod),
      statusCallback: text(of.statusCallback),
      statusCallbackMethod: text(of.statusCallbackMethod),
      smsUrl: text(of.smsUrl),
      smsMethod: text(of.smsMethod),
      voiceApplicationSid: text(of.voiceApplicationSid),
      smsApplicationSid: text(of.smsApplicationSid),
      trunkSid: text(of.trunkSid),
    },
  }
}
