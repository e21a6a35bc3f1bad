import type {Service} from '../../../../api/kinds.ts'

export type ServiceSpec = NonNullable<Service['spec']>

export const isHeadless = ({clusterIPs}: ServiceSpec): boolean => clusterIPs?.length === 1 && clusterIPs[0] === 'None'

/** Whether it can be reached from outside the cluster. */
export const takesOutsideTraffic = ({type, externalIPs}: ServiceSpec): boolean =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && Boolean(externalIPs?.length))

/** Whether a load balancer has to know which nodes have endpoints. */
export const needsHealthCheck = ({type, externalTrafficPolicy}: ServiceSpec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local'
