import type {FlagSet} from '../cli/flags/flag.ts'
import {GroupCommand} from '../cli/group-command.ts'
import type {Invocation} from '../cli/invocation.ts'

export default class Certificate extends GroupCommand {
  static override summary = 'Modify certificate resources'
  static override description = 'Modify certificate resources.'
  static override usage = 'certificate SUBCOMMAND'

  /** Unlike its like, kubectl's succeeds whatever stands behind it. */
  protected override async work(invocation: Invocation<FlagSet>): Promise<void> {
    invocation.out(await this.help(invocation))
  }
}
