/** Ends a command with a code and without another word: everything has been said. */
export class SilentExit extends Error {
  override readonly name = 'SilentExit'
  readonly exitCode: number

  constructor(exitCode = 1) {
    super('exit')
    this.exitCode = exitCode
  }
}

/** The failure of a program that the command ran: its message as it is, and its code. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Several failures of one command, or one of what could have been several, each shown on its own line without `error:`. */
export class ErrorList extends Error {
  override readonly name = 'ErrorList'
  readonly errors: readonly unknown[]

  constructor(errors: readonly unknown[]) {
    super(listText(errors))
    this.errors = errors
  }
}

/** What is wrong with the items of one list: where errors are told one by one, it is one. */
export class ItemErrors extends ErrorList {}

/** Errors as they are told one by one. */
export const oneByOne = (errors: readonly unknown[]): unknown[] =>
  errors.flatMap(error => (error instanceof ErrorList && !(error instanceof ItemErrors) ? error.errors : [error]))

/** Throws what was collected: nothing, the one error, or all of them together; a list among others stays one of them, and what is wrong with a list's items one by one. */
export function throwCollected(errors: readonly unknown[]): void {
  const [error] = asOneError(errors)
  if (error instanceof ErrorList && !(error instanceof ItemErrors) && error.errors.length === 1) throw error.errors[0]
  if (error !== undefined) throw error
}

/** What went wrong before a command began, which counts as one of its errors. */
export const asOneError = (errors: readonly unknown[]): unknown[] =>
  errors.length > 1 ? [new ErrorList(errors)] : [...errors]

/** An error in how a command was used, which points to its help. */
export const usageError = (commandPath: string, message: string): Error =>
  new Error(`${message}\nSee '${commandPath} -h' for help and examples`)

/** As Go's aggregate prints itself: `[a, b]`, without repetitions. */
function listText(errors: readonly unknown[]): string {
  const messages = [...new Set(errors.map(error => (error instanceof Error ? error.message : String(error))))]
  return messages.length === 1 ? (messages[0] as string) : `[${messages.join(', ')}]`
}
