import type {FlagSet} from '../../cli/flags/flag.ts'
import {noSubcommand} from '../../cli/group-command.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster} from '../cluster/chosen-cluster.ts'
import {clockLine} from './clock-line.ts'

export default class Clock extends KctlCommand {
  static override summary = "Show the embedded cluster's clock, or move it"
  static override description =
    'The cluster lives in real time plus an offset. Show the clock, or advance, pause and resume it.'
  static override examples = [{description: 'What time is it there?', command: '<%= config.bin %> clock'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return clock(invocation)
  }
}

export async function clock(invocation: Invocation<FlagSet>): Promise<void> {
  noSubcommand(invocation)
  const {clusterClock} = await import('../../cluster/index.ts')
  invocation.out(clockLine(await clusterClock(await chosenCluster(invocation), 'read')))
}
