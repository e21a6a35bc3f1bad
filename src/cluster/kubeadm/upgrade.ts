import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod} from '../../api/kinds.ts'
import {kubernetesVersion} from '../version.ts'
import type {Kubeadm} from './kubeadm.ts'

/** What the control plane runs on, from the images that kubeadm of this version takes. */
const images = [
  `kube-apiserver:${kubernetesVersion}`,
  `kube-controller-manager:${kubernetesVersion}`,
  `kube-scheduler:${kubernetesVersion}`,
  `kube-proxy:${kubernetesVersion}`,
  'coredns/coredns:v1.12.1',
  'pause:3.10.1',
  'etcd:3.6.5-0',
]

export const listImages = async (): Promise<string> => images.map(image => `registry.k8s.io/${image}\n`).join('')

/** What this version could bring the cluster to: nothing newer is known here. */
export async function plan(kubeadm: Kubeadm): Promise<string> {
  const client = await kubeadm.client()
  const [nodes, pods] = await Promise.all([
    client.list<Node>(builtin.nodes),
    client.list<Pod>({...builtin.pods, namespace: 'kube-system'}, {labelSelector: 'tier=control-plane'}),
  ])
  const running = pods.items.find(({metadata}) => metadata.labels?.['component'] === 'kube-apiserver')
  const version = running?.spec?.containers[0]?.image?.split(':').pop() ?? kubernetesVersion
  const kubelets = [...new Set(nodes.items.map(({status}) => status?.nodeInfo?.kubeletVersion ?? ''))]
  return `[preflight] Running pre-flight checks.
[upgrade/config] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
[upgrade/config] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.
[upgrade] Running cluster health checks
[upgrade] Fetching available versions to upgrade to
[upgrade/versions] Cluster version: ${version.replace(/^v/, '')}
[upgrade/versions] kubeadm version: ${kubernetesVersion}
[upgrade/versions] Target version: ${kubernetesVersion}
[upgrade/versions] Latest version in the v1.34 series: ${kubernetesVersion}
${kubelets.every(each => each === version) ? '' : `\nComponents that must be upgraded manually after you have upgraded the control plane with 'kubeadm upgrade apply':\n${nodes.items.map(({metadata, status}) => `kubelet     ${metadata.name}   ${status?.nodeInfo?.kubeletVersion}   ${kubernetesVersion}\n`).join('')}`}`
}
