import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {KctlCommand} from '../kctl-command.ts'
import {createGenerated} from './create-generated.ts'
import type {Generator} from './generator.ts'

/** A command that creates what one generator makes. */
export abstract class GeneratorCommand extends KctlCommand {
  // biome-ignore lint/suspicious/noExplicitAny: every command has a generator of its own flags
  protected abstract readonly generator: Generator<any>

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return createGenerated(invocation, this.generator)
  }
}
