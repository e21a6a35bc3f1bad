import type {Attributes} from './auth/interfaces.ts'
import type {RequestInfo} from './request-info.ts'
import type {UserInfo} from './server-request.ts'

/** What the authorizer is asked about a request. */
export function attributesOf(info: RequestInfo, user: UserInfo): Attributes {
  const {resourceRequest, verb, group, version, resource, subresource, namespace, name, path, query} = info
  const selectors = ['list', 'watch', 'deletecollection'].includes(verb)
  const fieldSelector = selectors ? query.get('fieldSelector') : null
  const labelSelector = selectors ? query.get('labelSelector') : null
  return {
    user,
    verb,
    resourceRequest,
    group,
    version,
    resource,
    subresource,
    namespace,
    name,
    path,
    ...(fieldSelector && {fieldSelector}),
    ...(labelSelector && {labelSelector}),
  }
}

/** `User "jane" cannot list resource "pods" in API group "" in the namespace "default"`, as Kubernetes says it after `forbidden: `. */
export function forbiddenMessage(attributes: Attributes, reason = ''): string {
  const {user, verb, group, resource, subresource, namespace, path} = attributes
  const who = `User ${JSON.stringify(user.name)} cannot ${verb}`
  const tail = reason ? `: ${reason}` : ''
  if (!attributes.resourceRequest) return `${who} path ${JSON.stringify(path)}${tail}`
  const what = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope'
  return `${who} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}${tail}`
}
