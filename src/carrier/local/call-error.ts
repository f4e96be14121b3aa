/** Where in a document something stands. */
export interface Place {
  readonly url: string
  readonly line?: number
}

/**
 * Something that a line did wrong towards the carrier, with the code that Twilio's debugger shows for it. `code` 0 is
 * for what only this carrier minds.
 */
export class CallError extends Error {
  override name = 'CallError'
  readonly code: number
  readonly place: Place

  constructor(code: number, message: string, place: Place) {
    super(message)
    this.code = code
    this.place = place
  }
}

/** As a developer reads it: code, sentence, place. */
export function explained({ code, message, place }: CallError): string {
  const where = place.line === undefined ? place.url : `${place.url}, line ${place.line}`
  return `${code === 0 ? 'Local carrier' : `Twilio error ${code}`}: ${message} (${where})`
}
