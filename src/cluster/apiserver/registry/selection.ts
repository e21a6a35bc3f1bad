import type {KubeObject} from '../../../api/object.ts'
import {
  type FieldMatcher,
  type LabelMatcher,
  parseFieldSelector,
  parseLabelSelector,
  requiredFieldValue,
} from '../../../api/selectors/index.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceStore} from './resource-store.ts'

/** A label or field that must have one of some values. */
export interface Demand {
  /** Tells labels and fields apart. */
  name: string
  /** undefined where there is none. */
  read(object: KubeObject): string | undefined
  values: readonly string[]
}

/** Which objects a list, watch or deletecollection is about. */
export interface Selection {
  /** Nothing is selected by labels or fields: everything matches. */
  everything: boolean
  /** The one namespace, '' for all. */
  namespace: string
  /** The one name, '' for any. */
  name: string
  matches(object: KubeObject): boolean
  /** What an object must have to match, not all that it must: fields first, which tell the fewest apart. */
  demands: readonly Demand[]
}

/** Whether the selectors of a request are such at all; throws Kubernetes' complaints as 400s. */
export function checkSelectors({labelSelector, fieldSelector}: {labelSelector: string; fieldSelector: string}): void {
  parsed(() => parseLabelSelector(labelSelector))
  parsed(() => parseFieldSelector(fieldSelector))
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
    demands: [...fieldDemands(definition, fields), ...labelDemands(labels)],
  }
}

const fieldDemands = (definition: ResourceDefinition, {terms}: FieldMatcher): Demand[] =>
  terms
    .filter(({field, operator}) => operator === '=' && !field.startsWith('metadata.'))
    .map(({field, value}) => ({name: `field ${field}`, read: readerOf(definition, field), values: [value]}))

const labelDemands = ({requirements}: LabelMatcher): Demand[] =>
  requirements
    .filter(({operator}) => operator === '=' || operator === '==' || operator === 'in')
    .map(({key, values}) => ({name: `label ${key}`, read: object => labelOf(object, key), values}))

const labelOf = ({metadata: {labels}}: KubeObject, key: string): string | undefined =>
  labels && Object.hasOwn(labels, key) ? labels[key] : undefined

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

/** Whether only the object of one key can be meant. */
export const isSingle = ({definition}: ResourceStore, {name, namespace}: Selection): boolean =>
  name !== '' && (namespace !== '' || !definition.namespaced)
