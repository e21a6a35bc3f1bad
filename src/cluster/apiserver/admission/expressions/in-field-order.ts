import type {FieldError} from '../../../../api/field-error.ts'

/** In which order Kubernetes looks at the fields of kinds with expressions: those of each field, under its name. */
const fieldsOf: Record<string, string[]> = {
  '': ['metadata', 'spec', 'webhooks'],
  spec: [
    'failurePolicy',
    'paramKind',
    'matchConstraints',
    'matchConditions',
    'variables',
    'validations',
    'auditAnnotations',
    'mutations',
    'reinvocationPolicy',
    'devices',
    'selectors',
    'config',
    'extendedResourceName',
  ],
  matchConditions: ['expression', 'name'],
  variables: ['name', 'expression'],
  validations: ['expression', 'messageExpression', 'message', 'reason'],
  mutations: ['patchType', 'applyConfiguration', 'jsonPatch'],
  auditAnnotations: ['key', 'valueExpression'],
  webhooks: [
    'name',
    'rules',
    'failurePolicy',
    'matchPolicy',
    'sideEffects',
    'timeoutSeconds',
    'namespaceSelector',
    'objectSelector',
    'reinvocationPolicy',
    'clientConfig',
    'matchConditions',
    'admissionReviewVersions',
  ],
  devices: ['requests', 'constraints', 'config'],
  requests: ['name', 'firstAvailable', 'exactly'],
  firstAvailable: ['name', 'deviceClassName', 'selectors', 'allocationMode', 'count', 'tolerations'],
  exactly: ['deviceClassName', 'selectors', 'allocationMode', 'count', 'tolerations'],
}

/** Puts each of `more` before the first of the others that is about a later field; those keep their order. */
export function inFieldOrder(errors: readonly FieldError[], more: readonly FieldError[]): FieldError[] {
  const all = [...errors]
  for (const error of more) {
    const next = all.findIndex(({field}) => isLater(field, error.field))
    all.splice(next < 0 ? all.length : next, 0, error)
  }
  return all
}

function isLater(field: string, than: string): boolean {
  const [one, other] = [segmentsOf(field), segmentsOf(than)]
  let parent = ''
  for (const [index, segment] of one.entries()) {
    const counterpart = other[index]
    if (counterpart === undefined) return true
    if (segment !== counterpart) return placeOf(segment, parent) > placeOf(counterpart, parent)
    if (!/^\d/.test(segment)) parent = segment
  }
  return false
}

const segmentsOf = (field: string): string[] => field.split(/[.[\]]+/).filter(Boolean)

const placeOf = (segment: string, parent: string): number =>
  /^\d+$/.test(segment) ? Number(segment) : (fieldsOf[parent]?.indexOf(segment) ?? -1)
