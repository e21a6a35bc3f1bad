import type {KubeObject} from '../../../api/object.ts'

/** A copy of the object's surface with another resourceVersion. */
export const withVersion = (object: KubeObject, resourceVersion: string | undefined): KubeObject => ({
  ...object,
  metadata: {...object.metadata, resourceVersion},
})
