import {parseGoUrl} from '../../api/go/parse-url.ts'
import {accessSync, constants} from '../machine/files.ts'
import type {KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'

/** A kubeconfig, with its flags, that contradicts itself. */
export class ConfigurationError extends Error {
  constructor(problems: readonly string[]) {
    const [first = ''] = problems
    super(problems.length === 1 ? first : ['Error in configuration: ', ...problems.map(text => `* ${text}`)].join('\n'))
  }
}

/** What client-go finds wrong with the user of a kubeconfig, in its words. */
export function userProblems(name: string, user: KubeconfigUser): string[] {
  const problems: string[] = []
  const {token, username, password} = user
  const certificate = user['client-certificate']
  const key = user['client-key']
  if (certificate || user['client-certificate-data']) {
    if (certificate && user['client-certificate-data'])
      problems.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`)
    if (key && user['client-key-data'])
      problems.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`)
    if (!key && !user['client-key-data'])
      problems.push(
        `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
      )
    if (certificate) problems.push(...unreadable('client-cert', certificate, name))
    if (key) problems.push(...unreadable('client-key', key, name))
  }
  const methods = [...(token ? ['token'] : []), ...(username || password ? ['basicAuth'] : [])]
  if (methods.length > 1)
    problems.push(
      `more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`,
    )
  if (user.exec) problems.push(...execProblems(name, user))
  return problems
}

function execProblems(name: string, {exec, ...user}: KubeconfigUser): string[] {
  const {command, apiVersion = '', env, interactiveMode = ''} = exec!
  const missing = (what: string) => `${what} must be specified for ${name} to use exec authentication plugin`
  const old = ['client.authentication.k8s.io/v1beta1', 'client.authentication.k8s.io/v1alpha1'].includes(apiVersion)
  return [
    ...(user['auth-provider']
      ? [`authProvider cannot be provided in combination with an exec plugin for ${name}`]
      : []),
    ...(command ? [] : [missing('command')]),
    ...(apiVersion ? [] : [missing('apiVersion')]),
    ...(env ?? []).flatMap(variable => (variable.name ? [] : [missing('env variable name')])),
    ...(interactiveMode || old ? [] : [missing('interactiveMode')]),
    ...(['', 'IfAvailable', 'Never', 'Always'].includes(interactiveMode)
      ? []
      : [`invalid interactiveMode for ${name}: ${JSON.stringify(interactiveMode)}`]),
  ]
}

/** What client-go finds wrong with the cluster of a kubeconfig. */
export function clusterProblems(name: string, cluster: KubeconfigCluster): string[] {
  const proxy = proxyProblem(cluster['proxy-url'] ?? '')
  const problems = proxy
    ? [`invalid 'proxy-url' ${JSON.stringify(cluster['proxy-url'])} for cluster ${JSON.stringify(name)}: ${proxy}`]
    : []
  const path = cluster['certificate-authority']
  if (!path) return problems
  const both = cluster['certificate-authority-data']
    ? [
        `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
      ]
    : []
  return [...problems, ...both, ...unreadable('certificate-authority', path, name)]
}

function proxyProblem(url: string): string | undefined {
  if (url === '') return undefined
  const parsed = parseGoUrl(url)
  if (typeof parsed === 'string') return `could not parse: ${url}`
  return ['http', 'https', 'socks5'].includes(parsed.scheme)
    ? undefined
    : `unsupported scheme ${JSON.stringify(parsed.scheme)}, must be http, https, or socks5`
}

function unreadable(what: string, path: string, owner: string): string[] {
  try {
    accessSync(path, constants.R_OK)
    return []
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EACCES' ? 'permission denied' : 'no such file or directory'
    return [`unable to read ${what} ${path} for ${owner} due to open ${path}: ${why}`]
  }
}
