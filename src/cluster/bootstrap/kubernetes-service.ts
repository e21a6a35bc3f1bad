import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, type BootstrapOptions, kubernetesServiceIp, object} from './bootstrap-object.ts'

/** The service by which pods reach the API server, and where it leads. */
export function kubernetesService({address, port}: Pick<BootstrapOptions, 'address' | 'port'>): BootstrapObject[] {
  const metadata = {name: 'kubernetes', namespace: 'default'}
  const servicePort = {name: 'https', port: 443, protocol: 'TCP', targetPort: port}
  const endpointPort = {name: 'https', port, protocol: 'TCP'}
  const addressType = address.includes(':') ? 'IPv6' : 'IPv4'
  return [
    {
      resource: builtin.services,
      object: object(
        'v1',
        'Service',
        {...metadata, labels: {component: 'apiserver', provider: 'kubernetes'}},
        {
          spec: {
            clusterIP: kubernetesServiceIp,
            clusterIPs: [kubernetesServiceIp],
            ipFamilies: ['IPv4'],
            internalTrafficPolicy: 'Cluster',
            ipFamilyPolicy: 'SingleStack',
            ports: [servicePort],
            sessionAffinity: 'None',
            type: 'ClusterIP',
          },
        },
      ),
    },
    {
      resource: builtin.endpoints,
      object: object(
        'v1',
        'Endpoints',
        {...metadata, labels: {'endpointslice.kubernetes.io/skip-mirror': 'true'}},
        {subsets: [{addresses: [{ip: address}], ports: [endpointPort]}]},
      ),
    },
    {
      resource: builtin.endpointSlices,
      object: object(
        'discovery.k8s.io/v1',
        'EndpointSlice',
        {...metadata, labels: {'kubernetes.io/service-name': 'kubernetes'}},
        {addressType, endpoints: [{addresses: [address], conditions: {ready: true}}], ports: [endpointPort]},
      ),
    },
  ]
}
