import type {ConnectionOptions} from '../connection.ts'
import {ConfigurationError, clusterProblems, userProblems} from './configuration-problems.ts'
import type {Kubeconfig, KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'

/** What the kubeconfig and the flags amount to: one server, one user, one namespace. */
export interface EffectiveConfig {
  server: string
  cluster: KubeconfigCluster
  user: KubeconfigUser
  clusterName: string
  userName: string
  namespace: string
}

/** Applies the flags to the kubeconfig, as client-go's overrides do; throws with its words where something named is missing. */
export function effectiveConfig(config: Kubeconfig, options: ConnectionOptions): EffectiveConfig {
  const contextName = options.context || config['current-context'] || ''
  const context = config.contexts.find(({name}) => name === contextName)?.context
  if (contextName && !context)
    throw new Error(`Error in configuration: context was not found for specified context: ${contextName}`)
  const clusterName = options.cluster || context?.cluster || ''
  const cluster = config.clusters.find(({name}) => name === clusterName)?.cluster
  if (options.cluster && !cluster) {
    const name = JSON.stringify(options.cluster)
    throw new Error(options.clientFirst ? `cluster ${name} does not exist` : `no server found for cluster ${name}`)
  }
  const userName = options.user || context?.user || ''
  const user = config.users.find(({name}) => name === userName)?.user
  if (options.user && !user) throw new Error(`auth info ${JSON.stringify(options.user)} does not exist`)
  const server = options.server || cluster?.server || ''
  const chosen = {
    cluster: clusterWithFlags(cluster ?? {}, options),
    user: userWithFlags(user ?? {}, options),
  }
  const problems = [
    ...userProblems(userName, chosen.user),
    ...(!server && cluster ? [`no server found for cluster ${JSON.stringify(clusterName)}`] : []),
    ...clusterProblems(clusterName, chosen.cluster),
  ]
  if (problems.length > 0) throw new ConfigurationError(problems)
  return {
    ...chosen,
    server: withScheme(server || 'localhost:8080'),
    clusterName,
    userName,
    namespace: options.namespace || context?.namespace || 'default',
  }
}

function withScheme(server: string): string {
  const plain = server.replace(/\/+$/, '')
  return /^[a-z]+:\/\//.test(plain) ? plain : `http://${plain}`
}

/** A flag for the authority, or for none, takes the place of all that the cluster says of authorities. */
function clusterWithFlags(cluster: KubeconfigCluster, options: ConnectionOptions): KubeconfigCluster {
  const {certificateAuthority, insecureSkipTlsVerify, tlsServerName} = options
  const trusted =
    certificateAuthority || insecureSkipTlsVerify
      ? {
          ...without(cluster, 'certificate-authority', 'certificate-authority-data', 'insecure-skip-tls-verify'),
          ...(certificateAuthority && {'certificate-authority': certificateAuthority}),
          ...(insecureSkipTlsVerify && {'insecure-skip-tls-verify': true}),
        }
      : cluster
  return tlsServerName ? {...trusted, 'tls-server-name': tlsServerName} : trusted
}

function userWithFlags(user: KubeconfigUser, options: ConnectionOptions): KubeconfigUser {
  const {token, username, password, clientCertificate, clientKey} = options
  const keyed = {
    ...user,
    ...(clientCertificate && {'client-certificate': clientCertificate}),
    ...(clientKey && {'client-key': clientKey}),
  }
  if (!token && !username && !password) return keyed
  return {
    ...without(keyed, 'token', 'tokenFile', 'exec', 'username', 'password'),
    ...(token && {token}),
    ...((username || password) && {username: username ?? '', password: password ?? ''}),
  }
}

function without<T extends object>(object: T, ...keys: (keyof T)[]): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key as keyof T))) as T
}
