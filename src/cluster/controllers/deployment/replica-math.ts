import {scaledValue} from '../../../api/int-or-string.ts'
import type {Deployment, ReplicaSet} from '../../../api/kinds.ts'

export const wantedReplicas = (deployment: Deployment): number => deployment.spec?.replicas ?? 1
export const specReplicas = (set: ReplicaSet | undefined): number => set?.spec?.replicas ?? 0
export const sum = (sets: readonly ReplicaSet[], countOf: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (countOf(set) ?? 0), 0)
export const availableOf = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0
export const activeSets = (sets: readonly ReplicaSet[]): ReplicaSet[] => sets.filter(set => specReplicas(set) > 0)
export const isRolling = (deployment: Deployment): boolean => deployment.spec?.strategy?.type !== 'Recreate'

/** How many pods may exist beyond the wanted number. */
export const maxSurge = (deployment: Deployment): number => (isRolling(deployment) ? fenceposts(deployment).surge : 0)

/** How many of the wanted pods may be missing. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = wantedReplicas(deployment)
  if (!isRolling(deployment) || replicas === 0) return 0
  return Math.min(fenceposts(deployment).unavailable, replicas)
}

/** How large the new set may be now without exceeding the surge. */
export function newSetReplicas(deployment: Deployment, all: readonly ReplicaSet[], newSet: ReplicaSet): number {
  const wanted = wantedReplicas(deployment)
  if (!isRolling(deployment)) return wanted
  const room = wanted + maxSurge(deployment) - sum(all, specReplicas)
  if (room <= 0) return specReplicas(newSet)
  return specReplicas(newSet) + Math.min(room, wanted - specReplicas(newSet))
}

/** Surge rounds up, unavailability down; both zero would never move. */
function fenceposts(deployment: Deployment): {surge: number; unavailable: number} {
  const {maxSurge: surge = '25%', maxUnavailable: unavailable = '25%'} = deployment.spec?.strategy?.rollingUpdate ?? {}
  const replicas = wantedReplicas(deployment)
  const up = scaledValue(surge, replicas, {roundUp: true})
  const down = scaledValue(unavailable, replicas, {roundUp: false})
  return {surge: up, unavailable: up === 0 && down === 0 ? 1 : down}
}
