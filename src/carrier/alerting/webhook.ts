import { createHmac } from 'node:crypto'

export interface Webhook {
  readonly url: string
  /** What each request is signed with. */
  readonly secret: string
}

export interface Post {
  /** The same for every try: by it whoever gets a post twice finds them to be one. */
  readonly id: string
  /** JSON. */
  readonly body: string
  readonly atMs: number
}

/** Shorter than the lease of a directive, so that no second try begins before the first one is over. */
const TIMEOUT_MS = 10_000
/** Answers of a server that may be others a little later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * Posts to a webhook, signed: `Holdline-Signature: t=<ms>,v1=<HMAC-SHA256 of "<ms>.<body>" in hex>`. Redirects are not
 * followed: what is signed for one address goes to no other.
 * Gives what came of it. @throws to be tried again
 */
export async function post({ url, secret }: Webhook, { id, body, atMs }: Post): Promise<'sent' | 'refused'> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Holdline',
      'holdline-id': id,
      'holdline-signature': `t=${atMs},v1=${signatureOf(secret, atMs, body)}`,
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (response.ok) return 'sent'
  if (response.status < 500 && !LATER.has(response.status)) return 'refused'
  throw new Error(`the webhook for alerts answered ${response.status}`)
}

function signatureOf(secret: string, atMs: number, body: string): string {
  return createHmac('sha256', secret).update(`${atMs}.${body}`).digest('hex')
}
