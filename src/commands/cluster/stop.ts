import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterStop extends KctlCommand {
  static override summary = "Stop the embedded cluster's daemon"
  static override description =
    'Stop the daemon. Everything is kept; commands go on to work, each running the cluster for itself.'
  static override examples = [{description: 'Stop the cluster', command: '<%= config.bin %> cluster stop'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return stop(invocation)
  }
}

export async function stop(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const {stopCluster} = await import('../../cluster/index.ts')
  const home = await chosenCluster(invocation)
  const stopped = await stopCluster(home)
  invocation.out(stopped ? `cluster "${home.name}" stopped\n` : `cluster "${home.name}" is not running\n`)
}
