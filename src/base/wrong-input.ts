/**
 * Input that cannot be used: a file, a definition, an option. The message is for the person who wrote it
 * and says what was found, what was expected, where, and what to do. Commands end with exit code 2 on it.
 */
export class WrongInput extends Error {
  override name = 'WrongInput'
}
