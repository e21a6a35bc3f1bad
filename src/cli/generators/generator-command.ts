import type {Invocation} from '../invocation.ts'
import {KctlCommand} from '../kctl-command.ts'
import {createGenerated, type generatorFlags} from './create-generated.ts'
import type {Generator} from './generator.ts'

/** A command that creates what one generator makes. */
export abstract class GeneratorCommand extends KctlCommand<typeof generatorFlags> {
  // biome-ignore lint/suspicious/noExplicitAny: every command has a generator of its own flags
  protected abstract readonly generator: Generator<any>

  protected override work(invocation: Invocation<typeof generatorFlags>): Promise<void> {
    return createGenerated(invocation, this.generator)
  }
}
