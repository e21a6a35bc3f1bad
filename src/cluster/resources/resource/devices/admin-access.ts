import {type FieldError, forbiddenField} from '../../../../api/field-error.ts'

const label = 'resource.kubernetes.io/admin-access'

/** The refusal of devices for administrators in a namespace that is not theirs. */
export function adminAccessErrors(
  requests: {exactly?: {adminAccess?: boolean}}[] | undefined,
  labels: Readonly<Record<string, string>>,
): FieldError[] {
  const index = (requests ?? []).findIndex(({exactly}) => exactly?.adminAccess === true)
  if (index < 0 || labels[label] === 'true') return []
  const why = `admin access to devices requires the \`${label}: true\` label on the containing namespace`
  return [forbiddenField(`spec.devices.requests[${index}].adminAccess`, why)]
}
