import { createHmac, timingSafeEqual } from 'node:crypto'
import { DAY_MS, SECOND_MS } from '../../base/units.ts'

/** For so long a link in an e-mail leads to its question. */
const LASTS_MS = 14 * DAY_MS
const TOKEN = /^([1-9]\d{0,14})-([0-9a-z]{1,10})-([\w-]{43})$/

/** What links are signed by: nobody who has one can make another. */
export function surveyKey(authToken: string): Buffer {
  return createHmac('sha256', authToken).update('links to surveys').digest()
}

/** What stands in a link that asks how content a caller was with a call. Nothing in it tells who that was. */
export function surveyToken(call: number, nowMs: number, key: Buffer): string {
  const until = Math.floor((nowMs + LASTS_MS) / SECOND_MS).toString(36)
  return `${call}-${until}-${signed(`${call}-${until}`, key)}`
}

/** The call that a link asks about; undefined for one that we did not make, and for one that is too old. */
export function callOfToken(token: string, nowMs: number, key: Buffer): number | undefined {
  const [, call = '', until = '', given = ''] = TOKEN.exec(token) ?? []
  const wanted = signed(`${call}-${until}`, key)
  if (given.length !== wanted.length || !timingSafeEqual(Buffer.from(given), Buffer.from(wanted)))
    return undefined
  return Number.parseInt(until, 36) * SECOND_MS > nowMs ? Number(call) : undefined
}

function signed(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
