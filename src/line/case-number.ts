/** The least number of a case, so that none begins with a zero, which people leave out. */
const FIRST = 10_000

/**
 * Damm's table, by which every wrong digit and every swap of two neighbours is caught. Source: H. M. Damm, "Total
 * anti-symmetrische Quasigruppen", Marburg 2004.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** Digits of a case number, at least and at most. */
export const CASE_DIGITS = { least: 6, most: 12 } as const

/** The case number that a call gives its caller: six digits or more, the last of which catches a slip in the others. */
export function caseNumberOf(call: number): string {
  const digits = String(FIRST + call)
  return `${digits}${interim(digits)}`
}

/** True for digits that a call may have given as a case number; false for one that was mistyped. */
export function mayBeCase(digits: string): boolean {
  const { least, most } = CASE_DIGITS
  const fits = /^[1-9]\d*$/.test(digits) && digits.length >= least && digits.length <= most
  return fits && interim(digits) === '0'
}

function interim(digits: string): string {
  let row = '0'
  for (const digit of digits) row = DAMM[Number(row)]![Number(digit)]!
  return row
}
