import {forbiddenField, pendingMetadata} from '../../../api/field-error.ts'
import type {VolumeAttributesClass} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {sameMeaning} from '../validation/equality.ts'
import type {Errors} from '../validation/errors.ts'
import {everyVerb} from '../verbs.ts'
import {validateParameters, validateProvisioner} from './parameters/validate.ts'

export const volumeAttributesClass = defineResource<VolumeAttributesClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttributesClass',
  plural: 'volumeattributesclasses',
  singular: 'volumeattributesclass',
  shortNames: ['vac'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.VolumeAttributesClass',
  storage: {prefix: '/registry/volumeattributesclasses', version: 'storage.k8s.io/v1beta1'},
  returnsDeleted: true,
  storageVersionHash: 'Bl3MtjZ/n/s=',
  unconditionalUpdate: true,
  validate: attributes => [...errorsOf(attributes)],
  validateUpdate: (attributes, old) => [
    ...errorsOf(attributes),
    pendingMetadata('U'),
    ...(['driverName', 'parameters'] as const).flatMap(field =>
      sameMeaning(attributes[field], old[field]) ? [] : [forbiddenField(field, `updates to ${field} are forbidden.`)],
    ),
    pendingMetadata('M'),
    ...errorsOf(attributes),
  ],
  columns: [nameColumn, text('DriverName', ({driverName}) => driverName), ageColumn],
})

function* errorsOf({driverName, parameters}: VolumeAttributesClass): Errors {
  yield* validateProvisioner('driverName', driverName)
  yield* validateParameters('parameters', parameters, {needsAny: true})
}
