import {SilentExit, usageError} from './errors/command-error.ts'
import type {FlagSet} from './flags/flag.ts'
import type {Invocation} from './invocation.ts'
import {type CommandClass, KctlCommand} from './kctl-command.ts'

/** A command that only holds others: alone it prints its help and fails. */
export abstract class GroupCommand extends KctlCommand {
  protected override async work(invocation: Invocation<FlagSet>): Promise<void> {
    const {commandPath, context} = invocation
    noSubcommand(invocation)
    const out = commandPath.endsWith(' rollout') ? context.stdout : context.stderr
    out.write(await this.help(invocation))
    throw new SilentExit()
  }

  protected async help({commandPath, context}: Invocation<FlagSet>): Promise<string> {
    const {commandHelp} = await import('./help/command-help.ts')
    const path = commandPath.slice(context.program.length + 1)
    return commandHelp(this.constructor as CommandClass, path, context)
  }
}

/** Whoever got here with an argument meant a command that there is not. */
export function noSubcommand({args, commandPath}: Pick<Invocation, 'args' | 'commandPath'>): void {
  if (args.length > 0) throw usageError(commandPath, `unknown command ${JSON.stringify(args.join(' '))}`)
}
