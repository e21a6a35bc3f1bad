/** What is on the disks of a cluster's nodes, as kubeadm leaves it: manifests, certificates, kubeconfigs, the kubelet's configuration. */
import {stringifyYaml} from '../../../api/yaml/stringify.ts'
import type {VolumeFiles} from '../../containers/node-volumes.ts'
import type {Pki} from '../../pki/index.ts'
import {controlPlanePki, kubeconfig} from './credentials.ts'
import {kubeletFiles} from './kubelet-files.ts'
import {controlPlaneManifests} from './manifests.ts'
import {type NodeIdentity, systemFiles} from './system-files.ts'

export interface NodeFilesOptions extends NodeIdentity {
  isControlPlane: boolean
  pki: Pki
  /** Where the API server is reached from within: an address and a port. */
  server: {address: string; port: number}
  /** `v1.34.3`. */
  version: string
  /** When the node was made; milliseconds since the epoch. */
  created: number
}

/** A node's files, by path. */
export function nodeFiles(options: NodeFilesOptions): VolumeFiles {
  const {created, isControlPlane} = options
  const secret = {...workerSecrets(options), ...(isControlPlane && controlPlaneSecrets(options))}
  const open = {...systemFiles(options), ...kubeletFiles()}
  return {
    ...Object.fromEntries(Object.entries(open).map(([path, content]) => [path, {content, modified: created}])),
    ...Object.fromEntries(
      Object.entries(secret).map(([path, content]) => [
        path,
        {content, modified: created, mode: /\.(crt|pub)$/.test(path) ? 0o644 : 0o600},
      ]),
    ),
  }
}

function workerSecrets({pki, node, server}: NodeFilesOptions): Record<string, string> {
  const {certificate, key} = pki.issued(`kubelet-client-${node}`, {
    subject: {commonName: `system:node:${node}`, organizations: ['system:nodes']},
    usages: ['client'],
  })
  const current = '/var/lib/kubelet/pki/kubelet-client-current.pem'
  const ca = pki.ca().certificate
  return {
    '/etc/kubernetes/kubelet.conf': kubeconfig({
      server: url(server),
      ca,
      user: `system:node:${node}`,
      credentials: current,
    }),
    [current]: certificate + key,
    '/etc/kubernetes/pki/ca.crt': ca,
  }
}

function controlPlaneSecrets(options: NodeFilesOptions): Record<string, string> {
  const {pki, server, node, address, version} = options
  const ca = pki.ca().certificate
  const users: Record<string, {user: string; organizations?: string[]}> = {
    admin: {user: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins']},
    'super-admin': {user: 'kubernetes-super-admin', organizations: ['system:masters']},
    'controller-manager': {user: 'system:kube-controller-manager'},
    scheduler: {user: 'system:kube-scheduler'},
  }
  const kubeconfigs = Object.entries(users).map(([name, {user, organizations = []}]) => {
    const request = {subject: {commonName: user, organizations}, usages: ['client' as const]}
    const credentials = pki.issued(`${name}-conf`, request)
    return [`/etc/kubernetes/${name}.conf`, kubeconfig({server: url(server), ca, user, credentials})]
  })
  const manifests = controlPlaneManifests({node, address, port: server.port, version})
  return {
    ...Object.fromEntries(kubeconfigs),
    // What kubeadm tells to do next has been done.
    '/root/.kube/config': kubeconfigs.find(([path]) => path === '/etc/kubernetes/admin.conf')![1]!,
    ...below('/etc/kubernetes/pki', controlPlanePki(pki, {node, address})),
    ...below(
      '/etc/kubernetes/manifests',
      Object.fromEntries(Object.entries(manifests).map(([name, pod]) => [name, stringifyYaml(pod)])),
    ),
  }
}

const below = (folder: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

const url = ({address, port}: {address: string; port: number}): string => `https://${address}:${port}`
