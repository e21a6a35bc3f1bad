import type {KubeObject} from '../../../api/object.ts'
import {parseFieldSelector, parseLabelSelector, requiredFieldValue} from '../../../api/selectors/index.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

/** Which objects a list, watch or deletecollection is about. */
export interface Selection {
  /** Nothing is selected by labels or fields: everything matches. */
  everything: boolean
  /** The one namespace, '' for all. */
  namespace: string
  /** The one name, '' for any. */
  name: string
  matches(object: KubeObject): boolean
}

/** Reads the selectors of a request; throws Kubernetes' complaints as 400s. */
export function selectionOf(
  definition: ResourceDefinition,
  namespace: string,
  {labelSelector, fieldSelector}: {labelSelector: string; fieldSelector: string},
): Selection {
  const labels = parsed(() => parseLabelSelector(labelSelector))
  const fields = parsed(() => parseFieldSelector(fieldSelector))
  for (const {field} of fields.terms) checkField(definition, field)
  const chosen = definition.namespaced ? (requiredFieldValue(fields, 'metadata.namespace') ?? '') : ''
  const everything = labels.empty && fields.empty
  const wanted = fields.terms.map(({field, operator, value}) => ({
    read: readerOf(definition, field),
    equal: operator === '=',
    value,
  }))
  return {
    everything,
    namespace: namespace || chosen,
    name: requiredFieldValue(fields, 'metadata.name') ?? '',
    matches: object =>
      everything ||
      (wanted.every(({read, equal, value}) => (read(object) === value) === equal) &&
        (labels.empty || labels.matches(object.metadata.labels ?? {}))),
  }
}

/** Tells an object's field, '' where there is none: found once for the thousands that are asked. */
function readerOf({fieldSelectors}: ResourceDefinition, field: string): (object: KubeObject) => string {
  if (field === 'metadata.name') return ({metadata}) => metadata.name ?? ''
  if (field === 'metadata.namespace') return ({metadata}) => metadata.namespace ?? ''
  const selector = own(fieldSelectors, field)
  return object => selector?.(object) ?? ''
}

function checkField({fieldSelectors, namespaced, unknownField}: ResourceDefinition, field: string): void {
  if (field === 'metadata.name' || own(fieldSelectors, field)) return
  if (field === 'metadata.namespace' && (namespaced || !unknownField?.withoutNamespace)) return
  if (unknownField?.message) throw badRequest(unknownField.message(field))
  if (fieldSelectors) throw badRequest(`field label not supported: ${field}`)
  const known = 'only "metadata.name", "metadata.namespace"'
  throw badRequest(`${JSON.stringify(field)} is not a known field selector: ${known}`)
}

const own = (selectors: ResourceDefinition['fieldSelectors'], field: string) =>
  selectors && Object.hasOwn(selectors, field) ? selectors[field] : undefined

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw badRequest((error as Error).message)
  }
}
