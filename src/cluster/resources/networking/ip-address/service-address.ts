import type {Service} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'

/** The object that says that a service holds an address. */
export const ipAddressObject = (ip: string, {metadata}: Service): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IPAddress',
  metadata: {
    name: ip,
    labels: {
      'ipaddress.kubernetes.io/ip-family': ip.includes(':') ? 'IPv6' : 'IPv4',
      'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
    },
  },
  spec: {parentRef: {resource: 'services', namespace: metadata.namespace, name: metadata.name}},
})
