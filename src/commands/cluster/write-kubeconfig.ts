import {homedir} from 'node:os'
import {join} from 'node:path'
import type {Invocation} from '../../cli/invocation.ts'
import {withEntries} from '../../client/kubeconfig/embedded.ts'
import {readKubeconfig} from '../../client/kubeconfig/read-kubeconfig.ts'
import {writeKubeconfig} from '../../client/kubeconfig/write-kubeconfig.ts'
import type {ClusterHome} from '../../cluster/index.ts'

/** Puts the cluster into kubectl's own kubeconfig, beside what is there, as its current context. */
export async function mergeIntoKubeconfig(
  {context}: Pick<Invocation, 'context'>,
  home: ClusterHome,
): Promise<{path: string; context: string}> {
  const {clusterKubeconfig} = await import('../../cluster/index.ts')
  const path = join(context.env['HOME'] || homedir(), '.kube', 'config')
  const entries = await clusterKubeconfig(home)
  const current = entries['current-context']!
  const config = withEntries(await readKubeconfig({paths: [path], explicit: false, own: false}), entries)
  await writeKubeconfig(path, {...config, 'current-context': current})
  return {path, context: current}
}
