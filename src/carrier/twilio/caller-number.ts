/** What Twilio sends in place of a withheld number: ANONYMOUS, RESTRICTED, … spelled on the keys of a telephone. */
const WITHHELD: ReadonlySet<string> = new Set([
  '+266696687', // ANONYMOUS
  '+7378742833', // RESTRICTED
  '+2562533', // BLOCKED
  '+8656696', // UNKNOWN
  '+86282452253', // UNAVAILABLE
])
const E164 = /^\+[1-9]\d{6,14}$/

/** The number of a caller who can be called back and known again, or undefined: withheld, SIP, or not E.164. */
export function callerNumber(from: string | undefined): string | undefined {
  return from !== undefined && E164.test(from) && !WITHHELD.has(from) ? from : undefined
}
