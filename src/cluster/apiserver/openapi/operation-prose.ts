import {isObject} from '../../../api/json/index.ts'
import type {JsonObject} from '../../../api/object.ts'
import type {Descriptions} from './descriptions.ts'
import type {PathItems} from './path-items.ts'

/** What the operations of a document do and what their parameters mean, in the words of the installer that makes a real server's routes. */
export function withProse(items: PathItems, descriptions: Descriptions, {custom = false} = {}): PathItems {
  const prose = descriptions['parameters'] ?? {}
  return Object.fromEntries(
    Object.entries(items).map(([path, item]) => {
      const kind = kindAt(path, items)
      const own = wordsOf(path, item)
      const entries = Object.entries(item).map(([method, operation]) => {
        if (method === 'parameters') return [method, described(operation as JsonObject[], prose, own)]
        if (!isObject(operation)) return [method, operation]
        return [method, withDescription(operation as JsonObject, {path, method, kind, custom}, prose)]
      })
      return [path, Object.fromEntries(entries)]
    }),
  )
}

interface Place {
  path: string
  method: string
  /** Of the object that the path is about, or that it is a part of. */
  kind: string
  custom: boolean
}

function withDescription(operation: JsonObject, place: Place, prose: Record<string, string>): JsonObject {
  const {tags, description = doing(operation, place), operationId, parameters, ...others} = operation
  const {options, kind} = wordsOf(place.path, {get: operation})
  const own = {kind, options: options || place.method}
  return {
    tags,
    ...(description !== '' && {description}),
    operationId,
    ...(parameters !== undefined && {parameters: described(parameters as JsonObject[], prose, own)}),
    ...others,
  }
}

/** By whose words parameters are told: the kind that is sent, and the kind of a subresource's options if it has some. */
interface Words {
  kind: string
  options: string
}

function wordsOf(path: string, item: JsonObject): Words {
  const kind = kindOf((item['get'] ?? Object.values(item)[0]) as JsonObject | undefined)
  const options = path.endsWith('/log') ? 'PodLogOptions' : kind.endsWith('Options') ? kind : ''
  return {kind, options}
}

const kindOf = (operation: JsonObject | undefined): string =>
  String((operation?.['x-kubernetes-group-version-kind'] as JsonObject | undefined)?.['kind'] ?? '')

/** The kind of the object that a path leads to. */
function kindAt(path: string, items: PathItems): string {
  const owner = items[path.replace(/(\/\{name\})\/.*$/, '$1')] ?? items[path]
  return kindOf((owner?.['get'] ?? owner?.['post'] ?? Object.values(owner ?? {})[0]) as JsonObject | undefined)
}

const subresourceOf = (path: string): string => /\{name\}\/(\w+)/.exec(path)?.[1] ?? ''

function doing(operation: JsonObject, {path, method, kind, custom}: Place): string {
  const part = subresourceOf(path)
  const whole = part ? `${part} of the specified ${kind}` : `the specified ${kind}`
  switch (operation['x-kubernetes-action']) {
    case 'list':
      return `list ${custom || !watchable(operation) ? '' : 'or watch '}objects of kind ${kind}`
    case 'watch':
      return `watch changes to an object of kind ${kind}. deprecated: use the 'watch' parameter with a list operation instead, filtered to a single item with the 'fieldSelector' parameter.`
    case 'watchlist':
      return `watch individual changes to a list of ${kind}. deprecated: use the 'watch' parameter with a list operation instead.`
    case 'get':
      return `read ${whole}`
    case 'put':
      return `replace ${whole}`
    case 'patch':
      return `partially update ${whole}`
    case 'post':
      return part ? `create ${part} of ${withArticle(kind)}` : `create ${withArticle(kind)}`
    case 'delete':
      return `delete ${withArticle(kind)}`
    case 'deletecollection':
      return `delete collection of ${kind}`
    case 'connect':
      return `connect ${method.toUpperCase()} requests to ${part} of ${kind}`
  }
  return ofRoot(String(operation['operationId']))
}

const watchable = (operation: JsonObject): boolean => !String(operation['operationId']).endsWith('ComponentStatus')

/** Plurals have none. */
function withArticle(kind: string): string {
  if (/[^s]s$/.test(kind)) return kind
  return `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}`
}

function ofRoot(operationId: string): string {
  if (/APIResources$/.test(operationId)) return 'get available resources'
  if (/APIGroup$/.test(operationId)) return 'get information of a group'
  if (/APIVersions$/.test(operationId)) return 'get available API versions'
  if (/JSONWebKey|Keyset$/.test(operationId))
    return 'get service account issuer OpenID JSON Web Key Set (contains public token verification keys)'
  if (/OpenIDConfiguration$/.test(operationId))
    return "get service account issuer OpenID configuration, also known as the 'OIDC discovery doc'"
  return operationId === 'getCodeVersion' ? 'get the version information for this server' : ''
}

/** Options, and patches, have words of their own for what others have too. */
const described = (list: JsonObject[], prose: Record<string, string>, {kind, options}: Words): JsonObject[] =>
  list.map(parameter => {
    const {name, in: place, ...rest} = parameter
    const words = prose[`${options} ${name}`] ?? prose[String(name)]
    const description = place === 'path' ? (ofPath(String(name), kind) ?? words) : words
    return {name, in: place, ...(description && {description}), ...rest}
  })

const ofPath = (name: string, kind: string): string | undefined =>
  name === 'name' ? `name of the ${kind}` : name === 'path' ? 'path to the resource' : undefined
