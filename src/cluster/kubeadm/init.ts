import {kubernetesVersion} from '../version.ts'
import {Failure} from './failure.ts'
import {hasControlPlane} from './has-control-plane.ts'
import type {Kubeadm} from './kubeadm.ts'
import {type Check, fileAvailable, portFree, runChecks} from './preflight.ts'

/** Of the API server, the scheduler and the controller manager. */
const ports = [6443, 10259, 10257]
const programs = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']

/** Where a control plane is, its checks fail as they would; elsewhere there is none to be made. */
export async function init(kubeadm: Kubeadm): Promise<string> {
  const {flags, files, stdout, isActive} = kubeadm
  stdout(`[init] Using Kubernetes version: ${flags.get('kubernetes-version') ?? kubernetesVersion}\n`)
  stdout('[preflight] Running pre-flight checks\n')
  const isThere = await hasControlPlane(kubeadm)
  const checks: Check[] = [
    ...ports.map(port => portFree(port, () => isThere)),
    ...programs.map(name => fileAvailable(`/etc/kubernetes/manifests/${name}.yaml`, files)),
    portFree(10250, () => isActive('kubelet')),
    ...[2379, 2380].map(port => portFree(port, () => isThere)),
    dataDirectoryEmpty(files),
  ]
  stdout(await runChecks(checks, flags))
  throw new Failure('a second control plane cannot be made here: this cluster has the one that kctl is')
}

const dataDirectoryEmpty = (files: Kubeadm['files']): Check => ({
  name: 'DirAvailable--var-lib-etcd',
  async problem() {
    const isFull = (await files.exists('/var/lib/etcd')) && (await files.readdir('/var/lib/etcd')).length > 0
    return isFull ? '/var/lib/etcd is not empty' : undefined
  },
})
