import type {CSINode, Node} from '../../../api/kinds.ts'

/** What a node's kubelet says of its CSI drivers, of which it has none: that they serve the volumes that Kubernetes once served itself. */
export const csiNodeOf = ({metadata: {name, uid}}: Node) =>
  ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: {
      name,
      annotations: {'storage.alpha.kubernetes.io/migrated-plugins': migratedPlugins.join(',')},
      ownerReferences: [{apiVersion: 'v1', kind: 'Node', name, uid}],
    },
    spec: {drivers: []},
  }) as CSINode

const migratedPlugins = [
  'aws-ebs',
  'azure-disk',
  'azure-file',
  'cinder',
  'gce-pd',
  'portworx-volume',
  'vsphere-volume',
].map(name => `kubernetes.io/${name}`)
