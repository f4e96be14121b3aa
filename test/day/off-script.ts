/** Something of the day went otherwise than its script. */
export class OffScript extends Error {
  override name = 'OffScript'
}

/** @throws OffScript unless it is so */
export function expects(isSo: boolean, what: string): void {
  if (!isSo) throw new OffScript(`it is not so that ${what}`)
}
