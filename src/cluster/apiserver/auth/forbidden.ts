import {forbidden, type StatusError} from '../../../api/status-error.ts'
import type {Attributes} from './interfaces.ts'

/** The refusal of what an authorizer did not allow, in kube-apiserver's words. */
export function forbiddenAttributes(attributes: Attributes, reason = ''): StatusError {
  const {group, resource, name} = attributes
  const why = sanitized(refusal(attributes))
  return forbidden({group, resource}, name, reason ? `${why}: ${reason}` : why)
}

function refusal({user, verb, resourceRequest, group, resource, subresource, namespace, path}: Attributes): string {
  const who = `User ${JSON.stringify(user.name)} cannot ${verb}`
  if (!resourceRequest) return `${who} path ${JSON.stringify(path)}`
  const what = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope'
  return `${who} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`
}

/** Nothing that a browser could take for HTML. */
const sanitized = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
