import twilio from 'twilio'

const NOT_IN_PROGRESS = 21220

/** True for an answer of Twilio's that will be the same however often we ask: a number that cannot be rung. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof twilio.RestException)) return false
  const { status } = error
  return status >= 400 && status < 500 && ![401, 403, 408, 409, 429].includes(status)
}

/** Twilio's code of an error, if it is one of Twilio's. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof twilio.RestException ? error.code : undefined
}

/** True where a request surely had no effect: Twilio put it off, or was never reached. */
export function isUndone(error: unknown): boolean {
  if (error instanceof twilio.RestException) return error.status === 429
  const { code } = error as { code?: unknown }
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
}

/** A caller who hung up meanwhile is no failure: error 21220 on a finished call, 404 on a departed one. */
export async function unlessGone(request: Promise<unknown>): Promise<boolean> {
  try {
    await request
    return true
  } catch (error) {
    const gone =
      error instanceof twilio.RestException && (error.status === 404 || error.code === NOT_IN_PROGRESS)
    if (gone) return false
    throw error
  }
}
