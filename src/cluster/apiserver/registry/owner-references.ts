import type {KubeObject, OwnerReference} from '../../../api/object.ts'
import type {Warnings} from '../request-context.ts'
import {sameJson} from './same-json.ts'

/** Takes away owners that a draft names twice, and warns of them: before mutating admission for creates and updates, after it for all writes. */
export function dedupOwnerReferences({metadata}: KubeObject, warnings: Warnings, after?: 'admission'): void {
  const references = metadata.ownerReferences
  if (!references || references.length < 2) return
  const kept: OwnerReference[] = []
  const duplicates: string[] = []
  for (const reference of references)
    if (kept.some(other => sameJson(other, reference))) duplicates.push(reference.uid)
    else kept.push(reference)
  if (duplicates.length === 0) return
  metadata.ownerReferences = kept
  warnings.add(
    `.metadata.ownerReferences contains duplicate entries${after ? ' after mutating admission happens' : ''}; ` +
      'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; ' +
      `please fix your requests; duplicate UID(s) observed: ${duplicates.join(', ')}`,
  )
}
