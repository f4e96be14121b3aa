import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Numbers that cost whoever calls them more than a call, or that no person answers. */
const NOT_CALLED: ReadonlySet<string | undefined> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'PAGER',
  'VOICEMAIL',
])

/**
 * The number, in E.164, that was entered on a telephone, or undefined for one that cannot be called back: no number of
 * any country, one that costs extra, or the line itself.
 * @param own the number of the line: what is entered without a country is meant in the line's
 */
export function enteredNumber(digits: string, own: string): string | undefined {
  const home = parsePhoneNumberFromString(own)
  if (!home || !/^\d+$/.test(digits)) return undefined
  const { country, countryCallingCode } = home
  const where = country ? { defaultCountry: country } : { defaultCallingCode: countryCallingCode }
  const entered = parsePhoneNumberFromString(digits, where)
  if (!entered?.isValid() || entered.number === home.number) return undefined
  return NOT_CALLED.has(entered.getType()) ? undefined : entered.number
}

/**
 * Whether a number in E.164 may be called and texted: one of some country, at no extra cost, and not the line itself.
 * What callers ring from is often none, as where a switchboard makes one up.
 */
export function isCallable(number: string, own: string | undefined): boolean {
  const known = parsePhoneNumberFromString(number)
  return known?.isValid() === true && known.number !== own && !NOT_CALLED.has(known.getType())
}
