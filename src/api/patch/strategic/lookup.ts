import {formatGoValue, goTypeOf} from '../../go/format-value.ts'
import {quote} from '../../go/quote.ts'
import type {Schema} from '../../schema/schema.ts'
import {PatchError} from '../patch-error.ts'

export type JsonMap = Record<string, unknown>

/** How a field merges. */
export interface MergeRule {
  /** Of the field's value; of its items for a list. */
  schema: Schema | undefined
  strategy: 'merge' | 'replace' | ''
  retainKeys: boolean
  mergeKey: string
}

export const directiveMarker = '$patch'
export const retainKeysDirective = '$retainKeys'
export const deleteFromPrimitiveList = '$deleteFromPrimitiveList'
export const setElementOrder = '$setElementOrder'

/** How a field that holds an object merges; throws a PatchError where the type has no such field. */
export function ruleForObject(schema: Schema | undefined, key: string): MergeRule {
  const found = fieldOf(schema, key)
  return ruleOf(found, found)
}

/** How a field that holds a list merges; its schema is that of the items. */
export function ruleForList(schema: Schema | undefined, key: string): MergeRule {
  const found = fieldOf(schema, key)
  if (found.type !== 'array') throw new PatchError(`expected slice or array type, but got: ${kindName(schema)}`)
  return ruleOf(found, found.items)
}

function ruleOf({patchStrategy, mergeKey = ''}: Schema, schema: Schema | undefined): MergeRule {
  const strategy = patchStrategy?.merge ? 'merge' : patchStrategy?.replace ? 'replace' : ''
  return {schema, strategy, retainKeys: patchStrategy?.retainKeys ?? false, mergeKey}
}

function fieldOf(schema: Schema | undefined, key: string): Schema {
  if (schema?.type === 'raw' && schema.format === 'object') throw unknownField('RawExtension', key)
  if (schema?.type !== 'object')
    throw new PatchError(`merging an object in json but data type is not struct, instead is: ${kindName(schema)}`)
  const field = schema.fields.get(key)
  if (!field) throw unknownField(schema.goType.slice(schema.goType.lastIndexOf('.') + 1), key)
  return field.schema
}

const unknownField = (struct: string, key: string): PatchError =>
  new PatchError(`unable to find api field in struct ${struct} for the json field ${quote(key)}`)

/** The kind of Go type behind a schema. */
function kindName(schema: Schema | undefined): string {
  switch (schema?.type) {
    case undefined:
      return 'interface'
    case 'array':
    case 'bytes':
      return 'slice'
    case 'map':
      return 'map'
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
    case 'integer':
    case 'number':
      return schema.goType
    default:
      return 'struct'
  }
}

/** The common type of all items of some lists: map, or scalar. */
export function elementKind(...lists: (readonly unknown[])[]): 'map' | 'scalar' {
  let first: string | undefined
  for (const list of lists)
    for (const item of list) {
      const type = goTypeOf(item)
      if (!first && type === '[]interface {}') throw new PatchError('lists of lists are not supported')
      first ??= type
      if (type !== first) throw new PatchError(`list element types are not identical: ${formatGoValue(lists)}`)
    }
  if (first === undefined) throw new PatchError('no elements in any of the given slices')
  return first.startsWith('map') ? 'map' : 'scalar'
}
