/** etcdctl's exit codes. */
export const exitCodes = {
  error: 1,
  badConnection: 2,
  invalidInput: 3,
  badFeature: 4,
  interrupted: 5,
  io: 5,
  badArguments: 128,
} as const

/** Ends a command: `Error: message` and an exit code. */
export class Failure extends Error {
  readonly exitCode: number

  constructor(exitCode: number, message: string) {
    super(message)
    this.name = 'Failure'
    this.exitCode = exitCode
  }
}

export const badArguments = (message: string): Failure => new Failure(exitCodes.badArguments, message)
