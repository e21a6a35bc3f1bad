import {StatusError} from '../../api/status-error.ts'
import type {ResourceDefinition, Verb} from '../resources/define-resource.ts'
import type {RequestInfo} from './request-info.ts'

/**
 * Refuses what no route of a built-in kind leads to, as kube-apiserver's router does before anything else: a 404 for paths, a 405 for
 * methods, neither of which says what they are about.
 */
export function checkRoute(definition: ResourceDefinition, info: RequestInfo, method: string): void {
  const methods = methodsAt(definition, info)
  if (!methods) throw notServed()
  if (!methods.includes(method)) throw methodNotAllowed()
}

export const notServed = (): StatusError =>
  new StatusError({
    message: 'the server could not find the requested resource',
    reason: 'NotFound',
    details: {},
    code: 404,
  })

export const methodNotAllowed = (): StatusError =>
  new StatusError({
    message: 'the server does not allow this method on the requested resource',
    reason: 'MethodNotAllowed',
    details: {},
    code: 405,
  })

const methodOf: Record<Verb, string> = {
  create: 'POST',
  delete: 'DELETE',
  deletecollection: 'DELETE',
  get: 'GET',
  list: 'GET',
  patch: 'PATCH',
  update: 'PUT',
  watch: 'GET',
}

const collectionVerbs: Verb[] = ['list', 'create', 'deletecollection']
const objectVerbs: Verb[] = ['get', 'update', 'patch', 'delete']
const proxyMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The methods at a path; undefined where there is no such path. */
function methodsAt(definition: ResourceDefinition, info: RequestInfo): string[] | undefined {
  const {namespaced, subresources = {}} = definition
  const {namespace, parts, verb} = info
  const [, name, sub, ...rest] = parts
  if (verb === 'proxy') return undefined
  if (verb === 'watch' && /^\/apis?\/.*\/watch\//.test(info.path)) return ['GET']
  const spans = namespaced && namespace === ''
  if (!namespaced && namespace !== '' && definition.plural !== 'namespaces') return undefined
  if (name === undefined) return someOf(allowed(definition, spans ? ['list'] : collectionVerbs))
  if (spans) return undefined
  if (sub === undefined) return someOf(allowed(definition, objectVerbs))
  const subresource = Object.hasOwn(subresources, sub) ? subresources[sub] : undefined
  if (!subresource) return undefined
  if (sub === 'proxy') return proxyMethods
  return rest.length > 0 ? undefined : subresource.verbs.map(each => methodOf[each])
}

const allowed = ({verbs}: ResourceDefinition, among: readonly Verb[]): string[] =>
  among.filter(verb => verbs.includes(verb)).map(verb => methodOf[verb])

const someOf = (methods: string[]): string[] | undefined => (methods.length > 0 ? methods : undefined)
