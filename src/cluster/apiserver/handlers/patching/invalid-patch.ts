import {type FieldError, fieldErrorBody, fieldErrorText} from '../../../../api/field-error.ts'
import {StatusError} from '../../../../api/status-error.ts'

/** The 422 of a patch that makes no object. It is not the object that is invalid, so the Status names none. */
export function invalidPatch(error: FieldError): StatusError {
  return new StatusError({
    message: ` "" is invalid: ${fieldErrorText(error)}`,
    reason: 'Invalid',
    details: {causes: [{reason: error.type, message: fieldErrorBody(error), field: error.field}]},
    code: 422,
  })
}
