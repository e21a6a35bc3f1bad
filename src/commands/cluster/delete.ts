import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterDelete extends KctlCommand {
  static override summary = 'Stop and delete an embedded cluster'
  static override description = 'Stop the daemon if it runs, and remove the cluster with everything in it.'
  static override examples = [{description: 'Delete the cluster', command: '<%= config.bin %> cluster delete'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return remove(invocation)
  }
}

async function remove(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const {deleteCluster, stopCluster} = await import('../../cluster/index.ts')
  const home = await chosenCluster(invocation)
  await stopCluster(home)
  await deleteCluster(home)
  invocation.out(`cluster "${home.name}" deleted\n`)
}
