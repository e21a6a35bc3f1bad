/** A command line that cannot be read; shown with a pointer to the command's usage. */
export class FlagError extends Error {
  override readonly name = 'FlagError'
}
