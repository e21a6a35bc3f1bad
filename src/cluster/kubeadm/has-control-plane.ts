import type {Kubeadm} from './kubeadm.ts'

/** Whether a node's disk has the manifests of a control plane. */
export const hasControlPlane = ({files}: Pick<Kubeadm, 'files'>): Promise<boolean> =>
  files.exists('/etc/kubernetes/manifests/kube-apiserver.yaml')
