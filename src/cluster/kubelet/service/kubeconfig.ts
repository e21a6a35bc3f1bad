import {parseYaml} from '../../../api/yaml/parse.ts'
import type {NodeDisk} from '../../containers/node-disk.ts'
import {Refusal} from './refusal.ts'

/** The API server that its kubeconfig names. One that it cannot use it would replace with what a bootstrap kubeconfig gets it. */
export async function serverOf(flags: ReadonlyMap<string, string>, node: string, disk: NodeDisk): Promise<string> {
  const path = flags.get('kubeconfig')
  const bootstrap = flags.get('bootstrap-kubeconfig')
  if (path === undefined)
    throw new Refusal('failed to run Kubelet: no client provided, cannot use webhook authentication')
  const config = await readKubeconfig(path, node, disk)
  if (typeof config !== 'string' && (await hasCredentials(config, node, disk))) return config.server
  if (bootstrap !== undefined && (await disk.read(bootstrap, node)) === undefined)
    throw new Refusal(
      `failed to run Kubelet: unable to load bootstrap kubeconfig: stat ${bootstrap}: no such file or directory`,
    )
  if (typeof config === 'string') throw new Refusal(`failed to run Kubelet: invalid kubeconfig: ${config}`)
  const {certificate} = config
  throw new Refusal(
    `failed to run Kubelet: invalid kubeconfig: invalid configuration: [unable to read client-cert ${certificate} for default-auth due to open ${certificate}: no such file or directory, unable to read client-key ${certificate} for default-auth due to open ${certificate}: no such file or directory]`,
  )
}

interface FoundKubeconfig {
  server: string
  /** The file of its certificate; absent: it has it in itself. */
  certificate?: string
}

interface Kubeconfig {
  'current-context'?: string
  contexts?: {name: string; context?: {cluster?: string; user?: string}}[]
  clusters?: {name: string; cluster?: {server?: string}}[]
  users?: {name: string; user?: {'client-certificate'?: string}}[]
}

/** What a kubeconfig says, or why it says nothing. */
async function readKubeconfig(path: string, node: string, disk: NodeDisk): Promise<FoundKubeconfig | string> {
  const text = await disk.read(path, node)
  if (text === undefined) return `stat ${path}: no such file or directory`
  let config: Kubeconfig
  try {
    config = parseYaml(text) as Kubeconfig
  } catch (error) {
    return `error loading config file "${path}": ${(error as Error).message}`
  }
  if (typeof config !== 'object' || config === null)
    return `error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
  const context = config.contexts?.find(({name}) => name === config['current-context'])?.context
  const server = config.clusters?.find(({name}) => name === context?.cluster)?.cluster?.server
  const certificate = config.users?.find(({name}) => name === context?.user)?.user?.['client-certificate']
  if (!server)
    return 'invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable'
  return {server, ...(certificate && {certificate})}
}

const hasCredentials = async ({certificate}: FoundKubeconfig, node: string, disk: NodeDisk): Promise<boolean> =>
  certificate === undefined || (await disk.read(certificate, node)) !== undefined

/** Why nobody is heard at a URL that is not the API server's. */
export function whyNobodyAnswers(server: string): string {
  if (!URL.canParse(server)) return `parse ${JSON.stringify(server)}: invalid URI for request`
  const {host, hostname, port, protocol} = new URL(server)
  const place = port ? host : `${hostname}:${protocol === 'https:' ? 443 : 80}`
  return /^[\d.]+$|^localhost$/.test(hostname)
    ? `dial tcp ${place}: connect: connection refused`
    : `dial tcp: lookup ${hostname}: no such host`
}
