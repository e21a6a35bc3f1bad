import type {EndpointSlice} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {firstThree} from '../more-items.ts'
import {everyVerb} from '../verbs.ts'

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
