import {X509Certificate} from 'node:crypto'
import {parseYaml} from '../../api/yaml/parse.ts'
import type {Kubeadm} from './kubeadm.ts'

export type AuthorityName = 'ca' | 'etcd-ca' | 'front-proxy-ca'

export interface ManagedCertificate {
  name: string
  /** What renewing it says of it. */
  longName: string
  authority: AuthorityName
  /** A certificate's file, without its extension, or a kubeconfig. */
  path: string
}

const pki = '/etc/kubernetes/pki'

export const authorities: Record<AuthorityName, string> = {
  ca: `${pki}/ca`,
  'etcd-ca': `${pki}/etcd/ca`,
  'front-proxy-ca': `${pki}/front-proxy-ca`,
}

/** All that kubeadm makes and renews, by name. */
export const managed: ManagedCertificate[] = [
  [
    'admin.conf',
    'ca',
    '/etc/kubernetes/admin.conf',
    'certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself',
  ],
  ['apiserver', 'ca', `${pki}/apiserver`, 'certificate for serving the Kubernetes API'],
  ['apiserver-etcd-client', 'etcd-ca', `${pki}/apiserver-etcd-client`, 'certificate the apiserver uses to access etcd'],
  [
    'apiserver-kubelet-client',
    'ca',
    `${pki}/apiserver-kubelet-client`,
    'certificate for the API server to connect to kubelet',
  ],
  [
    'controller-manager.conf',
    'ca',
    '/etc/kubernetes/controller-manager.conf',
    'certificate embedded in the kubeconfig file for the controller manager to use',
  ],
  [
    'etcd-healthcheck-client',
    'etcd-ca',
    `${pki}/etcd/healthcheck-client`,
    'certificate for liveness probes to healthcheck etcd',
  ],
  ['etcd-peer', 'etcd-ca', `${pki}/etcd/peer`, 'certificate for etcd nodes to communicate with each other'],
  ['etcd-server', 'etcd-ca', `${pki}/etcd/server`, 'certificate for serving etcd'],
  ['front-proxy-client', 'front-proxy-ca', `${pki}/front-proxy-client`, 'certificate for the front proxy client'],
  [
    'scheduler.conf',
    'ca',
    '/etc/kubernetes/scheduler.conf',
    'certificate embedded in the kubeconfig file for the scheduler manager to use',
  ],
  [
    'super-admin.conf',
    'ca',
    '/etc/kubernetes/super-admin.conf',
    'certificate embedded in the kubeconfig file for the super-admin',
  ],
].map(([name, authority, path, longName]) => ({
  name: name!,
  authority: authority as AuthorityName,
  path: path!,
  longName: longName!,
}))

/** A certificate as it is on the disk, in PEM; undefined: there is none. */
export async function pemOf(path: string, files: Kubeadm['files']): Promise<string | undefined> {
  const isConfig = path.endsWith('.conf')
  const file = isConfig ? path : `${path}.crt`
  if (!(await files.exists(file))) return undefined
  const text = await files.readFile(file)
  if (!isConfig) return text
  const config = parseYaml(text) as {users?: {user: {'client-certificate-data'?: string}}[]}
  const data = config.users?.[0]?.user['client-certificate-data']
  return data && Buffer.from(data, 'base64').toString()
}

/** When it ends to be good; milliseconds since the epoch. */
export const endOf = (pem: string): number => Date.parse(new X509Certificate(pem).validTo)

/** What kubeadm says before it does something to certificates. */
export const preamble = (prefix: string): string =>
  `[${prefix}] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...\n[${prefix}] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.\n\n`
