import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {inWrittenOrder, schemaOf} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

const metadataType = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'

/** An object's metadata and nothing else; annotations that only its version's encoding adds are not part of it. */
export const partialMetadata = (
  {versionedAnnotations, structural}: Pick<ResourceDefinition, 'versionedAnnotations' | 'structural'>,
  {metadata}: KubeObject,
  version: string,
): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: versionedAnnotations
    ? withoutAnnotations(metadata, versionedAnnotations)
    : structural
      ? inWrittenOrder(schemaOf(metadataType), metadata)
      : metadata,
})

/** A list of nothing but metadata; Kubernetes writes an empty one as null. */
export const partialMetadataList = (
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  list: JsonObject,
  version: string,
): JsonObject => ({
  kind: 'PartialObjectMetadataList',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: list,
  items: objects.length > 0 ? objects.map(object => partialMetadata(definition, object, version)) : null,
})

function withoutAnnotations(metadata: KubeObject['metadata'], names: string[]) {
  const kept = Object.entries(metadata.annotations ?? {}).filter(([name]) => !names.includes(name))
  const copy = {...metadata}
  if (kept.length > 0) copy.annotations = Object.fromEntries(kept)
  else delete copy.annotations
  return copy
}
