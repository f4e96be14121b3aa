import twilio from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { unlessGone } from './rest-errors.ts'
import type { TalkRest } from './rest-talks.ts'
import { talkRest } from './rest-talks.ts'

/** What Twilio's REST interface is asked for. Anything but what is said here is thrown. */
export interface Rest extends TalkRest {
  /** Rings an address. Gives the identifier of the leg. */
  ring(ring: Ring): Promise<string>
  /** Takes a leg to another document, whatever it is hearing. False when it is gone. */
  redirect(callSid: string, url: string): Promise<boolean>
  /** Ends a leg, or its ringing; one that is gone is fine. */
  end(callSid: string): Promise<void>
  /** True while a leg rings or is up; false for one that is over or unknown. */
  isUp(callSid: string): Promise<boolean>
  /** The latest legs that we rang at an address, latest first. */
  legsTo(address: string): Promise<readonly Leg[]>
  /** Deletes the sound of a recording; one that is gone is fine. */
  deleteRecording(sid: string): Promise<void>
  /** The sound of a recording; undefined where there is none, or none yet. */
  sound(sid: string): Promise<Sound | undefined>
  /** Sends a text message. Gives its identifier. */
  text(text: Text): Promise<string>
  /** The latest text messages that we sent to a number, latest first. */
  textsTo(number: string): Promise<readonly SentText[]>
  /** Requests that are not answered yet. */
  readonly underWay: number
  /** Resolves when the last of them is answered. */
  quiet(): Promise<void>
}

export interface Sound {
  /** MIME type. */
  readonly type: string
  readonly bytes: Buffer
}

export interface Ring {
  readonly to: string
  readonly url: string
  readonly fallbackUrl: string
  readonly statusUrl: string
  /** How long it may ring, 5 s of Twilio's own left out. */
  readonly timeoutSeconds: number
}

export interface Leg {
  readonly callSid: string
  readonly isUp: boolean
  readonly createdMs: number
}

export interface Text {
  readonly to: string
  readonly body: string
  readonly statusUrl: string
}

export interface SentText {
  readonly sid: string
  readonly body: string
  readonly createdMs: number
}

export interface RestOptions {
  readonly accountSid: string
  readonly authToken: string
  /** Where requests go, without a slash at the end. */
  readonly apiBase: string
  /** The number that we ring from. */
  readonly from: string
}

/** Shorter than the lease of a directive, so that no second try begins before the first one is over. */
const TIMEOUT_MS = 10_000
const LISTED = 20
const UP: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress'])

/** Twilio's REST interface through its own client. */
export function twilioRest({ accountSid, authToken, apiBase, from }: RestOptions): Rest {
  const httpClient = new BaseClient(apiBase)
  const client = twilio(accountSid, authToken, { httpClient })
  return {
    async ring({ to, url, fallbackUrl, statusUrl, timeoutSeconds }) {
      const call = await client.calls.create({
        to,
        from,
        url,
        method: 'POST',
        fallbackUrl,
        fallbackMethod: 'POST',
        statusCallback: statusUrl,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['completed'],
        timeout: timeoutSeconds,
      })
      return call.sid
    },
    async redirect(callSid, url) {
      return unlessGone(client.calls(callSid).update({ url, method: 'POST' }))
    },
    async end(callSid) {
      await unlessGone(client.calls(callSid).update({ status: 'completed' }))
    },
    async isUp(callSid) {
      let up = false
      const asked = client.calls(callSid).fetch()
      await unlessGone(
        asked.then(({ status }) => {
          up = UP.has(status)
        }),
      )
      return up
    },
    async legsTo(address) {
      const calls = await client.calls.list({ to: address, from, limit: LISTED })
      return calls.map(({ sid, status, dateCreated }) => ({
        callSid: sid,
        isUp: UP.has(status),
        createdMs: dateCreated?.getTime() ?? 0,
      }))
    },
    async deleteRecording(sid) {
      await unlessGone(client.recordings(sid).remove())
    },
    async sound(sid) {
      const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
      const path = `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.mp3`
      return httpClient.sound(path, authorization)
    },
    ...talkRest(client),
    ...texts(client, from),
    get underWay() {
      return httpClient.underWay
    },
    quiet: () => httpClient.quiet(),
  }
}

function texts({ messages }: twilio.Twilio, from: string): Pick<Rest, 'text' | 'textsTo'> {
  return {
    async text({ to, body, statusUrl }) {
      return (await messages.create({ to, from, body, statusCallback: statusUrl })).sid
    },
    async textsTo(number) {
      const sent = await messages.list({ to: number, from, limit: LISTED })
      return sent.map(({ sid, body, dateCreated }) => ({ sid, body, createdMs: dateCreated?.getTime() ?? 0 }))
    },
  }
}

/** Sends to our base what is meant for Twilio's host; the settings of the library reach only hosts of Twilio's. */
export class BaseClient extends twilio.RequestClient {
  underWay = 0
  readonly #base: string
  readonly #waiting: (() => void)[] = []

  constructor(base: string) {
    super({ timeout: TIMEOUT_MS })
    this.#base = base
  }

  override async request<Data>(options: RequestClient.RequestOptions<Data>) {
    const { pathname, search } = new URL(options.uri)
    return this.#counted(() => super.request({ ...options, uri: `${this.#base}${pathname}${search}` }))
  }

  /** What the library would take for text. */
  sound(path: string, authorization: string): Promise<Sound | undefined> {
    return this.#counted(async () => {
      const answer = await fetch(`${this.#base}${path}`, {
        headers: { authorization },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (answer.ok) return { type: answer.headers.get('content-type') ?? 'audio/mpeg', bytes }
      if (answer.status === 404) return undefined
      throw new Error(`the sound of a recording is answered with ${answer.status}`)
    })
  }

  async #counted<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    this.underWay++
    try {
      return await ask()
    } finally {
      if (--this.underWay === 0) for (const resolve of this.#waiting.splice(0)) resolve()
    }
  }

  async quiet(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>(resolve => this.#waiting.push(resolve))
  }
}
