import type {ResourceDefinition, Subresource} from '../../resources/define-resource.ts'
import {capitalized, content, mediaTypes, type Operation, reference, responses, typeNames} from './operation.ts'
import {
  deleting,
  deletingCollection,
  listing,
  optionParameters,
  type Parameter,
  patching,
  pretty,
  resourceVersion,
  writing,
} from './parameters.ts'

/** The schema's name, of built-in and custom kinds alike. */
export const schemaName = ({schema, group, version, kind}: ResourceDefinition): string =>
  schema || `${group.split('.').reverse().join('.')}.${version}.${kind}`

/** What may be done with all objects of a kind. */
export function collectionOperations(definition: ResourceDefinition, shared: Parameter[]): Operation[] {
  const {verbs} = definition
  const object = reference(schemaName(definition))
  const kind = ownKind(definition)
  const operations: Operation[] = []
  if (verbs.includes('list')) operations.push(listOperation(definition, shared))
  if (verbs.includes('create'))
    operations.push({
      method: 'post',
      id: 'create',
      action: 'post',
      kind,
      parameters: [...shared, ...writing],
      requestBody: {...content(bodyTypes(definition), object), required: true},
      responses: responses([200, 201, 202], typesOf(definition), object),
    })
  if (verbs.includes('deletecollection'))
    operations.push({
      method: 'delete',
      id: 'deleteCollection',
      action: 'deletecollection',
      kind,
      parameters: [...shared, ...(definition.schema ? deletingCollection : listing)],
      ...(definition.schema && {requestBody: content(['*/*'], reference(typeNames.deleteOptions))}),
      responses: responses([200], typesOf(definition), reference(typeNames.status)),
    })
  return operations
}

export const listOperation = (definition: ResourceDefinition, shared: Parameter[]): Operation => ({
  method: 'get',
  id: 'list',
  action: 'list',
  kind: ownKind(definition),
  parameters: [...shared, ...listing],
  responses: responses(
    [200],
    definition.schema ? mediaTypes.watched : mediaTypes.custom,
    reference(`${schemaName(definition)}List`),
  ),
})

export const watchOperation = (definition: ResourceDefinition, action: string, shared: Parameter[]): Operation => ({
  method: 'get',
  id: 'watch',
  action,
  kind: ownKind(definition),
  parameters: [...shared, ...listing],
  responses: responses([200], mediaTypes.watched, reference(typeNames.watchEvent)),
})

/** What may be done with one object. */
export function objectOperations(definition: ResourceDefinition, shared: Parameter[]): Operation[] {
  const {verbs} = definition
  const object = reference(schemaName(definition))
  const operations = readWriteOperations({
    definition,
    verbs,
    type: schemaName(definition),
    kind: ownKind(definition),
    shared,
  })
  if (verbs.includes('delete')) {
    const answer = definition.schema && definition.returnsDeleted ? object : reference(typeNames.status)
    operations.splice(operations.findIndex(({method}) => method === 'patch') >>> 0, 0, {
      method: 'delete',
      id: 'delete',
      action: 'delete',
      kind: ownKind(definition),
      parameters: [...shared, ...deleting],
      requestBody: content(bodyTypes(definition), reference(typeNames.deleteOptions)),
      responses: responses([200, 202], typesOf(definition), answer),
    })
  }
  return operations
}

interface ReadWriteOptions {
  definition: ResourceDefinition
  verbs: readonly string[]
  /** The schema's name of what is read and written. */
  type: string
  kind: Operation['kind']
  shared: Parameter[]
}

/** get, update and patch of an object or of a part of it. */
function readWriteOperations({definition, verbs, type, kind, shared}: ReadWriteOptions): Operation[] {
  const custom = !definition.schema
  const object = reference(type)
  const types = typesOf(definition)
  const operations: Operation[] = []
  if (verbs.includes('get'))
    operations.push({
      method: 'get',
      id: 'read',
      action: 'get',
      kind,
      parameters: [...shared, ...(custom ? [resourceVersion] : [])],
      responses: responses([200], types, object),
    })
  if (verbs.includes('update'))
    operations.push({
      method: 'put',
      id: 'replace',
      action: 'put',
      kind,
      parameters: [...shared, ...writing],
      requestBody: {...content(bodyTypes(definition), object), required: true},
      responses: responses([200, 201], types, object),
    })
  if (verbs.includes('patch'))
    operations.push({
      method: 'patch',
      id: 'patch',
      action: 'patch',
      kind,
      parameters: [...shared, ...patching],
      requestBody: {...content(patchTypes(custom), reference(typeNames.patch)), required: true},
      responses: responses(custom ? [200] : [200, 201], types, object),
    })
  return operations
}

const patchTypes = (custom: boolean): string[] => [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  ...(custom ? [] : ['application/strategic-merge-patch+json']),
]

/** The type of a subresource's body, where it is not the object itself. */
const bodySchemas: Record<string, string> = {
  Scale: typeNames.scale,
  Eviction: 'io.k8s.api.policy.v1.Eviction',
  Binding: 'io.k8s.api.core.v1.Binding',
  TokenRequest: 'io.k8s.api.authentication.v1.TokenRequest',
}

/** What may be done with a part of an object, or by way of it. */
export function subresourceOperations(
  definition: ResourceDefinition,
  name: string,
  subresource: Subresource,
  scope: Parameter[],
): Operation[] {
  const custom = !definition.schema
  const kind = custom
    ? ownKind(definition)
    : {
        group: subresource.group ?? definition.group,
        version: subresource.version ?? definition.version,
        kind: subresource.kind,
      }
  if (subresource.kind.endsWith('Options')) return connectOperations(name, kind, scope)
  if (name === 'log') return [logOperation(kind, scope)]
  const shared = [...scope, pretty]
  const type = bodySchemas[subresource.kind] ?? schemaName(definition)
  if (!subresource.verbs.includes('create'))
    return readWriteOperations({definition, verbs: subresource.verbs, type, kind, shared})
  return [
    {
      method: 'post',
      id: 'create',
      action: 'post',
      kind,
      parameters: [...shared, ...writing],
      requestBody: {...content(['*/*'], reference(type)), required: true},
      responses: responses([200, 201, 202], mediaTypes.builtIn, reference(type)),
    },
  ]
}

function connectOperations(name: string, kind: Operation['kind'], scope: Parameter[]): Operation[] {
  const methods =
    name === 'proxy'
      ? (['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const)
      : (['get', 'post'] as const)
  return methods.map(method => ({
    method,
    id: `connect${capitalized(method)}`,
    action: 'connect',
    kind,
    parameters: [...scope, ...(optionParameters[kind.kind] ?? [])],
    responses: responses([200], ['*/*'], {type: 'string'}),
  }))
}

const logOperation = (kind: Operation['kind'], scope: Parameter[]): Operation => ({
  method: 'get',
  id: 'read',
  action: 'get',
  kind,
  parameters: [...scope, pretty, ...(optionParameters['PodLogOptions'] ?? [])],
  responses: responses([200], [...mediaTypes.builtIn, 'text/plain'], {type: 'string'}),
})

const typesOf = ({schema}: ResourceDefinition): string[] => (schema ? mediaTypes.builtIn : mediaTypes.custom)

const bodyTypes = ({schema}: ResourceDefinition): string[] => (schema ? ['*/*'] : mediaTypes.custom)

const ownKind = ({group, version, kind}: ResourceDefinition) => ({group, version, kind})
