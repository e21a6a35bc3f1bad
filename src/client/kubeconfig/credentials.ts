import type {ConnectionOptions} from '../connection.ts'
import {readFileSync} from '../machine/files.ts'
import {trusting} from '../trusting.ts'
import {checkAuthProvider} from './auth-providers.ts'
import {checkAuthority, checkPair} from './check-authority.ts'
import type {EffectiveConfig} from './effective-config.ts'
import type {KubeconfigUser} from './kubeconfig.ts'

/** What TLS and HTTP need to prove who is asking and to know who is answering. */
export interface Credentials {
  headers: Record<string, string | string[]>
  tls: {
    ca?: string | Buffer
    allowPartialTrustChain?: boolean
    cert?: string | Buffer
    key?: string | Buffer
    servername?: string
    rejectUnauthorized?: boolean
  }
}

/** Reads files and runs the exec plugin that the configuration names. */
export async function readCredentials(
  {cluster, user, userName, server}: EffectiveConfig,
  options: ConnectionOptions,
): Promise<Credentials> {
  if (user['auth-provider'] && !user.token) checkAuthProvider(user['auth-provider'].name)
  const fromPlugin = user.exec && !user.token ? await execCredentials(user.exec, {cluster, server, options}) : {}
  const known: KubeconfigUser = {...user, ...fromPlugin}
  const ca = material(cluster['certificate-authority-data'], cluster['certificate-authority'])
  const cert = material(known['client-certificate-data'], known['client-certificate'])
  const key = material(known['client-key-data'], known['client-key'])
  if (ca && cluster['insecure-skip-tls-verify'])
    throw new Error('specifying a root certificates file with the insecure flag is not allowed')
  if (ca) checkAuthority(ca)
  if (cert && key) checkPair(cert, key)
  return {
    headers: {...authorization(known), ...impersonation(known, userName, options)},
    tls: {
      ...(ca && trusting(ca)),
      ...(cert && {cert}),
      ...(key && {key}),
      ...(cluster['tls-server-name'] && {servername: cluster['tls-server-name']}),
      ...(cluster['insecure-skip-tls-verify'] && {rejectUnauthorized: false}),
    },
  }
}

async function execCredentials(
  exec: NonNullable<KubeconfigUser['exec']>,
  world: {cluster: EffectiveConfig['cluster']; server: string; options: ConnectionOptions},
): Promise<KubeconfigUser> {
  const {runExecPlugin} = await import('./exec-plugin.ts')
  return runExecPlugin(exec, world)
}

function material(data: string | undefined, path: string | undefined): Buffer | undefined {
  if (data) return Buffer.from(data, 'base64')
  return path ? readFile(path) : undefined
}

function authorization({token, tokenFile, username, password}: KubeconfigUser): Record<string, string> {
  const bearer = tokenFile ? readFile(tokenFile).toString().trim() : token
  if (bearer) return {authorization: `Bearer ${bearer}`}
  if (!username && !password) return {}
  return {authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`}
}

/** The headers that act for somebody else; throws for groups of nobody. */
export function impersonation(
  user: KubeconfigUser,
  userName: string,
  {impersonate = {}}: ConnectionOptions,
): Record<string, string | string[]> {
  const name = impersonate.user || user.as
  const groups = impersonate.groups?.length ? impersonate.groups : (user['as-groups'] ?? [])
  const uid = impersonate.uid || user['as-uid']
  if (!name && (groups.length > 0 || uid))
    throw new Error(`requesting uid, groups or user-extra for ${userName} without impersonating a user`)
  if (!name) return {}
  const extra = Object.entries(user['as-user-extra'] ?? {}).map(([key, values]) => [
    `impersonate-extra-${encodeURIComponent(key).toLowerCase()}`,
    values,
  ])
  return {
    'impersonate-user': name,
    ...(groups.length > 0 && {'impersonate-group': groups}),
    ...(uid && {'impersonate-uid': uid}),
    ...Object.fromEntries(extra),
  }
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file or directory' : 'permission denied'
    throw new Error(`open ${path}: ${why}`)
  }
}
