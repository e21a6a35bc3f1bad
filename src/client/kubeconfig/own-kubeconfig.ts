import type {ConnectionOptions} from '../connection.ts'
import {embeddedContext, wantedCluster, withEntries} from './embedded.ts'
import type {Kubeconfig} from './kubeconfig.ts'
import {kctlHome, kubeconfigFiles} from './kubeconfig-files.ts'
import {readKubeconfig} from './read-kubeconfig.ts'
import {writeKubeconfig} from './write-kubeconfig.ts'

/**
 * kctl's own kubeconfig. It always has a context for the embedded cluster that is wanted: when it lacks it, the cluster's certificates are made and the
 * file is written. $KCTL_CLUSTER names the current context.
 */
export async function readOwnKubeconfig(options: Pick<ConnectionOptions, 'env' | 'cwd'>): Promise<Kubeconfig> {
  const files = kubeconfigFiles({...options, kubeconfig: undefined})
  const config = await readKubeconfig(files)
  if (!files.own) return config
  const name = wantedCluster(options)
  const context = embeddedContext(name)
  const complete = config.contexts.some(entry => entry.name === context)
    ? config
    : await addEmbedded(config, name, options, files.paths[0]!)
  const chosen = options.env['KCTL_CLUSTER'] ? context : complete['current-context'] || context
  return {...complete, 'current-context': chosen}
}

async function addEmbedded(
  config: Kubeconfig,
  name: string,
  {env}: Pick<ConnectionOptions, 'env'>,
  path: string,
): Promise<Kubeconfig> {
  const {clusterHome, clusterKubeconfig} = await import('../../cluster/index.ts')
  const entries = await clusterKubeconfig(clusterHome({home: kctlHome(env), name}))
  const merged = withEntries(config, entries)
  // Who names a cluster for one command does not mean it for the next.
  const current = merged['current-context'] || (name === 'default' ? entries['current-context'] : '')
  const complete: Kubeconfig = {...merged, ...(current && {'current-context': current})}
  await writeKubeconfig(path, complete)
  return complete
}
