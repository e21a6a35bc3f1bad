import type {CustomResourceDefinition} from '../../../../../api/kinds.ts'
import {goSchema} from '../../../go-types/go-schema.ts'

type Version = CustomResourceDefinition['spec']['versions'][number]

/** Which parts all versions have alike: Kubernetes holds them once, above the versions. */
export interface Shared {
  schema: boolean
  subresources: boolean
  additionalPrinterColumns: boolean
  selectableFields: boolean
}

/** A version as the server's own type prints it. */
export const internalVersion = (version: Version, shared: Shared): object => ({
  Name: version.name,
  Served: version.served,
  Storage: version.storage,
  Deprecated: version.deprecated ?? false,
  DeprecationWarning: version.deprecationWarning ?? null,
  Schema: shared.schema || !version.schema ? null : {OpenAPIV3Schema: schemaOf(version)},
  Subresources: shared.subresources ? null : subresourcesOf(version),
  AdditionalPrinterColumns: shared.additionalPrinterColumns ? null : (columnsOf(version) ?? null),
  SelectableFields: shared.selectableFields
    ? null
    : (version.selectableFields?.map(({jsonPath}) => ({JSONPath: jsonPath})) ?? null),
})

const schemaOf = ({schema}: Version): object | null =>
  schema?.openAPIV3Schema ? goSchema(schema.openAPIV3Schema as Record<string, unknown>) : null

function subresourcesOf({subresources}: Version): object | null {
  if (!subresources) return null
  const {status, scale} = subresources
  return {
    Status: status ?? null,
    Scale: scale
      ? {
          SpecReplicasPath: scale.specReplicasPath,
          StatusReplicasPath: scale.statusReplicasPath,
          LabelSelectorPath: scale.labelSelectorPath ?? null,
        }
      : null,
  }
}

const columnsOf = ({additionalPrinterColumns}: Version): object[] | undefined =>
  additionalPrinterColumns?.map(({name, type, format = '', description = '', priority = 0, jsonPath}) => ({
    Name: name,
    Type: type,
    Format: format,
    Description: description,
    Priority: priority,
    JSONPath: jsonPath,
  }))
