import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'

export interface ApiServerProblem {
  text: string
  /** It ends the server while that comes up, not while it reads its options. */
  isFatal?: boolean
}

const modes = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node']

/** Files that must be there, in the order in which kube-apiserver opens them. */
const files = [
  'client-ca-file',
  'requestheader-client-ca-file',
  'tls-cert-file',
  'tls-private-key-file',
  'service-account-key-file',
]
const etcdFiles = ['etcd-cafile', 'etcd-certfile', 'etcd-keyfile']

/** What kube-apiserver finds wrong with its options, and with the files that they name; undefined: nothing. */
export async function apiServerProblem(
  host: ProgramHost,
  disk: ContainerFileSystem,
): Promise<ApiServerProblem | undefined> {
  const range = flag(host, 'service-cluster-ip-range')
  if (range !== undefined && !/^[\d.]+\/\d+(,.*)?$|^[\da-f:]+\/\d+$/i.test(range))
    return {text: 'service-cluster-ip-range[0] is not a valid cidr'}
  const mode = flag(host, 'authorization-mode')
    ?.split(',')
    .find(each => !modes.includes(each))
  if (mode !== undefined) return {text: `authorization-mode ${JSON.stringify(mode)} is not a valid mode`}
  if (!flag(host, 'etcd-servers')) return {text: '--etcd-servers must be specified'}
  const missing = async (name: string): Promise<string | undefined> => {
    const path = flag(host, name)
    return path === undefined || path === '' || (await disk.exists(path))
      ? undefined
      : `open ${path}: no such file or directory`
  }
  for (const name of files) {
    const text = await missing(name)
    if (text !== undefined) return {text}
  }
  const text = await missing('service-account-signing-key-file')
  if (text !== undefined) return {text: `failed to parse service-account-issuer-key-file: ${text}`}
  for (const name of etcdFiles) {
    const why = await missing(name)
    if (why !== undefined) return {text: `Error creating leases: error creating storage factory: ${why}`, isFatal: true}
  }
  return undefined
}
