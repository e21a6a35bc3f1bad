import {connectRemote} from './connect-remote.ts'
import type {Connection, ConnectionOptions} from './connection.ts'
import {effectiveConfig} from './kubeconfig/effective-config.ts'
import {inClusterConfig, inClusterNamespace} from './kubeconfig/in-cluster.ts'
import {emptyKubeconfig, type Kubeconfig} from './kubeconfig/kubeconfig.ts'
import {kubeconfigFiles} from './kubeconfig/kubeconfig-files.ts'
import {readKubeconfig} from './kubeconfig/read-kubeconfig.ts'
import {tellConfiguration} from './told.ts'

/** The way to a server from a container or a node: as a kubeconfig there says or, where nothing does, as pods reach their own API server. */
export async function connectElsewhere(options: ConnectionOptions): Promise<Connection> {
  const files = kubeconfigFiles(options)
  const config = await readKubeconfig(files)
  if (options.log) await tellConfiguration(files, options.log)
  // What discovery finds is not kept: a container's files count against its limits.
  const uncached = {...options, cacheDir: ''}
  const given = effectiveConfig(config, options)
  const own = inClusterConfig(options)
  const namespace = own && !namesNamespace(config, options) ? inClusterNamespace(options) : given.namespace
  if (!own || !isDefault(given, options)) return connectRemote({...given, namespace}, config, uncached)
  return connectRemote({...effectiveConfig(own, options), namespace}, emptyKubeconfig(), uncached)
}

/** What client-go takes for a configuration that nobody has made. */
const isDefault = ({server, user}: {server: string; user: object}, options: ConnectionOptions): boolean =>
  server === 'http://localhost:8080' &&
  Object.keys(user).length === 0 &&
  !options.impersonate?.user &&
  !options.requestTimeout &&
  !options.insecureSkipTlsVerify &&
  !options.certificateAuthority &&
  !options.tlsServerName

function namesNamespace(config: Kubeconfig, {namespace, context}: ConnectionOptions): boolean {
  const current = context || config['current-context']
  return Boolean(namespace || config.contexts.find(({name}) => name === current)?.context.namespace)
}
