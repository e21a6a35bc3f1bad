import type {Endpoints} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {firstThree} from '../more-items.ts'
import {ipWarnings} from '../validation/ip.ts'
import {everyVerb} from '../verbs.ts'
import {validateEndpoints, validateEndpointsUpdate} from './endpoints/validate.ts'

export const endpoints = defineResource<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  deprecationWarning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Endpoints',
  storage: {prefix: '/registry/services/endpoints'},
  storageVersionHash: 'fWeeMqaN/OA=',
  createOnUpdate: true,
  unconditionalUpdate: true,
  defaults({subsets}) {
    for (const {ports} of subsets ?? []) for (const port of ports ?? []) port.protocol ||= 'TCP'
  },
  validate: validateEndpoints,
  validateUpdate: validateEndpointsUpdate,
  warnings: addressWarnings,
  columns: [nameColumn, text('Endpoints', endpointsText), ageColumn],
})

function endpointsText({subsets}: Endpoints): string {
  if (!subsets?.length) return '<none>'
  const all = subsets.flatMap(({addresses = [], ports = []}) =>
    ports.length === 0
      ? addresses.map(({ip}) => ip)
      : ports.flatMap(({port}) => addresses.map(({ip}) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`))),
  )
  return firstThree(all, '')
}

/** What is odd about addresses; those of the endpoints controller are as they should be. */
function addressWarnings({metadata, subsets}: Endpoints): string[] {
  if (metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller') return []
  return (subsets ?? []).flatMap((subset, index) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap(list =>
      (subset[list] ?? []).flatMap(({ip}, place) => ipWarnings(`subsets[${index}].${list}[${place}].ip`, ip)),
    ),
  )
}
