import type {Command} from 'just-bash'
import {jobCommands} from './jobs.ts'
import {networkCommands} from './network.ts'
import type {Run} from './result.ts'
import {serverCommands} from './servers.ts'
import type {ShellParts} from './shell-parts.ts'
import {systemCommands} from './system.ts'
import {tailCommand} from './tail.ts'
import {tarCommand} from './tar.ts'

/** Commands that the interpreter lacks, or that must know the container they run in. */
export function shellCommands(parts: ShellParts): Command[] {
  const all: Record<string, Run> = {
    ...systemCommands(parts),
    ...jobCommands(parts),
    ...networkCommands(parts),
    ...serverCommands(parts),
    ...tailCommand(parts),
    ...tarCommand(parts),
  }
  return Object.entries(all).map(([name, run]) => ({name, execute: async (args, context) => run(args, context)}))
}
