import type {ConnectionOptions} from '../connection.ts'
import {existsSync, readFileSync} from '../machine/files.ts'
import type {Kubeconfig} from './kubeconfig.ts'

const account = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The configuration of a client in a pod: the API server's Service, with the pod's own token and authority; undefined where there is none of that. */
export function inClusterConfig({env}: Pick<ConnectionOptions, 'env'>): Kubeconfig | undefined {
  const {KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port} = env
  if (!host || !port || !existsSync(`${account}/token`)) return undefined
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`
  const authority = existsSync(`${account}/ca.crt`) ? {'certificate-authority': `${account}/ca.crt`} : {}
  return {
    clusters: [{name: '', cluster: {server, ...authority}}],
    users: [{name: '', user: {tokenFile: `${account}/token`}}],
    contexts: [],
  }
}

/** The namespace of the pod that a client runs in. */
export function inClusterNamespace({env}: Pick<ConnectionOptions, 'env'>): string {
  if (env['POD_NAMESPACE']) return env['POD_NAMESPACE']
  const file = `${account}/namespace`
  return (existsSync(file) && readFileSync(file, 'utf8').trim()) || 'default'
}
