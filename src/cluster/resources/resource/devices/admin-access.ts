import {type FieldError, forbiddenField} from '../../../../api/field-error.ts'

type Labels = Readonly<Record<string, string>>

const label = 'resource.kubernetes.io/admin-access'

/** The refusal of devices for administrators in a namespace that is not theirs. */
export const adminAccessErrors = (
  requests: readonly {exactly?: {adminAccess?: boolean}}[] | undefined,
  labels: Labels,
): FieldError[] =>
  refusal(
    'spec.devices.requests',
    (requests ?? []).findIndex(({exactly}) => exactly?.adminAccess === true),
    labels,
  )

interface Status {
  allocation?: {devices?: {results?: readonly {adminAccess?: boolean}[]}}
}

/** The same where an allocation is the first to say so. */
export const adminAllocationErrors = (
  status: Status | undefined,
  old: Status | undefined,
  labels: Labels,
): FieldError[] => {
  const granted = (of: Status | undefined) =>
    (of?.allocation?.devices?.results ?? []).findIndex(({adminAccess}) => adminAccess === true)
  return granted(old) >= 0 ? [] : refusal('status.allocation.devices.results', granted(status), labels)
}

function refusal(list: string, index: number, labels: Labels): FieldError[] {
  if (index < 0 || labels[label] === 'true') return []
  const why = `admin access to devices requires the \`${label}: true\` label on the containing namespace`
  return [forbiddenField(`${list}[${index}].adminAccess`, why)]
}
