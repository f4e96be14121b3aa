/** A number for people, with what it counts. */
export function count(number: number, what?: string): string {
  const text = number.toLocaleString('en-US')
  return what === undefined ? text : `${text} ${what}${number === 1 ? '' : 's'}`
}
