import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap} from '../../api/kinds.ts'
import {preamble} from './certificates.ts'
import {Failure} from './failure.ts'
import {hasControlPlane} from './has-control-plane.ts'
import type {Kubeadm} from './kubeadm.ts'

const configuration = '/var/lib/kubelet/config.yaml'

/** Writes the kubelet's configuration of the cluster on a node, which is all there is to upgrade on one of the same version; what was there is kept beside. */
export async function upgradeNode(kubeadm: Kubeadm): Promise<string> {
  const {files, stdout, now, flags} = kubeadm
  const isControlPlane = await hasControlPlane(kubeadm)
  const kubeconfig = isControlPlane ? '/etc/kubernetes/admin.conf' : '/etc/kubernetes/kubelet.conf'
  const client = await kubeadm.client(kubeconfig)
  stdout(`${preamble('upgrade').trimEnd()}\n[upgrade/preflight] Running pre-flight checks\n`)
  stdout(
    isControlPlane
      ? "[upgrade/preflight] Pulling images required for setting up a Kubernetes cluster\n[upgrade/preflight] This might take a minute or two, depending on the speed of your internet connection\n[upgrade/preflight] You can also perform this action beforehand using 'kubeadm config images pull'\n[upgrade/control-plane] The control plane instance for this node was successfully upgraded!\n[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!\n"
      : '[upgrade/preflight] Skipping prepull. Not a control plane node.\n[upgrade/control-plane] Skipping phase. Not a control plane node.\n[upgrade/kubeconfig] Skipping phase. Not a control plane node.\n',
  )
  if (flags.has('dry-run')) return '[upgrade/successful] Finished dryrunning successfully!\n'
  const path = {...builtin.configMaps, namespace: 'kube-system', name: 'kubelet-config'}
  const text = (await client.get<ConfigMap>(path)).data?.['kubelet']
  if (text === undefined)
    throw new Failure(
      'error execution phase kubelet-config: could not get the kubelet configuration from the ConfigMap "kubelet-config"',
    )
  const backup = `/etc/kubernetes/tmp/kubeadm-kubelet-config${now() % 1e10}/config.yaml`
  await files.mkdir(backup.slice(0, backup.lastIndexOf('/')), {recursive: true})
  if (await files.exists(configuration)) await files.writeFile(backup, await files.readFile(configuration))
  stdout(`[upgrade] Backing up kubelet config file to ${backup}\n`)
  stdout(`[kubelet-start] Writing kubelet configuration to file ${JSON.stringify(configuration)}\n`)
  await files.writeFile(configuration, text)
  return '[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!\n'
}
