import {forbiddenField, invalidValue, notSupported} from '../../../../../api/field-error.ts'
import type {Errors} from '../../../validation/errors.ts'
import {listErrors, mapTypeErrors} from './list-types.ts'
import {ruleErrors} from './rules.ts'
import {isSet, listedNodes, namedNodes, nodeOf, type SchemaNode, textOf} from './schema-node.ts'

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const metaFields = new Set(['metadata', 'kind', 'apiVersion'])

interface Place {
  root: boolean
  insideMeta: boolean
  /** Why defaults may not be set here. */
  noDefaults?: string
}

/** What a schema says that the API server does not support, from the root down. */
export function* openApiErrors(node: SchemaNode, path: string, place: Place = {root: true, insideMeta: false}): Errors {
  yield* unsupported(node, path, place)
  if (node['uniqueItems'] === true)
    yield forbiddenField(
      `${path}.uniqueItems`,
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    )
  const inner: Place = {...place, root: false}
  const values = node['additionalProperties']
  const properties = namedNodes(node, 'properties')
  if (values !== undefined && properties.length > 0 && values !== true)
    yield forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive')
  const valueNode = nodeOf(values)
  const noDefaults = 'inside additionalProperties applying to object metadata'
  if (valueNode)
    yield* openApiErrors(valueNode, `${path}.additionalProperties`, {...inner, ...(place.insideMeta && {noDefaults})})
  const resource = place.root || node['x-kubernetes-embedded-resource'] === true
  for (const [name, child] of properties) {
    const meta = resource && metaFields.has(name)
    const at: Place = {
      ...inner,
      ...(meta && {insideMeta: true}),
      ...(meta && place.root && {noDefaults: `in top-level ${name}`}),
    }
    yield* openApiErrors(child, `${path}.properties[${name}]`, at)
  }
  const not = nodeOf(node['not'])
  if (not) yield* openApiErrors(not, `${path}.not`, inner)
  for (const keyword of ['allOf', 'oneOf', 'anyOf'])
    for (const [index, part] of listedNodes(node, keyword).entries())
      yield* openApiErrors(part, `${path}.${keyword}[${index}]`, inner)
  for (const [name, child] of namedNodes(node, 'definitions'))
    yield* openApiErrors(child, `${path}.definitions[${name}]`, inner)
  const items = nodeOf(node['items'])
  if (items) yield* openApiErrors(items, `${path}.items`, inner)
  if (node['x-kubernetes-preserve-unknown-fields'] === false)
    yield invalidValue(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined')
  yield* mapTypeErrors(node, path)
  yield* listErrors(node, path)
  yield* ruleErrors(node, path)
}

function* unsupported(node: SchemaNode, path: string, {insideMeta, noDefaults}: Place): Errors {
  const type = textOf(node, 'type')
  if (type && !types.includes(type)) yield notSupported(`${path}.type`, type, types)
  if (node['default'] !== undefined && noDefaults)
    yield forbiddenField(`${path}.default`, `must not be set ${noDefaults}`)
  for (const keyword of ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'])
    if (isSet(node, keyword)) yield forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`)
  if (type === 'null')
    yield forbiddenField(`${path}.type`, 'type cannot be set to null, use nullable as an alternative')
  if (Array.isArray(node['items']) && node['items'].length > 0)
    yield forbiddenField(`${path}.items`, 'items must be a schema object and not an array')
  if (insideMeta && node['x-kubernetes-embedded-resource'] === true)
    yield forbiddenField(`${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta')
}
