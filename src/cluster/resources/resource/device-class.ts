import {pendingMetadata} from '../../../api/field-error.ts'
import type {KubeObject} from '../../../api/object.ts'
import {ageColumn, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import type {Errors} from '../validation/errors.ts'
import {everyVerb} from '../verbs.ts'
import {configurationErrors, type DeviceConfiguration} from './devices/configuration.ts'
import {boundedList} from './devices/lists.ts'
import {type DeviceSelector, selectorErrors} from './devices/selectors.ts'

interface DeviceClass extends KubeObject {
  spec?: {selectors?: DeviceSelector[]; config?: DeviceConfiguration[]; extendedResourceName?: string}
}

const mostConfigurations = 32

export const deviceClass = defineResource<DeviceClass>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'DeviceClass',
  plural: 'deviceclasses',
  singular: 'deviceclass',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.DeviceClass',
  storage: {prefix: '/registry/deviceclasses'},
  returnsDeleted: true,
  storageVersionHash: 'weQRMT6DeYM=',
  generation: true,
  unconditionalUpdate: true,
  dropDisabled: droppingGated({features: 'DRAExtendedResource', fields: 'spec.extendedResourceName'}),
  validate: ({spec}: DeviceClass) => [...specErrors(spec ?? {})],
  validateUpdate: ({spec}: DeviceClass) => [...specErrors(spec ?? {}), pendingMetadata('U'), ...specErrors(spec ?? {})],
  columns: [nameColumn, ageColumn],
})

function* specErrors({selectors, config}: NonNullable<DeviceClass['spec']>): Errors {
  yield* selectorErrors('spec.selectors', selectors)
  yield* boundedList('spec.config', config, mostConfigurations, (each, path) => configurationErrors(path, each))
}
