import {usageError} from './errors/command-error.ts'
import type {Invocation} from './invocation.ts'

/** Refuses arguments where a command takes none, so that nobody who names something thinks that it was heard. */
export function noArguments({args, commandPath}: Pick<Invocation, 'args' | 'commandPath'>, hint = ''): void {
  if (args.length > 0) throw usageError(commandPath, `unexpected arguments: [${args.join(' ')}]${hint}`)
}
