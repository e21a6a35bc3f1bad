import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import {formatGoValue, goTypeOf} from '../../../api/go/format-value.ts'
import {isObject} from '../../../api/json/index.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'

type Subresources = NonNullable<CustomResourceDefinition['spec']['versions'][number]['subresources']>
type Scale = Subresources['scale']

const mostReplicas = 2 ** 31 - 1

/** Whether the wanted replicas can be scaled. */
export const scaleSpecErrors = (object: KubeObject, scale: Scale): FieldError[] =>
  scale ? replicasErrors(object, scale.specReplicasPath) : []

/** Whether the replicas there are, and their selector, can be shown. */
export function scaleStatusErrors(object: KubeObject, scale: Scale): FieldError[] {
  if (!scale) return []
  const {statusReplicasPath, labelSelectorPath} = scale
  const errors = replicasErrors(object, statusReplicasPath)
  if (!labelSelectorPath) return errors
  const found = nested(object, labelSelectorPath, 'string')
  return 'problem' in found ? [...errors, invalidValue(labelSelectorPath, '', found.problem)] : errors
}

function replicasErrors(object: KubeObject, path: string): FieldError[] {
  const found = nested(object, path, 'int64')
  if ('problem' in found) return [invalidValue(path, 0, found.problem)]
  const replicas = (found.value as number | undefined) ?? 0
  if (replicas < 0) return [invalidValue(path, replicas, 'should be a non-negative integer')]
  return replicas > mostReplicas
    ? [invalidValue(path, replicas, `should be less than or equal to ${mostReplicas}`)]
    : []
}

function nested(object: KubeObject, path: string, wanted: 'int64' | 'string'): {value: unknown} | {problem: string} {
  const names = path.replace(/^\./, '').split('.')
  let value: unknown = object
  for (const [index, name] of names.entries()) {
    if (!isObject(value)) return {problem: wrongType(names, value, 'map[string]interface{}')}
    if (!(name in value)) return {value: undefined}
    value = value[name]
    if (value === null && index < names.length - 1) return {value: undefined}
  }
  if (wanted === 'int64' ? Number.isInteger(value) : typeof value === 'string') return {value}
  return {problem: wrongType(names, value, wanted)}
}

const wrongType = (names: string[], value: unknown, wanted: string): string =>
  `.${names.join('.')} accessor error: ${formatGoValue(value)} is of the type ${goTypeOf(value)}, expected ${wanted}`
