import {duplicate, type FieldError, invalidValue, pendingMetadata, required} from '../../../../api/field-error.ts'
import type {CSINode} from '../../../../api/kinds.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import type {Features} from '../../gated-fields.ts'
import {goJson} from '../../go-types/go-json.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, each, invalidBecause} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'

const nodeIdLimit = 256

export const validateCsiNode = ({spec}: CSINode): FieldError[] => {
  const names = new Set<string>()
  return [...each('spec.drivers', spec.drivers, (driver, path) => driverErrors(path, driver, names))]
}

export const validateCsiNodeUpdate = (node: CSINode, old: CSINode, features: Features): FieldError[] => {
  // How many volumes a driver can attach may change, where that is a feature.
  const fixed = ({allocatable, ...driver}: Driver) =>
    features.enabled('MutableCSINodeAllocatableCount') ? driver : {...driver, ...(allocatable && {allocatable})}
  return [
    ...validateCsiNode(node),
    pendingMetadata('M'),
    ...validateCsiNode(node),
    ...(old.spec.drivers ?? []).flatMap(before => {
      const now = node.spec.drivers?.find(({name}) => name === before.name)
      if (!now) return []
      return [
        ...immutable('spec.drivers', fixed(now), fixed(before), driver => goJson('CSINodeDriver', driver as object)),
      ]
    }),
  ]
}

type Driver = CSINode['spec']['drivers'][number]

function* driverErrors(path: string, driver: CSINode['spec']['drivers'][number], names: Set<string>): Errors {
  const {name, nodeID, allocatable} = driver
  const topologyKeys = driver.topologyKeys ?? []
  yield* validateCsiDriverName(`${path}.name`, name)
  if (!nodeID) yield required(`${path}.nodeID`)
  if ((nodeID ?? '').length > nodeIdLimit)
    yield invalidValue(`${path}.nodeID`, nodeID, `must be ${nodeIdLimit} characters or less`)
  yield* nonNegative(`${path}.allocatable.count`, allocatable?.count)
  if (names.has(name)) yield duplicate(`${path}.name`, name)
  names.add(name)
  for (const [index, key] of topologyKeys.entries()) {
    if (!key) yield required(path)
    if (topologyKeys.indexOf(key) < index) yield duplicate(path, key)
    yield* invalidBecause(path, key, isQualifiedName(key))
  }
}
