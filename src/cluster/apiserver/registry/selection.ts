import type {KubeObject} from '../../../api/object.ts'
import {
  type FieldLookup,
  parseFieldSelector,
  parseLabelSelector,
  requiredFieldValue,
} from '../../../api/selectors/index.ts'
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
  return {
    everything,
    namespace: namespace || chosen,
    name: requiredFieldValue(fields, 'metadata.name') ?? '',
    matches: object =>
      everything ||
      (labels.matches(object.metadata.labels ?? {}) && (fields.empty || fields.matches(lookupOf(definition, object)))),
  }
}

const lookupOf =
  ({fieldSelectors}: ResourceDefinition, object: KubeObject): FieldLookup =>
  field => {
    if (field === 'metadata.name') return object.metadata.name ?? ''
    if (field === 'metadata.namespace') return object.metadata.namespace ?? ''
    return own(fieldSelectors, field)?.(object) ?? ''
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
