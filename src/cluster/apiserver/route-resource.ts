import {badRequest, methodNotSupported, notFound} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {ResourceDefinition, Verb} from '../resources/define-resource.ts'
import {pathSegmentName} from '../resources/metadata/names.ts'
import {headerOf} from './encoding/negotiate.ts'
import {componentStatuses} from './handlers/component-statuses.ts'
import {create} from './handlers/create.ts'
import {remove} from './handlers/delete.ts'
import {removeCollection} from './handlers/delete-collection.ts'
import {get} from './handlers/get.ts'
import {list} from './handlers/list.ts'
import {namesPatchType, patch} from './handlers/patch.ts'
import {update} from './handlers/update.ts'
import {watch} from './handlers/watch.ts'
import type {RequestContext, Warnings} from './request-context.ts'
import type {RequestInfo} from './request-info.ts'
import type {ServerParts} from './server-parts.ts'
import type {ServerRequest, UserInfo} from './server-request.ts'
import {bind} from './subresources/binding.ts'
import {subresourceHandler} from './subresources/index.ts'

type Handler = (context: RequestContext) => Promise<ApiResponse>

const handlers: Partial<Record<string, Handler>> = {
  get,
  list,
  watch,
  create,
  update: context => update(context),
  patch: context => patch(context),
  delete: remove,
  deletecollection: removeCollection,
}

/** Kinds that are made up when they are asked for. */
const unstored: Partial<Record<string, Partial<Record<string, Handler>>>> = {'/componentstatuses': componentStatuses}

/** Finds the handler of a request for a resource; paths that nothing is served at are a 404. */
export function routeResource(
  server: ServerParts,
  request: ServerRequest,
  info: RequestInfo,
  user: UserInfo,
  warnings: Warnings,
): Promise<ApiResponse> | ApiResponse {
  const definition = info.resourceRequest ? server.resources.get(info) : undefined
  if (!definition || !/^\/apis?\//.test(info.path) || !isServedAt(definition.namespaced, info)) return pageNotFound
  const name = {group: definition.group, resource: definition.plural}
  const context: RequestContext = {server, request, info, user, definition, warnings}
  if (definition.deprecationWarning && !isRefusedByRouter(definition, info, request)) {
    warnings.add(definition.deprecationWarning)
    warnings.audit?.annotate('k8s.io/deprecated', 'true')
    const {version} = definition
    server.deprecated?.set({...name, removed_release: '', subresource: info.subresource, version}, 1)
  }
  checkName(info.name)
  const kind = `${definition.group}/${definition.plural}`
  const special =
    server.kinds?.[kind]?.[info.verb] ??
    unstored[kind]?.[info.verb] ??
    (kind === '/bindings' && info.verb === 'create' && bind)
  if (special && !info.subresource) return special(context)
  if (!info.subresource) {
    const handler = definition.verbs.includes(info.verb as Verb) ? handlers[info.verb] : undefined
    if (!handler) throw methodNotSupported(name, methodOf(definition, info, request))
    return handler(context)
  }
  const {subresources = {}} = definition
  const subresource = Object.hasOwn(subresources, info.subresource) ? subresources[info.subresource] : undefined
  if (!subresource && definition.structural) throw notFound(name, info.name)
  if (!subresource) return pageNotFound
  // No verb stands for OPTIONS, which proxies pass on as everything else.
  const verb = request.method === 'OPTIONS' && info.subresource === 'proxy' ? 'get' : info.verb
  const handler = subresource.verbs.includes(verb as Verb)
    ? subresourceHandler(definition.group, definition.plural, info.subresource)?.[verb as 'get']
    : undefined
  if (!handler) throw methodNotSupported(name, methodOf(definition, info, request))
  return handler({...context, subresource})
}

/** Patches in languages that nobody speaks do not come as far as the kind. */
const isRefusedByRouter = ({structural}: ResourceDefinition, {verb}: RequestInfo, request: ServerRequest): boolean =>
  verb === 'patch' && !structural && !namesPatchType(headerOf(request, 'content-type'))

/** Of custom kinds, the verb is what is not supported. */
const methodOf = ({structural}: ResourceDefinition, {verb}: RequestInfo, {method}: ServerRequest): string =>
  structural ? verb : method

/** What cannot be a segment of a path is no name to look for. */
function checkName(name: string): void {
  const wrong = pathSegmentName(name, false)
  if (name && wrong.length > 0) throw badRequest(`Name parameter invalid: ${JSON.stringify(name)}: ${wrong.join('; ')}`)
}

/** Namespaced objects are reached through their namespace; only lists, watches and creates span all of them. */
function isServedAt(namespaced: boolean, {namespace, resource, verb, parts}: RequestInfo): boolean {
  if (resource === 'namespaces') return true
  if (!namespaced) return namespace === ''
  return namespace !== '' || (parts.length === 1 && ['list', 'watch'].includes(verb))
}

/** What Go's HTTP server says of paths that nobody serves. */
const pageNotFound: ApiResponse = {
  status: 404,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff'},
  body: {type: 'text', text: '404 page not found\n'},
}
