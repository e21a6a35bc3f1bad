import type {KubeObject, ObjectMeta} from '../../../api/object.ts'
import {zeroOf} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {schemaFor} from '../decoding/expected-kind.ts'

/** Empties the status of a draft whose kind keeps it behind a subresource. */
export function resetStatus(definition: ResourceDefinition, draft: KubeObject): void {
  if (!definition.subresources?.['status']) return
  const schema = definition.structural ? undefined : schemaFor(definition).fields.get('status')?.schema
  if (schema) draft['status'] = zeroOf(schema)
  else delete draft['status']
}

/** Takes a field of the old object over, whether it is there or not. */
export function keepField(draft: KubeObject, old: KubeObject, field: string): void {
  if (old[field] === undefined) delete draft[field]
  else draft[field] = old[field]
}

/** Takes fields of the old metadata over. */
export function keepMetadata(draft: KubeObject, old: KubeObject, fields: readonly (keyof ObjectMeta)[]): void {
  const {metadata} = draft
  for (const field of fields)
    if (old.metadata[field] === undefined) delete metadata[field]
    else Object.assign(metadata, {[field]: old.metadata[field]})
}

/** Leaves of a draft only its metadata and status: the rest is as it was. */
export function keepAllButStatus(draft: KubeObject, old: KubeObject): void {
  for (const field of new Set([...Object.keys(draft), ...Object.keys(old)]))
    if (field !== 'metadata' && field !== 'status') keepField(draft, old, field)
}
