import type {Service} from '../../../api/kinds.ts'

export type ServiceSpec = NonNullable<Service['spec']>

export const needsClusterIp = ({type}: ServiceSpec): boolean => type !== 'ExternalName'

export const isHeadless = ({clusterIP, clusterIPs}: ServiceSpec): boolean =>
  clusterIP === 'None' || clusterIPs?.[0] === 'None'

export const needsNodePorts = ({type, allocateLoadBalancerNodePorts}: ServiceSpec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)

/** Whether its ports may have node ports at all. */
export const mayHaveNodePorts = ({type}: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer'

export const needsHealthCheckPort = ({type, externalTrafficPolicy}: ServiceSpec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local'

/** Whether a service can be reached from outside the cluster. */
export const isReachable = (spec: ServiceSpec): boolean =>
  mayHaveNodePorts(spec) || (spec.type === 'ClusterIP' && Boolean(spec.externalIPs?.length))
