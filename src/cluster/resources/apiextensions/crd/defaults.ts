import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import {readNestedSchemas} from './nested-schemas.ts'

/** Names that follow from others, no conversion, and the first stored version. */
export function defaultDefinition(draft: CustomResourceDefinition): void {
  const {spec} = draft
  for (const {schema} of spec?.versions ?? []) readNestedSchemas(schema?.openAPIV3Schema)
  if (!spec?.names) return
  spec.names.singular ||= (spec.names.kind ?? '').toLowerCase()
  if (!spec.names.listKind && spec.names.kind) spec.names.listKind = `${spec.names.kind}List`
  spec.conversion ??= {strategy: 'None'}
  const service = spec.conversion.webhook?.clientConfig?.service
  if (service) service.port ??= 443
  const storage = spec.versions?.find(version => version.storage)
  if (!storage || draft.status?.storedVersions?.length) return
  draft.status = {...draft.status, storedVersions: [storage.name]} as CustomResourceDefinition['status']
}
