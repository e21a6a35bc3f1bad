import type {EndpointSlice, Service} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {endpointsText} from './parts/endpoints.ts'
import {inlineLabels, writeAnnotations, writeLabels} from './parts/metadata.ts'

/** A Service and where it leads. */
export const service = describer<Service>(async ({metadata, spec = {}, status}, out, {client}) => {
  const {name = '', namespace = ''} = metadata
  const slices = await client
    .list<EndpointSlice>(
      {group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices', namespace},
      {labelSelector: `kubernetes.io/service-name=${name}`},
    )
    .then(({items}) => items)
    .catch(() => [])
  out.field(0, 'Name', name)
  out.field(0, 'Namespace', namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Selector', inlineLabels(spec.selector))
  out.field(0, 'Type', spec.type)
  if (spec.ipFamilyPolicy) out.field(0, 'IP Family Policy', spec.ipFamilyPolicy)
  out.field(0, 'IP Families', spec.ipFamilies?.join(',') || '<none>')
  out.field(0, 'IP', spec.clusterIP)
  out.field(0, 'IPs', spec.clusterIPs?.join(',') || '<none>')
  if (spec.externalIPs?.length) out.field(0, 'External IPs', spec.externalIPs.join(','))
  if (spec.loadBalancerIP) out.field(0, 'Desired LoadBalancer IP', spec.loadBalancerIP)
  if (spec.externalName) out.field(0, 'External Name', spec.externalName)
  const ingress = status?.loadBalancer?.ingress ?? []
  if (ingress.length > 0) out.field(0, 'LoadBalancer Ingress', ingress.map(ingressText).join(', '))
  for (const port of spec.ports ?? []) writePort(out, port, slices)
  writePolicies(out, spec)
})

type ServiceSpec = NonNullable<Service['spec']>
type Port = NonNullable<ServiceSpec['ports']>[number]

const ingressText = ({ip, ipMode, hostname = ''}: {ip?: string; ipMode?: string; hostname?: string}): string =>
  ip ? `${ip}${ipMode ? ` (${ipMode})` : ''}` : hostname

function writePort(out: Description, port: Port, slices: readonly EndpointSlice[]): void {
  const name = port.name || '<unset>'
  const {protocol = ''} = port
  out.field(0, 'Port', `${name}\t${port.port}/${protocol}`)
  out.field(0, 'TargetPort', `${port.targetPort ?? 0}/${protocol}`)
  if (port.nodePort) out.field(0, 'NodePort', `${name}\t${port.nodePort}/${protocol}`)
  out.field(0, 'Endpoints', endpointsText(slices, port.name ?? ''))
}

function writePolicies(out: Description, spec: ServiceSpec): void {
  out.field(0, 'Session Affinity', spec.sessionAffinity)
  if (spec.externalTrafficPolicy) out.field(0, 'External Traffic Policy', spec.externalTrafficPolicy)
  if (spec.internalTrafficPolicy) out.field(0, 'Internal Traffic Policy', spec.internalTrafficPolicy)
  if (spec.healthCheckNodePort) out.field(0, 'HealthCheck NodePort', spec.healthCheckNodePort)
  if (spec.loadBalancerSourceRanges?.length)
    out.field(0, 'LoadBalancer Source Ranges', spec.loadBalancerSourceRanges.join(','))
  if (spec.trafficDistribution !== undefined) out.field(0, 'Traffic Distribution', spec.trafficDistribution)
}
