import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {noArguments} from '../../cli/no-arguments.ts'
import {chosenCluster} from '../cluster/chosen-cluster.ts'
import {clockLine} from './clock-line.ts'

export default class ClockPause extends KctlCommand {
  static override summary = 'Stop the clock: nothing falls due until it is resumed or advanced'
  static override description = 'Stop the clock: nothing falls due until it is resumed or advanced.'
  static override examples = [{description: 'Pause the clock', command: '<%= config.bin %> clock pause'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return pause(invocation)
  }
}

export async function pause(invocation: Invocation<FlagSet>): Promise<void> {
  noArguments(invocation)
  const {clusterClock} = await import('../../cluster/index.ts')
  invocation.out(clockLine(await clusterClock(await chosenCluster(invocation), 'pause')))
}
