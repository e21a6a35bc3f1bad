import type {KubeObject} from '../../api/object.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'

/** A write as its field manager sees it. */
export interface ManagedWrite {
  definition: ResourceDefinition
  /** What is stored; absent for creates. */
  old?: KubeObject
  manager: string
  subresource: string
  /** Milliseconds. */
  now: number
}

/** The manager of a write that names none: the beginning of its user agent. */
export const managerOr = (manager: string, userAgent: string): string =>
  manager || userAgent.split('/')[0]!.slice(0, 128) || 'unknown'

/** Records on the draft who set which of its fields. */
export function trackManagedFields(draft: KubeObject, {old}: ManagedWrite): void {
  const entries = draft.metadata.managedFields ?? old?.metadata.managedFields
  if (entries && entries.length > 0) draft.metadata.managedFields = entries
  else delete draft.metadata.managedFields
}
