import type {ImageDefinition} from './image.ts'

/** A program of the cluster itself: it runs in this process, its container says that it is well. */
const controlPlane = (
  name: string,
  path: string,
  sizeBytes: number,
  ports: number[],
  tools: string[] = [],
): ImageDefinition[] => [
  {
    repository: `registry.k8s.io/${name}`,
    family: 'none',
    entrypoint: [path],
    ports,
    sizeBytes,
    executables: [path, ...tools],
  },
]

/** Programs of the cluster itself. */
export const controlPlaneImages: ImageDefinition[] = [
  {
    repository: 'registry.k8s.io/pause',
    family: 'none',
    entrypoint: ['/pause'],
    uid: 65535,
    sizeBytes: 320368,
    executables: ['/pause'],
  },
  ...controlPlane('coredns/coredns', '/coredns', 22384805, [8080, 8181, 9153]),
  ...controlPlane('metrics-server/metrics-server', '/metrics-server', 22485643, [10250]),
  ...controlPlane('kube-apiserver', '/usr/local/bin/kube-apiserver', 27061991, [6443]),
  ...controlPlane('kube-controller-manager', '/usr/local/bin/kube-controller-manager', 22821354, [10257]),
  ...controlPlane('kube-scheduler', '/usr/local/bin/kube-scheduler', 17385568, [10259]),
  ...controlPlane('kube-proxy', '/usr/local/bin/kube-proxy', 25963718, [10256]),
  ...controlPlane(
    'etcd',
    '/usr/local/bin/etcd',
    74311308,
    [2379, 2381],
    ['/usr/local/bin/etcdctl', '/usr/local/bin/etcdutl'],
  ),
]
