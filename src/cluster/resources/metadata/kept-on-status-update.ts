import type {ObjectMeta} from '../../../api/object.ts'

/** What a status update of newer kinds leaves as it is, as `ResetObjectMetaForStatus` does. */
export const keptMetadata: readonly (keyof ObjectMeta)[] = [
  'deletionTimestamp',
  'generation',
  'selfLink',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
]

/** All but who manages which fields. */
export const allMetadata: readonly (keyof ObjectMeta)[] = [
  ...keptMetadata,
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
]
