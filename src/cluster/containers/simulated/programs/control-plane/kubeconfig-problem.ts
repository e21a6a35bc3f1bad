import {parseYaml} from '../../../../../api/yaml/parse.ts'
import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'

/** Why a program can do nothing with a kubeconfig; undefined: it can. */
export async function kubeconfigProblem(files: ContainerFileSystem, path: string): Promise<string | undefined> {
  if (!(await files.exists(path))) return `stat ${path}: no such file or directory`
  if ((await files.stat(path)).isDirectory) return `error loading config file "${path}": read ${path}: is a directory`
  const text = await files.readFile(path)
  try {
    if (typeof parseYaml(text) !== 'object')
      return `error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
  } catch (error) {
    return `error loading config file "${path}": ${(error as Error).message}`
  }
  const cluster = clusterIn(text)
  if (!cluster)
    return 'invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable'
  return cluster.server && urlOf(cluster.server) === undefined
    ? `host must be a URL or a host:port pair: ${JSON.stringify(cluster.server)}`
    : undefined
}

/** Where a program's kubeconfig leads: `https://172.18.0.2:6443`. */
export async function serverOf(host: ProgramHost): Promise<string | undefined> {
  const path = flag(host, 'kubeconfig')
  const server = path === undefined ? undefined : clusterIn(await (await host.files()).readFile(path))?.server
  return server ? urlOf(server) : undefined
}

/** A server as client-go takes it: a host without a scheme is asked plainly. Undefined where it is none. */
function urlOf(server: string): string | undefined {
  const isWhole = /^[a-z][\w+.-]*:\/\/[^/]/i.test(server)
  const url = isWhole ? server : `http://${server}`
  return URL.canParse(url) && (isWhole || new URL(url).pathname === '/') ? url : undefined
}

function clusterIn(text: string): {server?: string} | undefined {
  const config = parseYaml(text) as Kubeconfig | null
  const context = config?.contexts?.find(({name}) => name === config['current-context'])?.context
  return config?.clusters?.find(({name}) => name === context?.cluster)?.cluster
}

interface Kubeconfig {
  'current-context'?: string
  contexts?: {name: string; context?: {cluster?: string}}[]
  clusters?: {name: string; cluster?: {server?: string}}[]
}
