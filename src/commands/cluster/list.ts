import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {alignLines} from '../../cli/printers/tab-writer.ts'
import {kctlHome} from '../../client/kubeconfig/kubeconfig-files.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterList extends KctlCommand {
  static override summary = 'List the embedded clusters'
  static override description = 'List the embedded clusters of this user, running or not.'
  static override examples = [{description: 'All clusters', command: '<%= config.bin %> cluster list'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return list(invocation)
  }
}

export async function list(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const {clusterHome, clusterStatus, listClusters} = await import('../../cluster/index.ts')
  const names = await listClusters(await chosenCluster(invocation))
  if (names.length === 0) return invocation.err('No clusters found.\n')
  const home = kctlHome(invocation.context.env)
  const all = await Promise.all(names.map(name => clusterStatus(clusterHome({home, name}))))
  const rows = all.map(({name, state, nodes, server, version}) => [
    name,
    state,
    String(nodes),
    version,
    server ?? '<none>',
  ])
  invocation.out(alignLines([['NAME', 'STATE', 'NODES', 'VERSION', 'SERVER'], ...rows]))
}
