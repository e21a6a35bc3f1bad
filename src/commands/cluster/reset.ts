import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterReset extends KctlCommand {
  static override summary = 'Empty the embedded cluster: as good as new'
  static override description =
    'Remove everything in the cluster and start it afresh. A daemon is stopped; certificates and kubeconfigs stay valid.'
  static override examples = [{description: 'Begin again', command: '<%= config.bin %> cluster reset'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return reset(invocation)
  }
}

export async function reset(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const {resetCluster, stopCluster} = await import('../../cluster/index.ts')
  const home = await chosenCluster(invocation)
  const stopped = await stopCluster(home)
  await resetCluster(home)
  invocation.out(`cluster "${home.name}" reset${stopped ? '; its daemon was stopped' : ''}\n`)
}
