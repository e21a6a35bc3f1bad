import type {JsonObject, KubeObject} from '../../../api/object.ts'

/** An object's metadata and nothing else. */
export const partialMetadata = (object: KubeObject, version: string): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: object.metadata,
})

/** A list of nothing but metadata; Kubernetes writes an empty one as null. */
export const partialMetadataList = (objects: readonly KubeObject[], list: JsonObject, version: string): JsonObject => ({
  kind: 'PartialObjectMetadataList',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: list,
  items: objects.length > 0 ? objects.map(object => partialMetadata(object, version)) : null,
})
