import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import type {ResourceDefinition} from './define-resource.ts'
import type {Gating} from './gated-fields.ts'

/** A kind in another version whose fields are the same: stored, defaulted, validated and shown alike. */
export function otherVersion(
  definition: ResourceDefinition,
  version: string,
  changes: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  const stored = apiVersionOf(definition)
  return {
    ...definition,
    version,
    schema: definition.schema.replace(`.${definition.version}.`, `.${version}.`),
    storage: {
      ...definition.storage!,
      version: definition.storage?.version ?? stored,
      toStored: object => ({...object, apiVersion: stored}),
    },
    ...changes,
  }
}

/** How a kind's objects in one version are told in another. */
export interface Conversion {
  toStable(object: KubeObject): KubeObject
  fromStable(object: KubeObject): KubeObject
  defaults(object: KubeObject): void
}

/** A kind in another version whose fields are not the same: what its stable version knows of an object is asked of its conversion. */
export function convertedVersion(
  definition: ResourceDefinition,
  version: string,
  {toStable, fromStable, defaults}: Conversion,
  changes: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  const alike = otherVersion(definition, version, changes)
  /** Lets the stable version change a draft. */
  const changed = <Rest extends unknown[]>(change: ((draft: KubeObject, ...rest: Rest) => void) | undefined) =>
    change &&
    ((draft: KubeObject, ...rest: Rest) => {
      const stable = structuredClone(toStable(draft))
      change(stable, ...rest)
      Object.assign(draft, fromStable(stable))
    })
  const {validate, validateUpdate, validateStatusUpdate, validateInNamespace, validateStatusInNamespace} = definition
  const {prepareForCreate, prepareForUpdate, prepareForStatusUpdate, dropDisabled, defaultTimes} = definition
  const {fieldSelectors = {}} = definition
  return {
    ...alike,
    storage: {
      ...alike.storage!,
      toStored: object => alike.storage!.toStored!(toStable(object)),
      fromStored: fromStable,
    },
    defaults,
    ...(defaultTimes && {defaultTimes: changed(defaultTimes)}),
    ...(dropDisabled && {
      dropDisabled: changed((draft, {features, old}: Gating) =>
        dropDisabled(draft, {features, ...(old && {old: toStable(old)})}),
      ),
    }),
    ...(prepareForCreate && {prepareForCreate: changed(prepareForCreate)}),
    ...(prepareForUpdate && {
      prepareForUpdate: changed((draft, old, context) => prepareForUpdate(draft, toStable(old as KubeObject), context)),
    }),
    ...(prepareForStatusUpdate && {
      prepareForStatusUpdate: changed((draft, old, context) =>
        prepareForStatusUpdate(draft, toStable(old as KubeObject), context),
      ),
    }),
    ...(validate && {validate: (object, features) => validate(toStable(object), features)}),
    ...(validateUpdate && {
      validateUpdate: (object, old, features) => validateUpdate(toStable(object), toStable(old), features),
    }),
    ...(validateStatusUpdate && {
      validateStatusUpdate: (object, old) => validateStatusUpdate(toStable(object), toStable(old)),
    }),
    ...(validateInNamespace && {
      validateInNamespace: (object, labels) => validateInNamespace(toStable(object), labels),
    }),
    ...(validateStatusInNamespace && {
      validateStatusInNamespace: (object, old, labels) =>
        validateStatusInNamespace(toStable(object), toStable(old), labels),
    }),
    fieldSelectors: Object.fromEntries(
      Object.entries(fieldSelectors).map(([field, value]) => [field, object => value(toStable(object))]),
    ),
    ...(definition.columns && {
      columns: definition.columns.map(column => ({
        ...column,
        cell: (object, context) => column.cell(toStable(object), context),
      })),
    }),
  }
}
