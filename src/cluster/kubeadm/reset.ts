import {confirm} from './confirm.ts'
import {Failure} from './failure.ts'
import {hasControlPlane} from './has-control-plane.ts'
import type {Kubeadm} from './kubeadm.ts'

const folders = ['/etc/kubernetes/manifests', '/var/lib/kubelet', '/etc/kubernetes/pki']
const kubeconfigs = ['admin', 'super-admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map(
  name => `/etc/kubernetes/${name}.conf`,
)

/** Takes back what joining a cluster has done to a node. Its Node stays, until somebody deletes it. */
export async function reset(kubeadm: Kubeadm): Promise<string> {
  const {files, flags, stdout, service, removeContainers} = kubeadm
  const isDry = flags.has('dry-run')
  if (await hasControlPlane(kubeadm))
    throw new Failure(
      'the control plane cannot be reset from its node: the cluster is kctl itself (kctl cluster reset)',
    )
  if (!flags.has('force')) {
    stdout("[reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.\n")
    await confirm('reset', kubeadm)
  }
  stdout('[preflight] Running pre-flight checks\n')
  stdout(
    '[reset] No etcd config found. Assuming external etcd\n[reset] Please, manually reset etcd to prevent further issues\n',
  )
  if (isDry) return dryRun
  stdout('[reset] Stopping the kubelet service\n')
  await service('stop', 'kubelet')
  stdout('[reset] Unmounting mounted directories in "/var/lib/kubelet"\n')
  await removeContainers()
  stdout(`[reset] Deleting contents of directories: [${folders.join(' ')}]\n`)
  for (const folder of folders) await empty(folder, files)
  stdout(`[reset] Deleting files: [${kubeconfigs.join(' ')}]\n`)
  for (const path of kubeconfigs) await files.rm(path, {recursive: true, force: true})
  return manualCleanup
}

async function empty(folder: string, files: Kubeadm['files']): Promise<void> {
  if (!(await files.exists(folder))) return
  // What is mounted there is no part of the disk.
  for (const name of await files.readdir(folder))
    await files.rm(`${folder}/${name}`, {recursive: true, force: true}).catch(() => undefined)
}

const dryRun = `[dryrun] Would stop the kubelet service
[dryrun] Would unmount mounted directories in "/var/lib/kubelet"
[dryrun] Would remove Kubernetes-managed containers
[dryrun] Would delete contents of directories: [/etc/kubernetes/manifests /etc/kubernetes/pki]
[dryrun] Would delete files: [${kubeconfigs.join(' ')}]
`

const manualCleanup = `
The reset process does not perform cleanup of CNI plugin configuration,
network filtering rules and kubeconfig files.

For information on how to perform this cleanup manually, please see:
    https://k8s.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/

`
