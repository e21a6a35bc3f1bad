import {parseGoUrl} from '../api/go/parse-url.ts'
import {Client} from './client.ts'
import type {Connection, ConnectionOptions} from './connection.ts'
import {ConnectionError} from './connection-error.ts'
import {fileDiscoveryCache} from './discovery/discovery-cache.ts'
import {Discovery} from './discovery.ts'
import {type HttpsTarget, HttpsTransport} from './https-transport.ts'
import {readCredentials} from './kubeconfig/credentials.ts'
import type {EffectiveConfig} from './kubeconfig/effective-config.ts'
import type {Kubeconfig} from './kubeconfig/kubeconfig.ts'
import {limited} from './limited-transport.ts'
import {elsewhere} from './machine/elsewhere.ts'
import {renewing} from './renewing-transport.ts'
import {toldOf} from './told.ts'
import type {Transport} from './transport.ts'
import {userAgent} from './user-agent.ts'

/** The way to a server that a kubeconfig or flags name, wherever that is. */
export async function connectRemote(
  effective: EffectiveConfig,
  rawConfig: Kubeconfig,
  options: ConnectionOptions,
): Promise<Connection> {
  checkServer(effective.server)
  const credentials = await readCredentials(effective, options).catch(failedPlugin)
  const proxy = await proxyFor(effective, options)
  const target: HttpsTarget = {
    server: effective.server,
    ...(proxy && {proxy}),
    headers: {},
    tls: {},
    ...(credentials instanceof Error ? {} : credentials),
  }
  if (credentials instanceof Error)
    return connection({transport: refusing(target.server, credentials), target, effective, rawConfig, options})
  const open = (to: HttpsTarget): Transport => {
    const https = new HttpsTransport({
      ...to,
      ...(options.requestTimeout && {requestTimeout: options.requestTimeout}),
      ...(options.onWarning && {onWarning: options.onWarning}),
    })
    return elsewhere()?.carried(https) ?? https
  }
  const plain = effective.user.exec
    ? renewing(open(target), async () => open({...target, ...(await readCredentials(effective, options))}))
    : open(target)
  const transport = limited(await toldOf(plain, target, options), options.requestTimeout ?? 0)
  return connection({transport, target, effective, rawConfig, options})
}

/** Most people have no proxy, and nothing is loaded for them. */
async function proxyFor({server, cluster}: EffectiveConfig, {env}: ConnectionOptions): Promise<string | undefined> {
  const proxyUrl = cluster['proxy-url'] ?? ''
  if (!proxyUrl && !Object.entries(env).some(([name, value]) => value && /^https?_proxy$/i.test(name))) return undefined
  const {proxyOf} = await import('./proxy/proxy-of.ts')
  return proxyOf(server, {proxyUrl, env})
}

function checkServer(server: string): void {
  const parsed = parseGoUrl(server)
  if (typeof parsed === 'string') throw new ConnectionError({method: 'GET', url: server, why: parsed})
}

/** What a credential plugin says for itself fails the requests, not the connection. */
function failedPlugin(error: Error): Error {
  if (error.name !== 'PluginError') throw error
  return error
}

const refusing = (server: string, {message}: Error): Transport => ({
  async request({method, url}) {
    throw new ConnectionError({method, url: `${server}${url}`, why: message})
  },
  async close() {},
})

interface RemoteParts {
  transport: Transport
  target: HttpsTarget
  effective: EffectiveConfig
  rawConfig: Kubeconfig
  options: ConnectionOptions
}

function connection({transport, target, effective, rawConfig, options}: RemoteParts): Connection {
  const client = new Client(transport, {headers: {'user-agent': userAgent}})
  const cache = options.cacheDir ? fileDiscoveryCache(options.cacheDir, effective.server) : undefined
  return {
    client,
    discovery: new Discovery(client, cache, options.onWarning),
    namespace: effective.namespace,
    host: effective.server,
    rawConfig,
    now: options.now,
    gateway: async () => target,
    close: () => transport.close(),
  }
}
