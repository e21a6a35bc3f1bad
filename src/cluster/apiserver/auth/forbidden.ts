import {forbidden, type StatusError} from '../../../api/status-error.ts'
import {forbiddenMessage} from '../authorization-attributes.ts'
import type {Attributes} from './interfaces.ts'

/** The refusal of what an authorizer did not allow. */
export const forbiddenAttributes = (attributes: Attributes, reason = ''): StatusError =>
  forbidden(
    {group: attributes.group, resource: attributes.resource},
    attributes.name,
    forbiddenMessage(attributes, reason),
  )
