import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'

/** What a definition's versions once had in common, and v1beta1 still keeps above them. */
const sharedFields = {
  validation: 'schema',
  subresources: 'subresources',
  additionalPrinterColumns: 'additionalPrinterColumns',
  selectableFields: 'selectableFields',
} as const

/** A definition as it is stored: kube-apiserver stores v1beta1, which it no longer serves, kctl stores v1. */
export function fromStored(stored: KubeObject): CustomResourceDefinition {
  if (stored.apiVersion !== 'apiextensions.k8s.io/v1beta1') return stored as CustomResourceDefinition
  const {version, versions, validation, subresources, additionalPrinterColumns, selectableFields, conversion, ...spec} =
    stored['spec'] as JsonObject
  const shared: JsonObject = {validation, subresources, additionalPrinterColumns, selectableFields}
  const given = (versions as JsonObject[] | undefined) ?? [{name: version, served: true, storage: true}]
  if (spec['preserveUnknownFields'] === false) delete spec['preserveUnknownFields']
  return {
    ...stored,
    apiVersion: 'apiextensions.k8s.io/v1',
    spec: {
      ...spec,
      versions: given.map(entry => versionOf(entry, shared)),
      ...(conversion !== undefined && {conversion: conversionOf(conversion as JsonObject)}),
    },
  } as CustomResourceDefinition
}

function versionOf(version: JsonObject, shared: JsonObject): JsonObject {
  const whole: JsonObject = {...version}
  for (const [above, name] of Object.entries(sharedFields))
    if (whole[name] === undefined && shared[above] !== undefined) whole[name] = shared[above]
  const columns = whole['additionalPrinterColumns'] as JsonObject[] | undefined
  if (columns) whole['additionalPrinterColumns'] = columns.map(columnOf)
  return whole
}

const columnOf = ({JSONPath, ...column}: JsonObject): JsonObject => ({...column, jsonPath: JSONPath})

function conversionOf({webhookClientConfig, conversionReviewVersions, ...conversion}: JsonObject): JsonObject {
  if (webhookClientConfig === undefined) return conversion
  return {...conversion, webhook: {clientConfig: webhookClientConfig, conversionReviewVersions}}
}
