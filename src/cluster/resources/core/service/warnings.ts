import type {Service} from '../../../../api/kinds.ts'
import {cidrWarnings, ipWarnings} from '../../validation/ip.ts'

const hints = 'service.kubernetes.io/topology-aware-hints'
const mode = 'service.kubernetes.io/topology-mode'

/** What a client should know of a service that is good enough for now. */
export function serviceWarnings({metadata, spec = {}}: Service): string[] {
  const {type, clusterIP, externalIPs = [], loadBalancerIP, externalName} = spec
  const headless = type === 'ClusterIP' && clusterIP === 'None'
  const isSet = clusterIP && clusterIP !== 'None'
  const ips = (path: string, list: readonly string[]) =>
    list.flatMap((ip, index) => ipWarnings(`spec.${path}[${index}]`, ip))
  return [
    metadata.annotations?.[hints] !== undefined && `annotation ${hints} is deprecated, please use ${mode} instead`,
    ...(isSet ? ips('clusterIPs', spec.clusterIPs ?? []) : []),
    headless && loadBalancerIP && 'spec.loadBalancerIP is ignored for headless services',
    headless && externalIPs.length > 0 && 'spec.externalIPs is ignored for headless services',
    headless && spec.sessionAffinity !== 'None' && 'spec.SessionAffinity is ignored for headless services',
    ...ips('externalIPs', externalIPs),
    ...(loadBalancerIP ? ipWarnings('spec.loadBalancerIP', loadBalancerIP) : []),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((cidr, index) =>
      cidrWarnings(`spec.loadBalancerSourceRanges[${index}]`, cidr),
    ),
    type === 'ExternalName' && externalIPs.length > 0 && 'spec.externalIPs is ignored when spec.type is "ExternalName"',
    type !== 'ExternalName' && externalName && 'spec.externalName is ignored when spec.type is not "ExternalName"',
  ].filter((warning): warning is string => typeof warning === 'string' && warning !== '')
}

/** What a client should know of the status of a service, or of an ingress. */
export const loadBalancerWarnings = ({status}: Pick<Service, 'status'>): string[] =>
  (status?.loadBalancer?.ingress ?? []).flatMap(({ip}, index) =>
    ip ? ipWarnings(`status.loadBalancer.ingress[${index}]`, ip) : [],
  )
