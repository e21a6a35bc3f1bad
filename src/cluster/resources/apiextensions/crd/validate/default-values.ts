import {type FieldError, invalidValue, pendingRules, typeInvalid} from '../../../../../api/field-error.ts'
import {quote} from '../../../../../api/go/quote.ts'
import {deepEqual} from '../../../../../api/json/deep-equal.ts'
import {isObject} from '../../../../../api/json/index.ts'
import {
  isOfCombination,
  openApiTypeOf,
  prune,
  structuralSchema,
  validateAgainstSchema,
} from '../../../../../api/schema/index.ts'
import type {Errors} from '../../../validation/errors.ts'
import {validateEmbeddedResources} from '../../embedded-resources.ts'
import {hasRules, namedNodes, nodeOf, type SchemaNode} from './schema-node.ts'
import {within} from './within.ts'

/** Defaults must be values of their own schema, with nothing in them that it does not know. */
export function* defaultErrors(node: SchemaNode, path: string): Errors {
  if (node['default'] !== undefined && node['default'] !== null) yield* valueErrors(node, `${path}.default`)
  const items = nodeOf(node['items'])
  if (items) yield* defaultErrors(items, `${path}.items`)
  for (const [name, child] of namedNodes(node, 'properties')) yield* defaultErrors(child, `${path}.properties[${name}]`)
}

function* valueErrors(node: SchemaNode, path: string): Errors {
  const value = node['default']
  const type = node['type']
  if (typeof type === 'string' && type !== '' && !types.includes(type)) {
    const actual = openApiTypeOf(value)
    yield typeInvalid(path, actual, ` in body must be of type ${type}: ${quote(actual)}`)
    return
  }
  const schema = structuralSchema(node)
  if (isObject(value)) {
    const pruned = structuredClone(value)
    const embedded = node['x-kubernetes-embedded-resource'] === true
    const kept = embedded ? undefined : ['apiVersion', 'kind', 'metadata'].find(name => unknownTo(node, pruned, name))
    prune(schema, pruned)
    if (kept || !deepEqual(pruned, value)) yield invalidValue(path, value, 'must not have unknown fields')
  }
  const resources = validateEmbeddedResources(schema, value).map(error => ({
    ...error,
    field: within(path, error.field),
  }))
  const errors = resources.length > 0 ? resources : validateAgainstSchema(schema, value).map(each => below(path, each))
  yield* errors
  if (errors.length === 0 && hasRules(node)) yield pendingRules(path, node, 'default')
}

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string']

/** The value was validated by itself, so that what is said of it names only the way within it. */
const below = (path: string, error: FieldError): FieldError => ({
  ...error,
  field: !error.field || isOfCombination(error) ? path : `${path}.${error.field}`,
  detail: error.detail.startsWith('in body') ? ` ${error.detail}` : error.detail,
})

const unknownTo = (node: SchemaNode, value: Record<string, unknown>, name: string): boolean =>
  name in value &&
  !nodeOf(node['properties'])?.[name] &&
  node['additionalProperties'] === undefined &&
  node['x-kubernetes-preserve-unknown-fields'] !== true
