import {
  type FieldError,
  fieldErrorText,
  forbiddenField,
  invalidValue,
  required,
} from '../../../../../api/field-error.ts'
import {deepEqual} from '../../../../../api/json/deep-equal.ts'
import {compileRegexp} from '../../../../../api/regexp/index.ts'
import type {Errors} from '../../../validation/errors.ts'
import {listedNodes, namedNodes, nodeOf, type SchemaNode, textOf} from './schema-node.ts'

type Level = 'root' | 'item' | 'field'

/** Where a schema is not structural (KEP-1693), sorted. */
export function structuralErrors(path: string, schema: SchemaNode): FieldError[] {
  const errors = [...invariants(schema, 'root', path), ...completeness(schema, schema, path, path)]
  return errors
    .map(error => ({error, text: fieldErrorText(error)}))
    .sort(byText)
    .map(({error}) => error)
}

const byText = (a: {text: string}, b: {text: string}): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)

const missingType: Record<Level, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}

function* invariants(node: SchemaNode, level: Level, path: string): Errors {
  const type = textOf(node, 'type')
  const items = nodeOf(node['items'])
  const additional = node['additionalProperties']
  const embedded = node['x-kubernetes-embedded-resource'] === true
  const preserving = node['x-kubernetes-preserve-unknown-fields'] === true
  const intOrString = node['x-kubernetes-int-or-string'] === true
  if (type === 'array' && !items) yield required(`${path}.items`, 'must be specified')
  if (items) yield* invariants(items, 'item', `${path}.items`)
  for (const [name, child] of namedNodes(node, 'properties'))
    yield* invariants(child, 'field', `${path}.properties[${name}]`)
  if (additional !== undefined && additional !== false) {
    if (level === 'root') yield forbiddenField(`${path}.additionalProperties`, 'must not be used at the root')
    const values = nodeOf(additional)
    if (values) yield* invariants(values, 'field', `${path}.additionalProperties`)
  }
  if (intOrString && preserving)
    yield invalidValue(
      `${path}.x-kubernetes-preserve-unknown-fields`,
      true,
      'must be false if x-kubernetes-int-or-string is true',
    )
  if (intOrString && embedded)
    yield invalidValue(
      `${path}.x-kubernetes-embedded-resource`,
      true,
      'must be false if x-kubernetes-int-or-string is true',
    )
  yield* valueValidation(node, path, isIntOrString(listedNodes(node, 'anyOf')), isFirstIntOrString(node))
  if (embedded && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true'
    yield type ? invalidValue(`${path}.type`, type, why) : required(`${path}.type`, why)
  } else if (!type && !intOrString && !preserving) yield required(`${path}.type`, missingType[level])
  if (embedded && additional !== undefined)
    yield forbiddenField(`${path}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set')
  if (level === 'root' && type && type !== 'object')
    yield invalidValue(`${path}.type`, type, 'must be object at the root')
  yield* metadataInvariants(node, level, path, level === 'root' || embedded)
  if (embedded && !preserving && namedNodes(node, 'properties').length === 0)
    yield required(
      `${path}.properties`,
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    )
}

function* metadataInvariants(node: SchemaNode, level: Level, path: string, resource: boolean): Errors {
  const properties = nodeOf(node['properties']) ?? {}
  for (const name of resource ? ['kind', 'apiVersion'] : []) {
    const child = nodeOf(properties[name])
    if (child && child['type'] !== 'string')
      yield invalidValue(`${path}.properties[${name}].type`, textOf(child, 'type'), 'must be string')
  }
  const metadata = nodeOf(properties['metadata'])
  if (!metadata) return
  const at = `${path}.properties[metadata]`
  if (resource && metadata['type'] !== 'object')
    yield invalidValue(`${at}.type`, textOf(metadata, 'type'), 'must be object')
  if (level === 'root' && !saysOnlyNames(metadata))
    yield forbiddenField(
      at,
      'must not specify anything other than name and generateName, but metadata is implicitly specified',
    )
}

function saysOnlyNames({type: _, default: __, properties, ...rest}: SchemaNode): boolean {
  const names = Object.keys(nodeOf(properties) ?? {})
  return Object.keys(rest).length === 0 && names.every(name => name === 'name' || name === 'generateName')
}

const intOrStringTypes = [{type: 'integer'}, {type: 'string'}]
const isIntOrString = (anyOf: SchemaNode[]): boolean => deepEqual(anyOf, intOrStringTypes)
const isFirstIntOrString = (node: SchemaNode): boolean => {
  const first = listedNodes(node, 'allOf')[0]
  return first !== undefined && isIntOrString(listedNodes(first, 'anyOf'))
}

function* valueValidation(node: SchemaNode, path: string, skipAnyOf: boolean, skipFirst: boolean): Errors {
  if (!skipAnyOf)
    for (const [index, part] of listedNodes(node, 'anyOf').entries())
      yield* nested(part, `${path}.anyOf[${index}]`, false)
  for (const [index, part] of listedNodes(node, 'allOf').entries())
    yield* nested(part, `${path}.allOf[${index}]`, skipFirst && index === 0)
  for (const [index, part] of listedNodes(node, 'oneOf').entries())
    yield* nested(part, `${path}.oneOf[${index}]`, false)
  const not = nodeOf(node['not'])
  if (not) yield* nested(not, `${path}.not`, false)
  const pattern = textOf(node, 'pattern')
  const why = pattern && patternProblem(pattern)
  if (why) yield invalidValue(`${path}.pattern`, pattern, `must be a valid regular expression, but isn't: ${why}`)
}

/** What Go says of a pattern that is none. */
function patternProblem(pattern: string): string | undefined {
  try {
    compileRegexp(pattern)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const emptyWhenNested: [keyword: string, detail: string][] = [
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
]

/** Under allOf, anyOf, oneOf and not there may be nothing that shapes values. */
function* nested(node: SchemaNode, path: string, skipAnyOf: boolean): Errors {
  yield* valueValidation(node, path, skipAnyOf, false)
  const items = nodeOf(node['items'])
  if (items) yield* nested(items, `${path}.items`, false)
  for (const [name, child] of namedNodes(node, 'properties')) yield* nested(child, `${path}.properties[${name}]`, false)
  if (textOf(node, 'type')) yield forbiddenField(`${path}.type`, 'must be empty to be structural')
  if (node['additionalProperties'] !== undefined)
    yield forbiddenField(`${path}.additionalProperties`, 'must be undefined to be structural')
  for (const [keyword, detail] of emptyWhenNested) {
    const value = node[keyword]
    const empty = value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
    if (!empty) yield forbiddenField(`${path}.${keyword}`, detail)
  }
  if (nodeOf(nodeOf(node['properties'])?.['metadata']))
    yield forbiddenField(`${path}.properties[metadata]`, 'must not be specified in a nested context')
}

/** Whatever is validated must also be specified. */
function* completeness(
  validation: SchemaNode,
  structure: SchemaNode | undefined,
  path: string,
  validationPath: string,
): Errors {
  const parts: [string, SchemaNode][] = [
    ...(nodeOf(validation['not']) ? ([['not', nodeOf(validation['not'])!]] as [string, SchemaNode][]) : []),
    ...['allOf', 'anyOf', 'oneOf'].flatMap(keyword =>
      listedNodes(validation, keyword).map((part, index): [string, SchemaNode] => [`${keyword}[${index}]`, part]),
    ),
  ]
  for (const [name, part] of parts) yield* nestedCompleteness(part, structure, path, `${validationPath}.${name}`)
}

function* nestedCompleteness(
  validation: SchemaNode,
  structure: SchemaNode | undefined,
  path: string,
  validationPath: string,
): Errors {
  if (!structure) {
    yield required(path, `because it is defined in ${validationPath}`)
    return
  }
  yield* completeness(validation, structure, path, validationPath)
  const items = nodeOf(validation['items'])
  if (items) yield* nestedCompleteness(items, nodeOf(structure['items']), `${path}.items`, `${validationPath}.items`)
  for (const [name, child] of namedNodes(validation, 'properties')) {
    const own = nodeOf(nodeOf(structure['properties'])?.[name])
    yield* nestedCompleteness(child, own, `${path}.properties[${name}]`, `${validationPath}.properties[${name}]`)
  }
}
