import type {JsonObject, KubeObject} from '../../api/object.ts'
import {
  createMergeThreeWayPatch,
  createStrategicThreeWayPatch,
  keepsKey,
  keepsMetadataKey,
  PreconditionFailed,
} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import type {PatchType} from '../../client/client.ts'
import type {ServedResource} from '../../client/discovery.ts'

/** The patch from a live object to a file, given what was last applied: strategic for built-in kinds, else a JSON merge patch. */
export function threeWayPatch(
  resource: ServedResource,
  states: {original: KubeObject | undefined; modified: KubeObject; current: KubeObject},
  overwrite: boolean,
): {type: PatchType; patch: JsonObject} {
  const {modified, current} = states
  const known = {original: (states.original ?? {}) as JsonObject, modified, current}
  const schema = schemaOfKind(resource)
  if (schema) return {type: 'strategic', patch: createStrategicThreeWayPatch(schema, known, {overwrite})}
  try {
    const preconditions = [keepsKey('apiVersion'), keepsKey('kind'), keepsMetadataKey('name')]
    return {type: 'merge', patch: createMergeThreeWayPatch(known, preconditions)}
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) throw error
    throw new Error('At least one of apiVersion, kind and name was changed')
  }
}
