import { createHmac } from 'node:crypto'

/**
 * The URL that is signed. Connection overrides behind `#` are not sent, nor are user and password; over HTTPS the port
 * is left out too, but for text messages (`keepsPort`); over HTTP it stays.
 */
export function signedUrl(url: string, keepsPort = false): string {
  const [sent] = url.split('#', 1) as [string]
  const parts = /^(https?:\/\/)([^/?]*)(.*)$/is.exec(sent)
  if (!parts) return sent
  const [, scheme = '', authority = '', rest = ''] = parts
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  return `${scheme}${scheme.toLowerCase() === 'https://' && !keepsPort ? host.replace(/:\d+$/, '') : host}${rest}`
}

/** What Twilio sends as X-Twilio-Signature: the URL and all fields of the form in order of their names, by HMAC-SHA1. */
export function signatureOf(
  authToken: string,
  url: string,
  fields: Readonly<Record<string, string>>,
  keepsPort = false,
): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => signed + name + fields[name], signedUrl(url, keepsPort))
  return createHmac('sha1', authToken).update(text).digest('base64')
}
