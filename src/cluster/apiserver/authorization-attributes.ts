import {quote} from '../../api/go/quote.ts'
import type {Attributes} from './auth/interfaces.ts'
import {withoutMarkup} from './plain-error.ts'
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
  const text = withoutMarkup(refusalOf(attributes))
  return reason ? `${text}: ${reason}` : text
}

function refusalOf({user, verb, group, resource, subresource, namespace, path, resourceRequest}: Attributes): string {
  const who = `User ${quote(user.name)} cannot ${verb}`
  if (!resourceRequest) return `${who} path ${quote(path)}`
  const what = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace ${quote(namespace)}` : 'at the cluster scope'
  return `${who} resource ${quote(what)} in API group ${quote(group)} ${where}`
}
