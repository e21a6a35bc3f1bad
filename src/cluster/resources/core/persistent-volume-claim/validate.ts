import {invalidValue, required} from '../../../../api/field-error.ts'
import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import {type Errors, invalidBecause, supportedWord} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {validatePositiveQuantity} from '../../validation/quantities.ts'
import {validateAccessModes} from '../volumes/access-modes.ts'

type Spec = NonNullable<PersistentVolumeClaim['spec']>

/** What is wrong with a claim's spec; a missing one is an empty one. */
export function* validateClaimSpec(path: string, spec: Spec = {}, {anyApiGroup = false} = {}): Errors {
  if (!spec.accessModes?.length) yield required(`${path}.accessModes`, 'at least 1 access mode is required')
  yield* validateLabelSelector(`${path}.selector`, spec.selector)
  yield* validateAccessModes(`${path}.accessModes`, spec.accessModes)
  const storage = spec.resources?.requests?.['storage']
  if (storage === undefined) yield required(`${path}.resources[storage]`)
  else yield* validatePositiveQuantity(`${path}.resources[storage]`, storage)
  if (spec.storageClassName)
    yield* invalidBecause(`${path}.storageClassName`, spec.storageClassName, isDns1123Subdomain(spec.storageClassName))
  yield* supportedWord(`${path}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem'])
  yield* validateDataSources(path, spec, anyApiGroup)
  const className = spec.volumeAttributesClassName
  if (className) yield* invalidBecause(`${path}.volumeAttributesClassName`, className, isDns1123Subdomain(className))
}

function* validateDataSources(path: string, {dataSource, dataSourceRef}: Spec, anyApiGroup: boolean): Errors {
  if (dataSource) yield* validateDataSource(`${path}.dataSource`, dataSource, anyApiGroup)
  if (dataSourceRef) yield* validateDataSource(`${path}.dataSourceRef`, dataSourceRef, anyApiGroup)
  if (dataSourceRef?.namespace) {
    yield* invalidBecause(
      `${path}.dataSourceRef.namespace`,
      dataSourceRef.namespace,
      isDns1123Label(dataSourceRef.namespace),
    )
    if (dataSource) yield invalidValue(path, {}, 'may not be specified when dataSourceRef.namespace is specified')
  } else if (dataSource && dataSourceRef) {
    const same = (['apiGroup', 'kind', 'name'] as const).every(field => dataSource[field] === dataSourceRef[field])
    if (!same) yield invalidValue(path, {}, 'must match dataSourceRef')
  }
}

function* validateDataSource(
  path: string,
  {apiGroup, kind, name}: NonNullable<Spec['dataSource']>,
  anyApiGroup: boolean,
): Errors {
  if (!name) yield required(`${path}.name`)
  if (!kind) yield required(`${path}.kind`)
  if (!apiGroup && kind !== 'PersistentVolumeClaim')
    yield invalidValue(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
  if (apiGroup && !anyApiGroup) yield* invalidBecause(`${path}.apiGroup`, apiGroup, isDns1123Subdomain(apiGroup))
}
