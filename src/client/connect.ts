import {join} from 'node:path'
import type {Caller, OpenCluster} from '../cluster/index.ts'
import {Client} from './client.ts'
import {connectRemote} from './connect-remote.ts'
import type {Connection, ConnectionOptions} from './connection.ts'
import {fileDiscoveryCache} from './discovery/discovery-cache.ts'
import {Discovery} from './discovery.ts'
import {type ClusterHome, clusterHome} from './embedded/cluster-home.ts'
import {failingOver} from './embedded/failover.ts'
import {findServer} from './embedded/socket-transport.ts'
import {clusterByName} from './kubeconfig/cluster-flag.ts'
import {impersonation, readCredentials} from './kubeconfig/credentials.ts'
import {type EffectiveConfig, effectiveConfig} from './kubeconfig/effective-config.ts'
import {embeddedName} from './kubeconfig/embedded.ts'
import type {Kubeconfig, KubeconfigCluster} from './kubeconfig/kubeconfig.ts'
import {kctlHome, kubeconfigFiles} from './kubeconfig/kubeconfig-files.ts'
import {readOwnKubeconfig} from './kubeconfig/own-kubeconfig.ts'
import {readKubeconfig} from './kubeconfig/read-kubeconfig.ts'
import {limited} from './limited-transport.ts'
import {elsewhere} from './machine/elsewhere.ts'
import {existsSync, readFileSync} from './machine/files.ts'
import {ServerTime} from './server-time.ts'
import {tellConfiguration, toldOf} from './told.ts'
import {userAgent} from './user-agent.ts'
import {withDeadline} from './with-deadline.ts'

/** Opens the way to the cluster that the kubeconfig, the environment and the flags name; the embedded one unless they name another. */
export async function connect(given: ConnectionOptions): Promise<Connection> {
  if (elsewhere()) return (await import('./connect-elsewhere.ts')).connectElsewhere(given)
  const options = await clusterByName(given)
  const files = kubeconfigFiles(options)
  const rawConfig = files.own && !options.server ? await readOwnKubeconfig(options) : await readKubeconfig(files)
  if (options.log) await tellConfiguration(files, options.log)
  const effective = effectiveConfig(rawConfig, options)
  const name = options.server ? undefined : embeddedName(effective.cluster)
  // What flags say of authorities does not tell whose cluster it is.
  const written = rawConfig.clusters.find(cluster => cluster.name === effective.clusterName)?.cluster
  const isForeign = !files.own && name !== undefined && !isHere(name, written ?? effective.cluster, options)
  return name === undefined || isForeign
    ? connectRemote(effective, rawConfig, options)
    : embedded(name, effective, rawConfig, options)
}

/** Throws for a kubeconfig that leads nowhere, without going there. */
export async function checkKubeconfig(options: ConnectionOptions): Promise<void> {
  const files = kubeconfigFiles(options)
  if (files.own && !options.server) return
  const {user, userName} = effectiveConfig(await readKubeconfig(files), options)
  impersonation(user, userName, options)
}

/** A kubeconfig that was made for another machine, or another home, names a cluster that only its server leads to. */
function isHere(name: string, cluster: KubeconfigCluster, {env}: ConnectionOptions): boolean {
  const authority = join(clusterHome({home: kctlHome(env), name}).pki, 'ca.crt')
  if (!existsSync(authority)) return false
  const data = cluster['certificate-authority-data']
  return !data || data === readFileSync(authority).toString('base64')
}

async function embedded(
  name: string,
  effective: EffectiveConfig,
  rawConfig: Kubeconfig,
  options: ConnectionOptions,
): Promise<Connection> {
  const {headers, tls} = await readCredentials(effective, options)
  const home = clusterHome({home: kctlHome(options.env), name})
  const administrator = !headers['authorization'] && embeddedName(effective.user) === name
  const open = await openEmbedded(home, {
    administrator,
    ...(tls.cert && {certificate: String(tls.cert)}),
    ...(options.onWarning && {onWarning: options.onWarning}),
  })
  if (!open.transport) return connectRemote({...effective, server: open.server ?? effective.server}, rawConfig, options)
  const time = new ServerTime(options.now)
  const patience = options.requestTimeout ?? 0
  const told = await toldOf(withDeadline(open.transport, patience), {server: effective.server}, options)
  const transport = limited(told, patience)
  const client = new Client(time.listening(transport), {
    headers: {'user-agent': userAgent, ...headers},
  })
  const cache = fileDiscoveryCache(options.cacheDir || join(home.home, 'cache'), `embedded/${name}`)
  return {
    client,
    discovery: new Discovery(client, cache, options.onWarning),
    namespace: effective.namespace,
    host: effective.server,
    rawConfig,
    now: () => time.now(),
    gateway: async () => ({
      server: 'http://localhost',
      socketPath: (await open.gateway?.()) ?? home.socket,
      headers,
      tls: {},
    }),
    ...(open.settle && {settle: open.settle}),
    close: open.close,
  }
}

/** The administrator finds a running cluster by its socket; everything else is behind the cluster's door. */
async function openEmbedded(home: ClusterHome, caller: Caller): Promise<OpenCluster> {
  const transport = caller.administrator ? await findServer(home, caller) : undefined
  if (transport) return failingOver(transport, () => openEmbedded(home, caller))
  const {openCluster} = await import('../cluster/index.ts')
  return openCluster(home, caller)
}
