/** A defect of Holdline itself: a state that our own code should have made impossible. */
export class Bug extends Error {
  override name = 'Bug'
}

/** Stops at a defect of our own. What callers, carriers or files do wrong is never an assertion. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message)
}
