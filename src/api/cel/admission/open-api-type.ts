import {isObject} from '../../json/set-key.ts'
import {declare} from '../types/declare.ts'
import type {Type} from '../types/type.ts'

type Json = Record<string, unknown>

/** The type of a kind by the OpenAPI v3 document of its version; undefined where the document has no such kind. */
export function openApiType(document: Json, kind: {group: string; version: string; kind: string}): Type | undefined {
  const schemas = schemasOf(document)
  const found = Object.values(schemas).find(schema => isObject(schema) && isOfKind(schema, kind))
  if (!isObject(found)) return undefined
  return declare(inlined(schemas, found, []) as Json, {name: kind.kind})?.type
}

/** The kinds of a resource: what its paths in the document are about. */
export function openApiKind(document: Json, resource: string): string | undefined {
  const paths = isObject(document['paths']) ? document['paths'] : {}
  for (const [path, item] of Object.entries(paths)) {
    if (!path.endsWith(`/${resource}`) || path.includes('/watch/') || !isObject(item)) continue
    for (const operation of Object.values(item)) {
      const kind = isObject(operation) ? operation['x-kubernetes-group-version-kind'] : undefined
      if (isObject(kind)) return String(kind['kind'])
    }
  }
  return undefined
}

const schemasOf = (document: Json): Json => {
  const components = document['components']
  return isObject(components) && isObject(components['schemas']) ? components['schemas'] : {}
}

function isOfKind(schema: Json, {group, version, kind}: {group: string; version: string; kind: string}): boolean {
  const kinds = schema['x-kubernetes-group-version-kind']
  return (
    Array.isArray(kinds) &&
    kinds.some(
      each => isObject(each) && each['group'] === group && each['version'] === version && each['kind'] === kind,
    )
  )
}

const prefix = '#/components/schemas/'

/** A schema with what it refers to in its place; what holds itself stays unknown. */
function inlined(schemas: Json, node: unknown, around: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map(item => inlined(schemas, item, around))
  if (!isObject(node)) return node
  const reference = referenceOf(node)
  if (reference !== undefined) {
    if (around.includes(reference)) return {}
    const {allOf: _, $ref: __, ...own} = node
    const target = inlined(schemas, schemas[reference], [...around, reference])
    return isObject(target) ? {...target, ...own} : own
  }
  const whole: Json = {}
  for (const [key, value] of Object.entries(node))
    if (key !== 'description') whole[key] = inlined(schemas, value, around)
  if (node['format'] === 'int-or-string') whole['x-kubernetes-int-or-string'] = true
  return whole
}

function referenceOf({$ref, allOf}: Json): string | undefined {
  if (typeof $ref === 'string') return $ref.replace(prefix, '')
  const [only] = Array.isArray(allOf) ? allOf : []
  return Array.isArray(allOf) && allOf.length === 1 && isObject(only) ? referenceOf(only as Json) : undefined
}
