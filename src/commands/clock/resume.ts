import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {noArguments} from '../../cli/no-arguments.ts'
import {chosenCluster} from '../cluster/chosen-cluster.ts'
import {clockLine} from './clock-line.ts'

export default class ClockResume extends KctlCommand {
  static override summary = 'Let the clock run again from where it stands'
  static override description = 'Let the clock run again from where it stands.'
  static override examples = [{description: 'Resume the clock', command: '<%= config.bin %> clock resume'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return resume(invocation)
  }
}

export async function resume(invocation: Invocation<FlagSet>): Promise<void> {
  noArguments(invocation)
  const {clusterClock} = await import('../../cluster/index.ts')
  invocation.out(clockLine(await clusterClock(await chosenCluster(invocation), 'resume')))
}
