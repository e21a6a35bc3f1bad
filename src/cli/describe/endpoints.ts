import type {Endpoints} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {orNone} from './parts/values.ts'

/** Endpoints, subset by subset. */
export const endpoints = describer<Endpoints>(({metadata, subsets = []}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.line(0, 'Subsets:')
  for (const {addresses = [], notReadyAddresses = [], ports = []} of subsets) {
    out.field(1, 'Addresses', orNone(addresses.map(({ip}) => ip).join(',')))
    out.field(1, 'NotReadyAddresses', orNone(notReadyAddresses.map(({ip}) => ip).join(',')))
    if (ports.length > 0) {
      out.line(1, 'Ports:')
      out.line(2, 'Name\tPort\tProtocol')
      out.line(2, '----\t----\t--------')
    }
    for (const {name, port, protocol = ''} of ports) out.line(2, `${name || '<unset>'}\t${port}\t${protocol}`)
    out.line(0, '')
  }
})
