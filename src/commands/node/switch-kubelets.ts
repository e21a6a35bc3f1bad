import {throwCollected, usageError} from '../../cli/errors/command-error.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {chosenCluster} from '../cluster/chosen-cluster.ts'

/** Stops or starts the kubelets of the nodes that are named: `worker-1` or `node/worker-1`. */
export async function switchKubelets(invocation: Invocation<FlagSet>, to: 'stopped' | 'started'): Promise<void> {
  if (invocation.args.length === 0) throw usageError(invocation.commandPath, 'at least one NODE is required')
  const {switchKubelet} = await import('../../cluster/index.ts')
  const home = await chosenCluster(invocation)
  const errors: Error[] = []
  for (const given of invocation.args) {
    const node = given.replace(/^(nodes?|no)\//, '')
    try {
      const changed = await switchKubelet(home, node, to)
      invocation.out(`node/${node} kubelet ${changed ? '' : 'already '}${to}\n`)
    } catch (error) {
      errors.push(error as Error)
    }
  }
  throwCollected(errors)
}
