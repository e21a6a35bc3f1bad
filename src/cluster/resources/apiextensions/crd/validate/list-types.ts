import {forbiddenField, invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import {goItems} from '../../../go-types/go-schema.ts'
import type {Errors} from '../../../validation/errors.ts'
import {listOf, nodeOf, type SchemaNode, textOf} from './schema-node.ts'
import {wantsType} from './wants-type.ts'

const listType = 'x-kubernetes-list-type'
const mapKeys = 'x-kubernetes-list-map-keys'
const mapType = 'x-kubernetes-map-type'

/** x-kubernetes-map-type. */
export function* mapTypeErrors(node: SchemaNode, path: string): Errors {
  const kind = node[mapType]
  if (kind === undefined) return
  yield* wantsType(node, path, 'object', mapType)
  if (kind !== 'atomic' && kind !== 'granular') yield notSupported(`${path}.${mapType}`, kind, ['atomic', 'granular'])
}

/** x-kubernetes-list-type and x-kubernetes-list-map-keys. */
export function* listErrors(node: SchemaNode, path: string): Errors {
  const kind = node[listType]
  const keys = listOf(node, mapKeys) as string[]
  const items = nodeOf(node['items'])
  if (kind !== undefined && node['type'] !== 'array') yield* wantsType(node, path, 'array', listType)
  else if (kind === 'set' && items) yield* setItemErrors(items, path)
  if (kind !== undefined && !['atomic', 'set', 'map'].includes(String(kind)))
    yield notSupported(`${path}.${listType}`, kind, ['atomic', 'set', 'map'])
  if (keys.length > 0 && kind !== 'map') {
    const why = `must be map if ${mapKeys} is non-empty`
    yield kind === undefined ? required(`${path}.${listType}`, why) : invalidValue(`${path}.${listType}`, kind, why)
  }
  if (kind === 'map') yield* mapErrors(node, path, keys, items)
  if ((kind === 'map' || kind === 'set') && items) yield* nullErrors(items, path, kind, keys)
}

function* setItemErrors(items: SchemaNode, path: string): Errors {
  const why = `must be atomic as item of a list with ${listType}=set`
  const own = items[listType]
  if (items['type'] === 'array' && own !== undefined && own !== 'atomic')
    yield invalidValue(`${path}.items.${listType}`, own, why)
  if (items['type'] === 'object' && items[mapType] !== 'atomic')
    yield invalidValue(`${path}.items.${mapType}`, own ?? null, why)
}

function* mapErrors(node: SchemaNode, path: string, keys: string[], items: SchemaNode | undefined): Errors {
  if (keys.length === 0) yield required(`${path}.${mapKeys}`, `must not be empty if ${listType} is map`)
  if (node['items'] === undefined) yield required(`${path}.items`, `must have a schema if ${listType} is map`)
  if (Array.isArray(node['items']))
    yield invalidValue(
      `${path}.items`,
      goItems(node['items'] as SchemaNode[]),
      `must only have a single schema if ${listType} is map`,
    )
  if (!items) return
  const type = textOf(items, 'type')
  if (type !== 'object') {
    yield invalidValue(`${path}.items.type`, type, `must be object if parent array's ${listType} is map`)
    return
  }
  const properties = nodeOf(items['properties']) ?? {}
  for (const [index, key] of keys.entries()) {
    const own = nodeOf(properties[key])
    if (!own) yield invalidValue(`${path}.${mapKeys}`, keys, 'entries must all be names of item properties')
    else if (own['type'] === 'array' || own['type'] === 'object')
      yield invalidValue(
        `${path}.items.properties[${key}].type`,
        type,
        `must be a scalar type if parent array's ${listType} is map`,
      )
    if (keys.indexOf(key) < index) yield invalidValue(`${path}.${mapKeys}`, keys, 'must not contain duplicate entries')
  }
}

function* nullErrors(items: SchemaNode, path: string, kind: 'map' | 'set', keys: string[]): Errors {
  if (items['nullable'] === true)
    yield forbiddenField(`${path}.items.nullable`, `cannot be nullable when ${listType} is ${kind}`)
  if (kind === 'set') return
  const needed = listOf(items, 'required')
  for (const key of keys) {
    const own = nodeOf(nodeOf(items['properties'])?.[key])
    if (!own) continue
    const at = `${path}.items.properties[${key}]`
    if (!needed.includes(key) && own['default'] === undefined)
      yield required(
        `${at}.default`,
        `this property is in ${mapKeys}, so it must have a default or be a required property`,
      )
    if (own['nullable'] === true)
      yield forbiddenField(`${at}.nullable`, `this property is in ${mapKeys}, so it cannot be nullable`)
  }
}
