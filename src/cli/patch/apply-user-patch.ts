import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {applyJsonPatch, applyMergePatch, applyStrategicPatch, operationsOf} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import type {UserPatchType} from './patch.ts'

/** The object with a user's patch applied, without a server. */
export function applyUserPatch(object: KubeObject, type: UserPatchType, document: unknown): KubeObject {
  if (type === 'merge') return applyMergePatch(object, document) as KubeObject
  if (type === 'json') return applyJsonPatch(object, operationsOf(document)) as KubeObject
  const {group, version} = parseApiVersion(object.apiVersion)
  const schema = schemaOfKind({group, version, kind: object.kind})
  if (!schema)
    throw new Error(
      `strategic merge patch is not supported for ${group}/${version}, Kind=${object.kind} locally, try --type merge`,
    )
  return applyStrategicPatch(schema, object, document as Record<string, unknown>) as KubeObject
}
