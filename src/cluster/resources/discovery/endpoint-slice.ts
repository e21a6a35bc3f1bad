import type {EndpointSlice} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import {firstThree} from '../more-items.ts'
import {sameMeaning} from '../validation/equality.ts'
import {ipWarnings} from '../validation/ip.ts'
import {everyVerb} from '../verbs.ts'
import {validateEndpointSlice, validateEndpointSliceUpdate} from './endpoint-slice/validate.ts'

export const endpointSlice = defineResource<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.discovery.v1.EndpointSlice',
  storage: {prefix: '/registry/endpointslices'},
  storageVersionHash: 'qgS0xkrxYAI=',
  unconditionalUpdate: true,
  defaults({ports}) {
    for (const port of ports ?? []) {
      port.name ??= ''
      port.protocol ??= 'TCP'
    }
  },
  dropDisabled: droppingGated({
    features: 'PreferSameTrafficDistribution',
    fields: 'endpoints[].hints.forNodes',
  }),
  prepareForCreate(slice) {
    slice.metadata.generation = 1
    dropTopology(slice)
  },
  prepareForUpdate(slice, old) {
    const {metadata: _, ...now} = slice
    const {metadata: __, ...before} = old
    const same = sameMeaning(now, before) && sameMeaning(slice.metadata.labels, old.metadata.labels)
    slice.metadata.generation = (old.metadata.generation ?? 0) + (same ? 0 : 1)
    if (!sameMeaning(slice.endpoints, old.endpoints)) dropTopology(slice)
  },
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: (slice, old) => [
    ...(!old && slice.addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : []),
    ...addressWarnings(slice),
  ],
  columns: [
    nameColumn,
    text('AddressType', ({addressType}) => addressType),
    text('Ports', ({ports}) =>
      firstThree(
        (ports ?? []).map(({port, name}) => String(port ?? name ?? '*')),
        '<unset>',
      ),
    ),
    text('Endpoints', ({endpoints}) =>
      firstThree(
        (endpoints ?? []).flatMap(({addresses}) => addresses),
        '<unset>',
      ),
    ),
    ageColumn,
  ],
})

/** A field of earlier versions, which this one shows and does not take. */
function dropTopology({endpoints}: EndpointSlice): void {
  for (const endpoint of endpoints ?? []) delete endpoint.deprecatedTopology
}

/** What is odd about addresses; those of Kubernetes' own controllers are as they should be. */
function addressWarnings({metadata, endpoints}: EndpointSlice): string[] {
  const manager = metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? ''
  if (ownManagers.has(manager)) return []
  return (endpoints ?? []).flatMap(({addresses}, index) =>
    (addresses ?? []).flatMap((address, place) => ipWarnings(`endpoints[${index}].addresses[${place}]`, address)),
  )
}

const ownManagers = new Set(['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'])
