import {isDns1123Subdomain, isLabelValue} from '../../../api/names.ts'
import type {KubeObject} from '../../../api/object.ts'
import {timeOf} from '../../../api/time.ts'
import {ageColumn, nameColumn, since, text} from '../columns.ts'
import {validateCsiDriverName} from '../core/volumes/csi.ts'
import {defineResource} from '../define-resource.ts'
import {sameMeaning} from '../validation/equality.ts'
import {type Errors, invalidBecause, requiredWord} from '../validation/errors.ts'
import {validateLabelName} from '../validation/labels.ts'
import {everyVerb} from '../verbs.ts'
import {labelErrors, poolNameErrors} from './devices/names.ts'
import {type DeviceSelector, selectorErrors} from './devices/selectors.ts'

interface DeviceTaintRule extends KubeObject {
  spec?: {
    deviceSelector?: {
      deviceClassName?: string
      driver?: string
      pool?: string
      device?: string
      selectors?: DeviceSelector[]
    }
    taint?: {key?: string; value?: string; effect?: string; timeAdded?: string}
  }
}

/** Off by default (KEP-5055). */
export const deviceTaintRule = defineResource<DeviceTaintRule>({
  group: 'resource.k8s.io',
  version: 'v1alpha3',
  kind: 'DeviceTaintRule',
  plural: 'devicetaintrules',
  singular: 'devicetaintrule',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1alpha3.DeviceTaintRule',
  storage: {prefix: '/registry/devicetaintrules'},
  returnsDeleted: true,
  storageVersionHash: 'DJ3UJ0fj8MI=',
  unconditionalUpdate: true,
  defaultTimes({spec}, now) {
    if (spec?.taint) spec.taint.timeAdded ??= timeOf(now)
  },
  prepareForCreate(rule) {
    rule.metadata.generation = 1
  },
  prepareForUpdate(rule, old) {
    if (!sameMeaning(rule.spec, old.spec)) rule.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  validate: rule => [...specErrors(rule.spec ?? {})],
  columns: [
    nameColumn,
    text('Key', ({spec}) => spec?.taint?.key ?? ''),
    text('Value', ({spec}) => spec?.taint?.value ?? ''),
    text('Effect', ({spec}) => spec?.taint?.effect ?? ''),
    text('TimeAdded', ({spec}, context) => (spec?.taint?.timeAdded ? since(spec.taint.timeAdded, context) : '')),
    ageColumn,
  ],
})

function* specErrors({deviceSelector, taint = {}}: NonNullable<DeviceTaintRule['spec']>): Errors {
  if (deviceSelector) {
    const {deviceClassName, driver, pool, device, selectors} = deviceSelector
    const at = 'spec.deviceSelector'
    if (deviceClassName !== undefined)
      yield* invalidBecause(`${at}.deviceClassName`, deviceClassName, isDns1123Subdomain(deviceClassName))
    if (driver !== undefined) yield* validateCsiDriverName(`${at}.driver`, driver)
    if (pool !== undefined) yield* poolNameErrors(`${at}.pool`, pool)
    if (device !== undefined) yield* labelErrors(`${at}.device`, device)
    yield* selectorErrors(`${at}.selectors`, selectors)
  }
  const {key = '', value, effect} = taint
  yield* validateLabelName('spec.taint.key', key)
  if (value) yield* invalidBecause('spec.taint.value', value, isLabelValue(value))
  yield* requiredWord('spec.taint.effect', effect, ['NoExecute', 'NoSchedule'])
}
