/** What was asked for is right in itself, but not as things stand: somebody else was first. Says who or what. */
export class Conflict extends Error {
  override name = 'Conflict'
  /** As HTTP has it. */
  readonly status = 409
}
