import type {Invocation} from '../../cli/invocation.ts'
import {noArguments} from '../../cli/no-arguments.ts'
import {kctlHome} from '../../client/kubeconfig/kubeconfig-files.ts'
import type {ClusterHome} from '../../cluster/index.ts'

/** The cluster that `--cluster` or $KCTL_CLUSTER names; else the default one. */
export async function chosenCluster({flags, context}: Pick<Invocation, 'flags' | 'context'>): Promise<ClusterHome> {
  const {clusterHome} = await import('../../cluster/index.ts')
  const name = flags.cluster || context.env['KCTL_CLUSTER']
  return clusterHome({home: kctlHome(context.env), ...(name && {name})}, context.env)
}

/** Refuses the name of a cluster where an argument would be: what is done to another one could not be taken back. */
export const onlyByFlag = (invocation: Pick<Invocation, 'args' | 'commandPath'>): void =>
  noArguments(invocation, '; --cluster names a cluster')
