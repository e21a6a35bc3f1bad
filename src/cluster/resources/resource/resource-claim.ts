import {pendingMetadata} from '../../../api/field-error.ts'
import type {ResourceClaim} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {goJson} from '../go-types/go-json.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {immutable} from '../validation/equality.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setDeviceRequestDefaults} from './device-requests.ts'
import {adminAccessErrors, adminAllocationErrors} from './devices/admin-access.ts'
import {type DeviceClaim, deviceClaimErrors} from './devices/claim.ts'
import {claimStatusErrors} from './devices/claim-status.ts'
import {dropDisabledInClaim, dropReleasedDevices} from './devices/disabled-fields.ts'

export const resourceClaim = defineResource<ResourceClaim>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaim',
  plural: 'resourceclaims',
  singular: 'resourceclaim',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.ResourceClaim',
  storage: {prefix: '/registry/resourceclaims'},
  returnsDeleted: true,
  storageVersionHash: 'EJAWH5WrAYg=',
  subresources: {
    status: {kind: 'ResourceClaim', verbs: readWriteVerbs, tables: false},
  },
  unconditionalUpdate: true,
  defaults: ({spec}) => setDeviceRequestDefaults(spec),
  dropDisabled: dropDisabledInClaim,
  prepareForStatusUpdate: dropReleasedDevices,
  keptOnStatusUpdate: keptMetadata,
  validateInNamespace: (claim, labels) => adminAccessErrors(devicesOf(claim).requests as never, labels),
  validateStatusInNamespace: (claim, old, labels) => adminAllocationErrors(claim.status, old.status, labels),
  validate: claim => [...deviceClaimErrors('spec.devices', devicesOf(claim))],
  validateUpdate: (claim, old) => [
    ...deviceClaimErrors('spec.devices', devicesOf(claim)),
    pendingMetadata('U'),
    ...immutable('spec', claim.spec, old.spec, spec => goJson('ResourceClaimSpec', spec as object)),
    ...deviceClaimErrors('spec.devices', devicesOf(claim)),
  ],
  validateStatusUpdate: (claim, old) => [...claimStatusErrors(claim, old)],
  columns: [nameColumn, text('State', stateText), ageColumn],
})

const devicesOf = ({spec}: ResourceClaim): DeviceClaim => (spec?.devices ?? {}) as DeviceClaim

function stateText({metadata, status}: ResourceClaim): string {
  const deleted = metadata.deletionTimestamp ? ['deleted'] : []
  if (!status?.allocation) return deleted[0] ?? 'pending'
  return [...deleted, 'allocated', ...(status.reservedFor?.length ? ['reserved'] : [])].join(',')
}
