import {forbidden, type StatusError} from '../../../api/status-error.ts'
import type {AdmissionAttributes} from './admission.ts'

/** `pods "web" is forbidden: <why>`, about the object that waits for admission. */
export function refuse(attributes: AdmissionAttributes, why: string): StatusError {
  const {group, plural} = attributes.definition
  return forbidden({group, resource: plural}, subjectOf(attributes), why)
}

/** A name may not have been generated yet. */
function subjectOf({name, object}: AdmissionAttributes): string {
  return name || object?.metadata.name || object?.metadata.generateName || 'Unknown'
}
