import {isDeepStrictEqual} from 'node:util'
import {apiVersionOf, type GroupVersion, type JsonObject} from '../../../api/object.ts'
import type {ResourceDefinition, Subresource} from '../../resources/define-resource.ts'
import {
  capitalized,
  content,
  groupVersionName,
  mediaTypes,
  type Operation,
  reference,
  responses,
  tagOf,
  typeNames,
} from './operation.ts'
import {
  deleting,
  deletingCollection,
  listing,
  namePath,
  namespacePath,
  optionParameters,
  type Parameter,
  patching,
  pretty,
  proxyPath,
  resourceVersion,
  sorted,
  writing,
} from './parameters.ts'

export type PathItems = Record<string, JsonObject>

/** Turns operations into one path's item. */
type Assemble = (operations: Operation[], target: Target) => JsonObject

/** What operation ids are made of besides their verb. */
interface Target {
  prefix: string
  tag: string
  /** `NamespacedPod`, `NamespacedPodStatus`. */
  subject: string
}

/** The paths of one kind and its subresources. */
export function pathItems(definition: ResourceDefinition): PathItems {
  const {group, version, namespaced, plural, verbs, kind} = definition
  const root = `${group ? '/apis' : '/api'}/${apiVersionOf(definition)}`
  const scope = namespaced ? '/namespaces/{namespace}' : ''
  const collection = `${root}${scope}/${plural}`
  const scopeParameters = namespaced ? [namespacePath] : []
  const target = {prefix: groupVersionName({group, version}), tag: tagOf({group, version})}
  const subject = `${namespaced ? 'Namespaced' : ''}${kind}`
  const own = {...target, subject}
  const items: PathItems = {}
  const add = (path: string, operations: Operation[], at: Target) => {
    if (operations.length > 0) items[path] = item(operations, at)
  }
  add(collection, collectionOperations(definition, [...scopeParameters, pretty]), own)
  add(`${collection}/{name}`, objectOperations(definition, [namePath, ...scopeParameters, pretty]), own)
  for (const [name, subresource] of Object.entries(definition.subresources ?? {})) {
    const at = {...own, subject: `${subject}${capitalized(name)}`}
    const path = `${collection}/{name}/${name}`
    const parameters = [namePath, ...scopeParameters]
    add(path, subresourceOperations(definition, name, subresource, parameters), at)
    if (name !== 'proxy') continue
    const whole = {...at, subject: `${at.subject}WithPath`}
    add(`${path}/{path}`, subresourceOperations(definition, name, subresource, [...parameters, proxyPath]), whole)
  }
  if (namespaced && verbs.includes('list'))
    add(`${root}/${plural}`, [listOperation(definition, [pretty])], {...target, subject: `${kind}ForAllNamespaces`})
  if (definition.schema && verbs.includes('watch')) addWatches(definition, root, add)
  return items
}

function addWatches(
  definition: ResourceDefinition,
  root: string,
  add: (path: string, operations: Operation[], at: Target) => void,
): void {
  const {group, version, namespaced, plural, kind} = definition
  const target = {prefix: groupVersionName({group, version}), tag: tagOf({group, version})}
  const scope = namespaced ? '/namespaces/{namespace}' : ''
  const subject = `${namespaced ? 'Namespaced' : ''}${kind}`
  const scopeParameters = namespaced ? [namespacePath, pretty] : [pretty]
  const collection = `${root}/watch${scope}/${plural}`
  add(collection, [watchOperation(definition, 'watchlist', scopeParameters)], {...target, subject: `${subject}List`})
  add(`${collection}/{name}`, [watchOperation(definition, 'watch', [namePath, ...scopeParameters])], {
    ...target,
    subject,
  })
  if (namespaced)
    add(`${root}/watch/${plural}`, [watchOperation(definition, 'watchlist', [pretty])], {
      ...target,
      subject: `${kind}ListForAllNamespaces`,
    })
}

/** The schema's name, of built-in and custom kinds alike. */
export const schemaName = ({schema, group, version, kind}: ResourceDefinition): string =>
  schema || `${group.split('.').reverse().join('.')}.${version}.${kind}`

const typesOf = ({schema}: ResourceDefinition): string[] => (schema ? mediaTypes.builtIn : mediaTypes.custom)

const bodyTypes = ({schema}: ResourceDefinition): string[] => (schema ? ['*/*'] : mediaTypes.custom)

const ownKind = ({group, version, kind}: ResourceDefinition) => ({group, version, kind})

function collectionOperations(definition: ResourceDefinition, shared: Parameter[]): Operation[] {
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

const listOperation = (definition: ResourceDefinition, shared: Parameter[]): Operation => ({
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

const watchOperation = (definition: ResourceDefinition, action: string, shared: Parameter[]): Operation => ({
  method: 'get',
  id: 'watch',
  action,
  kind: ownKind(definition),
  parameters: [...shared, ...listing],
  responses: responses([200], mediaTypes.watched, reference(typeNames.watchEvent)),
})

function objectOperations(definition: ResourceDefinition, shared: Parameter[]): Operation[] {
  const {verbs} = definition
  const object = reference(schemaName(definition))
  const operations = readWriteOperations(definition, verbs, schemaName(definition), ownKind(definition), shared)
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

/** get, update and patch of an object or of a part of it. */
function readWriteOperations(
  definition: ResourceDefinition,
  verbs: readonly string[],
  type: string,
  kind: Operation['kind'],
  shared: Parameter[],
): Operation[] {
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

function subresourceOperations(
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
    return readWriteOperations(definition, subresource.verbs, type, kind, shared)
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

/** Puts together what a path offers; parameters that all its operations have are the path's. */
const item: Assemble = (operations, target) => {
  const [first] = operations
  const common = (first?.parameters ?? []).filter(parameter =>
    operations.every(({parameters}) => parameters.some(other => isDeepStrictEqual(other, parameter))),
  )
  const entries = operations.map(operation => {
    const own = sorted(operation.parameters.filter(parameter => !common.includes(parameter)))
    return [
      operation.method,
      {
        tags: [target.tag],
        operationId: operationId(operation, target),
        ...(own.length > 0 && {parameters: own}),
        ...(operation.requestBody && {requestBody: operation.requestBody}),
        responses: operation.responses,
        'x-kubernetes-action': operation.action,
        'x-kubernetes-group-version-kind': operation.kind,
      },
    ]
  })
  return {...Object.fromEntries(entries), ...(common.length > 0 && {parameters: sorted(common)})}
}

function operationId({id}: Operation, {prefix, subject}: Target): string {
  if (id === 'deleteCollection') return `delete${prefix}Collection${subject}`
  const method = /^connect(.+)$/.exec(id)?.[1]
  return method ? `connect${prefix}${method}${subject}` : `${id}${prefix}${subject}`
}

/** What a group, version or the whole API says of itself. */
export function rootItem(path: string, tag: string, id: string, type: string): PathItems {
  return {
    [path]: {
      get: {
        tags: [tag],
        operationId: id,
        responses: responses([200], mediaTypes.builtIn, reference(type)),
      },
    },
  }
}

/** `getCoreV1APIResources`. */
export const resourcesItem = (groupVersion: GroupVersion): PathItems =>
  rootItem(
    `${groupVersion.group ? '/apis' : '/api'}/${apiVersionOf(groupVersion)}/`,
    tagOf(groupVersion),
    `get${groupVersionName(groupVersion)}APIResources`,
    typeNames.resourceList,
  )
