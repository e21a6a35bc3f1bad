import {join} from 'node:path'
import type {ConnectionOptions} from '../connection.ts'
import {existsSync} from '../machine/files.ts'
import {embeddedContext} from './embedded.ts'
import {kctlHome, kubeconfigFiles} from './kubeconfig-files.ts'
import {readKubeconfig} from './read-kubeconfig.ts'

/**
 * The same options, in the words of a kubeconfig where `--cluster` is an embedded cluster's name, as it is for `kctl cluster start`: with kctl's own
 * kubeconfig, unless that has a cluster of this name.
 */
export async function clusterByName(options: ConnectionOptions): Promise<ConnectionOptions> {
  const {cluster: name, env, server} = options
  const files = kubeconfigFiles(options)
  if (!name || server || !files.own || !isEmbedded(name, env)) return options
  const {clusters} = await readKubeconfig(files)
  if (clusters.some(cluster => cluster.name === name)) return options
  return {...options, env: {...env, KCTL_CLUSTER: name}, cluster: embeddedContext(name)}
}

/** The default one is made when it is first asked for; another one only by `cluster start` or $KCTL_CLUSTER, not by a slip of the finger. */
const isEmbedded = (name: string, env: ConnectionOptions['env']): boolean =>
  name === 'default' || existsSync(join(kctlHome(env), 'clusters', name, 'etcd.db'))
