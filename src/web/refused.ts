/** What a page asked for cannot be done: the sentence is for whoever clicked. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: 400 | 403 | 404 | 409

  /** 400 for what can never be right, 404 for whom there is not, 409 for what is not so any more. */
  constructor(status: Refused['status'], sentence: string) {
    super(sentence)
    this.status = status
  }
}
