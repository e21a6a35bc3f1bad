import type {EndpointSlice, Ingress, Service} from '../../api/kinds.ts'
import type {Client} from '../../client/client.ts'
import {describer} from './describer.ts'
import {endpointsText} from './parts/endpoints.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

type Backend = NonNullable<NonNullable<Ingress['spec']>['defaultBackend']>

/** An Ingress, its rules and what is behind them. */
export const ingress = describer<Ingress>(async ({metadata, spec = {}, status}, out, {client}) => {
  const {namespace = ''} = metadata
  const backend = (value: Backend) => backendText(client, namespace, value)
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  out.field(0, 'Namespace', namespace)
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ip, hostname}) => ip || hostname || '').filter(Boolean)
  out.field(0, 'Address', [...new Set(addresses)].sort().join(','))
  out.field(0, 'Ingress Class', spec.ingressClassName ?? '<none>')
  const fallback = spec.defaultBackend ? await backend(spec.defaultBackend) : '<default>'
  out.field(0, 'Default backend', fallback)
  if (spec.tls?.length) out.line(0, 'TLS:')
  for (const {secretName, hosts = []} of spec.tls ?? [])
    out.line(1, secretName ? `${secretName} terminates ${hosts.join(',')}` : `SNI routes ${hosts.join(',')}`)
  out.line(0, 'Rules:\n  Host\tPath\tBackends')
  out.line(1, '----\t----\t--------')
  const rules = (spec.rules ?? []).filter(({http}) => http)
  for (const {host, http} of rules) {
    out.line(1, `${host || '*'}\t`)
    for (const path of http?.paths ?? []) out.line(2, `\t${path.path ?? ''} \t${await backend(path.backend)}`)
  }
  if (rules.length === 0) out.line(1, `*\t*\t${fallback}`)
  writeAnnotations(out, 'Annotations', metadata.annotations)
})

/** `web:80 (10.244.0.5:80)`, or the resource that stands in for a Service. */
async function backendText(client: Client, namespace: string, {service, resource}: Backend): Promise<string> {
  if (resource) return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`
  if (!service) return ''
  const {name, port} = service
  const text = `${name}:${port?.number || (port?.name ?? '')}`
  try {
    const {items} = await client.list<EndpointSlice>(
      {group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices', namespace},
      {labelSelector: `kubernetes.io/service-name=${name}`},
    )
    const found = await client.get<Service>({group: '', version: 'v1', resource: 'services', namespace, name})
    const matching = (found.spec?.ports ?? []).findLast(({port: number, name: portName}) =>
      port?.number ? port.number === number : Boolean(port?.name) && port?.name === portName,
    )
    return `${text} (${endpointsText(items, matching?.name ?? '')})`
  } catch (error) {
    return `${text} (<error: ${(error as Error).message}>)`
  }
}
