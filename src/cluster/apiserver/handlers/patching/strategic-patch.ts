import {formatGoValue} from '../../../../api/go/format-value.ts'
import {applyStrategicPatch} from '../../../../api/patch/index.ts'
import {StatusError} from '../../../../api/status-error.ts'
import {readMap} from './merge-patch.ts'
import type {PatchKind} from './patch-kind.ts'

/** Kubernetes' own: lists merge by key, `$patch` directs. Only for kinds whose types the server knows. */
export const strategicPatch: PatchKind = {
  read: body => readMap(body),
  apply(object, patch, schema) {
    try {
      return applyStrategicPatch(schema, object, patch as Record<string, unknown>)
    } catch (error) {
      if ((error as Error).name !== 'PatchError') throw error
      throw new StatusError({message: (error as Error).message, code: 500})
    }
  },
  quote: (_, patch) => formatGoValue(patch),
}
