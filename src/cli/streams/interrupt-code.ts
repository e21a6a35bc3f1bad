import type {CliContext} from '../cli-context.ts'
import {isTerminal} from './exec.ts'

/** What Ctrl-C makes of a command that hands its terminal on: kubectl puts the terminal right and exits with 1; else the signal ends it. */
export const interruptCodeOf = ({
  flags,
  context,
}: {
  flags: {stdin: boolean}
  context: CliContext
}): number | undefined => (flags.stdin && isTerminal(context.stdin) ? 1 : undefined)
