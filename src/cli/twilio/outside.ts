import twilio from 'twilio'

/** What was found out about the public URL, and what to do where it is not as it must be. */
export interface Finding {
  readonly isFine: boolean
  readonly says: string
}

export interface OutsideOptions {
  readonly publicUrl: string
  readonly authToken: string
  /** Asks over the network as Twilio would, from wherever this runs. */
  readonly fetch: typeof globalThis.fetch
}

/** As long as Twilio waits for an answer. */
const TIMEOUT_MS = 15_000
/** A text that nobody has sent: what is told of it changes nothing. */
const TEST_PATH = '/text/setup-test/status'
const FIELDS = { MessageSid: `SM${'0'.repeat(32)}`, MessageStatus: 'sent' }

/**
 * Asks the public URL as Twilio will: by https, through whatever proxies and tunnels stand before the line, with a
 * signature over the very URL. Does not prove that Twilio reaches it, only that this machine does.
 */
export async function checkPublicUrl(options: OutsideOptions): Promise<Finding[]> {
  const { publicUrl } = options
  const findings = [scheme(publicUrl)]
  const health = await asked(options, `${publicUrl}/healthz`)
  if (typeof health === 'string') {
    const help = 'Is `holdline serve` running, and does your proxy or tunnel lead to it?'
    return [
      ...findings,
      { isFine: false, says: `${publicUrl}/healthz cannot be reached: ${health}. ${help}` },
    ]
  }
  if (health.status !== 200 || health.text.trim() !== 'ok') {
    const help =
      'Something else answers there: the proxy must pass on every path below the public URL, with the prefix of ' +
      'PUBLIC_URL taken off if it has one.'
    return [...findings, { isFine: false, says: `${publicUrl}/healthz answers ${health.status}. ${help}` }]
  }
  findings.push({ isFine: true, says: `${publicUrl}/healthz answers.` })
  return [...findings, await signed(options)]
}

function scheme(publicUrl: string): Finding {
  if (publicUrl.startsWith('https:')) return { isFine: true, says: 'PUBLIC_URL is https.' }
  const says =
    'PUBLIC_URL is http: whoever is in between hears what callers key in. Put a proxy with a certificate, or a ' +
    'tunnel, before the line.'
  return { isFine: false, says }
}

/** A webhook that is signed as Twilio would must be taken, and one that is signed wrongly must not. */
async function signed(options: OutsideOptions): Promise<Finding> {
  const { publicUrl, authToken } = options
  const url = `${publicUrl}${TEST_PATH}`
  const signature = twilio.getExpectedTwilioSignature(authToken, url, FIELDS)
  const [right, wrong] = await Promise.all([
    asked(options, url, signature),
    asked(options, url, `${'0'.repeat(27)}=`),
  ])
  if (typeof right === 'string' || typeof wrong === 'string')
    return { isFine: false, says: `${url} cannot be reached by POST: ${right}.` }
  if (wrong.status !== 403) {
    const says = `${url} takes a webhook with a wrong signature (it answers ${wrong.status}): what answers there is not the line.`
    return { isFine: false, says }
  }
  if (right.status < 300)
    return { isFine: true, says: 'A signed webhook is taken, and a wrongly signed one refused.' }
  const says =
    right.status === 403
      ? 'A webhook that is signed as Twilio would is refused: the line runs with another PUBLIC_URL or ' +
        'TWILIO_AUTH_TOKEN than these settings. A proxy may take a prefix off the path, but must change neither ' +
        'the rest of it, nor the query, nor the body.'
      : `A signed webhook is answered ${right.status}; the log of the line says why.`
  return { isFine: false, says }
}

/** The answer, or why there was none. */
async function asked(
  { fetch }: OutsideOptions,
  url: string,
  signature?: string,
): Promise<{ status: number; text: string } | string> {
  try {
    const post = signature !== undefined && {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(FIELDS),
    }
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...post,
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    const { cause, message } = error as Error
    return cause instanceof Error ? cause.message : message
  }
}
