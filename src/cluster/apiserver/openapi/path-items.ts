import {apiVersionOf, type GroupVersion, type JsonObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {
  capitalized,
  groupVersionName,
  mediaTypes,
  type Operation,
  reference,
  responses,
  tagOf,
  typeNames,
} from './operation.ts'
import {namePath, namespacePath, pretty, proxyPath} from './parameters.ts'
import {type PathTarget, pathItem} from './path-item.ts'
import {
  collectionOperations,
  listOperation,
  objectOperations,
  subresourceOperations,
  watchOperation,
} from './resource-operations.ts'

export type PathItems = Record<string, JsonObject>

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
  const add = (path: string, operations: Operation[], at: PathTarget) => {
    if (operations.length > 0) items[path] = pathItem(operations, at)
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
  add: (path: string, operations: Operation[], at: PathTarget) => void,
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
