const SHOWN_MAX = 40
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?![\d-])/
/** Five digits or more, as people write numbers, with blanks and signs between. */
const NUMBER = /\+?\d(?:[\s()./-]{0,2}\d){4,}/g

/** Text of a file of callers for an error: shortened, and of what may be a telephone number only the last two digits. */
export function masked(text: string): string {
  const shown = DATE.test(text) ? text : text.replace(NUMBER, number => `•••${number.slice(-2)}`)
  return shown.length > SHOWN_MAX ? `${shown.slice(0, SHOWN_MAX)}…` : shown
}
