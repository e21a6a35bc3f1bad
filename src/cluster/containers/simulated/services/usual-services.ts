/** What nodes run from the start beside containers, and the processes that do. */
export const usualServices: Record<string, {pid: number; argv: string[]}> = {
  containerd: {pid: 98, argv: ['/usr/bin/containerd']},
  kubelet: {
    pid: 214,
    argv: [
      '/usr/bin/kubelet',
      '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf',
      '--kubeconfig=/etc/kubernetes/kubelet.conf',
      '--config=/var/lib/kubelet/config.yaml',
    ],
  },
}
