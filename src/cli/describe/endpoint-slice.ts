import type {EndpointSlice} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {orNone} from './parts/values.ts'

/** An EndpointSlice, endpoint by endpoint. */
export const endpointSlice = describer<EndpointSlice>(({metadata, addressType, ports, endpoints}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'AddressType', addressType)
  if (ports?.length) {
    out.line(0, 'Ports:')
    out.line(1, 'Name\tPort\tProtocol')
    out.line(1, '----\t----\t--------')
    for (const {name, port, protocol = ''} of ports)
      out.line(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`)
  } else out.line(0, 'Ports: <unset>')
  out.line(0, endpoints?.length ? 'Endpoints:' : 'Endpoints: <none>')
  for (const endpoint of endpoints ?? []) writeEndpoint(out, endpoint)
})

function writeEndpoint(out: Description, endpoint: EndpointSlice['endpoints'][number]): void {
  const {addresses, conditions, hostname, targetRef, nodeName, zone} = endpoint
  out.field(1, '- Addresses', orNone(addresses.join(', ')))
  out.line(2, 'Conditions:')
  out.field(3, 'Ready', conditions?.ready ?? '<unset>')
  out.field(2, 'Hostname', hostname ?? '<unset>')
  if (targetRef) out.field(2, 'TargetRef', `${targetRef.kind ?? ''}/${targetRef.name ?? ''}`)
  out.field(2, 'NodeName', nodeName ?? '<unset>')
  out.field(2, 'Zone', zone ?? '<unset>')
}
