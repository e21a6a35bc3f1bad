import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap} from '../../api/kinds.ts'
import {kubernetesVersion} from '../version.ts'
import {preamble} from './certificates.ts'
import {confirm} from './confirm.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'
import {versionErrors} from './version-policy.ts'

/**
 * Brings a control plane to a version, as far as kubeadm's own rules let it: to no other than its own one, for that is the version that this cluster is of. Then
 * nothing about it changes, and what kubeadm has written before it writes again.
 */
export async function apply(kubeadm: Kubeadm): Promise<string> {
  const {words, flags, stdout} = kubeadm
  const [given] = words
  if (given === undefined && !flags.has('config'))
    throw new Failure('missing one or more required arguments. Required arguments: [version]')
  const version = normalized(given ?? kubernetesVersion)
  const client = await kubeadm.client()
  stdout(
    `${preamble('upgrade/config').trimEnd()}\n[upgrade/preflight] Running preflight checks\n[upgrade] Running cluster health checks\n`,
  )
  stdout(`[upgrade/preflight] You have chosen to upgrade the cluster version to ${JSON.stringify(version)}\n`)
  stdout(
    `[upgrade/versions] Cluster version: ${kubernetesVersion.slice(1)}\n[upgrade/versions] kubeadm version: ${kubernetesVersion}\n`,
  )
  const {fatal, skippable} = versionErrors(version)
  if (fatal.length > 0)
    throw new Failure(
      `error execution phase preflight: the version argument is invalid due to these fatal errors:\n\n${listed(fatal)}\nPlease fix the misalignments highlighted above and try upgrading again`,
    )
  if (skippable.length > 0 && !flags.has('force'))
    throw new Failure(
      `error execution phase preflight: the version argument is invalid due to these errors:\n\n${listed(skippable)}\nCan be bypassed if you pass the --force flag`,
    )
  if (version !== kubernetesVersion)
    throw new Failure(`there are no images of ${version} here: this cluster is of ${kubernetesVersion}`)
  if (!flags.has('yes') && !flags.has('force') && !flags.has('dry-run')) await confirm('upgrade', kubeadm)
  if (flags.has('dry-run'))
    return `[dryrun] Would pull the required images (like 'kubeadm config images pull')\n[dryrun] Would upgrade your static Pod-hosted control plane to version ${JSON.stringify(version)}[upgrade/successful] Finished dryrunning successfully!\n`
  const path = {...builtin.configMaps, namespace: 'kube-system', name: 'kubeadm-config'}
  const {data} = await client.get<ConfigMap>(path)
  await client.patch(path, 'merge', {data})
  return upgraded(version)
}

/** `1.34.3` is `v1.34.3`, too. */
function normalized(version: string): string {
  if (!/^v?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    throw new Failure(
      `couldn't parse Kubernetes version ${JSON.stringify(version)}: version ${JSON.stringify(version)} doesn't match patterns for neither semantic version nor labels (stable, latest, ...)`,
    )
  return version.startsWith('v') ? version : `v${version}`
}

const listed = (errors: readonly string[]): string => errors.map(text => `\t- ${text}\n`).join('')

const folder = '/etc/kubernetes/tmp/kubeadm-upgraded-manifests2407118263'

const upgraded = (
  version: string,
): string => `[upgrade/preflight] Pulling images required for setting up a Kubernetes cluster
[upgrade/preflight] This might take a minute or two, depending on the speed of your internet connection
[upgrade/preflight] You can also perform this action beforehand using 'kubeadm config images pull'
[upgrade/control-plane] Upgrading your static Pod-hosted control plane to version ${JSON.stringify(version)} (timeout: 5m0s)...
[upgrade/staticpods] Writing new Static Pod manifests to ${JSON.stringify(folder)}
${['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']
  .map(
    name => `[upgrade/staticpods] Preparing for ${JSON.stringify(name)} upgrade
[upgrade/staticpods] Current and new manifests of ${name} are equal, skipping upgrade
`,
  )
  .join('')}[upgrade/control-plane] The control plane instance for this node was successfully upgraded!
[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace
[kubelet] Creating a ConfigMap "kubelet-config" in namespace kube-system with the configuration for the kubelets in the cluster
[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!
[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!
[upgrade/bootstrap-token] Configuring bootstrap token and cluster-info RBAC rules
[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to get nodes
[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate credentials
[bootstrap-token] Configured RBAC rules to allow the csrapprover controller automatically approve CSRs from a Node Bootstrap Token
[bootstrap-token] Configured RBAC rules to allow certificate rotation for all node client certificates in the cluster
[addons] Applied essential addon: CoreDNS
[addons] Applied essential addon: kube-proxy

[upgrade] SUCCESS! A control plane node of your cluster was upgraded to ${JSON.stringify(version)}.

[upgrade] Now please proceed with upgrading the rest of the nodes by following the right order.
`
