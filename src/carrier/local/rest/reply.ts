/** What a request by REST is answered with. */
export interface Reply {
  readonly status: number
  /** Absent: nothing but the status. */
  readonly body?: object
  readonly file?: { readonly type: string; readonly bytes: Buffer }
}

/** An error as Twilio's client library throws it. */
export class RestError extends Error {
  override name = 'RestError'
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  get reply(): Reply {
    const { status, code, message } = this
    const more_info = `https://www.twilio.com/docs/errors/${code}`
    return { status, body: { code, message, more_info, status } }
  }
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`)
}

/** As REST writes times; null for one that has not come. */
export function dateText(ms: number): string | null {
  return Number.isNaN(ms) ? null : new Date(ms).toUTCString().replace('GMT', '+0000')
}
