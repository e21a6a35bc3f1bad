import {pendingMetadata} from '../../../api/field-error.ts'
import type {KubeObject, ObjectMeta} from '../../../api/object.ts'
import {ageColumn, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {goJson} from '../go-types/go-json.ts'
import {templateMetadata} from '../metadata/template-metadata.ts'
import {immutable} from '../validation/equality.ts'
import type {Errors} from '../validation/errors.ts'
import {everyVerb} from '../verbs.ts'
import {setDeviceRequestDefaults} from './device-requests.ts'
import {adminAccessErrors} from './devices/admin-access.ts'
import {type DeviceClaim, deviceClaimErrors} from './devices/claim.ts'
import {dropDisabledInClaimTemplate} from './devices/disabled-fields.ts'

interface Spec {
  metadata?: ObjectMeta
  spec?: {devices?: DeviceClaim}
}

export const resourceClaimTemplate = defineResource({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaimTemplate',
  plural: 'resourceclaimtemplates',
  singular: 'resourceclaimtemplate',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.ResourceClaimTemplate',
  storage: {prefix: '/registry/resourceclaimtemplates'},
  returnsDeleted: true,
  storageVersionHash: '24m0okHrUtk=',
  unconditionalUpdate: true,
  defaults: template => setDeviceRequestDefaults((template as {spec?: {spec?: object}}).spec?.spec),
  dropDisabled: dropDisabledInClaimTemplate,
  validateInNamespace: (template, labels) =>
    adminAccessErrors(specOf(template).spec?.devices?.requests as never, labels),
  validate: template => [...specErrors(specOf(template))],
  validateUpdate: (template, old) => [
    ...specErrors(specOf(template)),
    pendingMetadata('U'),
    ...immutable('spec', template['spec'], old['spec'], spec => goJson('ResourceClaimTemplateSpec', spec as object)),
    ...specErrors(specOf(template)),
  ],
  columns: [nameColumn, ageColumn],
})

const specOf = (template: KubeObject): Spec => (template['spec'] ?? {}) as Spec

function* specErrors({metadata, spec}: Spec): Errors {
  yield* templateMetadata('spec.metadata', metadata)
  yield* deviceClaimErrors('spec.spec.devices', spec?.devices ?? {})
}
