import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import {timestamp} from '../../../runtime/clock.ts'

/** Waits for the instances when the definition goes. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

/** A new definition has no status but the version that it stores. */
export function prepareForCreate(draft: CustomResourceDefinition): void {
  draft.status = {conditions: null, acceptedNames: {plural: '', kind: ''}, storedVersions: null} as never
  storeVersion(draft)
}

/** The status is kept; a new storage version joins those that were ever stored. */
export function prepareForUpdate(draft: CustomResourceDefinition, old: CustomResourceDefinition): void {
  if (old.status === undefined) delete draft.status
  else draft.status = structuredClone(old.status)
  storeVersion(draft)
}

/** The first delete only announces the end: the instances go first. */
export function announceDeletion(draft: CustomResourceDefinition, now: number): void {
  const {metadata, status} = draft
  const {finalizers = []} = metadata
  if (metadata.deletionTimestamp) return
  if (!finalizers.includes(cleanupFinalizer)) metadata.finalizers = [...finalizers, cleanupFinalizer]
  const announced = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  }
  const others = status?.conditions?.filter(({type}) => type !== announced.type) ?? []
  draft.status = {...status, conditions: [...others, announced]} as never
}

function storeVersion(draft: CustomResourceDefinition): void {
  const storage = draft.spec.versions?.find(version => version.storage)?.name
  const stored = draft.status?.storedVersions ?? []
  if (storage && draft.status && !stored.includes(storage)) draft.status.storedVersions = [...stored, storage]
}
