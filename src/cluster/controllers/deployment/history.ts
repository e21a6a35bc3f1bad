import {builtin} from '../../../api/builtin-resources.ts'
import type {ReplicaSet} from '../../../api/kinds.ts'
import {revisionOf} from './annotations.ts'
import {specReplicas} from './replica-math.ts'
import {byCreation, type Rollout} from './rollout.ts'

/** Deletes the oldest empty sets beyond the revision history limit. */
export async function cleanUpHistory({deployment, objects}: Rollout, oldSets: readonly ReplicaSet[]): Promise<void> {
  const limit = deployment.spec?.revisionHistoryLimit
  if (limit === undefined || limit === 2_147_483_647) return
  const alive = oldSets.filter(set => !set.metadata.deletionTimestamp)
  const excess = alive.length - limit
  if (excess <= 0) return
  const ordered = [...alive].sort((a, b) => Number(revisionOf(a) - revisionOf(b)) || byCreation(a, b))
  for (const set of ordered.slice(0, excess)) if (isIdle(set)) await objects.delete(builtin.replicaSets, set)
}

const isIdle = (set: ReplicaSet): boolean =>
  (set.status?.replicas ?? 0) === 0 &&
  specReplicas(set) === 0 &&
  (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0)
