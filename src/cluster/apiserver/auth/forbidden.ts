import {forbidden, StatusError} from '../../../api/status-error.ts'
import {forbiddenMessage} from '../authorization-attributes.ts'
import type {Attributes} from './interfaces.ts'

/** The refusal of what an authorizer did not allow; browsers are kept from taking it for anything else. */
export function forbiddenAttributes(attributes: Attributes, reason = ''): StatusError {
  const {group, resource, name} = attributes
  const {status} = forbidden({group, resource}, name, forbiddenMessage(attributes, reason))
  return new StatusError(status, {'x-content-type-options': 'nosniff'})
}
