import type {ImageDefinition} from './image.ts'

/** What a node's own operating system has: a Debian with a kubelet and the tools to look after it. */
export const nodeImage: ImageDefinition = {
  repository: 'node',
  family: 'debian',
  sizeBytes: 0,
  executables: [
    'containerd',
    'crictl',
    'curl',
    'etcdctl',
    'etcdutl',
    'ip',
    'journalctl',
    'kubeadm',
    'kubelet',
    'nano',
    'openssl',
    'ping',
    'ss',
    'ssh',
    'systemctl',
    'vi',
    'vim',
  ].map(name => `/usr/bin/${name}`),
  folders: [
    '/etc/kubernetes/manifests',
    '/etc/ssl/certs',
    '/opt/cni/bin',
    '/run/containerd',
    '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
    '/var/lib/containerd',
    '/var/lib/kubelet/pods',
    '/var/lib/kubelet/pki',
    '/var/log/pods',
    '/var/log/containers',
  ],
}
